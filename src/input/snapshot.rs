//! Where a page was saved from, and when: what browsers, saving programs and archives leave in
//! their copies.

use memchr::memmem;

use crate::input::archive::{self, Archive};
use crate::input::date;
use crate::note::{Note, NoteKind};

pub(super) mod wayback;

/// How far the marks of a copy are looked for.
const REACH: usize = 64 << 10;

/// What a copy tells about itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Snapshot {
    pub(super) url: Option<String>,
    pub(super) saved_at: Option<String>,
    /// Whether the Wayback Machine's additions are to be taken out.
    pub(super) is_wayback: bool,
    pub(super) notes: Vec<Note>,
}

/// A kind of copy: how its comment begins, and what the rest of it tells.
type Mark = (&'static str, fn(&str) -> Snapshot);

const MARKS: &[Mark] = &[
    ("saved from url=(", browser),
    ("Page saved with SingleFile", single_file),
    ("Archive processed by SingleFile", single_file),
    ("Saved from ", monolith),
    ("Mirrored from ", httrack),
];

/// Reads the marks of a copy.
pub(super) fn find(text: &str) -> Snapshot {
    let head = head(text);
    let mut found = comments(head).find_map(marked).unwrap_or_default();
    if holds(head, "archive.org") {
        found.fill(wayback::read(text));
    }
    if found.url.is_none() && holds(head, "archive.today") {
        found.fill(archive_today(head));
    }
    if found.url.is_none() && holds(head, "s cache of") {
        found.fill(google_cache(head));
    }
    found.unwrap();
    found
}

/// Faster than `contains`, which every page would pay for.
fn holds(head: &str, words: &str) -> bool {
    memmem::find(head.as_bytes(), words.as_bytes()).is_some()
}

/// The part of a text in which a copy tells what it is.
fn head(text: &str) -> &str {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

impl Snapshot {
    fn fill(&mut self, other: Self) {
        self.url = self.url.take().or(other.url);
        self.saved_at = other.saved_at.or(self.saved_at.take());
        self.is_wayback |= other.is_wayback;
    }

    /// The address of an archive's copy is the original's, and the copy was made when the archive
    /// made it.
    fn unwrap(&mut self) {
        let Some(url) = self.url.take_if(|url| archive::unwrap(url).is_some()) else {
            return;
        };
        if let Some(wrapped) = archive::unwrap(&url) {
            let time = date::from_digits(wrapped.time);
            // The archive's own script tells the time to the second; an address may tell the day.
            let is_better = !self.is_wayback || wrapped.time.len() == 14;
            self.saved_at = match self.saved_at.take() {
                Some(known) if !is_better => Some(known),
                known => time.or(known),
            };
            self.is_wayback |= wrapped.archive == Archive::Wayback;
            self.url = Some(wrapped.original.into_owned());
        }
    }
}

/// The comments of a text, the first few: marks stand at its beginning.
fn comments(head: &str) -> impl Iterator<Item = &str> {
    memmem::find_iter(head.as_bytes(), b"<!--")
        .take(8)
        .filter_map(|at| {
            let comment = &head[at + "<!--".len()..];
            let end = memmem::find(comment.as_bytes(), b"-->")?;
            Some(&comment[..end])
        })
}

fn marked(comment: &str) -> Option<Snapshot> {
    let comment = comment.trim_start();
    MARKS
        .iter()
        .find_map(|(start, read)| comment.strip_prefix(start).map(read))
}

fn web(url: &str) -> Option<String> {
    let is_web = url.starts_with("http://") || url.starts_with("https://");
    is_web.then(|| url.trim().to_owned())
}

/// `<!-- saved from url=(0026)https://example.org/x -->`; `about:internet` is no address.
fn browser(rest: &str) -> Snapshot {
    let url = rest.split_once(')').and_then(|(_, url)| web(url.trim()));
    Snapshot {
        url,
        ..Snapshot::default()
    }
}

/// Lines `url: …` and `saved date: …`.
fn single_file(rest: &str) -> Snapshot {
    let line = |name: &str| {
        rest.lines()
            .find_map(|line| line.trim().strip_prefix(name))
            .map(str::trim)
    };
    Snapshot {
        url: line("url:").and_then(web),
        saved_at: line("saved date:").and_then(date::from_words),
        ..Snapshot::default()
    }
}

/// `<!-- Saved from URL at 2021-03-04T05:06:07Z using monolith v2 -->`.
fn monolith(rest: &str) -> Snapshot {
    let mut words = rest.split_whitespace();
    let url = words.next().and_then(web);
    let time = words.nth(1).filter(|_| rest.contains("monolith"));
    let time = time.and_then(|time| time.parse::<jiff::Timestamp>().ok());
    Snapshot {
        url,
        saved_at: time.map(|time| time.to_string()),
        ..Snapshot::default()
    }
}

/// `<!-- Mirrored from HOST/PATH by HTTrack Website Copier/3.x [XR&CO'2014], DATE -->`: the scheme
/// is not told.
fn httrack(rest: &str) -> Snapshot {
    let Some((address, rest)) = rest.split_once(" by HTTrack") else {
        return Snapshot::default();
    };
    let message = "the page's address has no scheme in the copy: taken as http";
    Snapshot {
        url: Some(format!("http://{}", address.trim())),
        saved_at: rest
            .split_once("],")
            .and_then(|(_, date)| date::from_words(date)),
        notes: vec![Note::new(
            NoteKind::Guessed,
            "input.snapshot.httrack",
            message,
        )],
        ..Snapshot::default()
    }
}

/// archive.today's frame around a page: its address stands in the search field.
fn archive_today(head: &str) -> Snapshot {
    let is_frame = head.contains("id=\"HEADER\"");
    let field = is_frame.then(|| head.split_once("name=\"q\"")).flatten();
    let url = field.and_then(|(_, rest)| between(rest.split('>').next()?, "value=\"", "\""));
    Snapshot {
        url: url.and_then(|url| web(&url.replace("&amp;", "&"))),
        saved_at: between(head, "<time datetime=\"", "\"")
            .filter(|_| is_frame)
            .and_then(|time| time.parse::<jiff::Timestamp>().ok())
            .map(|time| time.to_string()),
        ..Snapshot::default()
    }
}

/// "This is Google's cache of ADDRESS. It is a snapshot of the page as it appeared on DATE".
fn google_cache(head: &str) -> Snapshot {
    let rest = [
        "Google's cache of",
        "Google&#39;s cache of",
        "Google’s cache of",
    ]
    .iter()
    .find_map(|words| head.split_once(words));
    let Some((_, rest)) = rest else {
        return Snapshot::default();
    };
    let time = rest.split_once("appeared on ");
    let time = time.and_then(|(_, time)| time.split_inclusive("GMT").next());
    Snapshot {
        url: between(rest, "href=\"", "\"").and_then(|url| web(&url.replace("&amp;", "&"))),
        saved_at: time
            .filter(|time| time.len() < 40)
            .and_then(date::from_words),
        ..Snapshot::default()
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(inside, _)| inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (Option<String>, Option<String>) {
        let found = find(text);
        (found.url, found.saved_at)
    }

    fn both(url: &str, time: &str) -> (Option<String>, Option<String>) {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (some(url), some(time))
    }

    #[test]
    fn browsers_tell_the_address() {
        let page = "<!DOCTYPE html>\n<!-- saved from url=(0022)https://a.example/post -->\n<html>";
        assert_eq!(told(page), both("https://a.example/post", ""));
        assert_eq!(
            told("<!-- saved from url=(0014)about:internet --><p>"),
            both("", "")
        );
        assert_eq!(
            told("<!-- saved from url=(0022)file:///C:/x.html --><p>"),
            both("", "")
        );
        assert_eq!(told("<!-- saved from url=(00"), both("", ""));
    }

    #[test]
    fn single_file_tells_address_and_time() {
        let page = "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://a.example/post \
                    \n saved date: Thu Jun 12 2014 09:30:00 GMT-0700 (Pacific Daylight Time)\n-->";
        assert_eq!(
            told(page),
            both("https://a.example/post", "2014-06-12T09:30:00-07:00")
        );
    }

    #[test]
    fn monolith_tells_address_and_time() {
        let page =
            "<!-- Saved from https://a.example/ at 2021-03-04T05:06:07Z using monolith v2.4.1 -->";
        assert_eq!(
            told(page),
            both("https://a.example/", "2021-03-04T05:06:07Z")
        );
        let page = "<!-- Saved from local source at 2021-03-04T05:06:07Z using monolith v2.4.1 -->";
        assert_eq!(told(page).0, None);
    }

    #[test]
    fn httrack_tells_the_address_without_its_scheme() {
        let page = "<html>\n<!-- Mirrored from a.example/2014/post.html by HTTrack Website Copier/3.x \
                    [XR&CO'2014], Thu, 12 Jun 2014 09:30:00 GMT -->";
        assert_eq!(
            told(page),
            both("http://a.example/2014/post.html", "2014-06-12T09:30:00Z")
        );
        assert_eq!(find(page).notes[0].kind, NoteKind::Guessed);
    }

    #[test]
    fn a_copy_of_an_archives_copy_is_the_original() {
        let page = "<!-- saved from url=(0059)https://web.archive.org/web/20140612093000/http://a.example/ -->";
        assert_eq!(
            told(page),
            both("http://a.example/", "2014-06-12T09:30:00Z")
        );
        assert!(find(page).is_wayback);
    }

    #[test]
    fn archive_today_tells_address_and_time() {
        let page = "<title>x</title><meta content=\"archive.today\"><div id=\"HEADER\"><input type=\"text\" \
                    name=\"q\" value=\"http://a.example/?a=1&amp;b=2\"><time datetime=\"2014-06-12T09:30:00Z\">";
        assert_eq!(
            told(page),
            both("http://a.example/?a=1&b=2", "2014-06-12T09:30:00Z")
        );
    }

    #[test]
    fn googles_cache_tells_address_and_time() {
        let page = "<div id=\"x__google-cache-hdr\">This is Google&#39;s cache of <a href=\"http://a.example/p\">\
                    http://a.example/p</a>. It is a snapshot of the page as it appeared on Jun 12, 2014 09:30:00 GMT.";
        assert_eq!(
            told(page),
            both("http://a.example/p", "2014-06-12T09:30:00Z")
        );
    }

    #[test]
    fn a_page_that_speaks_of_archives_is_no_copy() {
        let page =
            "<p>See <a href=https://web.archive.org/web/2014/http://a.example/>an old copy</a>";
        assert_eq!(find(page), Snapshot::default());
    }
}
