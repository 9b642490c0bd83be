//! The addresses of archives' copies, and the originals in them.

use std::borrow::Cow;

/// Hosts whose `/web/<time>/` holds the original's address.
const WAYBACK: &[&str] = &[
    "web.archive.org",
    "wayback.archive.org",
    "web.archive.org:80",
];

/// Hosts whose `/o/<id>/` or `/<time>/` holds the original's address.
const TODAY: &[&str] = &[
    "archive.today",
    "archive.is",
    "archive.ph",
    "archive.fo",
    "archive.li",
    "archive.vn",
    "archive.md",
];

/// Which archive a copy is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Archive {
    Wayback,
    Today,
}

/// What the address of a copy tells.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wrapped<'a> {
    pub(crate) archive: Archive,
    pub(crate) original: Cow<'a, str>,
    /// The digits of the capture time, as many as there are.
    pub(crate) time: &'a str,
}

/// Takes an archive's wrapping off; None where there is none. A copy of a copy is unwrapped to the
/// original, with the time of the outer copy.
pub(crate) fn unwrap(url: &str) -> Option<Wrapped<'_>> {
    let mut wrapped = wayback(url).or_else(|| today(url))?;
    // Nobody wraps an address more than a few times in earnest.
    for _ in 0..3 {
        let Some(inner) = wayback(&wrapped.original) else {
            break;
        };
        wrapped.original = Cow::Owned(inner.original.into_owned());
    }
    Some(wrapped)
}

/// `https://web.archive.org/web/20140612093000im_/http://…`, or without the host, as the copies
/// themselves have it.
fn wayback(url: &str) -> Option<Wrapped<'_>> {
    let (host, path) = url.split_at(url.find("/web/")?);
    if !host.is_empty() && !is_at(host, WAYBACK) {
        return None;
    }
    let path = &path["/web/".len()..];
    let digits = path.bytes().take_while(u8::is_ascii_digit).count();
    let (time, rest) = path.split_at(digits);
    let rest = without_flag(rest).strip_prefix('/')?;
    if !(1..=14).contains(&digits) {
        return None;
    }
    Some(Wrapped {
        archive: Archive::Wayback,
        original: original(rest, host.is_empty())?,
        time,
    })
}

/// `im_`, `js_`, `cs_`, `if_`, `id_`, …: how the archive was to change what it gave.
fn without_flag(rest: &str) -> &str {
    match rest.as_bytes() {
        [a, b, b'_', ..] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => &rest[3..],
        _ => rest,
    }
}

fn today(url: &str) -> Option<Wrapped<'_>> {
    let (scheme, rest) = url.split_once("//")?;
    let (host, path) = rest.split_once('/')?;
    if !is_web(scheme) || !TODAY.contains(&host) {
        return None;
    }
    let (first, rest) = path.split_once('/')?;
    let (time, rest) = if first == "o" {
        ("", rest.split_once('/')?.1)
    } else if first.len() == 14 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        (first, rest)
    } else {
        return None;
    };
    Some(Wrapped {
        archive: Archive::Today,
        original: original(rest, true)?,
        time,
    })
}

/// The original's address. Without the archive's host before it, only a whole address counts.
fn original(rest: &str, must_be_whole: bool) -> Option<Cow<'_, str>> {
    for scheme in ["http", "https", "ftp"] {
        let Some(behind) = rest.strip_prefix(scheme).and_then(|r| r.strip_prefix(':')) else {
            continue;
        };
        if behind.starts_with("//") {
            return Some(Cow::Borrowed(rest));
        }
        // A server on the way made one slash of two.
        let behind = behind.strip_prefix('/')?;
        return Some(Cow::Owned(format!("{scheme}://{behind}")));
    }
    let host = rest.split(['/', '?', '#']).next()?;
    let is_host = !must_be_whole && host.contains('.') && !host.contains(':');
    is_host.then(|| Cow::Owned(format!("http://{rest}")))
}

fn is_at(prefix: &str, hosts: &[&str]) -> bool {
    prefix
        .split_once("//")
        .is_some_and(|(scheme, host)| is_web(scheme) && hosts.contains(&host))
}

fn is_web(scheme: &str) -> bool {
    matches!(scheme, "" | "http:" | "https:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_unwrapped_and_nothing_else() {
        for (url, expected) in [
            (
                "https://web.archive.org/web/20140612093000/http://a.example/x?y=/web/1/#z",
                Some(("http://a.example/x?y=/web/1/#z", "20140612093000")),
            ),
            (
                "/web/20140612093000im_/https://a.example/x.png",
                Some(("https://a.example/x.png", "20140612093000")),
            ),
            (
                "//web.archive.org/web/2014id_/http:/a.example/",
                Some(("http://a.example/", "2014")),
            ),
            (
                "http://web.archive.org/web/2014/a.example/x",
                Some(("http://a.example/x", "2014")),
            ),
            (
                "http://web.archive.org/web/2014/http://web.archive.org/web/2013/http://a.example/",
                Some(("http://a.example/", "2014")),
            ),
            (
                "https://archive.today/o/AbC12/https://a.example/x",
                Some(("https://a.example/x", "")),
            ),
            (
                "https://archive.is/20140612093000/http://a.example/x",
                Some(("http://a.example/x", "20140612093000")),
            ),
            ("/web/2014/a.example/x", None),
            ("/web/design/http://a.example/", None),
            ("/web/123456789012345/http://a.example/", None),
            ("https://a.example/web/2014/http://b.example/", None),
            ("https://web.archive.org/web/*/http://a.example/", None),
            ("https://web.archive.org/web/2014", None),
            ("https://archive.today/AbC12", None),
            ("/web/", None),
            ("/web/1é_/http://a.example", None),
        ] {
            let found = unwrap(url);
            let found = found.as_ref().map(|w| (w.original.as_ref(), w.time));
            assert_eq!(found, expected, "{url}");
        }
    }
}
