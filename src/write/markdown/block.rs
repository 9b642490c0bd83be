//! Blocks: each on lines of its own, behind the prefix of the containers around it.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Block, Definition, EmbedKind, Footnote, Image, Inline, ListItem};
use crate::write::escape::xml;
use crate::write::markdown::inline::{Context, Labels, inlines};
use crate::write::markdown::templates::Templates;
use crate::write::markdown::tight;

/// The largest number that a list may begin with.
const MAX_NUMBER: u32 = 999_999_999;

/// Markdown under construction.
#[derive(Debug, Default)]
pub(super) struct Writer<'a> {
    pub(super) out: String,
    /// What every line begins with: `> ` for quotes, spaces for lists.
    pub(super) prefix: String,
    /// Whose marks the text must not hold.
    pub(super) templates: Templates,
    /// The anchors that stand in `out`; none where none are written.
    pub(super) anchors: Option<BTreeSet<String>>,
    notes: Notes<'a>,
}

/// The footnotes of the whole text. They are written at its end, since not every parser takes
/// them elsewhere, and parsers leave out what nothing refers to.
#[derive(Debug, Default)]
struct Notes<'a> {
    /// The note of each label.
    known: FxHashMap<&'a str, &'a Footnote>,
    /// Labels that were written as references, in order.
    order: Vec<&'a str>,
    referred: FxHashSet<&'a str>,
    /// All notes in the order of the document.
    all: Vec<&'a Footnote>,
    /// The notes that are referred to have been written.
    closed: bool,
}

impl Labels for Notes<'_> {
    fn refer(&mut self, label: &str) -> bool {
        let Some((label, _)) = self.known.get_key_value(label) else {
            return false;
        };
        if self.closed {
            return self.referred.contains(label);
        }
        if self.referred.insert(label) {
            self.order.push(label);
        }
        true
    }
}

/// How a list marks its items, so that two lists in a row stay two.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Before<'a> {
    list: Option<(bool, bool)>,
    /// The marker of the list whose item begins with these blocks.
    outer: Option<&'a str>,
}

/// What a block is written like because of what is around it.
#[derive(Debug, Clone, Copy)]
struct Position {
    /// With the list marker that is not the usual one.
    other: bool,
    /// Right behind a bullet or right under another line.
    under_line: bool,
}

impl Position {
    /// A rule; dashes behind a bullet or under a paragraph would mean something else.
    fn rule(self) -> &'static str {
        if self.under_line { "___" } else { "---" }
    }
}

impl<'a> Writer<'a> {
    /// For a site: with anchors, and without the marks of its generator.
    #[cfg(feature = "migrate")]
    pub(super) fn for_site(templates: Templates) -> Self {
        Self {
            templates,
            anchors: Some(BTreeSet::new()),
            ..Self::default()
        }
    }

    /// Makes labels known before references to them are written.
    pub(super) fn know(&mut self, blocks: &'a [Block]) {
        let known = &mut self.notes.known;
        crate::walk::blocks(blocks, &mut |block| {
            if let Block::Footnotes { notes } = block {
                for note in notes.iter().filter(|note| is_label(&note.label)) {
                    known.entry(&note.label).or_insert(note);
                }
            }
        });
    }

    /// Writes blocks with blank lines between them.
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        self.sequence(blocks, false, None, None);
    }

    /// `tick` is the box of a task, which stands before what is written first.
    fn sequence(
        &mut self,
        blocks: &'a [Block],
        tight: bool,
        outer: Option<&str>,
        mut tick: Option<&str>,
    ) {
        let mut before = Before { list: None, outer };
        let start = self.out.len();
        for block in blocks {
            let mark = self.out.len();
            if mark > start {
                self.next_line(!tight);
            }
            let content = self.out.len();
            let ordered = ordered(block);
            let other = ordered.is_some_and(|ordered| other_marker(before, ordered));
            let under_line = mark == start || tight;
            self.block(block, Position { other, under_line });
            before.list = ordered.map(|ordered| (ordered, other));
            before.outer = None;
            if self.out.len() == content {
                self.out.truncate(mark);
            } else if let Some(tick) = tick.take() {
                self.tick(tick, content, block);
            }
        }
        self.out.push_str(tick.unwrap_or_default());
    }

    /// Puts the box of a task before `block`, which begins at `start`. Behind a box there is
    /// running text only, in which nothing else could begin: before other blocks its words stand
    /// alone.
    fn tick(&mut self, tick: &str, start: usize, block: &Block) {
        let lead = if matches!(block, Block::Paragraph { .. }) {
            format!("{tick} ")
        } else {
            format!("\\{tick}\n{}\n{}", self.prefix.trim_end(), self.prefix)
        };
        self.out.insert_str(start, &lead);
    }

    /// Ends the line; `blank` leaves one empty.
    pub(super) fn next_line(&mut self, blank: bool) {
        if blank {
            self.out.push('\n');
            self.out.push_str(self.prefix.trim_end());
        }
        self.out.push('\n');
        self.out.push_str(&self.prefix);
    }

    /// Writes something after a blank line, unless it turns out to be nothing.
    pub(super) fn apart(&mut self, write: impl FnOnce(&mut Self)) {
        let mark = self.out.len();
        if !self.out.is_empty() {
            self.next_line(true);
        }
        let content = self.out.len();
        write(self);
        if self.out.len() == content {
            self.out.truncate(mark);
        }
    }

    fn block(&mut self, block: &'a Block, position: Position) {
        match block {
            Block::Paragraph { content } => self.paragraph(content),
            Block::Heading { level, id, content } => self.titled(*level, id.as_deref(), content),
            Block::List {
                start,
                tight,
                items,
            } => self.list(*start, *tight, items, position.other),
            Block::Quote { blocks, .. } => self.quote(|writer| writer.blocks(blocks)),
            Block::Code { language, text } => self.code(language.as_deref(), text),
            Block::Figure { image, caption } => self.figure(Some(image), caption),
            Block::Table {
                caption,
                columns,
                head,
                rows,
            } => self.table(caption, columns, head, rows),
            Block::Embed {
                kind,
                url,
                title,
                blocks,
            } => self.embed(*kind, url, title.as_deref(), blocks),
            // Behind a bullet or right under a paragraph dashes would mean something else.
            Block::Rule => self.out.push_str(position.rule()),
            Block::DefinitionList { items } => self.definitions(items, position.other),
            Block::Footnotes { notes } => self.notes.all.extend(notes),
            Block::Raw { text, .. } => self.paragraph(&[Inline::text(text)]),
        }
    }

    /// A paragraph of inlines.
    pub(super) fn paragraph(&mut self, content: &[Inline]) {
        self.line(content, Context::Paragraph);
    }

    /// Inlines at this place.
    pub(super) fn line(&mut self, content: &[Inline], place: Context) {
        let start = self.out.len();
        let templates = self.templates;
        inlines(content, place, templates, &mut self.notes, &mut self.out);
        if !self.prefix.is_empty() && self.out[start..].contains('\n') {
            let lines = self.out.split_off(start);
            let next = format!("\n{}", self.prefix);
            self.out.push_str(&lines.replace('\n', &next));
        }
    }

    /// A heading of level 1 to 6.
    pub(super) fn heading(&mut self, level: u8, content: &[Inline]) {
        for _ in 0..level.clamp(1, 6) {
            self.out.push('#');
        }
        let start = self.out.len();
        self.out.push(' ');
        self.line(content, Context::Heading);
        if self.out.len() == start + 1 {
            self.out.pop();
        }
        protect_hashes(&mut self.out, start);
    }

    /// A heading that links may lead to.
    pub(super) fn titled(&mut self, level: u8, id: Option<&str>, content: &[Inline]) {
        let start = self.out.len();
        self.heading(level, content);
        let hashes = usize::from(level.clamp(1, 6));
        if self.out.len() <= start + hashes {
            return;
        }
        if self.templates.has_heading_ids() {
            let id = id.filter(|id| is_label(id));
            if let Some(id) = id.filter(|id| self.is_new_anchor(id)) {
                self.out.push_str(" {#");
                self.out.push_str(id);
                self.out.push('}');
            }
            return;
        }
        let text = self.out.split_off(start + hashes + 1);
        self.anchor(id);
        self.out.push_str(&text);
    }

    /// Whether an anchor is asked for and does not stand anywhere; it does from now on.
    fn is_new_anchor(&mut self, id: &str) -> bool {
        let anchors = self.anchors.as_mut();
        anchors.is_some_and(|anchors| anchors.insert(id.to_owned()))
    }

    /// A place that links may lead to, once; nothing where anchors are not asked for.
    pub(super) fn anchor(&mut self, id: Option<&str>) {
        let id = id.and_then(xml::id);
        if let Some(id) = id.filter(|id| self.is_new_anchor(id)) {
            self.out.push_str("<a id=\"");
            self.out.push_str(&id);
            self.out.push_str("\"></a>");
        }
    }

    /// A quote; an empty one is its mark.
    pub(super) fn quote(&mut self, write: impl FnOnce(&mut Self)) {
        self.out.push_str("> ");
        self.inside("> ", write);
        self.trim_line();
    }

    /// Writes with a longer prefix.
    pub(super) fn inside(&mut self, prefix: &str, write: impl FnOnce(&mut Self)) {
        let length = self.prefix.len();
        self.prefix.push_str(prefix);
        write(self);
        self.prefix.truncate(length);
    }

    /// Takes the space after a marker back where nothing followed it.
    fn trim_line(&mut self) {
        let length = self.out.trim_end_matches(' ').len();
        self.out.truncate(length);
    }

    fn list(&mut self, start: Option<u32>, tight: bool, items: &'a [ListItem], other: bool) {
        let tight = tight && tight::can_be(items);
        let last = u32::try_from(items.len()).unwrap_or(MAX_NUMBER);
        let first = start.map(|start| start.min(MAX_NUMBER.saturating_sub(last)));
        for (number, item) in (first.unwrap_or(0)..).zip(items) {
            if number != first.unwrap_or(0) {
                self.next_line(!tight);
            }
            let marker = match (first, other) {
                (None, false) => "- ".to_owned(),
                (None, true) => "* ".to_owned(),
                (Some(_), false) => format!("{number}. "),
                (Some(_), true) => format!("{number}) "),
            };
            self.item(&marker, item, tight);
        }
    }

    fn item(&mut self, marker: &str, item: &'a ListItem, tight: bool) {
        self.out.push_str(marker);
        let tick = item.checked.map(|done| if done { "[x]" } else { "[ ]" });
        self.inside(&" ".repeat(marker.len()), |writer| {
            writer.sequence(&item.blocks, tight, Some(marker), tick);
        });
        self.trim_line();
    }

    /// A picture with its caption on the next line, in italics.
    pub(super) fn figure(&mut self, image: Option<&Image>, caption: &[Inline]) {
        let mut content: Vec<Inline> = image.map(picture).into_iter().collect();
        if !caption.is_empty() {
            content.push(Inline::LineBreak);
            content.push(Inline::Emphasis {
                content: caption.to_vec(),
            });
        }
        self.paragraph(&content);
    }

    /// Terms and definitions: an item of a list for each entry, its terms in bold.
    fn definitions(&mut self, items: &'a [Definition], other: bool) {
        for (number, item) in items.iter().enumerate() {
            if number > 0 {
                self.next_line(true);
            }
            self.out.push_str(if other { "* " } else { "- " });
            self.inside("  ", |writer| writer.definition(item));
            self.trim_line();
        }
    }

    fn definition(&mut self, item: &'a Definition) {
        let start = self.out.len();
        let mut terms = Vec::new();
        for term in &item.terms {
            let content = term.clone();
            terms.push(Inline::Strong { content });
            terms.push(Inline::LineBreak);
        }
        self.paragraph(&terms);
        for definition in &item.definitions {
            if self.out.len() == start {
                self.blocks(definition);
            } else {
                self.apart(|writer| writer.blocks(definition));
            }
        }
    }

    /// A link, and what the page showed of the thing as a quote.
    fn embed(&mut self, kind: EmbedKind, url: &str, title: Option<&str>, blocks: &'a [Block]) {
        let what = match kind {
            EmbedKind::Video => "Video",
            EmbedKind::Audio => "Audio",
            EmbedKind::Post => "Post",
            EmbedKind::Frame => "Frame",
        };
        let text = match title {
            Some(title) => format!("{what}: {title}"),
            None => what.to_owned(),
        };
        self.paragraph(&[Inline::Link {
            url: url.to_owned(),
            title: None,
            content: vec![Inline::text(text)],
        }]);
        if !blocks.is_empty() {
            self.apart(|writer| writer.quote(|writer| writer.blocks(blocks)));
        }
    }

    /// The footnotes of the whole text: first those that are referred to, in that order, then
    /// the others as a list.
    pub(super) fn footnotes(&mut self) {
        let mut at = 0;
        while let Some(label) = self.notes.order.get(at).copied() {
            at += 1;
            if let Some(note) = self.notes.known.get(label).copied() {
                self.apart(|writer| writer.footnote(note));
            }
        }
        self.notes.closed = true;
        let mut at = 0;
        while let Some(note) = self.notes.all.get(at).copied() {
            at += 1;
            let known = self.notes.known.get(note.label.as_str());
            let written = self.notes.referred.contains(note.label.as_str())
                && known.is_some_and(|known| std::ptr::eq(*known, note));
            if !written {
                self.apart(|writer| {
                    writer.out.push_str("- ");
                    writer.inside("  ", |writer| writer.blocks(&note.blocks));
                    writer.trim_line();
                });
            }
        }
    }

    fn footnote(&mut self, note: &'a Footnote) {
        self.out.push_str("[^");
        self.out.push_str(&note.label);
        self.out.push_str("]: ");
        self.inside("    ", |writer| writer.blocks(&note.blocks));
        self.trim_line();
    }
}

/// Whether a label can stand in `[^label]`.
fn is_label(label: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !label.is_empty() && label.len() <= 64 && label.bytes().all(fits)
}

/// Whether a block is written as a list, and as a numbered one.
fn ordered(block: &Block) -> Option<bool> {
    match block {
        Block::List { start, .. } => Some(start.is_some()),
        Block::DefinitionList { .. } => Some(false),
        Block::Paragraph { .. }
        | Block::Heading { .. }
        | Block::Quote { .. }
        | Block::Code { .. }
        | Block::Figure { .. }
        | Block::Table { .. }
        | Block::Embed { .. }
        | Block::Rule
        | Block::Footnotes { .. }
        | Block::Raw { .. } => None,
    }
}

/// Whether a list needs the other marker: after a list of its kind, and as the first thing in an
/// item with the usual bullet, where `- - -` would be a rule.
fn other_marker(before: Before<'_>, ordered: bool) -> bool {
    match before.list {
        Some((kind, other)) => kind == ordered && !other,
        None => !ordered && before.outer == Some("- "),
    }
}

/// The picture of a figure, with its link.
fn picture(image: &Image) -> Inline {
    let picture = Inline::Image(image.clone());
    match &image.link {
        Some(url) => Inline::Link {
            url: url.clone(),
            title: None,
            content: vec![picture],
        },
        None => picture,
    }
}

/// Hashes at the end of a heading would be taken for its end.
fn protect_hashes(out: &mut String, start: usize) {
    let content = &out[start..];
    let text = content.trim_end_matches('#');
    if text.len() < content.len() && text.ends_with(' ') {
        out.insert(start + text.len(), '\\');
    }
}
