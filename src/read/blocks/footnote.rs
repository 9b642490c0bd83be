//! Footnotes: references that lead to notes on the same page.
//!
//! A reference is a link with a short mark (`1`, `[2]`, `*`) to a fragment that is named like a
//! note (`#fn1`, `#_ftn1`, `#footnote-1`), or any such link that is set high. The note is the element with that id, or the block
//! that begins with the link back. References whose note never comes stay links.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use crate::document::{Block, Footnote, Inline};
use crate::read::blocks::attributes::{Attributes, attribute};
use crate::read::blocks::build::{Builder, Claim, Leave, Open};
use crate::read::blocks::frame::Kind as Container;
use crate::read::blocks::tag::{Tag, tag};
use crate::read::blocks::words::words;

/// Parts of the names that editors give to notes.
const NAMES: &[&str] = &["fn", "ftn", "edn", "note"];

/// A reference that was read.
#[derive(Debug)]
struct Reference {
    /// The fragment that it leads to.
    target: String,
    /// Its own names, which the note's link back leads to.
    names: Vec<String>,
    label: String,
    /// The link as which it stays when there is no note.
    link: Inline,
    found: bool,
}

/// A note that has no element of its own: it begins here and ends with the block around it, or
/// with the text.
#[derive(Debug)]
struct Begun {
    label: String,
    /// The open element with which it ends; none for the end of the text.
    open: Option<usize>,
    /// Where its blocks begin in its frame.
    frame: usize,
    from: usize,
}

/// The footnotes of one text.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    references: Vec<Reference>,
    begun: Option<Begun>,
}

impl Footnotes {
    /// Whether a reference leads to this id.
    pub(super) fn is_target(&self, id: &str) -> bool {
        self.references
            .iter()
            .any(|reference| reference.target == id)
    }

    fn claim(&mut self, target: &str) -> Option<String> {
        let mut references = self.references.iter_mut();
        let reference = references.find(|one| one.target == target && !one.found)?;
        reference.found = true;
        Some(reference.label.clone())
    }

    fn leads_back(&self, fragment: &str) -> bool {
        let mut references = self.references.iter();
        references.any(|one| one.names.iter().any(|name| name == fragment))
    }

    /// Makes links of the references without a note again.
    pub(super) fn settle(self, blocks: &mut [Block]) {
        let lost: Vec<Reference> = self
            .references
            .into_iter()
            .filter(|one| !one.found)
            .collect();
        if !lost.is_empty() {
            for block in blocks {
                settle_block(block, &lost);
            }
        }
    }
}

impl Builder<'_, '_> {
    /// An element whose id a reference leads to.
    pub(super) fn enter_note(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        attributes: &Attributes<'_>,
    ) -> Claim {
        let is_block = matches!(
            tag(element.name()),
            Tag::Item | Tag::Block | Tag::Paragraph | Tag::Description
        );
        let label = attributes
            .id
            .filter(|_| is_block && node.has_children())
            .and_then(|id| self.footnotes.claim(id));
        match label {
            Some(label) => Claim::Entered(self.enter_frame(Container::Note { label })),
            None => Claim::Unclaimed,
        }
    }

    /// Takes a link that is a reference, a note's beginning or its link back.
    pub(super) fn footnote_link(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        href: Option<&str>,
    ) -> bool {
        if self.flat > 0 {
            return false;
        }
        let Some((_, fragment)) = href.and_then(|href| href.split_once('#')) else {
            return false;
        };
        if self.footnotes.leads_back(fragment) {
            self.begin_note(element);
            return true;
        }
        let lower = fragment.to_ascii_lowercase();
        if !is_set_high(node) && !NAMES.iter().any(|name| lower.contains(name)) {
            return false;
        }
        let mark = words(node);
        is_mark(&mark) && {
            self.refer(node, element, fragment, &mark);
            true
        }
    }

    fn refer(&mut self, node: NodeRef<'_, Node>, element: &Element, fragment: &str, mark: &str) {
        let known = self
            .footnotes
            .references
            .iter_mut()
            .find(|one| one.target == fragment);
        let names = names(node, element);
        let label = if let Some(reference) = known {
            reference.names.extend(names);
            reference.label.clone()
        } else {
            self.reader.footnotes += 1;
            let label = self.reader.footnotes.to_string();
            let link = Inline::Link {
                url: format!("#{fragment}"),
                title: None,
                content: vec![Inline::text(mark)],
            };
            self.footnotes.references.push(Reference {
                target: fragment.to_owned(),
                names,
                label: label.clone(),
                link,
                found: false,
            });
            label
        };
        self.before_words();
        self.line.atom(Inline::FootnoteReference { label });
    }

    /// A link back with the name that a reference leads to: a note without an element.
    fn begin_note(&mut self, element: &Element) {
        let name = attribute(element, "name").or_else(|| attribute(element, "id"));
        let Some(label) = name.and_then(|name| self.footnotes.claim(name)) else {
            return;
        };
        let is_block = |open: &Open| matches!(open.leave, Leave::Line | Leave::Paragraph);
        let open = self.open.iter().rposition(is_block);
        self.take_note();
        self.flush();
        self.footnotes.begun = Some(Begun {
            label,
            open,
            frame: self.frames.len(),
            from: self.top().blocks.len(),
        });
    }

    /// The element `open` ends, and the note that it held.
    pub(super) fn end_note(&mut self, open: usize) {
        let begun = self.footnotes.begun.as_ref();
        if begun.is_some_and(|begun| begun.open.is_some_and(|own| own >= open)) {
            self.take_note();
        }
    }

    /// Ends the note that was begun last, if there is one.
    pub(super) fn take_note(&mut self) {
        if self.footnotes.begun.is_none() {
            return;
        }
        self.flush();
        if let Some(begun) = self.footnotes.begun.take()
            && begun.frame == self.frames.len()
        {
            let top = self.top();
            let from = begun.from.min(top.blocks.len());
            let blocks = top.blocks.drain(from..).collect();
            top.take_note(Footnote {
                label: begun.label,
                blocks,
            });
        }
    }
}

/// The names of a reference and of the `<sup>` around it.
fn names(node: NodeRef<'_, Node>, element: &Element) -> Vec<String> {
    let around = node.parent().and_then(|parent| parent.value().as_element());
    let elements = [Some(element), around].into_iter().flatten();
    elements
        .flat_map(|element| [attribute(element, "id"), attribute(element, "name")])
        .flatten()
        .map(str::to_owned)
        .collect()
}

/// Whether a link stands in a `<sup>`: editors name notes by numbers that mean nothing, too.
fn is_set_high(node: NodeRef<'_, Node>) -> bool {
    let around = node.parent().and_then(|parent| parent.value().as_element());
    around.is_some_and(|element| element.name() == "sup")
}

/// A number or a sign, in brackets or not.
fn is_mark(text: &str) -> bool {
    let mark = text.trim_matches(|c| matches!(c, '[' | ']' | '(' | ')' | ' ' | '^'));
    (1..=4).contains(&mark.chars().count())
        && mark
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡' | '§' | 'i' | 'v' | 'x'))
}

fn settle_block(block: &mut Block, lost: &[Reference]) {
    match block {
        Block::Paragraph { content } | Block::Heading { content, .. } => {
            settle_inlines(content, lost);
        }
        Block::Figure { caption, .. } => settle_inlines(caption, lost),
        Block::List { items, .. } => {
            settle_all(items.iter_mut().flat_map(|item| &mut item.blocks), lost);
        }
        Block::Quote { blocks, .. } | Block::Embed { blocks, .. } => settle_all(blocks, lost),
        Block::Table {
            caption,
            head,
            rows,
            ..
        } => {
            settle_inlines(caption, lost);
            let cells = head.iter_mut().chain(rows).flat_map(|row| &mut row.cells);
            settle_all(cells.flat_map(|cell| &mut cell.blocks), lost);
        }
        Block::DefinitionList { items } => {
            for item in items {
                for term in &mut item.terms {
                    settle_inlines(term, lost);
                }
                settle_all(item.definitions.iter_mut().flatten(), lost);
            }
        }
        Block::Footnotes { notes } => {
            settle_all(notes.iter_mut().flat_map(|note| &mut note.blocks), lost);
        }
        Block::Code { .. } | Block::Rule | Block::Raw { .. } => {}
    }
}

fn settle_all<'b>(blocks: impl IntoIterator<Item = &'b mut Block>, lost: &[Reference]) {
    for block in blocks {
        settle_block(block, lost);
    }
}

fn settle_inlines(inlines: &mut [Inline], lost: &[Reference]) {
    for inline in inlines {
        match inline {
            Inline::FootnoteReference { label } => {
                if let Some(reference) = lost.iter().find(|one| one.label == *label) {
                    *inline = reference.link.clone();
                }
            }
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Strike { content }
            | Inline::Subscript { content }
            | Inline::Superscript { content }
            | Inline::Link { content, .. } => settle_inlines(content, lost),
            Inline::Text { .. } | Inline::Code { .. } | Inline::Image(_) | Inline::LineBreak => {}
        }
    }
}
