//! Dates as blogs show them, in any of their languages, to the one form of the document.
//!
//! A text is cut into numbers, words and marks (`tokens`, `months`); from left to right the first place is
//! looked for where they name a day (`day`, `calendar`), then the time that stands near it (`clock`, `zone`);
//! where no day is named, an age may be (`relative`). The words are tables (`words`, `months.tsv`, `ages.tsv`).
//! Nothing is invented: a time without a day is no date, a time without a zone stays local, and a
//! day whose order of numbers nobody tells is none. The machine's own locale, zone and clock are
//! never asked.

use std::fmt;
use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use clock::Clock;
use tokens::{Kind, Token};
use told::Event;
use zone::Offset;

pub(crate) use tokens::digit;

mod calendar;
mod clock;
mod day;
mod months;
mod relative;
mod tokens;
mod told;
mod words;
mod zone;

/// What the numbers of `07/11/2014` stand for. Dots (`7.11.2014`) always part day, month, year,
/// and a number above 12 is a day whatever the order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum DateOrder {
    /// The day first: 7 November.
    DayFirst,
    /// The month first: July 11.
    MonthFirst,
    /// The year first where it has two digits only, as in `14/11/07`; of a longer year behind two
    /// numbers nobody knows.
    YearFirst,
    /// Nobody knows: such a date is not read.
    #[default]
    Unknown,
}

impl DateOrder {
    /// The order that readers of a language expect. English without a country is American: so
    /// do the platforms understand it that write `en`. Where habits are mixed (Canada), the order
    /// is unknown.
    pub(crate) fn for_language(tag: &str) -> Self {
        let lower = tag.trim().to_ascii_lowercase();
        let mut subtags = lower.split(['-', '_', '.']);
        let language = subtags.next().unwrap_or_default();
        let region = subtags.find(|subtag| subtag.len() == 2);
        match (language, region) {
            ("ja" | "zh" | "ko" | "hu" | "mn", _) => Self::YearFirst,
            ("" | "lt" | "eu", _) | (_, Some("ca")) => Self::Unknown,
            ("en", None | Some("us" | "ph")) | ("fil", _) => Self::MonthFirst,
            _ => Self::DayFirst,
        }
    }

    /// The order that all numeric dates of a page, taken together, give away: one number above
    /// 12 settles it. Unknown where none does, or where they disagree.
    pub(crate) fn learn(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut learned = Self::Unknown;
        for text in texts {
            match (learned, Self::shown_by(text.as_ref())) {
                (_, Self::Unknown) => {}
                (Self::Unknown, order) => learned = order,
                (known, order) if known == order => {}
                _ => return Self::Unknown,
            }
        }
        learned
    }

    /// This order, or the other one where this is unknown.
    #[must_use]
    pub(crate) fn or(self, other: Self) -> Self {
        if self == Self::Unknown { other } else { self }
    }

    fn shown_by(text: &str) -> Self {
        let tokens = tokens::tokens(text);
        let fields = (0..tokens.len()).find_map(|at| day::slashed_fields(&tokens[at..]));
        match fields {
            Some((13..=31, 1..=12)) => Self::DayFirst,
            Some((1..=12, 13..=31)) => Self::MonthFirst,
            _ => Self::Unknown,
        }
    }
}

/// The first date in a text: RFC 3339 with the offset that the text gives, a local time without
/// offset, or a bare date; of an age in weeks or months the month (`2014-01`), of one in years the
/// year (`2011`).
///
/// `now` is when the page was saved; without it ages ("3 days ago") are not read.
pub(crate) fn parse(text: &str, order: DateOrder, now: Option<&str>) -> Option<String> {
    let found = absolute(&tokens::tokens(text), order).map(|stamp| stamp.to_string());
    found.or_else(|| relative_to(now, text))
}

/// The day that an age lies before `now`.
fn relative_to(now: Option<&str>, text: &str) -> Option<String> {
    let now = absolute(&tokens::tokens(now?), DateOrder::Unknown)?;
    // Without months: "ago" is one of them in Spanish.
    Some(relative::read(&tokens::plain(text), now)?.to_string())
}

/// The date of publication in a text that may tell of a change, too: the one that words such as
/// "Published" stand before, else the first one that "Updated" does not. True where there is only
/// the date of a change.
pub(crate) fn parse_published(
    text: &str,
    order: DateOrder,
    now: Option<&str>,
) -> Option<(String, bool)> {
    let tokens = tokens::tokens(text);
    let told = told::dates(text, &tokens, order);
    let published = told.iter().find(|told| told.event == Event::Published);
    let plain = told.iter().find(|told| told.event == Event::Unnamed);
    match published.or(plain).or(told.first()) {
        Some(told) => Some((told.stamp.to_string(), told.event == Event::Changed)),
        None => Some((relative_to(now, text)?, told::is_change(text))),
    }
}

/// Whether a word names a month in any of the languages of the tables.
pub(crate) fn is_month(word: &str) -> bool {
    months::month(&words::fold_word(word)).is_some()
}

/// The byte at which the first date of a text begins, with the weekday or the time before it; or
/// else the first time of day. What stands before it is no part of the date.
pub(crate) fn starts_at(text: &str) -> Option<usize> {
    if !text.contains(|c| digit(c).is_some()) {
        return None;
    }
    let tokens = tokens::tokens(text);
    let day =
        (0..tokens.len()).find(|at| day::starting(&tokens[*at..], DateOrder::DayFirst).is_some());
    let clock = (0..tokens.len()).find(|at| clock::is_plain(&tokens[*at..]));
    let first = match (day, clock) {
        (Some(day), Some(clock)) => day.min(clock),
        (found, None) | (None, found) => found?,
    };
    let weekday = tokens[..first]
        .iter()
        .rposition(|token| !matches!(token.kind, Kind::Mark(_)));
    let weekday = weekday
        .filter(|at| matches!(&tokens[*at].kind, Kind::Word(word) if words::is_weekday(word)));
    Some(tokens[weekday.unwrap_or(first)].start)
}

/// The instant that a text of digits alone counts in seconds or, with three digits more, in
/// milliseconds: `1329894612`.
pub(crate) fn from_count(text: &str) -> Option<String> {
    let count: i64 = text.parse().ok()?;
    match text.len() {
        10 => from_millis(count * 1000),
        13 => from_millis(count),
        _ => None,
    }
}

/// The instant of a time as documents have it, to be compared with others; a local time counts as
/// one in UTC, a day as its beginning.
#[cfg(feature = "migrate")]
pub(crate) fn instant(time: &str) -> Option<Timestamp> {
    let local = || time.parse::<DateTime>().ok();
    let day = || time.parse::<Date>().ok().map(DateTime::from);
    let utc = |time| jiff::tz::Offset::UTC.to_timestamp(time).ok();
    time.parse()
        .ok()
        .or_else(|| local().or_else(day).and_then(utc))
}

/// The instant that is so many milliseconds after the beginning of 1970, in UTC; parts of a second
/// are dropped. None outside of the years that a blog may have.
pub(crate) fn from_millis(millis: i64) -> Option<String> {
    let instant = Timestamp::from_millisecond(millis).ok()?;
    let local = jiff::tz::Offset::UTC.to_datetime(instant);
    let clock = Clock::of(local, Some(Offset::Utc))?;
    let date = calendar::plausible(local.date())?;
    Some(Stamp::timed(date, Some(clock)).to_string())
}

/// The first day that the tokens name, with its time.
fn absolute(tokens: &[Token], order: DateOrder) -> Option<Stamp> {
    Some(first_in(tokens, 0, order)?.0)
}

/// The first day from a token on, with its time, and the tokens that name the day.
fn first_in(tokens: &[Token], from: usize, order: DateOrder) -> Option<(Stamp, Range<usize>)> {
    let (start, found) =
        (from..tokens.len()).find_map(|at| Some((at, day::starting(&tokens[at..], order)?)))?;
    let end = start + found.end;
    let clock = found
        .clock
        .or_else(|| clock::after(&tokens[end..]))
        // Behind another date stands its own time.
        .or_else(|| clock::before(&tokens[..start]).filter(|_| from == 0));
    Some((Stamp::timed(found.date, clock), start..end))
}

/// A point in time, and how much of it is known.
#[derive(Debug, Clone, Copy)]
struct Stamp {
    date: Date,
    precision: Precision,
}

/// What of a [`Stamp`] is known.
#[derive(Debug, Clone, Copy)]
enum Precision {
    /// Only an age in years gives so little.
    Year,
    /// Only an age in weeks or months gives so little.
    Month,
    Day,
    Time(Clock),
}

impl Stamp {
    fn day(date: Date) -> Self {
        Self {
            date,
            precision: Precision::Day,
        }
    }

    /// A time of a day, where it is known.
    fn timed(date: Date, clock: Option<Clock>) -> Self {
        let precision = clock.map_or(Precision::Day, Precision::Time);
        Self { date, precision }
    }

    fn less_exact(self, precision: Precision) -> Self {
        Self { precision, ..self }
    }

    fn clock(self) -> Option<Clock> {
        match self.precision {
            Precision::Time(clock) => Some(clock),
            Precision::Year | Precision::Month | Precision::Day => None,
        }
    }

    /// As a local time; the day's beginning where no time is known.
    fn date_time(self) -> DateTime {
        let clock = self.clock().map(Clock::fields).unwrap_or_default();
        self.date.at(clock.0, clock.1, clock.2, 0)
    }

    /// Another time in the same zone, as exact as this one.
    fn moved_to(self, then: DateTime) -> Self {
        let clock = self.clock().and_then(|clock| Clock::of(then, clock.offset));
        Self::timed(then.date(), clock)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date;
        match self.precision {
            Precision::Year => write!(f, "{:04}", date.year()),
            Precision::Month => write!(f, "{:04}-{:02}", date.year(), date.month()),
            Precision::Day => write!(f, "{date}"),
            Precision::Time(clock) => write!(f, "{date}T{clock}"),
        }
    }
}

#[cfg(test)]
mod tests;
