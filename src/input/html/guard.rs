//! Stands between the tokenizer and the tree builder, and holds back the tags that would make
//! parsing cost more than its input is worth.
//!
//! The tree builder searches its stack of open elements for many tags, so that its cost grows with
//! depth times length; and it opens every formatting element that was left open anew in every
//! paragraph. Both are bounded here, where the tree builder itself has no bound. The tag of a
//! held-back element is passed over, its content is not.

use std::cell::{Cell, RefCell};

use ego_tree::NodeId;
use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::Tracer;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{StartTag, Tag, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, local_name};
use rustc_hash::FxHashMap;

use super::raw::Raw;
use super::sink::Sink;

/// How many formatting elements may be open (twice as many where they were closed by their parents
/// and wait to be opened again). Pages of careless writers have some twenty.
const MAX_FORMATTING: usize = 64;

/// What one start tag can add to the stack: the element, and `<colgroup>` or `<tbody><tr>` that it
/// implies.
const STEP: usize = 4;

/// A tree builder with bounds.
pub(super) struct Guard<'q> {
    pub(super) builder: TreeBuilder<NodeId, Sink>,
    /// What the tokenizer reads from, when its position is to be watched.
    watched: Option<&'q BufferQueue>,
    /// How many bytes of the last chunk were left when the last token was made.
    left: Cell<Option<usize>>,
    tokens: Cell<usize>,
    /// What the last token began, where text follows up to its end tag.
    raw: Cell<Option<Raw>>,
    depth: usize,
    /// Start tags that may pass before the stack must be measured again.
    room: Cell<usize>,
    /// Whether the stack was full when it was measured, and nothing has closed since.
    full: Cell<bool>,
    /// The same as `room` for formatting elements.
    formatting_room: Cell<usize>,
    nested: Held,
    formatting: Held,
}

impl<'q> Guard<'q> {
    pub(super) fn new(depth: usize, watched: Option<&'q BufferQueue>) -> Self {
        // Without scripting, what is in `<noscript>` are elements.
        let options = TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        };
        Self {
            builder: TreeBuilder::new(Sink::new(), options),
            watched,
            left: Cell::new(None),
            tokens: Cell::new(0),
            raw: Cell::new(None),
            depth,
            room: Cell::new(0),
            full: Cell::new(false),
            formatting_room: Cell::new(MAX_FORMATTING / 2),
            nested: Held::default(),
            formatting: Held::default(),
        }
    }

    /// How many tokens were made so far.
    pub(super) fn tokens(&self) -> usize {
        self.tokens.get()
    }

    /// The script or style that the last token began.
    pub(super) fn raw(&self) -> Option<Raw> {
        self.raw.get()
    }

    /// How many bytes of the chunk were left when its last token was made.
    pub(super) fn take_left(&self) -> Option<usize> {
        self.left.take()
    }

    /// How many elements were held back: for depth, and for formatting.
    pub(super) fn held(&self) -> (usize, usize) {
        (self.nested.total.get(), self.formatting.total.get())
    }

    fn count(&self) {
        self.tokens.set(self.tokens.get() + 1);
        if let Some(queue) = self.watched {
            self.watch(queue);
        }
    }

    /// Sees how many bytes are left in the queue, which holds one buffer, or two where the
    /// tokenizer looks ahead.
    fn watch(&self, queue: &BufferQueue) {
        let first = queue.pop_front();
        let second = queue.pop_front();
        let left = [&first, &second].into_iter().flatten();
        self.left.set(Some(left.map(|buffer| buffer.len()).sum()));
        for buffer in [second, first].into_iter().flatten() {
            queue.push_front(buffer);
        }
    }

    fn admits(&self, tag: &Tag) -> bool {
        if tag.kind == StartTag {
            self.admits_start(tag)
        } else {
            let passes = !self.nested.was_end_of(tag) && !self.formatting.was_end_of(tag);
            self.full.set(self.full.get() && !passes);
            passes
        }
    }

    fn admits_start(&self, tag: &Tag) -> bool {
        if is_formatting(&tag.name) && !self.admits_formatting() {
            self.formatting.hold(&tag.name);
            return false;
        }
        if spend(&self.room) || self.has_room_after_all() {
            return true;
        }
        if self.is_leaf(tag) {
            self.full.set(false);
            return true;
        }
        self.nested.hold(&tag.name);
        false
    }

    fn has_room_after_all(&self) -> bool {
        if !self.full.get() {
            self.measure();
        }
        spend(&self.room)
    }

    fn admits_formatting(&self) -> bool {
        if spend(&self.formatting_room) {
            return true;
        }
        let count = Count::of_formatting(&self.builder);
        // An open element is counted twice: in the stack and in the list.
        self.formatting_room
            .set(MAX_FORMATTING.saturating_sub(count / 2));
        if count < MAX_FORMATTING {
            self.formatting.forget();
        }
        spend(&self.formatting_room)
    }

    fn measure(&self) {
        let open = Count::of_all(&self.builder);
        let room = self.depth.saturating_sub(open);
        self.room.set(room.div_ceil(STEP));
        self.full.set(room == 0);
        if open < self.depth / 2 {
            self.nested.forget();
        }
    }

    /// Whether the element can hold no other, and must not be held back: the content of `<script>`
    /// would become text.
    fn is_leaf(&self, tag: &Tag) -> bool {
        if self
            .builder
            .adjusted_current_node_present_but_not_in_html_namespace()
        {
            return tag.self_closing;
        }
        is_void_or_raw(&tag.name)
    }

    /// Where a tag that divides words is left out, a space divides them.
    fn divide(&self, tag: &Tag, line: u64) -> TokenSinkResult<NodeId> {
        if !is_inline(&tag.name) {
            let space = Token::CharacterTokens(StrTendril::from_char(' '));
            return self.builder.process_token(space, line);
        }
        TokenSinkResult::Continue
    }
}

impl TokenSink for Guard<'_> {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match &token {
            Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::TagToken(tag) if !self.admits(tag) => {
                self.count();
                return self.divide(tag, line);
            }
            _ => {}
        }
        self.count();
        let raw = match &token {
            Token::TagToken(tag) => raw_of(tag),
            _ => None,
        };
        let result = self.builder.process_token(token, line);
        self.raw
            .set(raw.filter(|_| matches!(result, TokenSinkResult::RawData(_))));
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// What a start tag begins, where that is text up to an end tag of its own.
fn raw_of(tag: &Tag) -> Option<Raw> {
    match tag.name {
        local_name!("script") if tag.kind == StartTag => Some(Raw::Script),
        local_name!("style") if tag.kind == StartTag => Some(Raw::Style),
        _ => None,
    }
}

fn spend(room: &Cell<usize>) -> bool {
    let left = room.get();
    room.set(left.saturating_sub(1));
    left > 0
}

/// Elements that were held back and whose end tags are still to come.
#[derive(Default)]
struct Held {
    open: RefCell<FxHashMap<LocalName, usize>>,
    any: Cell<bool>,
    total: Cell<usize>,
}

impl Held {
    /// The end tag of an element like `<title>` is never held back: the one that comes may be of an
    /// element that passed, and the tree builder must see its end.
    fn hold(&self, name: &LocalName) {
        self.total.set(self.total.get() + 1);
        if !is_void_or_raw(name) {
            *self.open.borrow_mut().entry(name.clone()).or_default() += 1;
            self.any.set(true);
        }
    }

    fn was_end_of(&self, tag: &Tag) -> bool {
        if !self.any.get() {
            return false;
        }
        match self.open.borrow_mut().get_mut(&tag.name) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    /// End tags that did not come by now will not come.
    fn forget(&self) {
        if self.any.replace(false) {
            self.open.borrow_mut().clear();
        }
    }
}

/// Counts what the tree builder holds: open elements and formatting elements to open again.
struct Count<'a> {
    sink: &'a Sink,
    only_formatting: bool,
    seen: Cell<usize>,
}

impl<'a> Count<'a> {
    fn of_all(builder: &'a TreeBuilder<NodeId, Sink>) -> usize {
        Self::of(builder, false)
    }

    fn of_formatting(builder: &'a TreeBuilder<NodeId, Sink>) -> usize {
        Self::of(builder, true)
    }

    fn of(builder: &'a TreeBuilder<NodeId, Sink>, only_formatting: bool) -> usize {
        let counter = Self {
            sink: &builder.sink,
            only_formatting,
            seen: Cell::new(0),
        };
        builder.trace_handles(&counter);
        counter.seen.get()
    }
}

impl Tracer for Count<'_> {
    type Handle = NodeId;

    fn trace_handle(&self, node: &NodeId) {
        if !self.only_formatting || self.sink.is_formatting(*node) {
            self.seen.set(self.seen.get() + 1);
        }
    }
}

/// Elements that are opened again in the next block when they were left open.
pub(super) fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// Elements whose tags do not divide words.
fn is_inline(name: &LocalName) -> bool {
    is_formatting(name)
        || matches!(
            *name,
            local_name!("span")
                | local_name!("sub")
                | local_name!("sup")
                | local_name!("ins")
                | local_name!("del")
                | local_name!("abbr")
                | local_name!("cite")
                | local_name!("q")
        )
}

/// Elements without content, and those whose content is not markup.
fn is_void_or_raw(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("iframe")
            | local_name!("image")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("param")
            | local_name!("plaintext")
            | local_name!("script")
            | local_name!("source")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("track")
            | local_name!("wbr")
            | local_name!("xmp")
    )
}
