//! The grammar of times of day, with the zone behind them.

use std::fmt;

use jiff::civil::DateTime;

use super::tokens::{Kind, Token};
use super::words::{self, Half};
use super::zone::{self, Offset};

/// A time of day, and how far its zone is from Greenwich where the text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    hour: u8,
    minute: u8,
    second: u8,
    /// Where the text names a zone.
    pub(super) offset: Option<Offset>,
}

impl Clock {
    fn new(hour: u64, minute: u64, second: u64) -> Option<Self> {
        let field = |value: u64, limit: u64| u8::try_from(value).ok().filter(|_| value < limit);
        Some(Self {
            hour: field(hour, 24)?,
            minute: field(minute, 60)?,
            second: field(second, 60)?,
            offset: None,
        })
    }

    /// `093000`.
    pub(super) fn from_digits(digits: u64) -> Option<Self> {
        Self::new(digits / 10_000, digits / 100 % 100, digits % 100)
    }

    /// The time of a local date and time.
    pub(super) fn of(local: DateTime, offset: Option<Offset>) -> Option<Self> {
        let field = |value: i8| u64::try_from(value).ok();
        let clock = Self::new(
            field(local.hour())?,
            field(local.minute())?,
            field(local.second())?,
        )?;
        Some(Self { offset, ..clock })
    }

    /// Hour, minute and second as calendars count them.
    pub(super) fn fields(self) -> (i8, i8, i8) {
        let field = |value: u8| i8::try_from(value).expect("all fields are below 60");
        (field(self.hour), field(self.minute), field(self.second))
    }

    fn in_half(self, half: Half) -> Self {
        let hour = match (half, self.hour) {
            (Half::Morning | Half::Night, 12) => 0,
            (Half::Afternoon, 0..=11) | (Half::Noon, 0..=5) | (Half::Night, 6..=11) => {
                self.hour + 12
            }
            (_, hour) => hour,
        };
        Self { hour, ..self }
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        match self.offset {
            Some(offset) => offset.fmt(f),
            None => Ok(()),
        }
    }
}

/// How many words may stand between a day and its time.
const WORDS_BETWEEN: usize = 4;

/// The first time behind a day; no other number stands between them.
pub(super) fn after(tokens: &[Token]) -> Option<Clock> {
    let mut words = 0;
    for (at, token) in tokens.iter().enumerate() {
        let iso = at > 0 && is_word(&tokens[at - 1], "t");
        let rest = &tokens[at..];
        if let Some((clock, _)) = reading(rest, iso).or_else(|| behind_day(rest, iso)) {
            return Some(clock);
        }
        match token.kind {
            Kind::Number { .. } | Kind::Month(_) => return None,
            Kind::Word(_) => words += 1,
            Kind::Mark(_) => {}
        }
        if words > WORDS_BETWEEN {
            return None;
        }
    }
    None
}

/// The forms that only a place behind a day makes a time: `9.30`, and `0930` behind a T.
fn behind_day(tokens: &[Token], iso: bool) -> Option<(Clock, usize)> {
    let found = dotted(tokens).or_else(|| compact(tokens).filter(|_| iso))?;
    with_tail(found, tokens, iso)
}

/// The time that ends nearest before a day.
pub(super) fn before(tokens: &[Token]) -> Option<Clock> {
    let first = tokens.len().saturating_sub(12);
    (first..tokens.len()).find_map(|at| {
        let (clock, taken) = starting(&tokens[at..])?;
        leads_to_day(&tokens[at + taken..]).then_some(clock)
    })
}

/// True where only a few words stand between a time and the day behind it.
fn leads_to_day(between: &[Token]) -> bool {
    let numbers = between
        .iter()
        .any(|token| matches!(token.kind, Kind::Number { .. }));
    let words = between
        .iter()
        .filter(|token| matches!(token.kind, Kind::Word(_)));
    !numbers && words.count() <= WORDS_BETWEEN
}

/// The time whose first token is the first of `tokens`, and how many it takes.
pub(super) fn starting(tokens: &[Token]) -> Option<(Clock, usize)> {
    reading(tokens, false)
}

/// True where digits parted by a colon are a time: the form that a name cannot have.
pub(super) fn is_plain(tokens: &[Token]) -> bool {
    with_colon(tokens).is_some()
}

fn reading(tokens: &[Token], iso: bool) -> Option<(Clock, usize)> {
    let early = half_at(tokens);
    let skipped = early.map_or(0, |(_, taken)| taken);
    let rest = &tokens[skipped..];
    let (clock, taken) = with_colon(rest)
        .or_else(|| with_unit(rest))
        .or_else(|| bare_hour(rest))?;
    let clock = early.map_or(clock, |(half, _)| clock.in_half(half));
    let (clock, taken) = with_tail((clock, taken), rest, iso)?;
    Some((clock, skipped + taken))
}

/// Adds what may stand behind the digits: half of the day and zone.
fn with_tail(
    (clock, digits): (Clock, usize),
    tokens: &[Token],
    iso: bool,
) -> Option<(Clock, usize)> {
    let rest = tokens.get(digits..)?;
    let unit = rest
        .first()
        .is_some_and(|unit| is_one_of(unit, words::HOUR_UNITS));
    let digits = digits + usize::from(unit);
    let rest = &rest[usize::from(unit)..];
    let half = half_at(rest);
    let halves = half.map_or(0, |(_, taken)| taken);
    let clock = half.map_or(clock, |(half, _)| clock.in_half(half));
    // Behind minutes alone, `9:30-10:30` is a span of time and no offset.
    let exact = iso || digits >= SECONDS_TAKE;
    let zone = zone::starting(&rest[halves..], exact);
    let zones = zone.map_or(0, |(_, taken)| taken);
    let offset = zone.map(|(offset, _)| offset);
    Some((Clock { offset, ..clock }, digits + halves + zones))
}

/// How many tokens a time with seconds takes.
const SECONDS_TAKE: usize = 5;

/// `9:30`, `09:30:00`, `09:30:00.123`.
fn with_colon(tokens: &[Token]) -> Option<(Clock, usize)> {
    let hour = number(tokens, 0, 1..=2)?;
    let minute = number_behind(tokens, 0, ':')?;
    let second = number_behind(tokens, 2, ':');
    let clock = Clock::new(hour, minute, second.unwrap_or(0))?;
    let taken = if second.is_some() { SECONDS_TAKE } else { 3 };
    let fraction = second.is_some() && fraction_at(tokens.get(taken..)?);
    Some((clock, if fraction { taken + 2 } else { taken }))
}

/// `.123` behind seconds: dropped, a day does not need it.
fn fraction_at(tokens: &[Token]) -> bool {
    let [mark, number, ..] = tokens else {
        return false;
    };
    matches!(mark.kind, Kind::Mark('.' | ','))
        && matches!(number.kind, Kind::Number { .. })
        && !mark.spaced
        && !number.spaced
}

/// `9.30`, which is a time only behind a day.
fn dotted(tokens: &[Token]) -> Option<(Clock, usize)> {
    let hour = number(tokens, 0, 1..=2)?;
    let minute = number_behind(tokens, 0, '.')?;
    let more = number_behind(tokens, 2, '.').is_some();
    Some((Clock::new(hour, minute, 0).filter(|_| !more)?, 3))
}

/// `0930`, `093000` behind a T.
fn compact(tokens: &[Token]) -> Option<(Clock, usize)> {
    let clock = match tokens.first()?.kind {
        Kind::Number { value, digits: 6 } => Clock::from_digits(value),
        Kind::Number { value, digits: 4 } => Clock::from_digits(value * 100),
        _ => None,
    };
    Some((clock?, 1))
}

/// `9 h 30`, `9h`, `9 Uhr`, `15時05分`, `3시 5분`.
fn with_unit(tokens: &[Token]) -> Option<(Clock, usize)> {
    let hour = number(tokens, 0, 1..=2)?;
    if !is_one_of(tokens.get(1)?, words::HOUR_UNITS) {
        return None;
    }
    let Some(minute) = number(tokens, 2, 1..=2) else {
        return Some((Clock::new(hour, 0, 0)?, 2));
    };
    let unit = tokens
        .get(3)
        .is_some_and(|unit| is_one_of(unit, words::MINUTE_UNITS));
    Some((Clock::new(hour, minute, 0)?, if unit { 4 } else { 3 }))
}

/// `9 PM`, `3 p.m.`: the hour of a twelve-hour clock alone.
fn bare_hour(tokens: &[Token]) -> Option<(Clock, usize)> {
    let hour = number(tokens, 0, 1..=2).filter(|hour| (1..=12).contains(hour))?;
    let half = tokens.get(1)?;
    let latin = ["am", "pm", "a", "p"]
        .iter()
        .any(|word| is_word(half, word));
    half_at(tokens.get(1..)?).filter(|_| latin)?;
    Some((Clock::new(hour, 0, 0)?, 1))
}

/// The half of the day that one word, or several with dots between, name.
fn half_at(tokens: &[Token]) -> Option<(Half, usize)> {
    let mut name = String::new();
    let mut best = None;
    for (at, token) in tokens.iter().enumerate().take(6) {
        match &token.kind {
            Kind::Word(word) => {
                if !name.is_empty() {
                    name.push('_');
                }
                name.push_str(word);
                best = words::half(&name).map(|half| (half, at + 1)).or(best);
            }
            Kind::Mark('.') if !name.is_empty() => {}
            Kind::Mark(_) | Kind::Number { .. } | Kind::Month(_) => break,
        }
    }
    best.map(|(half, end)| {
        let dot = matches!(
            tokens.get(end),
            Some(Token {
                kind: Kind::Mark('.'),
                spaced: false,
                ..
            })
        );
        (half, end + usize::from(dot))
    })
}

pub(super) fn number(
    tokens: &[Token],
    at: usize,
    digits: std::ops::RangeInclusive<u8>,
) -> Option<u64> {
    match tokens.get(at)?.kind {
        Kind::Number {
            value,
            digits: found,
        } if digits.contains(&found) => Some(value),
        _ => None,
    }
}

/// The two digits behind a mark that is set without space behind the number at `at`.
fn number_behind(tokens: &[Token], at: usize, mark: char) -> Option<u64> {
    let (between, behind) = (tokens.get(at + 1)?, tokens.get(at + 2)?);
    let tight = between.kind == Kind::Mark(mark) && !between.spaced && !behind.spaced;
    number(tokens, at + 2, 2..=2).filter(|_| tight)
}

fn is_word(token: &Token, word: &str) -> bool {
    matches!(&token.kind, Kind::Word(found) if found == word)
}

fn is_one_of(token: &Token, table: &[&str]) -> bool {
    matches!(&token.kind, Kind::Word(found) if table.contains(&found.as_str()))
}
