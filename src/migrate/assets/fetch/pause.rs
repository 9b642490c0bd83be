//! How long to wait before the next try.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::time::Duration;

use jiff::Timestamp;

/// The pause after the `tries`-th try: twice as long each time, and shorter by up to a half, so
/// that threads that failed together do not come back together. The same seed, address and number
/// give the same pause.
pub(super) fn after(
    tries: u32,
    first: Duration,
    longest: Duration,
    seed: u64,
    url: &str,
) -> Duration {
    let doubled = first.saturating_mul(1 << tries.saturating_sub(1).min(20));
    let whole = doubled.min(longest);
    let mut hasher = DefaultHasher::new();
    (seed, url, tries).hash(&mut hasher);
    let share = u32::try_from(hasher.finish() % 512).expect("it is less than 512");
    whole.mul_f64(1.0 - f64::from(share) / 1024.0)
}

/// What `Retry-After` says, in seconds from `now`: it holds seconds or a date.
pub(super) fn asked_for(header: &str, now: Timestamp) -> Option<u64> {
    let header = header.trim();
    if let Ok(seconds) = header.parse::<u64>() {
        return Some(seconds);
    }
    let date = jiff::fmt::rfc2822::parse(header).ok()?.timestamp();
    let seconds = date.as_second().saturating_sub(now.as_second());
    Some(u64::try_from(seconds).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pause_is_longer_until_the_longest() {
        let first = Duration::from_millis(100);
        let longest = Duration::from_millis(400);
        for tries in 1..40 {
            let whole = first * 2_u32.pow(tries.min(3) - 1);
            let pause = after(tries, first, longest, 7, "http://wren.example/a.png");
            assert!(pause > whole / 2 && pause <= whole, "{tries}: {pause:?}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_pause_and_another_address_another() {
        let pause = |seed, url| after(1, Duration::from_secs(1), Duration::from_secs(9), seed, url);
        assert_eq!(pause(1, "http://a.example/"), pause(1, "http://a.example/"));
        assert_ne!(pause(1, "http://a.example/"), pause(1, "http://b.example/"));
        assert_ne!(pause(1, "http://a.example/"), pause(2, "http://a.example/"));
    }

    #[test]
    fn a_server_asks_for_seconds_or_names_a_date() {
        let now: Timestamp = "2015-10-21T07:27:00Z".parse().expect("it is a time");
        assert_eq!(asked_for("120", now), Some(120));
        assert_eq!(asked_for("Wed, 21 Oct 2015 07:28:00 GMT", now), Some(60));
        assert_eq!(asked_for("Wed, 21 Oct 2015 07:20:00 GMT", now), Some(0));
        assert_eq!(asked_for("soon", now), None);
        assert_eq!(asked_for("-5", now), None);
    }
}
