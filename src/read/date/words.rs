//! The words that dates are written with, as tables: months, hours, halves of the day, zones.
//!
//! Spellings are folded (see [`fold`]) before they are compared, so a table row may be written
//! with its accents and a page may leave them out.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The months, a line for each language and a cell for each month: nominative, genitive and
/// abbreviations, parted by spaces; `_` stands for a space inside a name. Calendars other than
/// the Gregorian one are left out on purpose: their dates are not converted.
const MONTHS: &str = include_str!("months.tsv");

/// Words before a number that make it a month: Vietnamese.
pub(super) const BEFORE_MONTH_NUMBER: &[&str] = &["thang", "thg"];

/// Words after a number that make it a month: Chinese, Japanese, Korean.
pub(super) const AFTER_MONTH_NUMBER: &[&str] = &["月", "월"];

/// First words of month names that have more than one.
pub(super) const MONTH_STARTS: &[&str] = &["كانون", "تشرين", "thang"];

/// Words that may stand between the day and the month, or after the day.
pub(super) const AROUND_DAY: &[&str] = &[
    "st", "nd", "rd", "th", "of", "the", "er", "eme", "º", "ª", "o", "de", "d", "del", "di", "do",
    "da", "den", "го", "е", "日", "号", "號", "일", "ngay", "en", "an", "dne", "dia", "ni",
];

/// Words that may stand between the month and the year, or between year and month.
pub(super) const AROUND_YEAR: &[&str] = &["de", "del", "do", "da", "of", "nam", "年", "년", "m"];

/// Words that follow an hour: `9 h 30`, `9 Uhr`, `9時30分`.
pub(super) const HOUR_UNITS: &[&str] =
    &["h", "hs", "hrs", "uhr", "時", "时", "点", "點", "시", "gio"];

/// Words that follow minutes or seconds.
pub(super) const MINUTE_UNITS: &[&str] = &["分", "분", "min", "m", "phut"];

/// The halves of a day, by the words for them. A pair is two words with dots or spaces between.
pub(super) const HALVES: &[(&str, Half)] = &[
    ("am", Half::Morning),
    ("pm", Half::Afternoon),
    ("a_m", Half::Morning),
    ("p_m", Half::Afternoon),
    ("π_μ", Half::Morning),
    ("μ_μ", Half::Afternoon),
    ("πμ", Half::Morning),
    ("μμ", Half::Afternoon),
    ("ق_ظ", Half::Morning),
    ("ب_ظ", Half::Afternoon),
    ("قبل_از_ظهر", Half::Morning),
    ("بعد_از_ظهر", Half::Afternoon),
    ("بعدازظهر", Half::Afternoon),
    ("ص", Half::Morning),
    ("م", Half::Afternoon),
    ("صباحا", Half::Morning),
    ("مساء", Half::Afternoon),
    ("oo", Half::Morning),
    ("os", Half::Afternoon),
    ("sa", Half::Morning),
    ("ch", Half::Afternoon),
    ("पूर्वाह्न", Half::Morning),
    ("अपराह्न", Half::Afternoon),
    ("上午", Half::Morning),
    ("下午", Half::Afternoon),
    ("午前", Half::Morning),
    ("午後", Half::Afternoon),
    ("오전", Half::Morning),
    ("오후", Half::Afternoon),
    ("凌晨", Half::Morning),
    ("清晨", Half::Morning),
    ("早上", Half::Morning),
    ("中午", Half::Noon),
    ("傍晚", Half::Afternoon),
    ("晚上", Half::Afternoon),
];

/// Which half of the day a twelve-hour time is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    /// Twelve is midnight.
    Morning,
    /// Twelve is noon.
    Afternoon,
    /// Around noon: eleven is before it, one after it.
    Noon,
}

/// Zones whose names mean one thing on a blog, in minutes east of Greenwich. `CST`, `BST`, `IST`
/// and their like mean several: a time with such a name stays local.
pub(super) const ZONES: &[(&str, i16)] = &[
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("ut", 0),
    ("est", -300),
    ("edt", -240),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("akst", -540),
    ("akdt", -480),
    ("cet", 60),
    ("cest", 120),
    ("mez", 60),
    ("mesz", 120),
    ("eest", 180),
    ("jst", 540),
];

/// Words that are cut out of a run of Chinese or Japanese text, the longer ones first.
pub(super) const IDEOGRAPHIC: &[&str] = &[
    "上午", "下午", "午前", "午後", "凌晨", "清晨", "早上", "中午", "傍晚", "晚上", "小时", "小時",
    "時間", "分钟", "分鐘", "昨天", "昨日", "今天", "今日",
];

/// Names of weekdays, folded; of Portuguese the part that all but two have.
const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun \
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so \
    lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim \
    lunes martes miercoles jueves viernes sabado domingo mie jue vie sab dom feira \
    lunedi martedi mercoledi giovedi venerdi sabato domenica gio \
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag \
    mandag tisdag tirsdag onsdag torsdag fredag lordag sondag lorda \
    maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai \
    poniedzialek wtorek sroda czwartek piatek sobota niedziela \
    pondeli utery streda ctvrtek patek nedele \
    понедельник вторник среда четверг пятница суббота воскресенье \
    понеділок вівторок середа четвер субота неділя \
    pazartesi sali carsamba persembe cuma cumartesi pazar \
    senin selasa rabu kamis jumat sabtu minggu";

/// True for a weekday's folded name.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.split_ascii_whitespace().any(|name| name == word)
}

/// The month that a folded word names.
pub(super) fn month(word: &str) -> Option<u8> {
    static BY_WORD: LazyLock<FxHashMap<String, u8>> = LazyLock::new(|| {
        let mut map = FxHashMap::default();
        for (month, spelling) in spellings() {
            map.insert(fold_word(spelling), month);
        }
        map
    });
    let name = |word: &str| BY_WORD.get(word).copied();
    // Hebrew writes "in June" as one word.
    name(word).or_else(|| name(word.strip_prefix('ב')?))
}

/// Every spelling of every month with its number.
fn spellings() -> impl Iterator<Item = (u8, &'static str)> {
    MONTHS.lines().flat_map(|line| {
        (1..=12)
            .zip(line.split('\t').skip(1))
            .flat_map(|(month, cell)| cell.split(' ').map(move |spelling| (month, spelling)))
    })
}

/// The half of the day that a folded word, or words joined with `_`, names.
pub(super) fn half(word: &str) -> Option<Half> {
    let row = HALVES.iter().find(|(name, _)| *name == word);
    row.map(|(_, half)| *half)
}

/// The offset of a zone name, in minutes.
pub(super) fn zone(word: &str) -> Option<i16> {
    let row = ZONES.iter().find(|(name, _)| *name == word);
    row.map(|(_, minutes)| *minutes)
}

/// A word in the form that the tables are compared in.
pub(super) fn fold_word(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        fold(c, &mut folded);
    }
    folded
}

/// Letters and what they fold to. Accents and the shapes that keyboards confuse do not part words.
const FOLDED: &[(char, &str)] = &[
    ('a', "àáâãäåāăąảạấầẩẫậắằẳẵặ"),
    ('c', "çćč"),
    ('d', "ďđ"),
    ('e', "èéêëēėęěẻẽẹếềểễệ"),
    ('g', "ğģ"),
    ('i', "ìíîïīįıỉĩị"),
    ('l', "łľļ"),
    ('n', "ñńňņ"),
    ('o', "òóôõöøőỏọốồổỗộớờởỡợơ"),
    ('r', "řŕ"),
    ('s', "śšşș"),
    ('t', "ťţț"),
    ('u', "ùúûüūůűųủũụứừửữựư"),
    ('y', "ýÿỳỷỹỵ"),
    ('z', "źżž"),
    ('α', "ά"),
    ('ε', "έ"),
    ('η', "ή"),
    ('ι', "ίϊΐ"),
    ('ο', "ό"),
    ('υ', "ύϋΰ"),
    ('ω', "ώ"),
    ('σ', "ς"),
    ('е', "ё"),
    ('ا', "أإآٱ"),
    ('ي', "یى"),
    ('ك', "ک"),
    ('ه', "ة"),
    ('फ', "\u{095e}"),
];

/// Lower case, without accents; combining marks vanish.
pub(super) fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    for lower in c.to_lowercase().filter(|&c| !is_combining(c)) {
        let row = FOLDED.iter().find(|(_, letters)| letters.contains(lower));
        out.push(row.map_or(lower, |(base, _)| *base));
    }
}

/// Marks that sit on the letter before them.
pub(super) fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{0655}' | '\u{0640}' | '\u{093c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spelling_names_two_months() {
        for (number, spelling) in spellings() {
            assert_eq!(month(&fold_word(spelling)), Some(number), "{spelling}");
        }
    }

    #[test]
    fn accents_capitals_and_decomposed_letters_do_not_matter() {
        for word in ["août", "AOUT", "Aou\u{302}t"] {
            assert_eq!(month(&fold_word(word)), Some(8), "{word}");
        }
        assert_eq!(month(&fold_word("ΙΟΥΝΙΟΣ")), Some(6));
        assert_eq!(month(&fold_word("KASIM")), Some(11));
        assert_eq!(month(&fold_word("ابريل")), Some(4));
    }

    #[test]
    fn tables_are_written_in_folded_form() {
        let lists = [
            AROUND_DAY,
            AROUND_YEAR,
            HOUR_UNITS,
            MINUTE_UNITS,
            MONTH_STARTS,
        ];
        for word in lists.concat() {
            assert_eq!(fold_word(word), word);
        }
        for (word, _) in HALVES {
            assert_eq!(fold_word(word), *word);
        }
    }
}
