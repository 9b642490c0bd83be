//! Days: whether two dates name the same one.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use jiff::{Span, civil};

/// The days that a date may be compared by: its own, and the one that it was in UTC.
pub(crate) fn days(date: &str) -> BTreeSet<Date> {
    let date = date.trim();
    let Some(day) = written_day(date) else {
        return compact_day(date).into_iter().collect();
    };
    let universal = date.get(10..).and_then(|time| universal_day(day, time));
    [Some(day), universal].into_iter().flatten().collect()
}

/// `2014-06-12` at the beginning.
fn written_day(date: &str) -> Option<Date> {
    let form = date.get(..10)?;
    let parts: Vec<&str> = form.split('-').collect();
    let [year, month, day] = parts[..] else {
        return None;
    };
    civil_day(year, month, day)
}

/// `20140612`, and nothing else.
fn compact_day(date: &str) -> Option<Date> {
    if date.len() != 8 {
        return None;
    }
    civil_day(date.get(..4)?, date.get(4..6)?, date.get(6..)?)
}

fn civil_day(year: &str, month: &str, day: &str) -> Option<Date> {
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    Date::new(number(year)?, number(month)?, number(day)?).ok()
}

/// The day in UTC of a time with an offset: `T09:30:00-07:00` behind its day.
fn universal_day(day: Date, time: &str) -> Option<Date> {
    let clock = time.strip_prefix(['T', ' '])?;
    let (hour, rest) = (clock.get(..2)?, clock.get(2..)?.strip_prefix(':')?);
    let (minute, rest) = rest.split_at_checked(2)?;
    let local: DateTime = day
        .to_datetime(civil::time(0, 0, 0, 0))
        .checked_add(
            Span::new()
                .hours(number::<i64>(hour)?)
                .minutes(number::<i64>(minute)?),
        )
        .ok()?;
    let offset = rest.find(['+', '-']).map(|at| &rest[at..])?;
    Some(
        local
            .checked_sub(Span::new().minutes(offset_minutes(offset)?))
            .ok()?
            .date(),
    )
}

/// `-07:00` and `-0700` are -420.
fn offset_minutes(offset: &str) -> Option<i64> {
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let digits = offset[1..].replace(':', "");
    Some(sign * (number::<i64>(digits.get(..2)?)? * 60 + number::<i64>(digits.get(2..4)?)?))
}

fn number<T: std::str::FromStr>(digits: &str) -> Option<T> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::days;

    fn written(date: &str) -> Vec<String> {
        days(date).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_time_with_an_offset_is_of_its_own_day_and_of_that_in_utc() {
        assert_eq!(
            written("2014-06-12T23:30:00-07:00"),
            ["2014-06-12", "2014-06-13"]
        );
        assert_eq!(
            written("2014-06-12T23:30-0700"),
            ["2014-06-12", "2014-06-13"]
        );
        assert_eq!(
            written("2014-06-12 00:10:00.5+02:00"),
            ["2014-06-11", "2014-06-12"]
        );
    }

    #[test]
    fn other_dates_are_of_one_day() {
        for date in [
            "2014-06-12",
            "20140612",
            "2014-06-12T23:30:00Z",
            "2014-06-12T23:30:00",
        ] {
            assert_eq!(written(date), ["2014-06-12"], "{date}");
        }
    }

    #[test]
    fn what_is_no_date_has_no_day() {
        for date in [
            "",
            "June 12",
            "2014-13-12",
            "2014-6-1",
            "é014-06-12",
            "201406121",
        ] {
            assert!(days(date).is_empty(), "{date}");
        }
    }
}
