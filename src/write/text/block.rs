//! Blocks as lines of plain text.

use crate::document::{Block, Definition, Footnote, Inline, ListItem, Row};
use crate::write::escape::markdown::is_visible;
use crate::write::escape::xml;

/// Lines, and how the next one begins.
#[derive(Debug, Default)]
pub(super) struct Lines {
    out: String,
    /// What every line begins with.
    indent: String,
    /// What the next line begins with instead: a list's marker.
    marker: Option<String>,
    /// Words that wait for the paragraph that they lead.
    lead: String,
    /// Paragraphs follow each other without an empty line.
    close: bool,
    /// An empty line stands before whatever comes next.
    gap: bool,
}

impl Lines {
    /// Everything, ending with one line break.
    pub(super) fn finish(mut self) -> String {
        self.settle();
        self.out.truncate(self.out.trim_end().len());
        self.out.push('\n');
        self.out
    }

    /// Words that stand before the next paragraph, on its line.
    pub(super) fn lead(&mut self, words: &str) {
        words.clone_into(&mut self.lead);
    }

    /// Writes words that found no paragraph to lead.
    pub(super) fn settle(&mut self) {
        if !self.lead.is_empty() {
            self.paragraph("");
        }
    }

    /// Text in lines of its own. Blank text leaves no trace.
    pub(super) fn paragraph(&mut self, text: &str) {
        let lead = std::mem::take(&mut self.lead);
        let text = text.trim_matches('\n');
        if lead.is_empty() && xml::is_blank(text) {
            return;
        }
        self.open_gap();
        let space = if lead.is_empty() || text.is_empty() {
            ""
        } else {
            " "
        };
        for line in format!("{lead}{space}{text}").lines() {
            self.line(line);
        }
    }

    fn open_gap(&mut self) {
        if std::mem::replace(&mut self.gap, !self.close) {
            self.out.push('\n');
        }
    }

    fn line(&mut self, line: &str) {
        let start = self.out.len();
        match self.marker.take() {
            Some(marker) => self.out.push_str(&marker),
            None => self.out.push_str(&self.indent),
        }
        self.out
            .extend(line.chars().filter(|c| *c == '\t' || is_visible(*c)));
        let end = self.out.trim_end().len().max(start);
        self.out.truncate(end);
        self.out.push('\n');
    }

    /// What `inside` writes stands further in.
    pub(super) fn indented(&mut self, by: &str, inside: impl FnOnce(&mut Self)) {
        let outer = self.indent.len();
        self.indent.push_str(by);
        inside(self);
        self.indent.truncate(outer);
    }

    /// What `inside` writes stands further in, behind a marker.
    pub(super) fn item(&mut self, marker: &str, inside: impl FnOnce(&mut Self)) {
        self.marker = Some(format!(
            "{}{marker}",
            self.marker.take().unwrap_or_else(|| self.indent.clone())
        ));
        let room = " ".repeat(marker.chars().count());
        self.indented(&room, inside);
        if let Some(marker) = self.marker.take() {
            // An empty item keeps its place in the count.
            self.open_gap();
            self.out.push_str(marker.trim_end());
            self.out.push('\n');
        }
    }

    /// What `inside` writes stands without empty lines but one before it.
    pub(super) fn close(&mut self, inside: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        let outer = std::mem::replace(&mut self.close, true);
        inside(self);
        self.close = outer;
        if self.out.len() > start {
            self.gap = !outer;
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph { content } | Block::Heading { content, .. } => {
                self.paragraph(&words(content));
            }
            Block::List {
                start,
                tight,
                items,
            } => self.list(*start, *tight, items),
            Block::Quote { blocks, .. } => self.indented("  ", |lines| lines.blocks(blocks)),
            Block::Code { text, .. } => self.indented("    ", |lines| lines.paragraph(text)),
            Block::Raw { text, .. } => self.paragraph(text),
            Block::Figure { caption, .. } => self.paragraph(&words(caption)),
            Block::Table {
                caption,
                head,
                rows,
                ..
            } => self.table(caption, head, rows),
            Block::Embed { title, blocks, .. } => {
                self.paragraph(title.as_deref().unwrap_or_default());
                self.blocks(blocks);
            }
            Block::Rule => self.paragraph("* * *"),
            Block::DefinitionList { items } => self.definitions(items),
            Block::Footnotes { notes } => self.footnotes(notes),
        }
    }

    fn list(&mut self, start: Option<u32>, tight: bool, items: &[ListItem]) {
        let mut number = start.map(u64::from);
        let mut write = |lines: &mut Self| {
            for item in items {
                let marker = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
                number = number.map(|number| number + 1);
                lines.item(&marker, |lines| lines.blocks(&item.blocks));
            }
        };
        if tight {
            self.close(write);
        } else {
            write(self);
        }
    }

    /// A row is a line, a tab stands between its cells.
    fn table(&mut self, caption: &[Inline], head: &[Row], rows: &[Row]) {
        self.paragraph(&words(caption));
        self.close(|lines| {
            for row in head.iter().chain(rows) {
                let cells: Vec<String> = row.cells.iter().map(|cell| flat(&cell.blocks)).collect();
                lines.paragraph(&cells.join("\t"));
            }
        });
    }

    fn definitions(&mut self, items: &[Definition]) {
        for item in items {
            for term in &item.terms {
                self.paragraph(&words(term));
            }
            for definition in &item.definitions {
                self.indented("    ", |lines| lines.blocks(definition));
            }
        }
    }

    fn footnotes(&mut self, notes: &[Footnote]) {
        for note in notes {
            let is_shown = |c: &char| !c.is_whitespace() && is_visible(*c);
            let label: String = note.label.chars().filter(is_shown).collect();
            self.item(&format!("[{label}] "), |lines| {
                lines.blocks(&note.blocks);
            });
        }
    }
}

/// Blocks on one line.
fn flat(blocks: &[Block]) -> String {
    let mut lines = Lines::default();
    lines.blocks(blocks);
    lines
        .finish()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Running text, in which a line break is one.
fn words(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_words(inlines, &mut out);
    out
}

fn push_words(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text } | Inline::Code { text } => out.push_str(text),
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Strike { content }
            | Inline::Subscript { content }
            | Inline::Superscript { content }
            | Inline::Link { content, .. } => push_words(content, out),
            Inline::LineBreak => out.push('\n'),
            Inline::FootnoteReference { label } => {
                out.push('[');
                out.push_str(label);
                out.push(']');
            }
            Inline::Image(_) => {}
        }
    }
}
