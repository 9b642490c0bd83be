//! The grammar of days: which tokens name a day of a year.

use jiff::civil::Date;

use super::DateOrder;
use super::clock::{self, Clock};
use super::tokens::{Kind, Token};
use super::words;

/// Years in which there were blogs, and those that a careless clock may have given.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// A day that was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// The day.
    pub(super) date: Date,
    /// The token behind its last one.
    pub(super) end: usize,
    /// A time that stands inside: `Jun 12 09:30:00 2014`.
    pub(super) clock: Option<Clock>,
}

/// The day whose first token is the first of `tokens`.
pub(super) fn starting(tokens: &[Token], order: DateOrder) -> Option<Found> {
    match tokens.first()?.kind {
        Kind::Month(month) => month_first(tokens, month),
        Kind::Number { digits: 4, .. } => year_first(tokens),
        Kind::Number { digits: 8 | 14, .. } => compact(tokens),
        Kind::Number { digits: 1 | 2, .. } => {
            day_and_name(tokens).or_else(|| numeric(tokens, order))
        }
        Kind::Number { .. } | Kind::Word(_) | Kind::Mark(_) => None,
    }
}

/// A numeric date whose order is no matter of course: its first and its second number.
pub(super) fn slashed_fields(tokens: &[Token]) -> Option<(i16, i16)> {
    let fields = Numeric::read(tokens).filter(|fields| fields.mark != '.')?;
    Some((fields.first, fields.second))
}

/// A place in the tokens that only moves on.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn rest(&self) -> &'a [Token] {
        &self.tokens[self.at..]
    }

    /// A number of so many digits.
    fn number(&mut self, digits: std::ops::RangeInclusive<u8>) -> Option<i16> {
        match self.peek()?.kind {
            Kind::Number {
                value,
                digits: found,
            } if digits.contains(&found) => {
                self.at += 1;
                i16::try_from(value).ok()
            }
            _ => None,
        }
    }

    fn month(&mut self) -> Option<i16> {
        match self.peek()?.kind {
            Kind::Month(month) => {
                self.at += 1;
                Some(i16::from(month))
            }
            _ => None,
        }
    }

    /// A mark; returns it with whether white space stands before it.
    fn mark(&mut self) -> Option<(char, bool)> {
        let token = self.peek()?;
        match token.kind {
            Kind::Mark(mark) => {
                self.at += 1;
                Some((mark, token.spaced))
            }
            _ => None,
        }
    }

    /// Passes over the small words and marks of a table, three at most.
    fn connectors(&mut self, table: &[&str]) {
        for _ in 0..4 {
            match self.peek().map(|token| &token.kind) {
                Some(Kind::Mark('.' | ',' | '-' | '/' | '\'' | '°')) => self.at += 1,
                Some(Kind::Word(word)) if table.contains(&word.as_str()) => self.at += 1,
                _ => return,
            }
        }
    }

    fn found(&self, year: i16, month: i16, day: i16) -> Option<Found> {
        let date = date(year, month, day)?;
        Some(Found {
            date,
            end: self.at,
            clock: None,
        })
    }
}

/// A day that exists, in a plausible year.
fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day)
        .ok()
        .filter(|date| is_plausible(*date))
}

/// True for a day on which a post may have been written.
pub(super) fn is_plausible(date: Date) -> bool {
    YEARS.contains(&date.year())
}

/// `June 12, 2014`, `Jun 12 09:30:00 2014`.
fn month_first(tokens: &[Token], month: u8) -> Option<Found> {
    let mut cursor = Cursor { tokens, at: 1 };
    cursor.connectors(words::AROUND_DAY);
    let day = cursor.number(1..=2)?;
    let mut year_next = cursor;
    year_next.connectors(words::AROUND_DAY);
    year_next.connectors(words::AROUND_YEAR);
    if let Some(year) = year_next.number(4..=4) {
        return year_next.found(year, i16::from(month), day);
    }
    let (clock, taken) = clock::starting(cursor.rest())?;
    cursor.at += taken;
    let year = cursor.number(4..=4)?;
    let found = cursor.found(year, i16::from(month), day)?;
    Some(Found {
        clock: Some(clock),
        ..found
    })
}

/// `12 June 2014`, `7-Nov-14`, `Thu, 12 Jun 14 09:30`.
fn day_and_name(tokens: &[Token]) -> Option<Found> {
    let mut cursor = Cursor { tokens, at: 0 };
    let day = cursor.number(1..=2)?;
    cursor.connectors(words::AROUND_DAY);
    let month = cursor.month()?;
    let before_year = cursor.at;
    cursor.connectors(words::AROUND_YEAR);
    if let Some(year) = cursor.number(4..=4) {
        return cursor.found(year, month, day);
    }
    let year = short_year(cursor.number(2..=2)?)?;
    // "12 June 14 comments" is no date.
    let tight = matches!(tokens[before_year].kind, Kind::Mark('-' | '/' | '.' | '\''))
        && !cursor.tokens[cursor.at - 1].spaced;
    let timed = clock::starting(cursor.rest()).is_some();
    if tight || timed {
        cursor.found(year, month, day)
    } else {
        None
    }
}

/// `2014-06-12`, `2014. 6. 12.`, `2014年6月12日`, `2014. június 12.`
fn year_first(tokens: &[Token]) -> Option<Found> {
    let mut cursor = Cursor { tokens, at: 0 };
    let year = cursor.number(4..=4)?;
    let mut named = cursor;
    named.connectors(words::AROUND_YEAR);
    if let Some(month) = named.month() {
        named.connectors(words::AROUND_YEAR);
        let day = named.number(1..=2)?;
        named.connectors(words::AROUND_DAY);
        return named.found(year, month, day);
    }
    let (mark, _) = cursor.mark().filter(|(mark, _)| "-/.".contains(*mark))?;
    let month = cursor.number(1..=2)?;
    cursor.mark().filter(|(next, _)| *next == mark)?;
    let day = cursor.number(1..=2)?;
    cursor.found(year, month, day)
}

/// `20140612`, `20140612093000`.
fn compact(tokens: &[Token]) -> Option<Found> {
    let Kind::Number { value, digits } = tokens.first()?.kind else {
        return None;
    };
    let (day, clock) = match digits {
        8 => (value, None),
        _ => (value / 1_000_000, Clock::from_digits(value % 1_000_000)),
    };
    let field = |divisor: u64, modulus: u64| i16::try_from(day / divisor % modulus).ok();
    let date = date(field(10_000, 10_000)?, field(100, 100)?, field(1, 100)?)?;
    Some(Found {
        date,
        end: 1,
        clock,
    })
}

/// `07/11/2014`, `7.11.14`, `17.07, 2011`.
fn numeric(tokens: &[Token], order: DateOrder) -> Option<Found> {
    let fields = Numeric::read(tokens)?;
    let cursor = Cursor {
        tokens,
        at: fields.end,
    };
    let day_first = cursor.found(fields.year, fields.second, fields.first);
    let month_first = cursor.found(fields.year, fields.first, fields.second);
    match (day_first, month_first) {
        (Some(day_first), Some(month_first)) if day_first.date != month_first.date => {
            match fields.order(order) {
                DateOrder::DayFirst => Some(day_first),
                DateOrder::MonthFirst => Some(month_first),
                DateOrder::Unknown => None,
            }
        }
        (Some(found), _) | (None, Some(found)) => Some(found),
        (None, None) => None,
    }
}

/// Three numbers, the last one a year.
struct Numeric {
    first: i16,
    second: i16,
    year: i16,
    mark: char,
    end: usize,
}

impl Numeric {
    fn read(tokens: &[Token]) -> Option<Self> {
        let mut cursor = Cursor { tokens, at: 0 };
        let first = cursor.number(1..=2)?;
        let (mark, _) = cursor.mark().filter(|(mark, _)| "-/.".contains(*mark))?;
        let second = cursor.number(1..=2)?;
        let (next, _) = cursor.mark()?;
        if next == mark && mark == '.' && matches!(cursor.peek()?.kind, Kind::Mark(',')) {
            cursor.at += 1;
        }
        let long = cursor.number(4..=4);
        let year = match long {
            Some(year) if next == mark || next == ',' => year,
            None if next == mark && tight(tokens.get(1..5)?) => short_year(cursor.number(2..=2)?)?,
            _ => return None,
        };
        let chained = long.is_none() && continues(cursor.rest());
        (!chained).then_some(Self {
            first,
            second,
            year,
            mark,
            end: cursor.at,
        })
    }

    /// Dots part day, month and year in that order wherever they are used.
    fn order(&self, hint: DateOrder) -> DateOrder {
        if self.mark == '.' {
            DateOrder::DayFirst
        } else {
            hint
        }
    }
}

fn tight(tokens: &[Token]) -> bool {
    !tokens.iter().any(|token| token.spaced)
}

/// True where a number goes on behind a mark: `12.06.20.14`, `12.06.14:30`.
fn continues(rest: &[Token]) -> bool {
    let [mark, number, ..] = rest else {
        return false;
    };
    matches!(mark.kind, Kind::Mark('.' | ':' | '-' | '/'))
        && matches!(number.kind, Kind::Number { .. })
        && !mark.spaced
        && !number.spaced
}

/// `14` is 2014, `98` is 1998; what is in between is no year of a blog.
fn short_year(two_digits: i16) -> Option<i16> {
    match two_digits {
        0..=49 => Some(2000 + two_digits),
        90..=99 => Some(1900 + two_digits),
        _ => None,
    }
}
