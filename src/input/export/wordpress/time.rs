//! Times: WordPress writes each twice, as the clock stood at the blog and in Greenwich. What lies
//! between them is the blog's offset at that moment.

use jiff::civil::DateTime;

/// The furthest offsets, in minutes.
const OFFSETS: std::ops::RangeInclusive<i64> = -12 * 60..=14 * 60;

/// Offsets are whole quarters of an hour; the two clocks may have been read a moment apart.
const QUARTER: i64 = 15;

/// The time that both clocks tell: local with its offset where they agree on one, else in UTC, else
/// local. None for `0000-00-00 00:00:00`.
pub(super) fn moment(local: Option<&str>, gmt: Option<&str>) -> Option<String> {
    let local = local.and_then(clock);
    let gmt = gmt.and_then(clock);
    match (local, gmt) {
        (Some(local), Some(gmt)) => Some(match offset(local, gmt) {
            Some(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let far = minutes.abs();
                format!("{local}{sign}{:02}:{:02}", far / 60, far % 60)
            }
            None => format!("{gmt}Z"),
        }),
        (None, Some(gmt)) => Some(format!("{gmt}Z")),
        (Some(local), None) => Some(local.to_string()),
        (None, None) => None,
    }
}

fn clock(text: &str) -> Option<DateTime> {
    text.trim().parse().ok()
}

fn offset(local: DateTime, gmt: DateTime) -> Option<i64> {
    let utc = jiff::tz::Offset::UTC;
    let apart = utc.to_timestamp(local).ok()?.as_second() - utc.to_timestamp(gmt).ok()?.as_second();
    let quarter = QUARTER * 60;
    let quarters = (apart + quarter / 2).div_euclid(quarter);
    let minutes = quarters * QUARTER;
    let is_near = (apart - quarters * quarter).abs() <= 90;
    (is_near && OFFSETS.contains(&minutes)).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(local: &str, gmt: &str) -> Option<String> {
        moment(Some(local), Some(gmt))
    }

    #[test]
    fn two_clocks_give_the_offset_of_the_blog() {
        let rows = [
            (
                "2011-07-03 10:20:30",
                "2011-07-03 17:20:30",
                "2011-07-03T10:20:30-07:00",
            ),
            (
                "2011-07-03 22:05:30",
                "2011-07-03 16:20:30",
                "2011-07-03T22:05:30+05:45",
            ),
            (
                "2011-07-03 10:20:30",
                "2011-07-03 10:20:31",
                "2011-07-03T10:20:30+00:00",
            ),
        ];
        for (local, gmt, expected) in rows {
            assert_eq!(told(local, gmt).as_deref(), Some(expected));
        }
    }

    #[test]
    fn clocks_that_contradict_each_other_give_greenwich() {
        let found = told("2011-07-03 10:20:30", "2011-07-03 10:27:30");
        assert_eq!(found.as_deref(), Some("2011-07-03T10:27:30Z"));
    }

    #[test]
    fn a_draft_has_no_time_in_greenwich() {
        let zero = "0000-00-00 00:00:00";
        assert_eq!(
            told("2011-07-03 10:20:30", zero).as_deref(),
            Some("2011-07-03T10:20:30")
        );
        assert_eq!(told(zero, zero), None);
    }
}
