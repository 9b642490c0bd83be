//! The words that dates are written with, as tables: ages, hours, halves of the day, zones.
//!
//! Spellings are folded (see [`fold`]) before they are compared, so a table row may be written
//! with its accents and a page may leave them out.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::relative::Unit;

/// The words of ages, a line for each language: its code, the units from seconds to years, words
/// that say that a span has passed, words for one, and names of today, yesterday and the day
/// before. A digit before a unit is the number that the word holds itself (`1rok temu`); `_`
/// stands for a space, a hyphen or an apostrophe, `-` for nothing.
const AGES: &str = include_str!("ages.tsv");

/// Words that may stand between the day and the month, or after the day.
pub(super) const AROUND_DAY: &[&str] = &[
    "st", "nd", "rd", "th", "of", "the", "er", "eme", "º", "ª", "o", "de", "d", "del", "di", "do",
    "da", "den", "го", "е", "日", "号", "號", "일", "ngay", "en", "an", "dne", "dia", "ni", "e",
    "r", "ste", "οσ", "η", "ב", "م",
];

/// Words that may stand between the month and the year, or between year and month.
pub(super) const AROUND_YEAR: &[&str] = &[
    "de", "del", "do", "da", "of", "nam", "年", "년", "m", "gada", "roku", "พ", "ค", "ศ",
];

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
    ("sang", Half::Morning),
    ("trua", Half::Noon),
    ("chieu", Half::Afternoon),
    ("toi", Half::Afternoon),
    ("pg", Half::Morning),
    ("pagi", Half::Morning),
    ("ptg", Half::Afternoon),
    ("petang", Half::Afternoon),
    ("ap", Half::Morning),
    ("ip", Half::Afternoon),
    ("дп", Half::Morning),
    ("пп", Half::Afternoon),
    ("утра", Half::Morning),
    ("дня", Half::Afternoon),
    ("вечера", Half::Afternoon),
    ("ночи", Half::Night),
    ("ранку", Half::Morning),
    ("вечора", Half::Afternoon),
    ("da_manha", Half::Morning),
    ("da_tarde", Half::Afternoon),
    ("da_noite", Half::Night),
    ("de_la_manana", Half::Morning),
    ("de_la_tarde", Half::Afternoon),
    ("de_la_noche", Half::Night),
    ("صبح", Half::Morning),
    ("عصر", Half::Afternoon),
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
    ("早晨", Half::Morning),
    ("中午", Half::Noon),
    ("傍晚", Half::Afternoon),
    ("晚上", Half::Night),
    ("深夜", Half::Night),
    ("새벽", Half::Morning),
    ("아침", Half::Morning),
    ("저녁", Half::Afternoon),
    ("밤", Half::Night),
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
    /// Around midnight: eleven is before it, one after it.
    Night,
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
    ("hst", -600),
    ("brt", -180),
    ("brst", -120),
    ("west", 60),
    ("cet", 60),
    ("cest", 120),
    ("mez", 60),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("мск", 180),
    ("trt", 180),
    ("sast", 120),
    ("wib", 420),
    ("wita", 480),
    ("hkt", 480),
    ("sgt", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
];

/// What words begin with, or hold, that say that something was published, folded.
pub(super) const PUBLISHED: &[&str] = &[
    "publi",
    "pubbli",
    "posted",
    "veroffentlicht",
    "erschienen",
    "erstellt",
    "gepost",
    "geplaatst",
    "gepubliceerd",
    "postad",
    "postat",
    "udgivet",
    "skrevet",
    "julkaistu",
    "opublik",
    "dodan",
    "zverejn",
    "vydan",
    "опубл",
    "размещ",
    "написан",
    "yayin",
    "diterbitkan",
    "diposting",
    "ngay dang",
    "投稿",
    "公開",
    "发布",
    "發布",
    "发表",
    "發表",
    "작성",
    "게시",
    "등록",
    "نشر",
    "منتشر",
    "dipubli",
    "kozzeteve",
    "δημοσι",
    "פורסם",
];

/// The same, for what was changed.
pub(super) const CHANGED: &[&str] = &[
    "updat",
    "modif",
    "edited",
    "revised",
    "reviewed",
    "aktualis",
    "geandert",
    "uberarbeitet",
    "bearbeitet",
    "mis a jour",
    "mise a jour",
    "maj :",
    "actualiz",
    "atualiz",
    "aggiorna",
    "bijgewerkt",
    "gewijzigd",
    "uppdater",
    "andrad",
    "opdater",
    "oppdater",
    "paivit",
    "muokattu",
    "zaktualiz",
    "aktualiz",
    "upraven",
    "обновл",
    "измен",
    "оновл",
    "змін",
    "guncelle",
    "diperbarui",
    "cap nhat",
    "更新",
    "수정",
    "업데이트",
    "تحديث",
    "تعديل",
    "بروزرسان",
    "به روز",
    "frissit",
    "ενημερ",
    "עודכן",
];

/// Words for "ago" that are set behind a unit without a space, folded: Korean, Thai.
pub(super) const FUSED_PAST: &[&str] = &["전", "ทีแลว", "ทีผานมา", "กอน"];

/// Words that are cut out of a run of Chinese or Japanese text, the longer ones first.
pub(super) const IDEOGRAPHIC: &[&str] = &[
    "上午",
    "下午",
    "午前",
    "午後",
    "凌晨",
    "清晨",
    "早上",
    "中午",
    "傍晚",
    "晚上",
    "早晨",
    "深夜",
    "小时",
    "小時",
    "時間",
    "分钟",
    "分鐘",
    "秒钟",
    "秒鐘",
    "週間",
    "星期",
    "一昨日",
    "前天",
    "昨天",
    "昨日",
    "今天",
    "今日",
    "本日",
    "平成",
    "令和",
    "民國",
    "民国",
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

/// What a word may mean in an age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// A unit, with the number that the word holds itself.
    Unit(Unit, Option<i64>),
    /// Says that a span has passed.
    Past,
    /// The number one.
    One,
    /// A day by its distance from today.
    DaysBack(i64),
}

/// The senses of a folded word, each with the line of its language.
pub(super) fn senses(word: &str) -> &'static [(u8, Sense)] {
    static BY_WORD: LazyLock<FxHashMap<String, Vec<(u8, Sense)>>> = LazyLock::new(|| {
        let mut map: FxHashMap<String, Vec<(u8, Sense)>> = FxHashMap::default();
        for (language, line) in (0..).zip(AGES.lines()) {
            for (word, sense) in line_senses(line) {
                map.entry(word).or_default().push((language, sense));
            }
        }
        map
    });
    BY_WORD.get(word).map_or(&[], Vec::as_slice)
}

fn line_senses(line: &'static str) -> impl Iterator<Item = (String, Sense)> {
    let units = Unit::ALL.map(|unit| Sense::Unit(unit, None));
    let others = [
        Sense::Past,
        Sense::One,
        Sense::DaysBack(0),
        Sense::DaysBack(1),
        Sense::DaysBack(2),
    ];
    let columns = units.into_iter().chain(others);
    let cells = line.split('\t').skip(1).zip(columns);
    cells.flat_map(|(cell, sense)| {
        let words = cell.split(' ').filter(|word| *word != "-");
        words.map(move |word| with_number(word, sense))
    })
}

/// Takes the number off a unit that holds one.
fn with_number(word: &str, sense: Sense) -> (String, Sense) {
    let number = word.chars().next().and_then(|c| c.to_digit(10));
    match (sense, number) {
        (Sense::Unit(unit, _), Some(number)) => (
            fold_word(&word[1..]),
            Sense::Unit(unit, Some(i64::from(number))),
        ),
        _ => (fold_word(word), sense),
    }
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

/// What a letter folds to. Accents and the shapes that keyboards confuse do not part words.
fn base(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ả' | 'ạ' | 'ấ' | 'ầ' | 'ẩ' | 'ẫ'
        | 'ậ' | 'ắ' | 'ằ' | 'ẳ' | 'ẵ' | 'ặ' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'ᵉ' | 'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ẻ' | 'ẽ' | 'ẹ' | 'ế' | 'ề' | 'ể'
        | 'ễ' | 'ệ' => 'e',
        'ğ' | 'ģ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' | 'ỉ' | 'ĩ' | 'ị' => 'i',
        'ł' | 'ľ' | 'ļ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' | 'ỏ' | 'ọ' | 'ố' | 'ồ' | 'ổ' | 'ỗ' | 'ộ' | 'ớ'
        | 'ờ' | 'ở' | 'ỡ' | 'ợ' | 'ơ' => 'o',
        'ʳ' | 'ř' | 'ŕ' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ủ' | 'ũ' | 'ụ' | 'ứ' | 'ừ' | 'ử' | 'ữ'
        | 'ự' | 'ư' => 'u',
        'ý' | 'ÿ' | 'ỳ' | 'ỷ' | 'ỹ' | 'ỵ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ی' | 'ى' => 'ي',
        'ک' => 'ك',
        'ة' => 'ه',
        '\u{095e}' => 'फ',
        other => other,
    }
}

/// Lower case, without accents; combining marks vanish.
pub(super) fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    for lower in c.to_lowercase().filter(|&c| !is_combining(c)) {
        out.push(base(lower));
    }
}

/// Marks that sit on the letter before them.
pub(super) fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{0655}' | '\u{0640}' | '\u{093c}' | '\u{0e47}'..='\u{0e4e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_written_in_folded_form() {
        let lists = [
            AROUND_DAY,
            AROUND_YEAR,
            HOUR_UNITS,
            MINUTE_UNITS,
            FUSED_PAST,
            PUBLISHED,
            CHANGED,
        ];
        for word in lists.concat() {
            assert_eq!(fold_word(word), word);
        }
        for (word, _) in HALVES {
            assert_eq!(fold_word(word), *word);
        }
    }
}
