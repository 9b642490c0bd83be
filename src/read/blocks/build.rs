//! The walk over the tree: what happens where an element begins and where it ends.
//!
//! Elements inside a line open levels of the [`Line`], containers open [`Frame`]s, and everything
//! else that stands on lines of its own only ends the line before and after it. A block inside
//! emphasis therefore splits the emphasis; nothing is nested that the document cannot nest.
//! [`Open`] remembers what to undo, so that the depth of the page never meets the call stack.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use crate::document::{Block, Inline};
use crate::note::{Note, NoteKind};
use crate::read::MAX_CONTENT_DEPTH;
use crate::read::blocks::Reader;
use crate::read::blocks::attributes::Attributes;
use crate::read::blocks::footnote::Footnotes;
use crate::read::blocks::frame::{Frame, Kind as Container};
use crate::read::blocks::line::{Kind, Line};
use crate::read::blocks::tag::{Role, Tag, flattened, role, tag};
use crate::read::blocks::words::words;

/// JSON levels of a paragraph with a text in it.
const PARAGRAPH_COST: usize = 3;

/// What an element leaves to be done at its end.
#[derive(Debug, Default)]
pub(super) struct Open {
    /// Levels of the line to close.
    pub(super) inlines: usize,
    pub(super) leave: Leave,
}

/// How an element ends.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leave {
    /// Without a trace.
    #[default]
    Quietly,
    /// With words of the reader's own.
    Saying(&'static str),
    /// With the line.
    Line,
    /// With the line, which was a `<p>`.
    Paragraph,
    /// With so many frames.
    Frames(usize),
    /// With the heading rows of a table.
    Head,
    Code,
    /// With a text that is no block of the body.
    Flat(Flat),
}

/// What an element's class or id makes of it.
#[derive(Debug)]
pub(super) enum Claim {
    /// Nothing: its tag decides.
    Unclaimed,
    /// It is done or left out.
    Over,
    Entered(Open),
}

/// How a word processor marked an item: with a number or with a bullet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbering(pub(super) Option<u32>);

/// Texts that are kept as inlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flat {
    Caption,
    Term,
}

/// A block list under construction.
#[derive(Debug)]
pub(super) struct Builder<'r, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    pub(super) frames: Vec<Frame>,
    pub(super) line: Line,
    pub(super) open: Vec<Open>,
    pub(super) footnotes: Footnotes,
    /// Above zero, blocks are only spaces.
    pub(super) flat: usize,
    /// Open elements of these kinds.
    pub(super) code: usize,
    pub(super) quotations: usize,
    pub(super) paragraphs: usize,
    /// JSON levels of the open frames.
    cost: usize,
    /// The line is an item of a word processor's list, with this number.
    pub(super) item: Option<Numbering>,
}

impl<'r, 'a> Builder<'r, 'a> {
    pub(super) fn new(reader: &'r mut Reader<'a>) -> Self {
        Self {
            reader,
            frames: vec![Frame::new(Container::Root)],
            line: Line::default(),
            open: Vec::new(),
            footnotes: Footnotes::default(),
            flat: 0,
            code: 0,
            quotations: 0,
            paragraphs: 0,
            cost: 0,
            item: None,
        }
    }

    /// The blocks of everything visited.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.take_note();
        self.flush();
        let mut blocks = self
            .frames
            .pop()
            .map(|root| root.blocks)
            .unwrap_or_default();
        self.footnotes.settle(&mut blocks);
        blocks
    }

    /// The text of everything visited, on one line.
    pub(super) fn finish_line(mut self) -> Vec<Inline> {
        self.line.finish()
    }

    /// Visits a node and everything in it.
    pub(super) fn visit(&mut self, node: NodeRef<'_, Node>) {
        if let Some(open) = self.enter(node) {
            self.open.push(open);
            self.visit_children(node);
            self.leave();
        }
    }

    /// Visits everything in a node.
    pub(super) fn visit_children(&mut self, root: NodeRef<'_, Node>) {
        let mut next = root.first_child();
        while let Some(node) = next {
            if let Some(open) = self.enter(node) {
                self.open.push(open);
                if let Some(child) = node.first_child() {
                    next = Some(child);
                    continue;
                }
                self.leave();
            }
            next = self.follow(node, root);
        }
    }

    /// The next node in order that is not in this one; ends the elements that end in between.
    fn follow<'n>(
        &mut self,
        node: NodeRef<'n, Node>,
        root: NodeRef<'n, Node>,
    ) -> Option<NodeRef<'n, Node>> {
        let mut at = node;
        loop {
            if let Some(sibling) = at.next_sibling() {
                return Some(sibling);
            }
            at = at.parent().filter(|parent| *parent != root)?;
            self.leave();
        }
    }

    /// Begins a node. None where what is in it is done or left out.
    fn enter(&mut self, node: NodeRef<'_, Node>) -> Option<Open> {
        match node.value() {
            Node::Text(text) => {
                self.text(text);
                None
            }
            Node::Element(element) => self.enter_element(node, element),
            Node::Document | Node::Fragment => Some(Open::default()),
            Node::Doctype(_) | Node::Comment(_) | Node::ProcessingInstruction(_) => None,
        }
    }

    fn enter_element(&mut self, node: NodeRef<'_, Node>, element: &Element) -> Option<Open> {
        let tag = tag(element.name());
        if tag == Tag::Nothing || self.reader.dropped.contains(node.id()) {
            return None;
        }
        let attributes = Attributes::of(element);
        if attributes.hidden && !self.reader.dropped.is_shown(node.id()) {
            self.drop_words(
                node,
                "read.hidden",
                "text that the page does not show was left out",
            );
            return None;
        }
        match self.enter_role(node, element, &attributes) {
            Claim::Unclaimed => {}
            Claim::Over => return None,
            Claim::Entered(open) => return Some(open),
        }
        let tag = if self.flat > 0 { flattened(tag) } else { tag };
        self.enter_tag(tag, node, element, &attributes)
    }

    /// What an element's class makes of it, where it makes something.
    fn enter_role(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        attributes: &Attributes<'_>,
    ) -> Claim {
        if self.flat == 0 && attributes.id.is_some_and(|id| self.footnotes.is_target(id)) {
            return self.enter_note(node, element, attributes);
        }
        let found = role(attributes.class);
        match found {
            Some(Role::LineNumbers) if words(node).contains(char::is_alphabetic) => {
                Claim::Unclaimed
            }
            Some(Role::LineNumbers | Role::Echo) => Claim::Over,
            Some(Role::Figure | Role::Caption | Role::Post) if self.flat > 0 => Claim::Unclaimed,
            Some(Role::Figure) => {
                let caption = Vec::new();
                Claim::Entered(self.enter_frame(Container::Figure { caption }))
            }
            Some(Role::Caption) => Claim::Entered(self.enter_flat(Flat::Caption)),
            Some(Role::Post) => Claim::Entered(self.enter_post(element)),
            Some(Role::Own(own)) => self.enter_own(own, element),
            None => Claim::Unclaimed,
        }
    }

    fn enter_tag(
        &mut self,
        tag: Tag,
        node: NodeRef<'_, Node>,
        element: &Element,
        attributes: &Attributes<'_>,
    ) -> Option<Open> {
        match tag {
            Tag::Nothing => None,
            Tag::Span => self.enter_span(node, attributes),
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strike
            | Tag::Subscript
            | Tag::Superscript
            | Tag::Code
            | Tag::Quotation
            | Tag::RubyText => Some(self.enter_phrase(tag, attributes)),
            Tag::Link => self.enter_link(node, element, attributes),
            Tag::Image => self.image(element),
            Tag::Break => self.line_break(),
            Tag::Paragraph => Some(self.enter_paragraph(attributes)),
            Tag::Block | Tag::Summary => Some(self.enter_block(tag, attributes)),
            Tag::Heading(level) => Some(self.enter_heading(level, node, attributes)),
            Tag::List { ordered } => Some(self.enter_list(ordered, element)),
            Tag::Item => Some(self.enter_item()),
            Tag::Quote => Some(self.enter_quote(element)),
            Tag::Pre => self.pre(node),
            Tag::Figure => {
                let caption = Vec::new();
                Some(self.enter_frame(Container::Figure { caption }))
            }
            Tag::Caption => Some(self.enter_flat(Flat::Caption)),
            Tag::Table => Some(self.enter_table(node, element)),
            Tag::TableHead => Some(self.enter_head()),
            Tag::Row => Some(self.enter_row()),
            Tag::Cell { header } => Some(self.enter_cell(header, element)),
            Tag::Definitions => {
                let items = Vec::new();
                Some(self.enter_frame(Container::Definitions { items }))
            }
            Tag::Term => Some(self.enter_term()),
            Tag::Description => Some(self.enter_description()),
            Tag::Rule => self.rule(),
            Tag::Frame | Tag::Video | Tag::Audio => self.player(tag, node, element),
            Tag::Plugin => self.plugin(node, element),
            Tag::Control => self.control(node, element),
            Tag::Noscript => self.noscript(node),
            Tag::Foreign => self.foreign(node, element),
            Tag::Component => self.component(node, element),
            Tag::Settings => {
                self.drop_words(
                    node,
                    "read.settings",
                    "a word processor's settings were left out",
                );
                None
            }
        }
    }

    /// Ends the innermost open element.
    fn leave(&mut self) {
        let Some(open) = self.open.pop() else {
            return;
        };
        self.end_note(self.open.len());
        match open.leave {
            Leave::Quietly => {}
            Leave::Saying(words) => self.say_at_end(words),
            Leave::Line => self.boundary(),
            Leave::Paragraph => {
                self.boundary();
                self.paragraphs -= 1;
            }
            Leave::Frames(count) => {
                self.boundary();
                for _ in 0..count {
                    self.close_frame();
                }
            }
            Leave::Head => self.leave_head(),
            Leave::Code => self.code -= 1,
            Leave::Flat(flat) => self.leave_flat(flat),
        }
        for _ in 0..open.inlines {
            self.line.close();
        }
    }

    /// Text of the page.
    fn text(&mut self, text: &str) {
        let blank = text.trim_matches(|c: char| c.is_whitespace()).is_empty();
        if !blank {
            self.before_words();
        }
        if self.code > 0 {
            self.line.code(text);
        } else {
            self.reader.note_soft_hyphens(text);
            self.line.text(text);
        }
    }

    /// Words of the reader's own.
    pub(super) fn say(&mut self, words: &str) {
        self.before_words();
        self.line.text(words);
    }

    fn say_at_end(&mut self, words: &str) {
        self.say(words);
        if words != ")" {
            self.quotations -= 1;
        }
    }

    /// Two line breaks before a word were the end of a paragraph.
    pub(super) fn before_words(&mut self) {
        if self.line.breaks() >= 2 && self.flat == 0 {
            self.flush();
        }
    }

    /// Something that stands on lines of its own begins or ends.
    pub(super) fn boundary(&mut self) {
        if self.flat > 0 {
            self.line.space();
        } else {
            self.flush();
        }
    }

    /// Ends the line: what it holds is a paragraph.
    pub(super) fn flush(&mut self) {
        let content = self.line.finish();
        if content.is_empty() {
            return;
        }
        if let Some(Numbering(number)) = self.item.take() {
            self.push_item(number, content);
            return;
        }
        if self.paragraphs > 0
            && let Container::Item { loose, .. } = &mut self.top().kind
        {
            *loose = true;
        }
        self.push(Block::Paragraph { content });
    }

    /// Adds a finished block.
    pub(super) fn push(&mut self, block: Block) {
        self.top().push(block);
    }

    /// The innermost frame.
    pub(super) fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the root is never closed")
    }

    /// Opens a container, or only a block where the document would become too deep.
    pub(super) fn enter_frame(&mut self, kind: Container) -> Open {
        self.flush();
        let leave = if self.open_frame(kind) {
            Leave::Frames(1)
        } else {
            Leave::Line
        };
        Open { inlines: 0, leave }
    }

    /// Opens a frame if there is room for it.
    pub(super) fn open_frame(&mut self, kind: Container) -> bool {
        let frame = Frame::new(kind);
        if !self.has_room(frame.cost()) {
            return false;
        }
        self.cost += frame.cost();
        self.frames.push(frame);
        true
    }

    /// Closes the innermost frame.
    pub(super) fn close_frame(&mut self) {
        if self.frames.len() > 1
            && let Some(mut frame) = self.frames.pop()
        {
            self.cost -= frame.cost();
            super::container::settle(&mut frame);
            self.top().take(frame);
        }
    }

    /// Whether so many more levels are allowed; says once that they are not.
    pub(super) fn has_room(&mut self, cost: usize) -> bool {
        let depth = self.cost + 2 * self.line.depth() + cost + PARAGRAPH_COST;
        let fits = depth <= MAX_CONTENT_DEPTH;
        if !fits && !std::mem::replace(&mut self.reader.flattened, true) {
            self.reader.notes.push(Note::new(
                NoteKind::Repaired,
                "read.depth",
                "content that was nested too deeply was made flat",
            ));
        }
        fits
    }

    /// Notes that the words below a node are not in the document.
    pub(super) fn drop_words(&mut self, node: NodeRef<'_, Node>, rule: &str, message: &str) {
        let words = words(node);
        if !words.is_empty() {
            self.reader.notes.push(Note::dropped(rule, message, words));
        }
    }

    /// Opens a level of the line if that says anything new.
    pub(super) fn open_inline(&mut self, kind: Kind, keep: bool) -> usize {
        let in_code = self.code > 0 && !matches!(kind, Kind::Link { .. });
        if in_code || self.line.is_open(&kind) || !self.has_room(2) {
            return 0;
        }
        self.line.open(kind, keep);
        1
    }
}
