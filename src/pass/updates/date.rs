//! The day that a label names, where it names one beyond doubt: with its year, and without a
//! choice between day and month.

use crate::read::date::{self, DateOrder};

/// The day in a label, as `2014-06-03`.
pub(super) fn day(label: &str) -> Option<String> {
    let found = date::parse(label, DateOrder::Unknown, None)?;
    found.get(..10).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_beyond_doubt_are_read() {
        for label in [
            "Update (June 3, 2014)",
            "Nachtrag vom 3. Juni 2014",
            "Update 2014-06-03",
            "Update 2, June 3, 2014",
            "更新 2014年6月3日",
            "Update 03.06.2014",
            "Mise à jour du 3 juin 2014",
        ] {
            assert_eq!(day(label).as_deref(), Some("2014-06-03"), "{label}");
        }
        assert_eq!(day("Update 31/03/2014").as_deref(), Some("2014-03-31"));
        assert_eq!(day("Update 3/31/2014").as_deref(), Some("2014-03-31"));
    }

    #[test]
    fn days_in_doubt_are_not() {
        for label in [
            "Update",
            "Update 2",
            "Update (June 3)",
            "Update 3/6/2014",
            "Update 3/6/14",
            "Update 31.02.2014",
            "Update 2014",
        ] {
            assert_eq!(day(label), None, "{label}");
        }
    }
}
