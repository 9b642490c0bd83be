//! The grammar of ages: `3 days ago`, `vor 2 Stunden`, `yesterday`.
//!
//! An age is only as exact as it says. Seconds and minutes give a time; hours and days give a
//! day; weeks and months give a month (no day of it is known); years give a year. The number and
//! its unit must be of one language with the word that says that they have passed.

use jiff::{Span, ToSpan};

use super::tokens::{Kind, Token};
use super::words::{self, Sense};
use super::{Precision, Stamp};
use super::{calendar, clock};

/// How exact an age is, the finest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    /// Written `30 seconds`.
    Second,
    /// Written `20 minutes`.
    Minute,
    /// Written `3 hours`.
    Hour,
    /// Written `3 days`.
    Day,
    /// Written `2 weeks`.
    Week,
    /// Written `5 months`.
    Month,
    /// Written `3 years`.
    Year,
}

impl Unit {
    /// All of them, in the order of the columns of the table.
    pub(super) const ALL: [Self; 7] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Year,
    ];
}

/// How far from the span the word may stand that makes it an age: `il y a environ 3 jours`,
/// `2 hari yang lalu`.
const NEAR: usize = 3;

/// A text with more tokens is a sentence, and what it tells of is not its own age.
const LONGEST: usize = 24;

/// What stands between a number and its unit: `3ヶ月前`, `3个月前`.
const COUNTERS: &[&str] = &["か", "ヶ", "カ", "ケ", "ヵ", "箇", "个", "個"];

/// A span of time in the words of one language.
#[derive(Debug, Clone, Copy)]
struct Age {
    span: Span,
    count: i64,
    finest: Unit,
    language: u8,
    /// The tokens that it takes.
    start: usize,
    end: usize,
}

/// What the tokens say, counted back from `now`.
pub(super) fn read(tokens: &[Token], now: Stamp) -> Option<Stamp> {
    if tokens.len() > LONGEST {
        return None;
    }
    if let Some((days, taken)) = named_day(tokens) {
        let date = now.date.checked_sub(days.days()).ok()?;
        return on_day(Stamp::day(date), &tokens[taken..]);
    }
    let (span, finest) = alone(tokens).or_else(|| spelled_out(tokens))?;
    if finest < Unit::Day && now.clock().is_none() {
        return Some(now);
    }
    let then = now.date_time().checked_sub(span).ok()?;
    let day = Stamp::day(calendar::plausible(then.date())?);
    Some(match finest {
        Unit::Second | Unit::Minute => now.moved_to(then),
        Unit::Hour | Unit::Day => day,
        Unit::Week | Unit::Month => day.less_exact(Precision::Month),
        Unit::Year => day.less_exact(Precision::Year),
    })
}

/// The day that a word names, alone or with a time: in a sentence such words mean something else.
fn on_day(day: Stamp, rest: &[Token]) -> Option<Stamp> {
    match clock::after(rest) {
        Some(clock) => Some(Stamp {
            precision: Precision::Time(clock),
            ..day
        }),
        None => rest.is_empty().then_some(day),
    }
}

/// `yesterday` and its like at the beginning: how many days ago, and how many tokens it takes.
fn named_day(tokens: &[Token]) -> Option<(i64, usize)> {
    let mut name = String::new();
    let mut found = None;
    for (at, token) in tokens.iter().enumerate().take(5) {
        match &token.kind {
            Kind::Word(word) => {
                if !name.is_empty() {
                    name.push('_');
                }
                name.push_str(word);
                found = days_back(&name).map(|days| (days, at + 1)).or(found);
            }
            Kind::Mark('-' | '\'') => {}
            Kind::Mark(_) | Kind::Number { .. } | Kind::Month(_) => break,
        }
    }
    found
}

fn days_back(name: &str) -> Option<i64> {
    let mut senses = words::senses(name).iter();
    senses.find_map(|(_, sense)| match sense {
        Sense::DaysBack(days) => Some(*days),
        Sense::Unit(..) | Sense::Past | Sense::One => None,
    })
}

/// An age that is nothing but `4d`.
fn alone(tokens: &[Token]) -> Option<(Span, Unit)> {
    let [number, letters] = tokens else {
        return None;
    };
    let unit = match word(letters)? {
        "m" | "min" => Unit::Minute,
        "h" => Unit::Hour,
        "d" => Unit::Day,
        "w" => Unit::Week,
        "mo" => Unit::Month,
        "y" | "yr" => Unit::Year,
        _ => return None,
    };
    Some((lengthened(Span::new(), digits(number)?, unit), unit))
}

/// An age with the word that says that it has passed.
fn spelled_out(tokens: &[Token]) -> Option<(Span, Unit)> {
    let age = (0..tokens.len()).find_map(|at| {
        let starts = part_at(tokens, at).into_iter();
        starts
            .map(|first| with_smaller_parts(tokens, first))
            .find(|age| has_passed(tokens, age))
    })?;
    Some((age.span, age.finest))
}

/// Whether the word stands near, or in the span itself.
fn has_passed(tokens: &[Token], age: &Age) -> bool {
    let near = age.start.saturating_sub(NEAR)..tokens.len().min(age.end + NEAR);
    let mut words = tokens[near].iter().filter_map(word);
    words.any(|word| {
        let (_, fused) = unfused(word);
        fused || means(word, age.language, Sense::Past)
    })
}

/// `1 year, 2 months and 3 days`: the smaller parts behind a first one.
fn with_smaller_parts(tokens: &[Token], mut age: Age) -> Age {
    loop {
        let next = (age.end..tokens.len().min(age.end + 3)).find_map(|at| {
            let mut parts = part_at(tokens, at).into_iter();
            parts.find(|part| part.language == age.language && part.finest < age.finest)
        });
        let Some(next) = next else { return age };
        age = Age {
            span: lengthened(age.span, next.count, next.finest),
            finest: next.finest,
            end: next.end,
            ..age
        };
    }
}

/// The number with its unit, or the word that holds both, that begins at a token: one for each
/// language in which it does.
fn part_at(tokens: &[Token], at: usize) -> Vec<Age> {
    let counter = tokens.get(at + 1).is_some_and(|token| match &token.kind {
        Kind::Word(word) => COUNTERS.contains(&word.as_str()),
        // `un'ora fa`
        Kind::Mark(mark) => *mark == '\'',
        Kind::Number { .. } | Kind::Month(_) => false,
    });
    let skipped = usize::from(counter);
    let behind = tokens.get(at + 1 + skipped).and_then(word).unwrap_or("");
    let first = word(&tokens[at]);
    let two_words = units(behind).filter_map(|(language, unit, _)| {
        let one = first.filter(|word| means(word, language, Sense::One));
        let count = digits(&tokens[at]).or(one.map(|_| 1))?;
        Some(age(count, unit, language, at..at + 2 + skipped))
    });
    let carried = units(first.unwrap_or(""))
        .filter_map(|(language, unit, count)| Some(age(count?, unit, language, at..at + 1)));
    two_words.chain(carried).collect()
}

fn age(count: i64, unit: Unit, language: u8, place: std::ops::Range<usize>) -> Age {
    Age {
        span: lengthened(Span::new(), count, unit),
        count,
        finest: unit,
        language,
        start: place.start,
        end: place.end,
    }
}

/// A span with so many of a unit that it has none of.
fn lengthened(span: Span, count: i64, unit: Unit) -> Span {
    match unit {
        Unit::Second => span.seconds(count),
        Unit::Minute => span.minutes(count),
        Unit::Hour => span.hours(count),
        Unit::Day => span.days(count),
        Unit::Week => span.weeks(count),
        Unit::Month => span.months(count),
        Unit::Year => span.years(count),
    }
}

/// The units that a word names, each with its language and the number that the word holds itself.
fn units(word: &str) -> impl Iterator<Item = (u8, Unit, Option<i64>)> {
    let senses = words::senses(unfused(word).0).iter();
    senses.filter_map(|(language, sense)| match sense {
        Sense::Unit(unit, count) => Some((*language, *unit, *count)),
        Sense::Past | Sense::One | Sense::DaysBack(_) => None,
    })
}

/// Korean and Thai set the word for "ago" behind the unit without a space.
fn unfused(word: &str) -> (&str, bool) {
    let mut suffixes = words::FUSED_PAST.iter();
    let unit =
        suffixes.find_map(|suffix| word.strip_suffix(suffix).filter(|unit| !unit.is_empty()));
    (unit.unwrap_or(word), unit.is_some())
}

fn means(word: &str, language: u8, sense: Sense) -> bool {
    words::senses(word).contains(&(language, sense))
}

/// A number small enough to be an age.
fn digits(token: &Token) -> Option<i64> {
    match &token.kind {
        Kind::Number {
            value,
            digits: 1..=3,
        } => i64::try_from(*value).ok(),
        Kind::Number { .. } | Kind::Word(_) | Kind::Mark(_) | Kind::Month(_) => None,
    }
}

fn word(token: &Token) -> Option<&str> {
    match &token.kind {
        Kind::Word(word) => Some(word),
        Kind::Number { .. } | Kind::Month(_) | Kind::Mark(_) => None,
    }
}
