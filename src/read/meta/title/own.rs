//! The words of a heading that are the title, where a section, a day or a second line stands in
//! the heading, too, or the blog's name.

use scraper::{ElementRef, Node};

use super::names::PageNames;
use crate::read::dom;

/// Marks between a title and what stands beside it.
const MARKS: &[char] = &[
    '|', '｜', ':', '-', '–', '—', '·', '•', '»', '«', '›', '/', '>',
];

/// The title and what was cut off. None where the heading is the title.
pub(super) fn words(
    names: &PageNames,
    heading: ElementRef<'_>,
    text: &str,
) -> Option<(String, String)> {
    if names.is_stated(text) {
        return None;
    }
    stated(names, heading).or_else(|| without_site(names, text))
}

/// The first or the last of the heading's parts that say exactly what the page is called.
fn stated(names: &PageNames, heading: ElementRef<'_>) -> Option<(String, String)> {
    let parts = parts(heading);
    let join = |parts: &[String]| parts.join(" ");
    for at in 1..parts.len() {
        let (first, last) = parts.split_at(at);
        for (title, cut) in [(join(first), join(last)), (join(last), join(first))] {
            if names.is_stated(&title) {
                let title = title.trim_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
                return Some((title.to_owned(), cut));
            }
        }
    }
    None
}

/// The heading without the blog's name.
fn without_site(names: &PageNames, text: &str) -> Option<(String, String)> {
    let title = names.site.without_name(text);
    let at = text
        .find(title)
        .filter(|_| title.len() < text.trim().len())?;
    let cut = [&text[..at], &text[at + title.len()..]].concat();
    Some((title.to_owned(), cut.trim().to_owned()))
}

/// The texts of a heading, one for each text node that says something.
fn parts(heading: ElementRef<'_>) -> Vec<String> {
    let texts = heading.descendants().filter_map(|node| {
        let Node::Text(text) = node.value() else {
            return None;
        };
        let parent = node.parent()?.value().as_element()?;
        (!dom::is_silent(parent.name())).then(|| super::fold(text))
    });
    texts.filter(|text| !text.is_empty()).collect()
}
