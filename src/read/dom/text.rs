//! The words that a reader of an element sees.

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use html5ever::{LocalName, local_name};
use scraper::{ElementRef, Node};

/// The visible text below an element, white space folded; scripts and styles left out.
pub(crate) fn text_of(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    push_text(element, &mut out, |_| false);
    out
}

/// The beginning of that text: its first characters, or a few more.
pub(crate) fn beginning_of(element: ElementRef<'_>, characters: usize) -> String {
    let mut out = String::new();
    let is_enough = |out: &str| {
        out.len() >= characters && out.chars().nth(characters.saturating_sub(1)).is_some()
    };
    push_until(element, &mut out, |_| false, is_enough);
    out
}

/// Appends the visible text below an element, leaving out what `skip` says.
pub(crate) fn push_text(element: ElementRef<'_>, out: &mut String, skip: impl Fn(NodeId) -> bool) {
    push_until(element, out, skip, |_| false);
    out.truncate(out.trim_end().len());
}

fn push_until(
    element: ElementRef<'_>,
    out: &mut String,
    skip: impl Fn(NodeId) -> bool,
    is_enough: impl Fn(&str) -> bool,
) {
    let mut hidden: Option<NodeId> = None;
    for edge in element.traverse() {
        match edge {
            Edge::Open(_) if hidden.is_some() => {}
            Edge::Open(node) => match node.value() {
                Node::Element(value) if is_silent(&value.name.local) || skip(node.id()) => {
                    hidden = Some(node.id());
                }
                Node::Element(value) if breaks_words(&value.name.local) => space(out),
                Node::Text(text) => {
                    push_folded(text, out);
                    if is_enough(out) {
                        return;
                    }
                }
                _ => {}
            },
            Edge::Close(node) if hidden == Some(node.id()) => hidden = None,
            Edge::Close(node) => {
                let value = node.value().as_element();
                let breaks = value.is_some_and(|value| breaks_words(&value.name.local));
                if hidden.is_none() && breaks {
                    space(out);
                }
            }
        }
    }
}

/// Elements whose text no reader sees.
pub(crate) fn is_silent(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("template")
            | local_name!("head")
            | local_name!("noscript")
            | local_name!("title")
            | local_name!("meta")
    )
}

/// Elements that stand on their own, so that words before and after them are two words.
pub(crate) fn breaks_words(name: &LocalName) -> bool {
    !matches!(
        *name,
        local_name!("a")
            | local_name!("abbr")
            | local_name!("acronym")
            | local_name!("b")
            | local_name!("bdi")
            | local_name!("bdo")
            | local_name!("big")
            | local_name!("cite")
            | local_name!("code")
            | local_name!("del")
            | local_name!("dfn")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("ins")
            | local_name!("kbd")
            | local_name!("mark")
            | local_name!("nobr")
            | local_name!("q")
            | local_name!("s")
            | local_name!("samp")
            | local_name!("small")
            | local_name!("span")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("time")
            | local_name!("tt")
            | local_name!("u")
            | local_name!("var")
            | local_name!("wbr")
    )
}

fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn push_folded(text: &str, out: &mut String) {
    if text.is_ascii() {
        return push_folded_ascii(text, out);
    }
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        out.push_str(word);
        if word.len() < piece.len() {
            space(out);
        }
    }
}

/// The same for most texts: a byte is a letter.
fn push_folded_ascii(text: &str, out: &mut String) {
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        if matches!(byte, b'\t'..=b'\r' | b' ') {
            out.push_str(&text[start..at]);
            space(out);
            start = at + 1;
        }
    }
    out.push_str(&text[start..]);
}
