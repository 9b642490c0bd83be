//! Months, `2014-06`: how many posts and comments there are in each.

use std::collections::BTreeMap;

use crate::document::Comment;

/// How many comments were written in which month; those without a date are not in it.
pub(in crate::migrate) fn of_comments(threads: &[Comment]) -> BTreeMap<String, u32> {
    let mut months = BTreeMap::new();
    count(threads, &mut months);
    months
}

fn count(threads: &[Comment], months: &mut BTreeMap<String, u32>) {
    for comment in threads {
        if let Some(month) = comment.published.as_deref().and_then(of) {
            *months.entry(month.to_owned()).or_default() += 1;
        }
        count(&comment.replies, months);
    }
}

/// The month of a time; none where the time tells none.
pub(super) fn of(time: &str) -> Option<&str> {
    let month = time.get(..7)?;
    number(month).is_some().then_some(month)
}

/// A month as a number, so that the next month is the next number.
pub(super) fn number(month: &str) -> Option<u32> {
    let (year, month) = month.split_once('-')?;
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || month.len() != 2 || !is_digits(year) || !is_digits(month) {
        return None;
    }
    let (year, month): (u32, u32) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12).contains(&month).then(|| year * 12 + month - 1)
}

/// The month of a number.
pub(super) fn name(number: u32) -> String {
    format!("{:04}-{:02}", number / 12, number % 12 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_count_and_comments_without_a_month_do_not() {
        let at = |time: &str, replies| Comment {
            published: Some(time.to_owned()),
            replies,
            ..Comment::default()
        };
        let threads = [
            at("2014-06-12T09:30:00Z", vec![at("2014-07", vec![])]),
            at("2014-06", vec![at("2011", vec![]), Comment::default()]),
            at("2014-13-01", vec![]),
        ];
        let months: Vec<_> = of_comments(&threads).into_iter().collect();
        assert_eq!(
            months,
            [("2014-06".to_owned(), 2), ("2014-07".to_owned(), 1)]
        );
    }

    #[test]
    fn the_month_after_december_is_january() {
        let december = number("2013-12").unwrap();
        assert_eq!(name(december + 1), "2014-01");
        assert_eq!(of("été-x é"), None);
    }
}
