//! The words that a reader of an element sees.

use ego_tree::NodeId;
use ego_tree::iter::Edge;
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
    let mut hidden: Option<NodeId> = None;
    for edge in element.traverse() {
        match edge {
            Edge::Open(_) if hidden.is_some() => {}
            Edge::Open(node) => match node.value() {
                Node::Element(value) if is_silent(value.name()) => hidden = Some(node.id()),
                Node::Element(value) if breaks_words(value.name()) => space(&mut out),
                Node::Text(text) => push_folded(text, &mut out),
                _ => {}
            },
            Edge::Close(node) if hidden == Some(node.id()) => hidden = None,
            Edge::Close(_) => {}
        }
        if out.len() >= characters && out.chars().nth(characters).is_some() {
            break;
        }
    }
    out
}

/// Appends the visible text below an element, leaving out what `skip` says.
pub(crate) fn push_text(element: ElementRef<'_>, out: &mut String, skip: impl Fn(NodeId) -> bool) {
    let mut hidden: Option<NodeId> = None;
    for edge in element.traverse() {
        match edge {
            Edge::Open(_) if hidden.is_some() => {}
            Edge::Open(node) => match node.value() {
                Node::Element(value) if is_silent(value.name()) || skip(node.id()) => {
                    hidden = Some(node.id());
                }
                Node::Element(value) if breaks_words(value.name()) => space(out),
                Node::Text(text) => push_folded(text, out),
                _ => {}
            },
            Edge::Close(node) if hidden == Some(node.id()) => hidden = None,
            Edge::Close(node) => {
                if hidden.is_none()
                    && node
                        .value()
                        .as_element()
                        .is_some_and(|value| breaks_words(value.name()))
                {
                    space(out);
                }
            }
        }
    }
    out.truncate(out.trim_end().len());
}

/// Elements whose text no reader sees.
pub(crate) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "template" | "head" | "noscript" | "title" | "meta"
    )
}

/// Elements that stand on their own, so that words before and after them are two words.
pub(crate) fn breaks_words(name: &str) -> bool {
    !matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "nobr"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn push_folded(text: &str, out: &mut String) {
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        out.push_str(word);
        if word.len() < piece.len() {
            space(out);
        }
    }
}
