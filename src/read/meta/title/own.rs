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

/// Parts of a heading that are looked at.
const MOST_PARTS: usize = 12;

/// Those of the heading's parts that say exactly what the page is called.
fn stated(names: &PageNames, heading: ElementRef<'_>) -> Option<(String, String)> {
    let parts = parts(heading);
    let runs =
        (0..parts.len()).flat_map(|start| (start + 1..=parts.len()).map(move |end| start..end));
    let mut runs = runs.filter(|run| run.len() < parts.len());
    let run = runs.find(|run| names.is_stated(&parts[run.clone()].join(" ")))?;
    let title = parts[run.clone()].join(" ");
    let title = title.trim_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    let cut = [&parts[..run.start], &parts[run.end..]].concat();
    Some((title.to_owned(), cut.join(" ")))
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
        (!dom::is_silent(&parent.name.local)).then(|| super::fold(text))
    });
    texts
        .filter(|text| !text.is_empty())
        .take(MOST_PARTS)
        .collect()
}
