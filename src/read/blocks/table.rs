//! Tables: which hold data and which only lay the page out.
//!
//! A table holds data where it says so (heading cells, `<thead>`, a caption) or where it looks
//! so: two or more rows of the same two or more cells, each short and without blocks, most of
//! them with words. Everything else is layout, and the cells' content follows in order.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;
use scraper::node::Element;

use crate::document::Alignment;
use crate::read::blocks::attributes::attribute;
use crate::read::blocks::tag::{Tag, tag};

/// The longest text, in bytes, that a cell of a table without headings may hold.
const SHORT: usize = 120;

/// The widest span that is believed.
const MAX_SPAN: u16 = 64;

/// What was seen of a table.
#[derive(Debug, Default)]
struct Survey {
    /// It has headings or a caption.
    declared: bool,
    /// Something in it is never found in cells of data.
    layout: bool,
    /// A cell holds more than a datum: only a declared table may.
    prose: bool,
    rows: Vec<u32>,
    words: usize,
    cells: usize,
    cell_length: usize,
}

/// Whether the table holds data. Ends at the first table inside, so that nested tables cost no
/// more than their size.
pub(super) fn is_data(table: NodeRef<'_, Node>, element: &Element) -> bool {
    if attribute(element, "role").is_some_and(|role| matches!(role, "presentation" | "none")) {
        return false;
    }
    // This crate's own XHTML lays nothing out with tables.
    if attribute(element, "class") == Some("repost-table") {
        return true;
    }
    let mut survey = Survey::default();
    for edge in table.traverse().skip(1) {
        if let Edge::Open(node) = edge {
            survey.see(node);
            if survey.layout {
                return false;
            }
        }
    }
    survey.declared || survey.looks_like_data()
}

impl Survey {
    fn see(&mut self, node: NodeRef<'_, Node>) {
        match node.value() {
            Node::Text(text) => self.see_text(text),
            Node::Element(element) => self.see_element(tag(element.name()), node),
            Node::Document
            | Node::Fragment
            | Node::Doctype(_)
            | Node::Comment(_)
            | Node::ProcessingInstruction(_) => {}
        }
    }

    fn see_text(&mut self, text: &str) {
        let length = text.trim().len();
        if length > 0 && self.cell_length == 0 {
            self.words += 1;
        }
        self.cell_length += length;
        self.prose |= self.cell_length > SHORT;
    }

    fn see_element(&mut self, tag: Tag, node: NodeRef<'_, Node>) {
        match tag {
            Tag::Table | Tag::Pre | Tag::Frame | Tag::Plugin | Tag::Video | Tag::Figure => {
                self.layout = true;
            }
            Tag::Heading(_) | Tag::Quote => self.prose = true,
            Tag::TableHead => self.declared = true,
            Tag::Caption => self.declared |= node.has_children(),
            Tag::Row => self.rows.push(0),
            Tag::Cell { header } => {
                self.declared |= header;
                self.cells += 1;
                self.cell_length = 0;
                if let Some(row) = self.rows.last_mut() {
                    *row += 1;
                }
            }
            _ => {}
        }
    }

    fn looks_like_data(&self) -> bool {
        let width = self.rows.first().copied().unwrap_or(0);
        !self.prose
            && self.rows.len() >= 2
            && width >= 2
            && self.rows.iter().all(|cells| *cells == width)
            && self.words * 2 > self.cells
    }
}

/// `colspan` or `rowspan`.
pub(super) fn span(element: &Element, name: &str) -> u16 {
    let given = attribute(element, name).and_then(|value| value.trim().parse::<u16>().ok());
    given.unwrap_or(1).clamp(1, MAX_SPAN)
}

/// How a cell is set.
pub(super) fn alignment(element: &Element) -> Alignment {
    let style = attribute(element, "style").and_then(text_align);
    let value = style.or_else(|| attribute(element, "align")).unwrap_or("");
    match value.trim().to_ascii_lowercase().as_str() {
        "left" => Alignment::Left,
        "center" => Alignment::Center,
        "right" => Alignment::Right,
        _ => Alignment::None,
    }
}

fn text_align(style: &str) -> Option<&str> {
    let mut declarations = style.split(';').filter_map(|one| one.split_once(':'));
    let found = declarations.find(|(name, _)| name.trim().eq_ignore_ascii_case("text-align"));
    found.map(|(_, value)| value)
}
