//! Cuts shown text into numbers, words and marks.

use super::calendar::Month;
use super::{months, words};

/// No date on a page is longer; what stands further behind is not looked at.
const LOOKED_AT: usize = 200;

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// True where white space stands before it.
    pub(super) spaced: bool,
    /// Where it begins in the text, in bytes.
    pub(super) start: usize,
}

/// What a piece of text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits of one of the scripts that blogs use.
    Number {
        /// Their value; huge ones are cut off.
        value: u64,
        /// How many digits.
        digits: u8,
    },
    /// The name of a month, in whatever language, or a number that its neighbour makes one.
    Month(Month),
    /// Letters, folded.
    Word(String),
    /// Anything else that is seen.
    Mark(char),
}

/// The tokens of the beginning of a text, with the names of months known.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    months::named(&plain(text))
}

/// The tokens of the beginning of a text.
pub(super) fn plain(text: &str) -> Vec<Token> {
    let end = text.char_indices().nth(LOOKED_AT);
    let seen = end.map_or(text, |(at, _)| &text[..at]);
    let mut cutter = Cutter {
        text: seen,
        rest: seen,
        spaced: false,
        start: 0,
        tokens: Vec::new(),
    };
    while let Some(first) = cutter.rest.chars().next() {
        cutter.cut(first);
    }
    if end.is_some() {
        // The last one may be half of a number.
        cutter.tokens.pop();
    }
    cutter.tokens
}

struct Cutter<'a> {
    text: &'a str,
    rest: &'a str,
    spaced: bool,
    start: usize,
    tokens: Vec<Token>,
}

impl Cutter<'_> {
    /// Takes one token, or one character that is none.
    fn cut(&mut self, first: char) {
        self.start = self.text.len() - self.rest.len();
        if first.is_whitespace() {
            self.spaced = true;
            self.skip(first.len_utf8());
        } else if is_invisible(first) {
            self.skip(first.len_utf8());
        } else if digit(first).is_some() {
            self.number();
        } else if is_ideograph(first) {
            self.ideographs(first);
        } else if first.is_alphabetic() {
            self.word();
        } else {
            self.skip(first.len_utf8());
            self.push(Kind::Mark(plain_mark(first)));
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
    }

    fn push(&mut self, kind: Kind) {
        let spaced = std::mem::take(&mut self.spaced);
        let start = self.start;
        self.tokens.push(Token {
            kind,
            spaced,
            start,
        });
    }

    fn number(&mut self) {
        let mut value: u64 = 0;
        let mut digits: u8 = 0;
        let mut bytes = 0;
        for (c, digit) in self.rest.chars().map_while(|c| Some((c, digit(c)?))) {
            value = value.saturating_mul(10).saturating_add(u64::from(digit));
            digits = digits.saturating_add(1);
            bytes += c.len_utf8();
        }
        self.skip(bytes);
        self.push(Kind::Number { value, digits });
    }

    fn word(&mut self) {
        let mut word = String::new();
        let mut bytes = 0;
        for c in self.rest.chars().take_while(|&c| is_word(c)) {
            words::fold(c, &mut word);
            bytes += c.len_utf8();
        }
        self.skip(bytes);
        self.push(Kind::Word(word));
    }

    /// Chinese and Japanese words are not parted by spaces: the known ones are cut out, any other
    /// character stands alone. Numerals before a unit are a number.
    fn ideographs(&mut self, first: char) {
        if let Some((value, bytes)) = chinese_number(self.rest) {
            self.skip(bytes);
            self.push(Kind::Number {
                value,
                digits: if value > 999 { 4 } else { 2 },
            });
            return;
        }
        let known = words::IDEOGRAPHIC
            .iter()
            .find(|word| self.rest.starts_with(**word));
        let word = known.map_or_else(|| first.to_string(), |word| (*word).to_owned());
        self.skip(word.len());
        self.push(Kind::Word(word));
    }
}

/// The value of a digit in any of the scripts that blogs use.
pub(crate) fn digit(c: char) -> Option<u8> {
    const ZEROES: [char; 6] = ['0', '٠', '۰', '०', '๐', '０'];
    let values = ZEROES
        .iter()
        .filter_map(|&zero| u32::from(c).checked_sub(u32::from(zero)));
    values
        .filter_map(|value| u8::try_from(value).ok())
        .find(|value| *value < 10)
}

fn is_word(c: char) -> bool {
    (c.is_alphabetic() || words::is_combining(c) || c == '\u{094d}')
        && digit(c).is_none()
        && !is_ideograph(c)
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Marks of direction and joining, soft hyphens: nobody sees them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00ad}' | '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// One mark for all the shapes that it comes in.
fn plain_mark(c: char) -> char {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '－' => '-',
        '：' | '∶' => ':',
        '／' | '⁄' => '/',
        '，' | '、' | '،' => ',',
        '．' | '。' => '.',
        '’' | '‘' | '´' | '`' => '\'',
        other => other,
    }
}

/// `二〇一四`, `十二`, `二十一` before a unit of time, and how many bytes it takes.
fn chinese_number(text: &str) -> Option<(u64, usize)> {
    let end = text.find(|c| chinese_digit(c).is_none())?;
    let (numeral, rest) = text.split_at(end);
    let unit = rest.chars().next()?;
    if numeral.is_empty() || !"年月日号號時时点點分".contains(unit) {
        return None;
    }
    Some((chinese_value(numeral)?, end))
}

fn chinese_value(numeral: &str) -> Option<u64> {
    let value = |part: &str| {
        let digits = part
            .chars()
            .map(|c| u64::from(chinese_digit(c).unwrap_or(0)));
        digits.take(9).fold(0, |sum, digit| sum * 10 + digit)
    };
    match numeral.split_once('十') {
        None => Some(value(numeral)),
        Some((_, ones)) if ones.contains('十') => None,
        Some(("", ones)) => Some(10 + value(ones)),
        Some((tens, ones)) => Some(value(tens) * 10 + value(ones)),
    }
}

/// A digit, or ten.
fn chinese_digit(c: char) -> Option<u8> {
    const DIGITS: [char; 11] = [
        '〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十',
    ];
    let index = DIGITS.iter().position(|&digit| digit == c)?;
    u8::try_from(index).ok()
}
