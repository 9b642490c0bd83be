//! Preformatted text: its words as they stand, and the language they are in.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;

use crate::document::Block;
use crate::read::blocks::attributes::{Attributes, attribute};
use crate::read::blocks::tag::{Role, Tag, role, tag};
use crate::read::blocks::whitespace::verbatim;

/// How highlighters name the language in a class.
const PREFIXES: &[&str] = &["language-", "lang-", "highlight-source-"];

/// Classes after which the language is the next class: `brush: python`, `sourceCode python`.
const LEADERS: &[&str] = &["brush:", "sourceCode"];

/// A `<pre>`.
pub(super) fn code(pre: NodeRef<'_, Node>) -> Block {
    Block::Code {
        language: language(pre),
        text: verbatim(&text(pre)),
    }
}

/// The words with their line breaks; `<br>` and blocks inside are lines.
fn text(pre: NodeRef<'_, Node>) -> String {
    let mut out = String::new();
    let mut skip = None;
    for edge in pre.traverse().skip(1) {
        match edge {
            Edge::Close(node) if skip == Some(node.id()) => skip = None,
            Edge::Open(node) if skip.is_none() => match node.value() {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => match tag(element.name()) {
                    Tag::Nothing => skip = Some(node.id()),
                    Tag::Break => out.push('\n'),
                    Tag::Block | Tag::Paragraph | Tag::Item | Tag::Row => start_line(&mut out),
                    _ if role(Attributes::of(element).class) == Some(Role::LineNumbers) => {
                        skip = Some(node.id());
                    }
                    _ => {}
                },
                Node::Document
                | Node::Fragment
                | Node::Doctype(_)
                | Node::Comment(_)
                | Node::ProcessingInstruction(_) => {}
            },
            Edge::Open(_) | Edge::Close(_) => {}
        }
    }
    out
}

fn start_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// The language that the element, the `<code>` in it or the box around it names.
fn language(pre: NodeRef<'_, Node>) -> Option<String> {
    let inner = pre.children().find(|child| child.value().is_element());
    let places = [Some(pre), inner, pre.parent()];
    places.into_iter().flatten().find_map(|node| {
        let element = node.value().as_element()?;
        let given = attribute(element, "data-lang").or_else(|| attribute(element, "data-language"));
        given
            .and_then(name)
            .or_else(|| named_by_class(Attributes::of(element).class))
    })
}

fn named_by_class(class: &str) -> Option<String> {
    let mut after_leader = false;
    for word in class.split_ascii_whitespace() {
        if after_leader {
            return name(word.trim_end_matches(';'));
        }
        after_leader = LEADERS.contains(&word);
        let rest = PREFIXES.iter().find_map(|prefix| word.strip_prefix(prefix));
        let rest = rest.or_else(|| word.strip_prefix("brush:"));
        if let Some(found) = rest.and_then(|rest| name(rest.trim_end_matches(';'))) {
            return Some(found);
        }
    }
    None
}

/// The name, where an info string can hold it.
fn name(language: &str) -> Option<String> {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '.' | '#' | '_');
    let language = language.trim();
    (!language.is_empty() && language.len() <= 40 && language.chars().all(fits))
        .then(|| language.to_owned())
}
