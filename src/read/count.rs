//! The number of comments that a heading claims: "7 comments:", "One thought on “…”", "コメント(3)".

use crate::read::date::digit;

mod words;

use words::{CONTAINED, NONE, NONE_BEHIND, NONE_JOINED, ONE, STEMS, WHOLE};

/// A heading is short; what stands further behind is not looked at.
const LOOKED_AT: usize = 200;

/// How many words may stand between "no" and "comments".
const BETWEEN: usize = 3;

/// The number that a heading claims. None where it claims none: "Leave a comment".
pub(crate) fn declared(text: &str) -> Option<u32> {
    let pieces = pieces(&without_quotes(text));
    let noun = pieces.iter().position(Piece::is_noun);
    match noun {
        Some(noun) => before(&pieces, noun)
            .or_else(|| named(&pieces, noun))
            .or_else(|| behind(&pieces, noun))
            .or_else(|| bracketed(&pieces)),
        None => alone(&pieces),
    }
}

/// A word, a number or a mark of a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Number(u32),
    Word(String),
    Mark(char),
}

impl Piece {
    fn number(&self) -> Option<u32> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Word(_) | Self::Mark(_) => None,
        }
    }

    fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            Self::Number(_) | Self::Mark(_) => None,
        }
    }

    /// Whether it is a word for comments, answers, opinions.
    fn is_noun(&self) -> bool {
        self.word().is_some_and(|word| {
            WHOLE.contains(&word)
                || STEMS.iter().any(|stem| word.starts_with(stem))
                || CONTAINED.iter().any(|part| word.contains(part))
        })
    }
}

/// `7 comments`, `7 reader comments`: the number before the noun.
fn before(pieces: &[Piece], noun: usize) -> Option<u32> {
    let near = pieces[..noun]
        .iter()
        .rev()
        .filter(|piece| !matches!(piece, Piece::Mark(_)));
    near.take(2).find_map(Piece::number)
}

/// `No comments`, `One thought on`: the number as a word.
fn named(pieces: &[Piece], noun: usize) -> Option<u32> {
    let words = |pieces: &[Piece], lists: &[&str]| {
        pieces
            .iter()
            .filter_map(Piece::word)
            .any(|word| lists.contains(&word))
    };
    let start = noun.saturating_sub(BETWEEN);
    let end = (noun + 1 + BETWEEN).min(pieces.len());
    let joined = pieces[noun].word().is_some_and(|word| {
        NONE_BEHIND.iter().any(|none| word.ends_with(none))
            || NONE_JOINED.iter().any(|none| word.starts_with(none))
    });
    if words(&pieces[start..noun], NONE) || words(&pieces[noun + 1..end], NONE_BEHIND) || joined {
        return Some(0);
    }
    let first = pieces.iter().find_map(Piece::word)?;
    let follows = pieces.get(noun + 1).and_then(Piece::word);
    let one =
        ONE.contains(&first) && noun <= 2 || follows == Some("واحد") || follows == Some("אחת");
    one.then_some(1)
}

/// `Comments (23)`, `Kommentare: 5`: the number right behind the noun.
fn behind(pieces: &[Piece], noun: usize) -> Option<u32> {
    let mut rest = pieces[noun + 1..].iter();
    rest.find(|piece| !matches!(piece, Piece::Mark(_)))?
        .number()
}

/// `Comments on Ten Things (5)`: a number in brackets at the end, unless it is a year of the title.
fn bracketed(pieces: &[Piece]) -> Option<u32> {
    match pieces {
        [
            ..,
            Piece::Mark('(' | '[' | '（'),
            Piece::Number(number),
            Piece::Mark(')' | ']' | '）'),
        ] => Some(*number).filter(|number| !(1900..=2100).contains(number)),
        _ => None,
    }
}

/// `23`, `(23)`, and `1 – 200 of 312` above a page of comments.
fn alone(pieces: &[Piece]) -> Option<u32> {
    let plain = |piece: &&Piece| !matches!(piece, Piece::Mark('(' | ')' | '[' | ']' | ':'));
    let plain: Vec<&Piece> = pieces.iter().filter(plain).collect();
    match plain[..] {
        [Piece::Number(only)] => Some(*only),
        [
            Piece::Number(from),
            Piece::Mark('-' | '–'),
            Piece::Number(to),
            Piece::Word(_),
            Piece::Number(all),
        ] => (from <= to && to <= all).then_some(*all),
        _ => None,
    }
}

/// The text without a title in quotation marks, from the first opening mark to the last closing.
fn without_quotes(text: &str) -> String {
    const OPENING: &[char] = &[
        '“', '„', '«', '»', '"', '‘', '‚', '‹', '「', '『', '《', '〈',
    ];
    const CLOSING: &[char] = &[
        '”', '“', '»', '«', '"', '’', '‘', '›', '」', '』', '》', '〉',
    ];
    let end = text
        .char_indices()
        .nth(LOOKED_AT)
        .map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    let Some(start) = text.find(OPENING) else {
        return text.to_owned();
    };
    // A title that is cut off, or whose closing mark is missing, goes on to the end.
    let close = text.rfind(CLOSING).filter(|close| *close > start);
    let behind = close.map_or("", |close| &text[close..]);
    let behind = behind.trim_start_matches(CLOSING);
    format!("{} {behind}", &text[..start])
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let taken = if digit(first).is_some() {
            let (number, taken) = number(rest);
            pieces.extend(number.map(Piece::Number));
            taken
        } else if first.is_alphabetic() {
            let word = rest
                .split(|c: char| !(c.is_alphabetic() || is_joined(c)))
                .next()
                .unwrap_or(rest);
            pieces.push(Piece::Word(word.to_lowercase()));
            word.len()
        } else {
            if !first.is_whitespace() {
                pieces.push(Piece::Mark(first));
            }
            first.len_utf8()
        };
        rest = &rest[taken..];
    }
    pieces
}

/// Marks that belong to the letters around them.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{093c}'..='\u{094d}' | '\u{0900}'..='\u{0903}' | '\u{200c}' | '\u{200d}')
}

/// A number with its thousands parted by a comma, a dot, a space or an apostrophe: its value,
/// where it has one that fits, and its bytes.
fn number(text: &str) -> (Option<u32>, usize) {
    let mut value: Option<u32> = Some(0);
    let mut taken = 0;
    let (first, length) = digits(text);
    for digit in first {
        value = value.and_then(|value| value.checked_mul(10)?.checked_add(digit));
    }
    taken += length;
    let mut grouped = text[..taken].chars().count() <= 3;
    while grouped {
        let mut rest = text[taken..].chars();
        let mark = rest
            .next()
            .filter(|mark| ",.'’ \u{a0}\u{202f}٬".contains(*mark));
        let (group, length) = digits(rest.as_str());
        grouped = mark.is_some() && group.len() == 3;
        if grouped {
            taken += mark.map_or(0, char::len_utf8) + length;
            for digit in group {
                value = value.and_then(|value| value.checked_mul(10)?.checked_add(digit));
            }
        }
    }
    match rounded(&text[taken..]) {
        Some(more) => (None, taken + more),
        None => (value, taken),
    }
}

/// `.2k` behind `1`: the bytes of what makes a number no exact one.
fn rounded(rest: &str) -> Option<usize> {
    let tail = rest.strip_prefix(['.', ',']).unwrap_or(rest);
    let tail = &tail[digits(tail).1..];
    let behind = tail.strip_prefix(['k', 'K'])?;
    let ends = !behind.starts_with(char::is_alphabetic);
    ends.then(|| rest.len() - behind.len())
}

fn digits(text: &str) -> (Vec<u32>, usize) {
    let values: Vec<u32> = text
        .chars()
        .map_while(|c| digit(c).map(u32::from))
        .collect();
    let bytes = text.chars().take(values.len()).map(char::len_utf8).sum();
    (values, bytes)
}

#[cfg(test)]
mod tests;
