//! The grammar of zones: how far a time is from Greenwich.

use std::fmt;

use super::clock::number;
use super::tokens::{Kind, Token};
use super::words;

/// A distance from Greenwich, as the text wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Offset {
    /// `Z`, `UTC`, `GMT`.
    Utc,
    /// Minutes east.
    Minutes(i16),
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Utc => f.write_str("Z"),
            Self::Minutes(minutes) => {
                let sign = if *minutes < 0 { '-' } else { '+' };
                let far = minutes.abs();
                write!(f, "{sign}{:02}:{:02}", far / 60, far % 60)
            }
        }
    }
}

/// No place is further from Greenwich.
const FURTHEST: u64 = 14 * 60;

/// The zone whose first token is the first of `tokens`, and how many it takes: `Z`, `(EDT)`,
/// `GMT+2`, `-0700`, `+02:00`. `exact` times have seconds or the shape of ISO 8601.
pub(super) fn starting(tokens: &[Token], exact: bool) -> Option<(Offset, usize)> {
    let open = usize::from(matches!(tokens.first()?.kind, Kind::Mark('(' | '[')));
    match &tokens.get(open)?.kind {
        Kind::Word(name) => {
            let (offset, taken) = named(name, &tokens[open + 1..])?;
            Some((offset, open + taken))
        }
        Kind::Mark(_) if open == 0 => {
            let (minutes, taken) = signed(tokens, if exact { Form::Any } else { Form::Plain })?;
            Some((Offset::Minutes(minutes), taken))
        }
        Kind::Mark(_) | Kind::Number { .. } | Kind::Month(_) => None,
    }
}

/// A name, with the distance that may stand behind `GMT`.
fn named(name: &str, rest: &[Token]) -> Option<(Offset, usize)> {
    match words::zone(name)? {
        0 => Some(
            signed(rest, Form::Any).map_or((Offset::Utc, 1), |(minutes, taken)| {
                (Offset::Minutes(minutes), taken + 1)
            }),
        ),
        minutes => Some((Offset::Minutes(minutes), 1)),
    }
}

/// Which ways of writing a distance count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `-0700`, `+02:00`.
    Plain,
    /// `-07:00` and `+2`, too.
    Any,
}

/// A sign, and the hours and minutes behind it.
fn signed(tokens: &[Token], form: Form) -> Option<(i16, usize)> {
    let [sign, digits, ..] = tokens else {
        return None;
    };
    let minus = match sign.kind {
        Kind::Mark('-') => true,
        Kind::Mark('+') => false,
        _ => return None,
    };
    if digits.spaced {
        return None;
    }
    let (minutes, taken) = distance(&tokens[1..], form == Form::Any, minus)?;
    let minutes = i16::try_from(minutes)
        .ok()
        .filter(|_| minutes <= FURTHEST)?;
    Some((if minus { -minutes } else { minutes }, taken + 1))
}

/// `0700`, `07:00`, `7`, in minutes.
fn distance(tokens: &[Token], any: bool, minus: bool) -> Option<(u64, usize)> {
    if let Some(both) = number(tokens, 0, 4..=4) {
        return Some((both / 100 * 60 + both % 100, 1)).filter(|_| both % 100 < 60);
    }
    let hours = number(tokens, 0, 1..=2)?;
    let colon = matches!(
        tokens.get(1),
        Some(Token {
            kind: Kind::Mark(':'),
            spaced: false,
            ..
        })
    );
    match number(tokens, 2, 2..=2).filter(|minutes| colon && *minutes < 60) {
        Some(minutes) if any || !minus => Some((hours * 60 + minutes, 3)),
        Some(_) => None,
        None => any.then_some((hours * 60, 1)),
    }
}
