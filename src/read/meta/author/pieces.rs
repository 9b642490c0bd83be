//! The names in an element of several parts: `<b>Jane Roe</b> <i>Senior Editor</i>`.

use scraper::node::Element;
use scraper::{ElementRef, Node};

use crate::read::byline;
use crate::read::dom;

/// Words between two authors.
const CONJUNCTIONS: &[&str] = &[
    "and", "und", "et", "y", "e", "i", "og", "och", "en", "&", ",", ";", "+", "/",
];

/// The names that an element shows. Where its first part is a whole name, what the other parts
/// say behind it is no name, unless a conjunction joins them.
pub(super) fn names(element: ElementRef<'_>, shown: &str) -> Vec<String> {
    let parts = parts(element);
    let whole = || byline::clean(shown).into_iter().collect();
    if parts.len() < 2 {
        return whole();
    }
    let named = in_parts(&parts);
    match named.first() {
        Some(first) if first.contains(' ') => named,
        Some(_) | None => whole(),
    }
}

/// The first name among the parts, and those that conjunctions join to it.
fn in_parts(parts: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut is_joined = true;
    for part in parts {
        let (_, is_followed) = without_conjunction(part);
        let (bare, is_introduced) = leading_conjunction(part);
        match name_in(bare) {
            Some(name) if names.is_empty() || is_joined || is_introduced => names.push(name),
            Some(_) => break,
            None if !names.is_empty() && !is_conjunction(part) => break,
            None => {}
        }
        is_joined = is_followed;
    }
    names
}

/// The name that a part is. What only introduces one, and a day, is none.
fn name_in(part: &str) -> Option<String> {
    if byline::introduces(part) || is_conjunction(part) {
        return None;
    }
    let (bare, _) = without_conjunction(part);
    byline::clean(bare).filter(|name| name.chars().any(char::is_alphabetic) && is_capital(name))
}

fn is_capital(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
}

fn is_conjunction(part: &str) -> bool {
    let part = part.trim().trim_start_matches(',').trim().to_lowercase();
    part.is_empty() || CONJUNCTIONS.contains(&part.as_str())
}

/// A part without the conjunction behind it, and whether there was one.
fn without_conjunction(part: &str) -> (&str, bool) {
    let part = part.trim();
    let shorter = CONJUNCTIONS.iter().find_map(|word| {
        let rest = part.strip_suffix(word)?;
        (rest.is_empty() || rest.ends_with(' ') || !word.starts_with(char::is_alphabetic))
            .then_some(rest)
    });
    (shorter.unwrap_or(part).trim(), shorter.is_some())
}

/// A part without the conjunction before it, and whether there was one.
fn leading_conjunction(part: &str) -> (&str, bool) {
    let part = part.trim();
    let shorter = CONJUNCTIONS.iter().find_map(|word| {
        let rest = part.strip_prefix(word)?;
        (rest.starts_with(' ')).then_some(rest)
    });
    (shorter.unwrap_or(part).trim(), shorter.is_some())
}

/// The texts in an element, one for each text node that says something.
fn parts(element: ElementRef<'_>) -> Vec<&str> {
    let texts = element.descendants().filter_map(|node| match node.value() {
        Node::Text(text) => Some((node.parent()?, text.trim())),
        _ => None,
    });
    let is_shown = |parent: &Element| !dom::is_silent(&parent.name.local);
    texts
        .filter(|(parent, text)| {
            !text.is_empty() && parent.value().as_element().is_some_and(is_shown)
        })
        .map(|(_, text)| text)
        .collect()
}
