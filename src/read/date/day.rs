//! The grammar of days: which tokens name a day of a year.

use jiff::civil::Date;

use super::DateOrder;
use super::calendar::{self, Calendar, Month};
use super::clock::{self, Clock};
use super::tokens::{Kind, Token};
use super::words;

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
        Kind::Word(_) => of_era(tokens),
        Kind::Number { .. } | Kind::Mark(_) => None,
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

    /// The word for the first year of an era.
    fn first_year(&mut self) -> Option<i16> {
        let is_first = matches!(&self.peek()?.kind, Kind::Word(word) if word == "元");
        self.at += usize::from(is_first);
        is_first.then_some(1)
    }

    fn month(&mut self) -> Option<Month> {
        match self.peek()?.kind {
            Kind::Month(month) => {
                self.at += 1;
                Some(month)
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

    /// Passes over the small words and marks of a table, four at most.
    fn connectors(&mut self, table: &[&str]) {
        for _ in 0..4 {
            match self.peek().map(|token| &token.kind) {
                Some(Kind::Mark('.' | ',' | '-' | '/' | '\'' | '°' | '॰')) => self.at += 1,
                Some(Kind::Mark(':')) if self.is_swedish_ordinal() => self.at += 2,
                Some(Kind::Word(word)) if table.contains(&word.as_str()) => self.at += 1,
                _ => return,
            }
        }
    }

    /// `7:e november`, `1:a maj`.
    fn is_swedish_ordinal(&self) -> bool {
        let ending = self.tokens.get(self.at + 1);
        ending.is_some_and(|token| {
            !token.spaced && matches!(&token.kind, Kind::Word(word) if word == "e" || word == "a")
        })
    }

    fn found(&self, year: i16, month: Month, day: i16) -> Option<Found> {
        let date = calendar::date(year, month, day)?;
        Some(Found {
            date,
            end: self.at,
            clock: None,
        })
    }
}

/// `June 12, 2014`, `Jun-12-14`, `Jun 12 09:30:00 2014`.
fn month_first(tokens: &[Token], month: Month) -> Option<Found> {
    let mut cursor = Cursor { tokens, at: 1 };
    cursor.connectors(words::AROUND_DAY);
    let Some(day) = cursor.number(1..=2) else {
        return run_together(cursor, month);
    };
    let mut year_next = cursor;
    year_next.connectors(words::AROUND_DAY);
    year_next.connectors(words::AROUND_YEAR);
    let long = year_next.number(4..=4);
    // "June 12-14" is three days.
    let repeated = match tokens.get(1).map(|token| &token.kind) {
        Some(Kind::Mark(mark @ ('-' | '/'))) => *mark,
        _ => '\'',
    };
    let short = || short_year(&mut year_next, &['\'', repeated], month.calendar);
    if let Some(year) = long.or_else(short) {
        return year_next.found(year, month, day);
    }
    let (clock, taken) = clock::starting(cursor.rest())?;
    cursor.at += taken;
    // A zone that no table knows.
    cursor.at += usize::from(matches!(cursor.peek()?.kind, Kind::Word(_)));
    let year = cursor.number(4..=4)?;
    let found = cursor.found(year, month, day)?;
    Some(Found {
        clock: Some(clock),
        ..found
    })
}

/// Month, day and year that only their boxes parted: `Nov072014`.
fn run_together(mut cursor: Cursor<'_>, month: Month) -> Option<Found> {
    let Kind::Number {
        value,
        digits: 5 | 6,
    } = cursor.peek()?.kind
    else {
        return None;
    };
    cursor.at += 1;
    let (day, year) = (value / 10_000, value % 10_000);
    cursor.found(i16::try_from(year).ok()?, month, i16::try_from(day).ok()?)
}

/// `12 June 2014`, `7-Nov-14`, `Thu, 12 Jun 14 09:30`.
fn day_and_name(tokens: &[Token]) -> Option<Found> {
    let mut cursor = Cursor { tokens, at: 0 };
    let day = cursor.number(1..=2)?;
    cursor.connectors(words::AROUND_DAY);
    let month = cursor.month()?;
    cursor.connectors(words::AROUND_YEAR);
    let long = cursor.number(4..=4);
    let marks = ['-', '/', '.', '\''];
    let year = long
        .or_else(|| short_year(&mut cursor, &marks, month.calendar))
        .or_else(|| timed_short_year(&mut cursor, month.calendar))?;
    cursor.found(year, month, day)
}

/// A year of two digits behind a day and a named month: without space behind a mark that sets it
/// off, or where the month's name leaves no doubt. "12 June 14 comments" is no date.
fn short_year(cursor: &mut Cursor<'_>, marks: &[char], calendar: Calendar) -> Option<i16> {
    let before = &cursor.tokens[cursor.at - 1].kind;
    let set_off = matches!(before, Kind::Mark(mark) if marks.contains(mark));
    let tight = set_off && !cursor.peek()?.spaced;
    let mut behind = *cursor;
    let digits = behind.number(2..=2)?;
    if !tight && !calendar::is_sure_of_short_years(calendar) || continues(behind.rest()) {
        return None;
    }
    *cursor = behind;
    calendar::short_year(digits, calendar)
}

/// A year of two digits with a time behind it: `Thu, 12 Jun 14 09:30`.
fn timed_short_year(cursor: &mut Cursor<'_>, calendar: Calendar) -> Option<i16> {
    clock::starting(cursor.rest().get(1..)?)?;
    calendar::short_year(cursor.number(2..=2)?, calendar)
}

/// `平成26年6月12日`, `民國103年6月12日`.
fn of_era(tokens: &[Token]) -> Option<Found> {
    let mut cursor = Cursor { tokens, at: 1 };
    let Kind::Word(era) = &tokens.first()?.kind else {
        return None;
    };
    let count = cursor.number(1..=3).or_else(|| cursor.first_year())?;
    let year = calendar::year_of_era(era, count)?;
    cursor.connectors(words::AROUND_YEAR);
    let month = cursor.month()?;
    let day = cursor.number(1..=2)?;
    cursor.found(year, month, day)
}

/// `2014-06-12`, `2014. 6. 12.`, `2014年6月12日`, `2014. június 12.`
fn year_first(tokens: &[Token]) -> Option<Found> {
    let mut cursor = Cursor { tokens, at: 0 };
    let year = cursor.number(4..=4)?;
    let mut named = cursor;
    named.connectors(words::AROUND_YEAR);
    if let Some(found) = latvian(named, year) {
        return Some(found);
    }
    if let Some(month) = named.month() {
        named.connectors(words::AROUND_YEAR);
        let day = named.number(1..=2)?;
        named.connectors(words::AROUND_DAY);
        // "The best of 2014 - June 12, 2015" begins with no date.
        let year_follows = matches!(
            named.peek().map(|token| &token.kind),
            Some(Kind::Number { digits: 4, .. })
        );
        return named.found(year, month, day).filter(|_| !year_follows);
    }
    let (mark, _) = cursor.mark().filter(|(mark, _)| "-/.".contains(*mark))?;
    let month = numbered(cursor.number(1..=2)?)?;
    cursor.mark().filter(|(next, _)| *next == mark)?;
    let day = cursor.number(1..=2)?;
    cursor.found(year, month, day)
}

/// `2014. gada 12. jūnijs`: "in the year", so that the day may follow.
fn latvian(mut cursor: Cursor<'_>, year: i16) -> Option<Found> {
    if !matches!(&cursor.tokens[cursor.at - 1].kind, Kind::Word(word) if word == "gada") {
        return None;
    }
    let day = cursor.number(1..=2)?;
    cursor.connectors(words::AROUND_DAY);
    let month = cursor.month()?;
    cursor.found(year, month, day)
}

fn numbered(number: i16) -> Option<Month> {
    Some(Month {
        number: u8::try_from(number).ok()?,
        calendar: Calendar::Numbers,
    })
}

/// `20140612`, `20140612093000`: only of the Gregorian calendar, other numbers are no dates.
fn compact(tokens: &[Token]) -> Option<Found> {
    let Kind::Number { value, digits } = tokens.first()?.kind else {
        return None;
    };
    let (day, clock) = match digits {
        8 => (value, None),
        _ => (value / 1_000_000, Clock::from_digits(value % 1_000_000)),
    };
    let field = |divisor: u64, modulus: u64| i16::try_from(day / divisor % modulus).ok();
    let month = numbered(field(100, 100)?)?;
    let year = field(10_000, 10_000)?;
    let date = calendar::date(year, month, field(1, 100)?)?;
    if date.year() != year {
        return None;
    }
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
    if order == DateOrder::YearFirst && fields.is_short {
        let year = calendar::short_year(fields.first, Calendar::Numbers)?;
        return cursor.found(year, numbered(fields.second)?, fields.last);
    }
    let year = fields.year()?;
    let found = |month, day| cursor.found(year, numbered(month)?, day);
    let day_first = found(fields.second, fields.first);
    let month_first = found(fields.first, fields.second);
    match (day_first, month_first) {
        (Some(day_first), Some(month_first)) if day_first.date != month_first.date => {
            match fields.order(order) {
                DateOrder::DayFirst => Some(day_first),
                DateOrder::MonthFirst => Some(month_first),
                DateOrder::YearFirst | DateOrder::Unknown => None,
            }
        }
        (Some(found), _) | (None, Some(found)) => Some(found),
        (None, None) => None,
    }
}

/// Three numbers, the last one a year where nobody says otherwise.
struct Numeric {
    first: i16,
    second: i16,
    last: i16,
    /// The last one has two digits.
    is_short: bool,
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
        let last = match long {
            Some(year) if next == mark || mark == '.' && next == ',' => year,
            None if next == mark && tight(tokens.get(1..5)?) => cursor.number(2..=2)?,
            _ => return None,
        };
        let is_short = long.is_none();
        let chained = is_short && continues(cursor.rest());
        (!chained).then_some(Self {
            first,
            second,
            last,
            is_short,
            mark,
            end: cursor.at,
        })
    }

    fn year(&self) -> Option<i16> {
        if self.is_short {
            calendar::short_year(self.last, Calendar::Numbers)
        } else {
            Some(self.last)
        }
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
