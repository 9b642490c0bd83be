//! What a text itself tells of its language: the script that it is written in, and, by the triples
//! of letters in it, the language.

use whatlang::{Detector, Info, Lang};

/// Bytes of a text that are looked at.
pub(super) const SAMPLE: usize = 1500;

/// Letters without which nothing is said.
const LEAST_LETTERS: usize = 60;

/// Scripts that tell languages apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    /// Chinese, Japanese and Korean.
    East,
    /// Of India, Thailand, Georgia and so on.
    Other,
}

/// The scripts of languages that are not written in Latin letters.
const SCRIPTS: &[(Script, &[&str])] = &[
    (Script::Cyrillic, &["ru", "uk", "be", "bg", "mk"]),
    (Script::Greek, &["el"]),
    (Script::Hebrew, &["he", "iw", "yi"]),
    (Script::Arabic, &["ar", "fa", "ur", "ps", "ckb"]),
    (Script::East, &["zh", "ja", "ko"]),
    (
        Script::Other,
        &[
            "hi", "mr", "ne", "bn", "ta", "te", "kn", "ml", "gu", "pa", "or", "si", "th", "km",
            "lo", "my", "ka", "hy", "am",
        ],
    ),
];

/// Languages that are written in more scripts than one.
const IN_TWO_SCRIPTS: &[&str] = &[
    "sr", "bs", "az", "uz", "kk", "ky", "tg", "tk", "mn", "ku", "tt", "pa",
];

/// What was found out.
#[derive(Debug, PartialEq)]
pub(super) struct Guess {
    /// BCP 47.
    pub(super) tag: String,
    /// Up to 1.
    pub(super) confidence: f64,
}

/// The language of a text, where it is long enough and there is next to no doubt.
pub(super) fn guess(text: &str) -> Option<Guess> {
    if text.chars().filter(|c| c.is_alphabetic()).count() < LEAST_LETTERS {
        return None;
    }
    // Latin is what templates are filled with, and no language of blogs.
    let detector = Detector::with_denylist(vec![Lang::Lat]);
    let found = detector.detect(text).filter(Info::is_reliable)?;
    Some(Guess {
        tag: tag(found.lang()).to_owned(),
        confidence: found.confidence(),
    })
}

/// Whether a text is written in another script than a language is.
pub(super) fn contradicts(text: &str, language: &str) -> bool {
    if IN_TWO_SCRIPTS.contains(&language) {
        return false;
    }
    let mut rows = SCRIPTS.iter();
    let row = rows.find(|(_, languages)| languages.contains(&language));
    let expected = row.map_or(Script::Latin, |(script, _)| *script);
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (own, all) = letters.fold((0, 0), |(own, all), letter| {
        (own + usize::from(script_of(letter) == expected), all + 1)
    });
    // Code and names stand in Latin letters in any text.
    let most = if expected == Script::Latin { 5 } else { 50 };
    all >= LEAST_LETTERS && own * most < all
}

fn script_of(letter: char) -> Script {
    match letter {
        '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{590}'..='\u{5ff}' => Script::Hebrew,
        '\u{600}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => Script::Arabic,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' => Script::East,
        _ => Script::Other,
    }
}

/// The two letters of a language, where it has them.
fn tag(language: Lang) -> &'static str {
    let code = language.code();
    let row = TAGS.iter().find(|(long, _)| *long == code);
    row.map_or(code, |(_, short)| *short)
}

/// The languages that are told apart.
const TAGS: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::{TAGS, contradicts, guess};

    const PERSIAN: &str = "دیروز باران آمد و ما زیر درخت بزرگ کنار رودخانه نشستیم و چای خوردیم تا آفتاب دوباره بیرون بیاید و راه خشک شود.";
    const ITALIAN: &str = "Il faro è rimasto spento per tre notti, perché nessuno trovava la chiave della scala, e le barche sono tornate a casa seguendo il suono delle campane.";
    const JAPANESE: &str = "昨日は雨が降ったので、みんなで駅の近くの小さな喫茶店に入り、温かいお茶を飲みながら晴れるのを待っていました。夕方になると空が明るくなりました。";

    #[test]
    fn a_text_tells_its_language() {
        for (text, tag) in [(PERSIAN, "fa"), (ITALIAN, "it"), (JAPANESE, "ja")] {
            let found = guess(text).unwrap();
            assert_eq!(found.tag, tag);
            assert!(found.confidence > 0.9);
        }
    }

    #[test]
    fn a_short_text_tells_nothing() {
        assert_eq!(guess("Il faro"), None);
        assert_eq!(guess(&"12:30 ".repeat(100)), None);
    }

    #[test]
    fn a_script_contradicts_a_language() {
        assert!(contradicts(PERSIAN, "en"));
        assert!(contradicts(JAPANESE, "de"));
        assert!(contradicts(ITALIAN, "ja"));
        assert!(!contradicts(ITALIAN, "en"), "the script is the same");
        assert!(!contradicts(PERSIAN, "ar"));
        assert!(
            !contradicts(&format!("{ITALIAN} {JAPANESE}"), "ja"),
            "a text about a program"
        );
        assert!(!contradicts("雨", "en"), "too short");
        assert!(!contradicts(ITALIAN, "sr"));
    }

    #[test]
    fn each_language_has_a_tag() {
        let unknown: Vec<_> = whatlang::Lang::all()
            .iter()
            .map(whatlang::Lang::code)
            .filter(|code| !TAGS.iter().any(|(long, _)| long == code))
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
