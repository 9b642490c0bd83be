//! The visible words of a part of the page that does not become blocks.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;

use crate::read::blocks::tag::{Tag, tag};
use crate::read::blocks::whitespace::collapse;

/// The words below `node`. Scripts, styles and annotations (a formula's source beside its signs)
/// have none.
pub(super) fn words(node: NodeRef<'_, Node>) -> String {
    let mut out = String::new();
    let mut skip = None;
    for edge in node.traverse() {
        match edge {
            Edge::Close(inner) if skip == Some(inner.id()) => skip = None,
            Edge::Open(inner) if skip.is_none() => match inner.value() {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => match tag(element.name()) {
                    Tag::Nothing if inner != node => skip = Some(inner.id()),
                    Tag::Span if is_annotation(element.name()) => skip = Some(inner.id()),
                    Tag::Span | Tag::Emphasis | Tag::Strong | Tag::Link | Tag::Code => {}
                    _ => out.push(' '),
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
    collapse(&out)
}

fn is_annotation(name: &str) -> bool {
    matches!(name, "annotation" | "annotation-xml" | "metadata" | "desc")
}
