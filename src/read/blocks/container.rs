//! Containers: lists, quotes, headings, tables, captions, definitions.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use crate::document::{Block, Inline, ListItem};
use crate::read::blocks::attributes::{Attributes, attribute};
use crate::read::blocks::build::{Builder, Flat, Leave, Open};
use crate::read::blocks::embed;
use crate::read::blocks::frame::{Frame, Kind as Container};
use crate::read::blocks::line::Kind;
use crate::read::blocks::own;
use crate::read::blocks::table;
use crate::read::blocks::tag::Tag;
use crate::scheme::is_dangerous;

impl Builder<'_, '_> {
    /// `<div>` and its like; `<summary>` is a bold line.
    pub(super) fn enter_block(&mut self, tag: Tag, attributes: &Attributes<'_>) -> Open {
        self.boundary();
        let mut inlines = self.open_style(attributes.style);
        if tag == Tag::Summary {
            inlines += self.open_inline(Kind::Strong, false);
        }
        Open {
            inlines,
            leave: Leave::Line,
        }
    }

    /// `<h1>` … `<h6>`. An element without anything in it stays; one with blanks was a gap.
    pub(super) fn enter_heading(
        &mut self,
        level: u8,
        node: NodeRef<'_, Node>,
        attributes: &Attributes<'_>,
    ) -> Open {
        self.enter_frame(Container::Heading {
            level: own::level(attributes.class).unwrap_or(level),
            id: attributes.id.map(str::to_owned),
            keep: !node.has_children(),
        })
    }

    /// `<ul>`, `<ol>`.
    pub(super) fn enter_list(&mut self, ordered: bool, element: &Element) -> Open {
        let start = attribute(element, "start").and_then(|start| start.trim().parse().ok());
        self.enter_frame(list(ordered.then(|| start.unwrap_or(1)), false))
    }

    /// `<li>`. Outside of a list it makes one.
    pub(super) fn enter_item(&mut self) -> Open {
        self.flush();
        let mut frames = 0;
        if !matches!(self.top().kind, Container::List { .. }) {
            if !self.open_frame(list(None, true)) {
                return leave_line();
            }
            frames += 1;
        }
        let item = Container::Item {
            checked: None,
            loose: false,
        };
        frames += usize::from(self.open_frame(item));
        Open {
            inlines: 0,
            leave: Leave::Frames(frames),
        }
    }

    /// A paragraph that a word processor numbered.
    pub(super) fn push_item(&mut self, number: Option<u32>, content: Vec<Inline>) {
        let mut frame = Frame::new(list(number, true));
        if let Container::List { items, .. } = &mut frame.kind {
            items.push(ListItem {
                checked: None,
                blocks: vec![Block::Paragraph { content }],
            });
        }
        self.top().take(frame);
    }

    /// `<blockquote>`.
    pub(super) fn enter_quote(&mut self, element: &Element) -> Open {
        let cite = attribute(element, "cite")
            .and_then(|cite| self.reader.addresses.resolve(cite))
            .filter(|cite| !is_dangerous(cite));
        self.enter_frame(Container::Quote { cite })
    }

    /// A post of a social network.
    pub(super) fn enter_post(&mut self, element: &Element) -> Open {
        self.enter_post_at(embed::post_address(element))
    }

    /// A post of a social network whose address is known, if it is.
    pub(super) fn enter_post_at(&mut self, address: Option<&str>) -> Open {
        let url = address
            .and_then(|url| self.reader.addresses.resolve(url))
            .filter(|url| !is_dangerous(url));
        self.enter_frame(Container::Post { url })
    }

    /// `<table>`.
    pub(super) fn enter_table(&mut self, node: NodeRef<'_, Node>, element: &Element) -> Open {
        if !table::is_data(node, element) {
            self.flush();
            return leave_line();
        }
        self.enter_frame(Container::Table {
            caption: Vec::new(),
            head: Vec::new(),
            rows: Vec::new(),
            columns: Vec::new(),
            in_head: false,
        })
    }

    /// `<thead>`.
    pub(super) fn enter_head(&mut self) -> Open {
        self.flush();
        if let Container::Table { in_head, .. } = &mut self.top().kind {
            *in_head = true;
        }
        Open {
            inlines: 0,
            leave: Leave::Head,
        }
    }

    /// `</thead>`.
    pub(super) fn leave_head(&mut self) {
        self.flush();
        if let Container::Table { in_head, .. } = &mut self.top().kind {
            *in_head = false;
        }
    }

    /// `<tr>` of a table of data; elsewhere rows are lines.
    pub(super) fn enter_row(&mut self) -> Open {
        if !matches!(self.top().kind, Container::Table { .. }) {
            self.flush();
            return leave_line();
        }
        self.enter_frame(Container::Row {
            cells: Vec::new(),
            alignments: Vec::new(),
        })
    }

    /// `<td>`, `<th>`.
    pub(super) fn enter_cell(&mut self, header: bool, element: &Element) -> Open {
        if !matches!(self.top().kind, Container::Row { .. }) {
            self.flush();
            return leave_line();
        }
        self.enter_frame(Container::Cell {
            header,
            colspan: table::span(element, "colspan"),
            rowspan: table::span(element, "rowspan"),
            alignment: table::alignment(element),
        })
    }

    /// `<dt>`; outside of a `<dl>` a line.
    pub(super) fn enter_term(&mut self) -> Open {
        if matches!(self.top().kind, Container::Definitions { .. }) {
            return self.enter_flat(Flat::Term);
        }
        self.flush();
        leave_line()
    }

    /// `<dd>`; outside of a `<dl>` a line.
    pub(super) fn enter_description(&mut self) -> Open {
        if matches!(self.top().kind, Container::Definitions { .. }) {
            return self.enter_frame(Container::Description);
        }
        self.flush();
        leave_line()
    }

    /// Begins a text that is kept as one line.
    pub(super) fn enter_flat(&mut self, flat: Flat) -> Open {
        self.flush();
        self.flat += 1;
        Open {
            inlines: 0,
            leave: Leave::Flat(flat),
        }
    }

    /// Ends it.
    pub(super) fn leave_flat(&mut self, flat: Flat) {
        self.flat -= 1;
        let content = self.line.finish();
        if content.is_empty() {
            return;
        }
        match flat {
            Flat::Caption => self.top().caption(content),
            Flat::Term => self.top().term(content),
        }
    }

    /// `<hr>`.
    pub(super) fn rule(&mut self) -> Option<Open> {
        self.flush();
        self.push(Block::Rule);
        None
    }

    /// `<pre>`.
    pub(super) fn pre(&mut self, node: NodeRef<'_, Node>) -> Option<Open> {
        self.flush();
        self.push(super::code::code(node));
        None
    }
}

/// What a frame learns from its own content before it closes.
pub(super) fn settle(frame: &mut Frame) {
    if let Container::Post { url } = &mut frame.kind
        && url.is_none()
    {
        *url = embed::post_link(&frame.blocks);
    }
}

fn list(start: Option<u32>, implied: bool) -> Container {
    Container::List {
        start,
        loose: false,
        items: Vec::new(),
        implied,
    }
}

pub(super) fn leave_line() -> Open {
    Open {
        inlines: 0,
        leave: Leave::Line,
    }
}
