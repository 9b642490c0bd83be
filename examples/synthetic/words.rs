//! Invented words: syllables of several scripts, drawn by chance.

use super::random::{Random, index};

/// A script and how words are put together in it.
#[derive(Debug)]
pub(crate) struct Script {
    /// BCP 47: what a page that is written in it claims.
    pub(crate) language: &'static str,
    onsets: &'static [&'static str],
    vowels: &'static [&'static str],
    codas: &'static [&'static str],
    /// What stands between two words.
    gap: &'static str,
    /// What ends a sentence.
    stop: &'static str,
    /// True where it is written from the right.
    pub(crate) is_from_right: bool,
}

/// Latin letters come first, and stand for more than half of all posts: see [`script`].
static SCRIPTS: &[Script] = &[
    Script {
        language: "en",
        onsets: &[
            "b", "br", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v",
            "w", "z",
        ],
        vowels: &["a", "e", "i", "o", "u", "ou", "ea"],
        codas: &["", "", "", "n", "r", "l", "s", "m", "nd", "rt"],
        gap: " ",
        stop: ". ",
        is_from_right: false,
    },
    Script {
        language: "fr",
        onsets: &[
            "b", "ch", "d", "f", "g", "j", "l", "m", "n", "pr", "r", "s", "tr", "v", "ç",
        ],
        vowels: &["a", "é", "è", "i", "ô", "u", "ou", "ä", "ñe", "ü"],
        codas: &["", "", "", "n", "r", "s", "x"],
        gap: " ",
        stop: ". ",
        is_from_right: false,
    },
    Script {
        language: "ru",
        onsets: &[
            "б", "в", "г", "д", "ж", "з", "к", "л", "м", "н", "п", "р", "с", "т", "ш",
        ],
        vowels: &["а", "е", "и", "о", "у", "ы", "я"],
        codas: &["", "", "", "н", "р", "й", "сть"],
        gap: " ",
        stop: ". ",
        is_from_right: false,
    },
    Script {
        language: "el",
        onsets: &[
            "β", "γ", "δ", "θ", "κ", "λ", "μ", "ν", "π", "ρ", "σ", "τ", "φ",
        ],
        vowels: &["α", "ε", "η", "ι", "ο", "υ", "ω", "ά", "έ"],
        codas: &["", "", "ν", "ς"],
        gap: " ",
        stop: ". ",
        is_from_right: false,
    },
    Script {
        language: "ar",
        onsets: &[
            "ب", "ت", "ج", "ح", "د", "ر", "س", "ش", "ع", "ف", "ق", "ك", "ل", "م", "ن",
        ],
        vowels: &["ا", "و", "ي", ""],
        codas: &["", "", "ن", "ة"],
        gap: " ",
        stop: ". ",
        is_from_right: true,
    },
    Script {
        language: "he",
        onsets: &[
            "א", "ב", "ג", "ד", "ה", "ז", "ח", "ט", "כ", "ל", "מ", "נ", "ש",
        ],
        vowels: &["ו", "י", ""],
        codas: &["", "ת", "ר"],
        gap: " ",
        stop: ". ",
        is_from_right: true,
    },
    Script {
        language: "hi",
        onsets: &[
            "क", "ख", "ग", "च", "ज", "ट", "त", "द", "न", "प", "ब", "म", "र", "ल", "स",
        ],
        vowels: &["ा", "ि", "ी", "ु", "े", "ो", ""],
        codas: &["", "", "न", "र"],
        gap: " ",
        stop: "। ",
        is_from_right: false,
    },
    Script {
        language: "ja",
        onsets: &[
            "か", "さ", "た", "な", "は", "ま", "ら", "山", "川", "港", "鳥",
        ],
        vowels: &["い", "う", "の", "り", "木"],
        codas: &["", "ん", "町"],
        gap: "",
        stop: "。",
        is_from_right: false,
    },
    Script {
        language: "ko",
        onsets: &["가", "나", "다", "마", "바", "사", "자", "하"],
        vowels: &["람", "리", "무", "산", "을", "고"],
        codas: &["", "", "는", "에"],
        gap: " ",
        stop: ". ",
        is_from_right: false,
    },
];

/// A script by chance: of ten posts, six are in the first, and one each in the second and third.
pub(crate) fn script(random: &mut Random) -> &'static Script {
    match random.below(10) {
        0..=5 => &SCRIPTS[0],
        6 => &SCRIPTS[1],
        7 => &SCRIPTS[2],
        _ => &SCRIPTS[3 + index(random.below(SCRIPTS.len() as u64 - 3))],
    }
}

/// The script of addresses, whatever a post is written in.
pub(crate) fn latin() -> &'static Script {
    &SCRIPTS[0]
}

impl Script {
    /// Adds a word of one to four syllables.
    pub(crate) fn word(&self, random: &mut Random, out: &mut String) {
        let mut bits = random.next();
        let syllables = 1 + take(&mut bits, 4);
        for _ in 0..syllables {
            out.push_str(self.onsets[take(&mut bits, self.onsets.len())]);
            out.push_str(self.vowels[take(&mut bits, self.vowels.len())]);
            out.push_str(self.codas[take(&mut bits, self.codas.len())]);
        }
    }

    /// So many words, the first with a capital where the script has them.
    pub(crate) fn words(&self, random: &mut Random, count: u64) -> String {
        let mut words = String::new();
        for place in 0..count {
            if place > 0 {
                words.push_str(self.gap);
            }
            self.word(random, &mut words);
        }
        capitalised(&words)
    }

    /// Adds a sentence with its stop and the gap behind it.
    pub(crate) fn sentence(&self, random: &mut Random, out: &mut String) {
        let words = random.between(5, 16);
        out.push_str(&self.words(random, words));
        out.push_str(self.stop);
    }

    /// So many sentences, without white space at the end.
    pub(crate) fn sentences(&self, random: &mut Random, count: u64) -> String {
        let mut text = String::new();
        for _ in 0..count {
            self.sentence(random, &mut text);
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// A person's name.
    pub(crate) fn name(&self, random: &mut Random) -> String {
        format!("{} {}", self.words(random, 1), self.words(random, 1))
    }
}

/// A number below `end` out of a few of the bits.
fn take(bits: &mut u64, end: usize) -> usize {
    let end = end as u64;
    let taken = *bits % end;
    *bits /= end;
    index(taken)
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
