//! The addresses of a blog that are no post's: month archives, labels, feeds.

use std::collections::BTreeSet;

use crate::migrate::redirects::encoded;
use crate::migrate::site::Home;

/// Where a platform has its lists.
struct Lists {
    /// The paths of a month's archive, with `YYYY` and `MM`.
    months: &'static [&'static str],
    /// The paths of a label's posts, with `NAME` as it is and `SLUG` as a word of an address.
    labels: &'static [&'static str],
    feeds: &'static [&'static str],
}

const BLOGGER: Lists = Lists {
    months: &["/YYYY/", "/YYYY/MM/", "/YYYY_MM_01_archive.html"],
    labels: &["/search/label/NAME"],
    feeds: &[
        "/feeds/posts/default",
        "/feeds/posts/summary",
        "/atom.xml",
        "/rss.xml",
    ],
};

const OTHERS: Lists = Lists {
    months: &["/YYYY/", "/YYYY/MM/"],
    labels: &["/tag/SLUG/", "/category/SLUG/"],
    feeds: &["/feed/", "/feed/atom/", "/rss/", "/atom.xml", "/index.xml"],
};

/// Rules for the lists of a blog that was made with `platform`: from the months of its posts
/// (`days`, as `2014-06-12`) to the list of all posts, from its labels to theirs, from its feeds
/// to the feed. Each old path once, in order.
pub fn old_paths<'a>(
    platform: Option<&str>,
    days: impl Iterator<Item = &'a str>,
    labels: impl Iterator<Item = &'a str>,
    home: &Home,
) -> Vec<(String, String)> {
    let lists = if platform == Some("blogger") {
        BLOGGER
    } else {
        OTHERS
    };
    let months: BTreeSet<(&str, &str)> = days.filter_map(month).collect();
    let mut rules = BTreeSet::new();
    for (year, month) in months {
        for form in lists.months {
            let path = form.replace("YYYY", year).replace("MM", month);
            rules.insert((path, home.list.to_owned()));
        }
    }
    for label in labels.collect::<BTreeSet<&str>>() {
        let Some(new) = (home.label)(label) else {
            continue;
        };
        let slug = label.to_lowercase().replace(' ', "-");
        for form in lists.labels {
            let name = form.replace("NAME", &encoded(label).replace('/', "%2F"));
            rules.insert((name.replace("SLUG", &encoded(&slug)), new.clone()));
        }
    }
    if let Some(feed) = home.feed {
        let old = lists.feeds.iter().filter(|old| **old != feed);
        rules.extend(old.map(|old| ((*old).to_owned(), feed.to_owned())));
    }
    rules.into_iter().collect()
}

/// Year and month of a day.
fn month(day: &str) -> Option<(&str, &str)> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month) = (day.get(..4)?, day.get(5..7)?);
    (digits(year) && digits(month)).then_some((year, month))
}
