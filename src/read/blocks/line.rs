//! Running text under construction: open emphasis and links, pending space and line breaks.
//!
//! Space and breaks are held back until a word follows them, and then stand at the outermost
//! level that was open in between. So `<b>a </b>b` is **a**, a space, b; space at the ends of a
//! block never appears; and two breaks in a row are seen before either is written.

use crate::document::Inline;
use crate::read::blocks::whitespace::{Class, Space, class, is_invisible};

/// What an open inline element makes of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Emphasis,
    Strong,
    Strike,
    Subscript,
    Superscript,
    Link { url: String, title: Option<String> },
}

#[derive(Debug)]
struct Level {
    kind: Kind,
    content: Vec<Inline>,
    /// The content before this level was split off by a block: an empty rest is not kept.
    split: bool,
    /// Kept even without content.
    keep: bool,
}

/// The text since the last block boundary.
#[derive(Debug, Default)]
pub(super) struct Line {
    root: Vec<Inline>,
    levels: Vec<Level>,
    space: Space,
    breaks: usize,
    /// The outermost level that was open since the last word.
    edge: usize,
    /// Something has been written.
    filled: bool,
}

impl Line {
    /// Opens an element. `keep` says that it stays even when it turns out to be empty.
    pub(super) fn open(&mut self, kind: Kind, keep: bool) {
        self.levels.push(Level {
            kind,
            content: Vec::new(),
            split: false,
            keep,
        });
    }

    /// Closes the innermost element.
    pub(super) fn close(&mut self) {
        let Some(level) = self.levels.pop() else {
            return;
        };
        if level.content.is_empty() && level.keep && !level.split {
            self.emit_gap();
            let at = self.levels.len();
            push(self.content_at(at), wrap(level.kind, Vec::new()));
        } else if !level.content.is_empty() {
            let at = self.levels.len();
            push(self.content_at(at), wrap(level.kind, level.content));
        }
        self.edge = self.edge.min(self.levels.len());
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.levels.len()
    }

    /// Whether an element of this kind is open.
    pub(super) fn is_open(&self, kind: &Kind) -> bool {
        self.levels.iter().any(|level| level.kind == *kind)
    }

    /// The target of the open link.
    pub(super) fn link(&self) -> Option<&str> {
        self.levels.iter().find_map(|level| match &level.kind {
            Kind::Link { url, .. } => Some(url.as_str()),
            Kind::Emphasis | Kind::Strong | Kind::Strike | Kind::Subscript | Kind::Superscript => {
                None
            }
        })
    }

    /// Whether nothing has been written since the last block boundary.
    pub(super) fn is_empty(&self) -> bool {
        !self.filled
    }

    /// Line breaks that wait for a word.
    pub(super) fn breaks(&self) -> usize {
        self.breaks
    }

    /// A line break of the page.
    pub(super) fn line_break(&mut self) {
        self.space.take();
        self.breaks += 1;
        self.edge = self.edge.min(self.levels.len());
    }

    /// A space.
    pub(super) fn space(&mut self) {
        self.space.add(' ');
    }

    /// Text of the page. The caller has looked for paragraphs in the breaks before it.
    pub(super) fn text(&mut self, text: &str) {
        let mut start = None;
        for (at, c) in text.char_indices() {
            match class(c) {
                Class::Word => start = start.or(Some(at)),
                // A single space between two plain words needs no second look.
                Class::Space(_) if start.is_some() && c == ' ' && is_graphic(text, at + 1) => {}
                Class::Space(c) => {
                    self.word(start.take().map(|start| &text[start..at]));
                    self.space.add(c);
                }
                Class::Nothing => self.word(start.take().map(|start| &text[start..at])),
            }
        }
        self.word(start.map(|start| &text[start..]));
    }

    fn word(&mut self, word: Option<&str>) {
        if let Some(word) = word {
            self.emit_gap();
            push_text(self.top(), word);
        }
    }

    /// Words of a `<code>`: every space counts, a line break is a space.
    pub(super) fn code(&mut self, text: &str) {
        self.emit_gap();
        let content = self.top();
        if !matches!(content.last(), Some(Inline::Code { .. })) {
            content.push(Inline::Code {
                text: String::new(),
            });
        }
        if let Some(Inline::Code { text: code }) = content.last_mut() {
            push_code(code, text);
        }
    }

    /// A picture, a reference to a footnote.
    pub(super) fn atom(&mut self, inline: Inline) {
        self.emit_gap();
        self.top().push(inline);
    }

    /// The finished content; what is open stays open, and empty.
    pub(super) fn finish(&mut self) -> Vec<Inline> {
        self.space.take();
        self.breaks = 0;
        self.filled = false;
        for at in (0..self.levels.len()).rev() {
            let level = &mut self.levels[at];
            level.split = true;
            let content = std::mem::take(&mut level.content);
            if !content.is_empty() {
                let wrapped = wrap(level.kind.clone(), content);
                push(self.content_at(at), wrapped);
            }
        }
        self.edge = self.levels.len();
        std::mem::take(&mut self.root)
    }

    /// Writes the space or the line break before a word.
    fn emit_gap(&mut self) {
        let breaks = std::mem::take(&mut self.breaks);
        let space = self.space.take();
        let edge = std::mem::replace(&mut self.edge, self.levels.len());
        if !std::mem::replace(&mut self.filled, true) {
            return;
        }
        if breaks > 0 {
            self.content_at(edge).push(Inline::LineBreak);
        } else if let Some(space) = space {
            let mut buffer = [0; 4];
            push_text(self.content_at(edge), space.encode_utf8(&mut buffer));
        }
    }

    fn top(&mut self) -> &mut Vec<Inline> {
        let at = self.levels.len();
        self.content_at(at)
    }

    /// The content of the level `at`; 0 is the block itself.
    fn content_at(&mut self, at: usize) -> &mut Vec<Inline> {
        match at.checked_sub(1) {
            Some(index) => &mut self.levels[index].content,
            None => &mut self.root,
        }
    }
}

fn is_graphic(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_graphic)
}

/// Code on one line: a line break with its indent is one space.
fn push_code(code: &mut String, text: &str) {
    let mut after_break = false;
    for c in text.chars() {
        match c {
            '\n' | '\r' if !after_break => {
                code.push(' ');
                after_break = true;
            }
            '\n' | '\r' => {}
            ' ' | '\t' if after_break => {}
            _ if is_invisible(c) => {}
            _ => {
                code.push(c);
                after_break = false;
            }
        }
    }
}

/// Appends words, to the text that stands there already where one does.
fn push_text(content: &mut Vec<Inline>, words: &str) {
    if let Some(Inline::Text { text }) = content.last_mut() {
        text.push_str(words);
    } else {
        content.push(Inline::text(words));
    }
}

/// Appends what an element made of its content; equal emphasis side by side becomes one.
fn push(content: &mut Vec<Inline>, inline: Inline) {
    match (content.last_mut(), inline) {
        (Some(Inline::Emphasis { content: before }), Inline::Emphasis { content })
        | (Some(Inline::Strong { content: before }), Inline::Strong { content })
        | (Some(Inline::Strike { content: before }), Inline::Strike { content })
        | (Some(Inline::Subscript { content: before }), Inline::Subscript { content })
        | (Some(Inline::Superscript { content: before }), Inline::Superscript { content }) => {
            join(before, content);
        }
        (Some(Inline::Text { text }), Inline::Text { text: more })
        | (Some(Inline::Code { text }), Inline::Code { text: more }) => text.push_str(&more),
        (_, Inline::Superscript { content: marks }) if is_only_references(&marks) => {
            let mut marks = marks;
            marks.retain(|inline| matches!(inline, Inline::FootnoteReference { .. }));
            content.append(&mut marks);
        }
        (_, inline) => content.push(inline),
    }
}

/// Whether it is references to footnotes, in brackets or not: they are set high anyway.
fn is_only_references(content: &[Inline]) -> bool {
    let mut references = 0;
    let plain = content.iter().all(|inline| match inline {
        Inline::FootnoteReference { .. } => {
            references += 1;
            true
        }
        Inline::Text { text } => text.chars().all(|c| matches!(c, '[' | ']' | ',' | ' ')),
        _ => false,
    });
    plain && references > 0
}

/// Appends inlines; what is of one kind on both sides of the seam becomes one.
pub(super) fn join(before: &mut Vec<Inline>, after: Vec<Inline>) {
    let mut after = after.into_iter();
    if let Some(first) = after.next() {
        push(before, first);
    }
    before.extend(after);
}

fn wrap(kind: Kind, content: Vec<Inline>) -> Inline {
    match kind {
        Kind::Emphasis => Inline::Emphasis { content },
        Kind::Strong => Inline::Strong { content },
        Kind::Strike => Inline::Strike { content },
        Kind::Subscript => Inline::Subscript { content },
        Kind::Superscript => Inline::Superscript { content },
        Kind::Link { url, title } => Inline::Link {
            url,
            title,
            content,
        },
    }
}
