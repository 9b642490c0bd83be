//! The calendars that blogs date by, and their years: all end as a day of the Gregorian one.
//!
//! * Gregorian, with years in full or of two digits.
//! * Thai: Gregorian months, years 543 more.
//! * Persian (Solar Hijri): counted by its cycle of 33 years, which agrees with the observed
//!   calendar from 1800 to after 2100. A number says by itself which calendar it is a year of:
//!   1393 is Persian, 2557 Thai.
//! * Japanese eras and the years of the Republic (Taiwan): Gregorian months and days.
//!
//! The lunar calendar of Islam is not converted: its months begin by sight, so that a day could be
//! wrong. Its dates are none.

use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::Date;

/// Years in which there were blogs, and those that a careless clock may have given.
const YEARS: RangeInclusive<i16> = 1990..=2100;

/// By how much a Thai year is more.
const THAI: i16 = 543;

/// The years that [`YEARS`] are in the Persian calendar.
const PERSIAN: RangeInclusive<i16> = 1369..=1479;

/// Persian years that no number of a lunar year is mistaken for: later ones are lunar years of
/// blogs, too.
const SURELY_PERSIAN: RangeInclusive<i16> = 1369..=1409;

/// Eras by their names, with the Gregorian year before their first.
const ERAS: &[(&str, i16)] = &[
    ("平成", 1988),
    ("令和", 2018),
    ("民國", 1911),
    ("民国", 1911),
];

/// What a month's name, or the lack of one, says about the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    /// The month is a number: the year tells.
    Numbers,
    /// Most languages.
    Gregorian,
    /// A Thai name: the year may be of either kind.
    Thai,
    /// A Persian name.
    Persian,
}

/// The month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    /// From 1.
    pub(super) number: u8,
    /// In which calendar.
    pub(super) calendar: Calendar,
}

/// A day that exists, in a plausible year.
pub(super) fn date(year: i16, month: Month, day: i16) -> Option<Date> {
    let number = i16::from(month.number);
    let persian = match month.calendar {
        Calendar::Persian => true,
        Calendar::Numbers => SURELY_PERSIAN.contains(&year),
        Calendar::Gregorian | Calendar::Thai => false,
    };
    if persian {
        return persian_date(year, number, day);
    }
    let year = if YEARS.contains(&(year - THAI)) {
        year - THAI
    } else {
        year
    };
    let date = Date::new(year, i8::try_from(number).ok()?, i8::try_from(day).ok()?);
    plausible(date.ok()?)
}

/// A day, if a post may have been written on it.
pub(super) fn plausible(date: Date) -> Option<Date> {
    YEARS.contains(&date.year()).then_some(date)
}

/// A year of two digits: `14` is 2014, `98` is 1998; what is in between is no year of a blog.
/// Behind a Persian or a Thai month it counts as there.
pub(super) fn short_year(digits: i16, calendar: Calendar) -> Option<i16> {
    match (calendar, digits) {
        (Calendar::Persian, 0..=9) => Some(1400 + digits),
        (Calendar::Persian, 69..=99) => Some(1300 + digits),
        (Calendar::Persian, _) => None,
        (Calendar::Thai, 33..=99) => Some(2500 + digits),
        (_, 0..=49) => Some(2000 + digits),
        (_, 90..=99) => Some(1900 + digits),
        _ => None,
    }
}

/// True where a name of a month is enough to know two digits behind it for a year.
pub(super) fn is_sure_of_short_years(calendar: Calendar) -> bool {
    matches!(calendar, Calendar::Persian | Calendar::Thai)
}

/// The year that is so many of an era.
pub(super) fn year_of_era(era: &str, count: i16) -> Option<i16> {
    let row = ERAS.iter().find(|(name, _)| *name == era);
    row.map(|(_, before)| before + count)
}

/// The day of a Persian date.
fn persian_date(year: i16, month: i16, day: i16) -> Option<Date> {
    let length = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if is_persian_leap(year) => 30,
        12 => 29,
        _ => return None,
    };
    if !PERSIAN.contains(&year) || !(1..=length).contains(&day) {
        return None;
    }
    let years = (*PERSIAN.start()..year).map(|year| 365 + i64::from(is_persian_leap(year)));
    let months = i64::from((month - 1) * 30 + (month - 1).min(6));
    let days = years.sum::<i64>() + months + i64::from(day - 1);
    // The first day of 1369.
    jiff::civil::date(1990, 3, 21).checked_add(days.days()).ok()
}

/// Eight years of every 33 have a leap day.
fn is_persian_leap(year: i16) -> bool {
    matches!(year % 33, 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn persian(year: i16, number: u8, day: i16) -> Option<String> {
        let calendar = Calendar::Persian;
        date(year, Month { number, calendar }, day).map(|date| date.to_string())
    }

    #[test]
    fn persian_years_begin_on_the_day_of_the_equinox_in_tehran() {
        // Years with their first days, as the calendar was kept.
        let first_days = [
            (1369, "1990-03-21"),
            (1371, "1992-03-21"),
            (1375, "1996-03-20"),
            (1376, "1997-03-21"),
            (1380, "2001-03-21"),
            (1388, "2009-03-21"),
            (1391, "2012-03-20"),
            (1392, "2013-03-21"),
            (1393, "2014-03-21"),
            (1396, "2017-03-21"),
            (1399, "2020-03-20"),
            (1400, "2021-03-21"),
            (1403, "2024-03-20"),
            (1404, "2025-03-21"),
        ];
        for (year, day) in first_days {
            assert_eq!(persian(year, 1, 1).as_deref(), Some(day));
        }
    }

    #[test]
    fn a_persian_leap_year_has_a_thirtieth_of_esfand() {
        assert_eq!(persian(1399, 12, 30).as_deref(), Some("2021-03-20"));
        assert_eq!(persian(1400, 12, 30), None);
        assert_eq!(persian(1393, 7, 31), None);
        assert_eq!(persian(1393, 6, 31).as_deref(), Some("2014-09-22"));
    }
}
