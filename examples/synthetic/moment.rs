//! Times on a blog at the Pacific: seven hours behind in summer, eight in winter.

use jiff::Timestamp;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::Offset;

/// A second, and the offset that the blog showed at that time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    at: Timestamp,
    offset: Offset,
}

impl Moment {
    /// Seconds since 1970.
    pub(crate) fn new(seconds: i64) -> Self {
        let at = Timestamp::from_second(seconds).expect("a blog's years are in range");
        let month = Offset::UTC.to_datetime(at).month();
        let hours = if (4..=10).contains(&month) { -7 } else { -8 };
        Self {
            at,
            offset: Offset::constant(hours),
        }
    }

    pub(crate) fn later(self, seconds: u64) -> Self {
        let seconds = i64::try_from(seconds).expect("delays are small");
        Self::new(self.at.as_second() + seconds)
    }

    /// Milliseconds since 1970, as links to comments hold them.
    pub(crate) fn milliseconds(self) -> i64 {
        self.at.as_millisecond()
    }

    /// With the blog's own offset, in `strftime`'s form.
    pub(crate) fn format(self, form: &str) -> String {
        formatted(self.at, self.offset, form)
    }

    /// In UTC, in `strftime`'s form.
    pub(crate) fn format_utc(self, form: &str) -> String {
        formatted(self.at, Offset::UTC, form)
    }

    /// RFC 3339 with milliseconds and the blog's offset.
    pub(crate) fn rfc3339(self) -> String {
        self.format("%Y-%m-%dT%H:%M:%S.000%:z")
    }
}

fn formatted(at: Timestamp, offset: Offset, form: &str) -> String {
    let mut parts = BrokenDownTime::from(offset.to_datetime(at));
    parts.set_offset(Some(offset));
    parts
        .to_string(form)
        .expect("a date, a time and an offset are all that is asked for")
}
