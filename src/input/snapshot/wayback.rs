//! Copies of the Wayback Machine: what they tell, and what was added to them.
//!
//! Links that were relative are absolute in such a copy, which cannot be undone. A banner whose end
//! is not marked stays where it is: where it ends can only be guessed.

use std::borrow::Cow;

use memchr::memmem;
use scraper::{Html, Node};

use super::Snapshot;
use crate::input::date;
use crate::input::tag::Attributes;

const BANNER_START: &str = "<!-- BEGIN WAYBACK TOOLBAR INSERT -->";
const BANNER_END: &str = "<!-- END WAYBACK TOOLBAR INSERT -->";
const SCRIPTS_END: &str = "<!-- End Wayback Rewrite JS Include -->";
const ARCHIVED: &str = "FILE ARCHIVED ON ";
const CALL: &str = "__wm.wombat(";

/// The banner's elements, where a browser saved them without the marks around them.
const ADDED: &[&str] = &["wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato"];

/// The address and the time of the capture: the script's own call first, then the banner, then the
/// comment at the end.
pub(super) fn read(text: &str) -> Snapshot {
    let (url, time) = call(text).unwrap_or_default();
    let archived = after(text, ARCHIVED);
    let banner = after(text, BANNER_START);
    Snapshot {
        url: url.or_else(|| banner.and_then(search_field)),
        saved_at: time.or_else(|| archived.and_then(|rest| date::from_words(until_and(rest)))),
        is_wayback: archived.is_some() || banner.is_some() || after(text, CALL).is_some(),
        notes: Vec::new(),
    }
}

fn after<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let at = memmem::find(text.as_bytes(), mark.as_bytes())?;
    Some(&text[at + mark.len()..])
}

/// `FILE ARCHIVED ON 09:30:00 Jun 12, 2014 AND RETRIEVED FROM …`
fn until_and(rest: &str) -> &str {
    rest.split(" AND ").next().unwrap_or_default()
}

/// `__wm.wombat("http://a.example/","20140612093000",…`
fn call(text: &str) -> Option<(Option<String>, Option<String>)> {
    let (url, rest) = string(after(text, CALL)?)?;
    let time = string(rest.trim_start_matches([',', ' ']));
    let time = time.and_then(|(digits, _)| date::from_digits(&digits));
    Some((super::web(&url), time))
}

/// A string of a script, and what follows it.
fn string(rest: &str) -> Option<(String, &str)> {
    let rest = rest.trim_start().strip_prefix('"')?;
    let (value, rest) = rest.split_once('"')?;
    Some((value.replace("\\/", "/").replace("\\u0026", "&"), rest))
}

/// The banner's own form holds the address of the page.
fn search_field(banner: &str) -> Option<String> {
    let name = banner.find("wmtbURL")?;
    let tag = banner[..name].rfind("<input")?;
    let mut attributes = Attributes::new(banner.as_bytes(), tag + "<input".len());
    let value = attributes.find(|attribute| attribute.name.eq_ignore_ascii_case(b"value"))?;
    let value = std::str::from_utf8(value.value).ok()?;
    super::web(&value.replace("&amp;", "&"))
}

/// The text without the banner and the scripts, as far as their ends are marked.
pub(in crate::input) fn without_additions(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for find in [banner, scripts] {
        if let Some((start, end)) = find(&text) {
            text.to_mut().replace_range(start..end, "");
        }
    }
    text
}

fn banner(text: &str) -> Option<(usize, usize)> {
    let start = memmem::find(text.as_bytes(), BANNER_START.as_bytes())?;
    let end = start + memmem::find(&text.as_bytes()[start..], BANNER_END.as_bytes())?;
    Some((start, end + BANNER_END.len()))
}

/// From the archive's first script to the mark behind its last; all of it before the body.
fn scripts(text: &str) -> Option<(usize, usize)> {
    let end = memmem::find(text.as_bytes(), SCRIPTS_END.as_bytes())?;
    let before = &text[..end];
    let start = before
        .match_indices("<script")
        .map(|(at, _)| at)
        .find(|&at| is_of_the_archive(&before[at..]))?;
    let has_body = memmem::find(&before.as_bytes()[start..], b"<body").is_some();
    (!has_body).then_some((start, end + SCRIPTS_END.len()))
}

fn is_of_the_archive(script: &str) -> bool {
    let tag = script.split('>').next().unwrap_or_default();
    tag.contains("archive.org/") || tag.contains("/_static/") || tag.contains("/static/js/")
}

/// Takes the banner's elements out of the tree.
pub(in crate::input) fn remove_additions(html: &mut Html) {
    let added: Vec<_> = html
        .tree
        .nodes()
        .filter(|node| is_added(node.value()))
        .map(|node| node.id())
        .collect();
    for node in added {
        if let Some(mut node) = html.tree.get_mut(node) {
            node.detach();
        }
    }
}

fn is_added(node: &Node) -> bool {
    node.as_element()
        .and_then(|element| element.attrs().find(|(name, _)| *name == "id"))
        .is_some_and(|(_, id)| ADDED.contains(&id))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<html><head><script src="https://web-static.archive.org/_static/js/bundle.js"></script>
<script>__wm.wombat("http:\/\/a.example/post?x=1","20140612093000","https://web.archive.org/","web");</script>
<link href="/_static/css/banner.css">
<!-- End Wayback Rewrite JS Include -->
<title>Bread</title></head><body><!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base">Donate</div>
<input type="text" name="url" id="wmtbURL" value="http://a.example/post?x=1&amp;y=2">
<!-- END WAYBACK TOOLBAR INSERT --><p>Rye.</p></body></html>
<!-- FILE ARCHIVED ON 09:30:01 Jun 12, 2014 AND RETRIEVED FROM THE INTERNET ARCHIVE ON 1:2:3 Jan 4, 2020. -->"#;

    #[test]
    fn the_call_of_the_script_tells_address_and_time() {
        let found = read(PAGE);
        assert_eq!(found.url.as_deref(), Some("http://a.example/post?x=1"));
        assert_eq!(found.saved_at.as_deref(), Some("2014-06-12T09:30:00Z"));
        assert!(found.is_wayback);
    }

    #[test]
    fn without_the_call_the_banner_and_the_last_comment_tell() {
        let found = read(&PAGE.replace("wombat", "other"));
        assert_eq!(found.url.as_deref(), Some("http://a.example/post?x=1&y=2"));
        assert_eq!(found.saved_at.as_deref(), Some("2014-06-12T09:30:01Z"));
    }

    #[test]
    fn banner_and_scripts_are_cut() {
        let text = without_additions(PAGE);
        assert!(text.starts_with("<html><head>\n<title>Bread"), "{text}");
        assert!(text.contains("<body><p>Rye.</p></body>"), "{text}");
    }

    #[test]
    fn a_banner_without_an_end_stays() {
        let page = PAGE.replace(BANNER_END, "");
        assert!(without_additions(&page).contains("Donate"));
    }

    #[test]
    fn a_banner_that_was_saved_without_marks_is_taken_out_of_the_tree() {
        let mut html = Html::parse_document("<div id=wm-ipp-base><p>Donate</p></div><p>Rye.</p>");
        remove_additions(&mut html);
        assert_eq!(html.root_element().text().collect::<String>(), "Rye.");
    }
}
