//! Finds the names of months among the words of a text.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::calendar::{Calendar, Month};
use super::tokens::{Kind, Token};
use super::words::fold_word;

/// The months, a line for each language and a cell for each month: nominative, genitive and
/// abbreviations, parted by spaces; `_` stands for a space or a dot inside a name, `-` for
/// nothing.
const MONTHS: &str = include_str!("months.tsv");

/// Lines of months that are not only Gregorian.
const CALENDARS: &[(&str, Calendar)] = &[("th", Calendar::Thai), ("persian", Calendar::Persian)];

/// Words before a number that make it a month: Vietnamese.
const BEFORE_NUMBER: &[&str] = &["thang", "thg"];

/// The same, where the number follows without a space.
const TIGHT_BEFORE_NUMBER: &[&str] = &["th"];

/// Words after a number that make it a month: Chinese, Japanese, Korean.
const AFTER_NUMBER: &[&str] = &["月", "월"];

/// First words of month names that have more than one.
const STARTS: &[&str] = &[
    "كانون",
    "تشرين",
    "thang",
    "ม",
    "ก",
    "มี",
    "เม",
    "พ",
    "มิ",
    "ส",
    "ต",
    "ธ",
];

/// Names that Croatian shares with Polish and Czech and gives to another month. Croatian writes a
/// dot behind the day, Polish does not; where Czech does as well, nobody can tell.
const BEHIND_DOTTED_DAY: &[(&str, Option<u8>)] =
    &[("listopada", Some(10)), ("lip", Some(6)), ("lis", None)];

/// The month that a folded word names.
pub(super) fn month(word: &str) -> Option<Month> {
    static BY_WORD: LazyLock<FxHashMap<String, Month>> = LazyLock::new(|| {
        let names = spellings().map(|(month, spelling)| (fold_word(spelling), month));
        names.collect()
    });
    let name = |word: &str| BY_WORD.get(word).copied();
    // Hebrew writes "in June" as one word.
    name(word).or_else(|| name(word.strip_prefix('ב')?))
}

/// Every spelling of every month.
fn spellings() -> impl Iterator<Item = (Month, &'static str)> {
    MONTHS.lines().flat_map(|line| {
        let mut cells = line.split('\t');
        let language = cells.next().unwrap_or_default();
        let row = CALENDARS.iter().find(|(code, _)| *code == language);
        let calendar = row.map_or(Calendar::Gregorian, |(_, calendar)| *calendar);
        (1..=12).zip(cells).flat_map(move |(number, cell)| {
            let names = cell.split(' ').filter(|name| *name != "-");
            names.map(move |name| (Month { number, calendar }, name))
        })
    })
}

/// Replaces words that name a month, alone or with a neighbour.
pub(super) fn named(tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let found = month_at(&tokens[at..])
            .or_else(|| roman(tokens, at))
            .and_then(|(month, taken)| Some((in_croatian(month, &token.kind, &out)?, taken)));
        let (kind, taken) = found.map_or_else(
            || (token.kind.clone(), 1),
            |(month, taken)| (Kind::Month(month), taken),
        );
        at += taken;
        if !is_twin(&kind, &mut out) {
            out.push(Token {
                kind,
                spaced: token.spaced,
                start: token.start,
            });
        }
    }
    out
}

/// `7 XI 2014`, `2014. XI. 7.`: a Roman number between a day and a year, as Poles and Hungarians
/// write months.
fn roman(tokens: &[Token], at: usize) -> Option<(Month, usize)> {
    const NUMBERS: [&str; 12] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
    ];
    let Kind::Word(word) = &tokens[at].kind else {
        return None;
    };
    let index = NUMBERS.iter().position(|number| number == word)?;
    let digits = |token: &Token| match token.kind {
        Kind::Number { digits, .. } => Some(digits),
        Kind::Month(_) | Kind::Word(_) | Kind::Mark(_) => None,
    };
    let is_shown = |token: &&Token| token.kind != Kind::Mark('.');
    let before = tokens[..at].iter().rev().find(is_shown).and_then(digits)?;
    let behind = tokens[at + 1..].iter().find(is_shown).and_then(digits)?;
    let is_dotted =
        tokens[at - 1].kind == Kind::Mark('.') && tokens[at + 1].kind == Kind::Mark('.');
    // `v` and `i` are words, too.
    let is_date = match (before, behind) {
        (1 | 2, 4) => is_dotted || word.len() > 1,
        (4, 1 | 2) => is_dotted,
        _ => false,
    };
    let number = u8::try_from(index + 1).ok()?;
    let month = Month {
        number,
        calendar: Calendar::Gregorian,
    };
    is_date.then_some((month, 1))
}

/// Takes the mark off between two names of one month: `أيار/مايو`, the Arabic of the Levant and
/// that of Egypt.
fn is_twin(kind: &Kind, before: &mut Vec<Token>) -> bool {
    let twin = matches!(kind, Kind::Month(_))
        && matches!(&before[..], [.., name, slash] if name.kind == *kind && slash.kind == Kind::Mark('/'));
    if twin {
        before.pop();
    }
    twin
}

/// The month, or the one that Croatian means by the name.
fn in_croatian(month: Month, name: &Kind, before: &[Token]) -> Option<Month> {
    let dotted = matches!(before, [.., day, dot]
        if matches!(day.kind, Kind::Number { digits: 1..=2, .. }) && dot.kind == Kind::Mark('.'));
    let Kind::Word(name) = name else {
        return Some(month);
    };
    match BEHIND_DOTTED_DAY.iter().find(|(shared, _)| shared == name) {
        Some((_, number)) if dotted => number.map(|number| Month { number, ..month }),
        _ => Some(month),
    }
}

/// The month at the start of some tokens, and how many of them name it.
fn month_at(tokens: &[Token]) -> Option<(Month, usize)> {
    match (&tokens.first()?.kind, tokens.get(1)) {
        (Kind::Number { value, .. }, Some(unit)) if is_one_of(unit, AFTER_NUMBER) => {
            Some((numbered(*value)?, 2))
        }
        (Kind::Word(word), Some(number)) => match number.kind {
            Kind::Number {
                value,
                digits: 1..=2,
            } if makes_month(word, number.spaced) => Some((numbered(value)?, 2)),
            _ => name_at(word, &tokens[1..]),
        },
        (Kind::Word(word), None) => name_at(word, &[]),
        _ => None,
    }
}

fn makes_month(word: &str, spaced: bool) -> bool {
    BEFORE_NUMBER.contains(&word) || !spaced && TIGHT_BEFORE_NUMBER.contains(&word)
}

fn numbered(value: u64) -> Option<Month> {
    let number = u8::try_from(value).ok()?;
    (1..=12).contains(&number).then_some(Month {
        number,
        calendar: Calendar::Gregorian,
    })
}

fn is_one_of(token: &Token, table: &[&str]) -> bool {
    matches!(&token.kind, Kind::Word(word) if table.contains(&word.as_str()))
}

/// The longest name that starts with `word`.
fn name_at(word: &str, rest: &[Token]) -> Option<(Month, usize)> {
    let mut best = month(word).map(|month| (month, 1));
    if !STARTS.contains(&word) {
        return best;
    }
    let mut name = word.to_owned();
    for (index, token) in rest.iter().take(3).enumerate() {
        match &token.kind {
            Kind::Word(next) => {
                name = format!("{name}_{next}");
                best = month(&name).map(|month| (month, index + 2)).or(best);
            }
            Kind::Mark('.') => {}
            _ => break,
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spelling_names_two_months() {
        for (known, spelling) in spellings() {
            let found = month(&fold_word(spelling)).map(|month| month.number);
            assert_eq!(found, Some(known.number), "{spelling}");
        }
    }

    #[test]
    fn every_line_has_twelve_months() {
        for line in MONTHS.lines() {
            assert_eq!(line.split('\t').count(), 13, "{line}");
        }
    }

    #[test]
    fn accents_capitals_and_decomposed_letters_do_not_matter() {
        let number = |word: &str| month(&fold_word(word)).map(|month| month.number);
        for word in ["août", "AOUT", "Aou\u{302}t"] {
            assert_eq!(number(word), Some(8), "{word}");
        }
        assert_eq!(number("ΙΟΥΝΙΟΣ"), Some(6));
        assert_eq!(number("KASIM"), Some(11));
        assert_eq!(number("ابريل"), Some(4));
    }

    #[test]
    fn tables_are_written_in_folded_form() {
        let lists = [BEFORE_NUMBER, TIGHT_BEFORE_NUMBER, AFTER_NUMBER, STARTS];
        let shared = BEHIND_DOTTED_DAY.iter().map(|(name, _)| *name);
        for word in lists.concat().into_iter().chain(shared) {
            assert_eq!(fold_word(word), word);
        }
    }
}
