//! Times as people read them, and as `<time>` takes them.

use jiff::civil::DateTime;

/// A document's time, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Time<'a> {
    /// `2014-06-12`.
    pub(crate) day: &'a str,
    /// `09:30`, where a time of day is given.
    pub(crate) clock: Option<&'a str>,
}

/// Takes a bare date or an RFC 3339 time, with or without an offset, apart; none where it is
/// neither, or no day of the calendar.
pub(crate) fn parse(text: &str) -> Option<Time<'_>> {
    let day = text.get(..10).filter(|day| is_shape(day, "0000-00-00"))?;
    if day.starts_with("0000") {
        return None;
    }
    let Some(rest) = text.get(10..).filter(|rest| !rest.is_empty()) else {
        return day
            .parse::<jiff::civil::Date>()
            .ok()
            .map(|_| Time { day, clock: None });
    };
    let seconds = text
        .get(..19)
        .filter(|local| is_shape(local, "0000-00-00T00:00:00"))?;
    // The shape takes a second 60, the calendar does not, and neither does HTML.
    let _: DateTime = seconds.parse().ok().filter(|_| !seconds.ends_with("60"))?;
    let clock = rest.get(1..6);
    is_end(&text[19..]).then_some(Time { day, clock })
}

/// What may follow the seconds: a fraction of up to three digits, then `Z`, an offset or nothing.
fn is_end(rest: &str) -> bool {
    let offset = match rest.strip_prefix('.') {
        Some(fraction) => {
            let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            if !(1..=3).contains(&digits) {
                return false;
            }
            &fraction[digits..]
        }
        None => rest,
    };
    let numeric = is_shape(offset, "+00:00") || is_shape(offset, "-00:00");
    offset.is_empty() || offset == "Z" || (numeric && &offset[1..3] < "24" && &offset[4..] < "60")
}

/// Whether `text` looks like `shape`, in which `0` stands for any digit.
fn is_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(byte, like)| match like {
                b'0' => byte.is_ascii_digit(),
                like => byte == like,
            })
}

/// The time as people of every language read it (`2014-06-12 09:30`); the text itself where it
/// is no time.
pub(crate) fn display(text: &str) -> String {
    match parse(text) {
        Some(Time {
            day,
            clock: Some(clock),
        }) => format!("{day} {clock}"),
        Some(Time { day, clock: None }) => day.to_owned(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_the_writers_own_clock() {
        assert_eq!(display("2014-06-12T09:30:00-07:00"), "2014-06-12 09:30");
        assert_eq!(display("2014-06-12T09:30:00.125Z"), "2014-06-12 09:30");
        assert_eq!(display("2014-06-12"), "2014-06-12");
        assert_eq!(display("last summer"), "last summer");
    }

    #[test]
    fn what_time_elements_refuse_is_no_time() {
        for text in [
            "",
            "2014",
            "2014-13-01",
            "2014-02-30",
            "0000-01-01",
            "20140612",
            "2014-06-12T",
            "2014-06-12 09:30:00",
            "2014-06-12T09:30",
            "2014-06-12T25:00:00",
            "2014-06-12T09:30:60",
            "2014-06-12T09:30:00+25:00",
            "2014-06-12T09:30:00+01",
            "2014-06-12T09:30:00.1234",
            "2014-06-12T09:30:00.",
            "2014-06-1\u{662}",
            "2014-06-12\u{e9}",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
