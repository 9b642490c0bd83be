//! Blocks under construction: one frame for each open container.

use crate::document::{
    Alignment, Block, Cell, Definition, EmbedKind, Footnote, Inline, ListItem, Row,
};
use crate::read::blocks::line::join;

/// What a frame becomes when it closes.
#[derive(Debug)]
pub(super) enum Kind {
    /// The whole.
    Root,
    Quote {
        cite: Option<String>,
    },
    /// `implied`: made for an item that had no list around it.
    List {
        start: Option<u32>,
        loose: bool,
        items: Vec<ListItem>,
        implied: bool,
    },
    Item {
        checked: Option<bool>,
        loose: bool,
    },
    /// `keep`: the element is empty and stays.
    Heading {
        level: u8,
        id: Option<String>,
        keep: bool,
    },
    Figure {
        caption: Vec<Inline>,
    },
    Table {
        caption: Vec<Inline>,
        head: Vec<Row>,
        rows: Vec<Row>,
        columns: Vec<Alignment>,
        in_head: bool,
    },
    Row {
        cells: Vec<Cell>,
        alignments: Vec<Alignment>,
    },
    Cell {
        header: bool,
        colspan: u16,
        rowspan: u16,
        alignment: Alignment,
    },
    Definitions {
        items: Vec<Definition>,
    },
    Description,
    Post {
        url: Option<String>,
    },
    Note {
        label: String,
    },
}

/// An open container and what it holds so far.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) blocks: Vec<Block>,
    /// The last block is an implied list, which a further item continues.
    pub(super) implied_tail: bool,
}

impl Frame {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            blocks: Vec::new(),
            implied_tail: false,
        }
    }

    /// Levels of JSON that the frame stands for.
    pub(super) fn cost(&self) -> usize {
        match &self.kind {
            Kind::Quote { .. } | Kind::Post { .. } => 2,
            // With its items, rows, cells, definitions.
            Kind::List { .. } | Kind::Note { .. } => 4,
            Kind::Definitions { .. } => 5,
            Kind::Table { .. } => 6,
            Kind::Root
            | Kind::Figure { .. }
            | Kind::Heading { .. }
            | Kind::Item { .. }
            | Kind::Row { .. }
            | Kind::Cell { .. }
            | Kind::Description => 0,
        }
    }

    /// Adds a block. What stands in a list outside of its items belongs to the item before it.
    pub(super) fn push(&mut self, block: Block) {
        self.implied_tail = false;
        match &mut self.kind {
            Kind::List { items, .. } => {
                if items.is_empty() {
                    items.push(ListItem::default());
                }
                if let Some(item) = items.last_mut() {
                    item.blocks.push(block);
                }
            }
            Kind::Definitions { items } => describe(items, vec![block]),
            Kind::Root
            | Kind::Quote { .. }
            | Kind::Item { .. }
            | Kind::Heading { .. }
            | Kind::Figure { .. }
            | Kind::Table { .. }
            | Kind::Row { .. }
            | Kind::Cell { .. }
            | Kind::Description
            | Kind::Post { .. }
            | Kind::Note { .. } => self.blocks.push(block),
        }
    }

    /// Takes a finished frame in.
    pub(super) fn take(&mut self, frame: Frame) {
        let Frame { kind, blocks, .. } = frame;
        match kind {
            Kind::Root => self.push_all(blocks),
            Kind::Quote { cite } => self.push(Block::Quote { cite, blocks }),
            Kind::Item { checked, loose } => self.take_item(ListItem { checked, blocks }, loose),
            Kind::List {
                start,
                loose,
                items,
                implied,
            } => {
                self.take_list(start, loose, items, implied);
                self.push_all(blocks);
            }
            Kind::Heading { level, id, keep } => {
                self.push_all(headings(level, id, keep, blocks));
            }
            Kind::Figure { caption } => self.push_all(captioned(blocks, caption)),
            Kind::Table { .. } => self.take_table(kind, blocks),
            Kind::Row { cells, alignments } => self.take_row(Row { cells }, &alignments, blocks),
            Kind::Cell {
                header,
                colspan,
                rowspan,
                alignment,
            } => self.take_cell(
                Cell {
                    header,
                    colspan,
                    rowspan,
                    blocks,
                },
                alignment,
            ),
            Kind::Definitions { items } => self.take_definitions(items, blocks),
            Kind::Description => self.take_description(blocks),
            Kind::Post { url } => self.take_post(url, blocks),
            Kind::Note { label } => self.take_note(Footnote { label, blocks }),
        }
    }

    fn push_all(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            self.push(block);
        }
    }

    fn take_item(&mut self, item: ListItem, loose_item: bool) {
        if let Kind::List { items, loose, .. } = &mut self.kind {
            *loose |= loose_item;
            items.push(item);
        } else {
            self.push_all(item.blocks);
        }
    }

    fn take_list(&mut self, start: Option<u32>, loose: bool, items: Vec<ListItem>, implied: bool) {
        if items.is_empty() {
            return;
        }
        if implied
            && self.implied_tail
            && let Some(Block::List {
                items: before,
                tight,
                start: number,
            }) = self.blocks.last_mut()
            && number.is_some() == start.is_some()
        {
            *tight &= !loose;
            before.extend(items);
            return;
        }
        self.push(Block::List {
            start,
            tight: !loose,
            items,
        });
        self.implied_tail = implied;
    }

    fn take_table(&mut self, kind: Kind, stray: Vec<Block>) {
        self.push_all(stray);
        if let Kind::Table {
            caption,
            columns,
            mut head,
            mut rows,
            ..
        } = kind
        {
            if head.is_empty() {
                let is_head = |row: &Row| row.cells.iter().all(|cell| cell.header);
                let count = rows.iter().take_while(|row| is_head(row)).count();
                // A table of heading cells only is a table of data with bold cells.
                if count < rows.len() || count == 1 {
                    head = rows.drain(..count).collect();
                }
            }
            if !head.is_empty() || !rows.is_empty() {
                self.push(Block::Table {
                    caption,
                    columns,
                    head,
                    rows,
                });
            }
        }
    }

    fn take_row(&mut self, row: Row, alignments: &[Alignment], stray: Vec<Block>) {
        self.push_all(stray);
        if row.cells.is_empty() {
            return;
        }
        if let Kind::Table {
            head,
            rows,
            columns,
            in_head,
            ..
        } = &mut self.kind
        {
            align(columns, alignments);
            if *in_head { head } else { rows }.push(row);
        }
    }

    fn take_cell(&mut self, cell: Cell, alignment: Alignment) {
        if let Kind::Row { cells, alignments } = &mut self.kind {
            alignments.extend(std::iter::repeat_n(alignment, usize::from(cell.colspan)));
            cells.push(cell);
        } else {
            self.push_all(cell.blocks);
        }
    }

    /// Lists of definitions without a term are indents: only their content is kept.
    fn take_definitions(&mut self, items: Vec<Definition>, notes: Vec<Block>) {
        if items.iter().all(|item| item.terms.is_empty()) {
            let inner = items.into_iter().flat_map(|item| item.definitions);
            self.push_all(inner.flatten().collect());
        } else {
            self.push(Block::DefinitionList { items });
        }
        // Behind what refers to them.
        self.push_all(notes);
    }

    fn take_description(&mut self, blocks: Vec<Block>) {
        if let Kind::Definitions { items } = &mut self.kind {
            if items.is_empty() {
                items.push(Definition::default());
            }
            if let Some(item) = items.last_mut() {
                item.definitions.push(blocks);
            }
        } else {
            self.push_all(blocks);
        }
    }

    /// A term. After a definition it begins the next entry.
    pub(super) fn term(&mut self, content: Vec<Inline>) {
        if let Kind::Definitions { items } = &mut self.kind {
            if items.last().is_none_or(|item| !item.definitions.is_empty()) {
                items.push(Definition::default());
            }
            if let Some(item) = items.last_mut() {
                item.terms.push(content);
            }
        } else {
            self.push(Block::Paragraph { content });
        }
    }

    /// A caption: the figure's, the table's, or else a paragraph.
    pub(super) fn caption(&mut self, mut content: Vec<Inline>) {
        match &mut self.kind {
            Kind::Figure { caption } | Kind::Table { caption, .. } => {
                if !caption.is_empty() {
                    caption.push(Inline::LineBreak);
                }
                caption.append(&mut content);
            }
            Kind::Root
            | Kind::Quote { .. }
            | Kind::List { .. }
            | Kind::Item { .. }
            | Kind::Heading { .. }
            | Kind::Row { .. }
            | Kind::Cell { .. }
            | Kind::Definitions { .. }
            | Kind::Description
            | Kind::Post { .. }
            | Kind::Note { .. } => self.push(Block::Paragraph { content }),
        }
    }

    /// A network's post with its address; without one it is a quote like any other.
    fn take_post(&mut self, url: Option<String>, blocks: Vec<Block>) {
        match url {
            Some(url) => self.push(Block::Embed {
                kind: EmbedKind::Post,
                url,
                title: None,
                blocks,
            }),
            None if blocks.is_empty() => {}
            None => self.push(Block::Quote { cite: None, blocks }),
        }
    }

    /// Takes a footnote in; footnotes side by side are one block.
    pub(super) fn take_note(&mut self, note: Footnote) {
        if let Some(Block::Footnotes { notes }) = self.blocks.last_mut() {
            notes.push(note);
        } else {
            // Beside the items of a list, not in one.
            self.blocks.push(Block::Footnotes { notes: vec![note] });
        }
    }
}

/// Adds a definition to the last entry.
fn describe(items: &mut Vec<Definition>, mut blocks: Vec<Block>) {
    if items.is_empty() {
        items.push(Definition::default());
    }
    if let Some(item) = items.last_mut() {
        match item.definitions.last_mut() {
            Some(last) => last.append(&mut blocks),
            None => item.definitions.push(blocks),
        }
    }
}

/// A table is as wide as its widest row; the first row that aligns a column decides.
fn align(columns: &mut Vec<Alignment>, row: &[Alignment]) {
    if columns.len() < row.len() {
        columns.resize(row.len(), Alignment::None);
    }
    for (column, cell) in columns.iter_mut().zip(row) {
        if *column == Alignment::None {
            *column = *cell;
        }
    }
}

/// What stood in a heading element: its lines are one heading; pictures alone and blocks that a
/// heading cannot hold stand beside it.
fn headings(level: u8, id: Option<String>, keep: bool, blocks: Vec<Block>) -> Vec<Block> {
    let mut id = id;
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        match (out.last_mut(), block) {
            (Some(Block::Heading { content: lines, .. }), Block::Paragraph { content })
                if has_words(&content) =>
            {
                lines.push(Inline::LineBreak);
                join(lines, content);
            }
            (_, Block::Paragraph { content }) if has_words(&content) => out.push(Block::Heading {
                level,
                id: id.take(),
                content,
            }),
            (_, block) => out.push(block),
        }
    }
    if out.is_empty() && keep {
        let content = Vec::new();
        out.push(Block::Heading { level, id, content });
    }
    out
}

/// Whether anything but pictures is in it.
fn has_words(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text { .. } | Inline::Code { .. } | Inline::FootnoteReference { .. } => true,
        Inline::Image(_) | Inline::LineBreak => false,
        Inline::Emphasis { content }
        | Inline::Strong { content }
        | Inline::Strike { content }
        | Inline::Subscript { content }
        | Inline::Superscript { content }
        | Inline::Link { content, .. } => has_words(content),
    })
}

/// The caption goes to the one picture or table that has none yet. Where several could be meant
/// it stays a paragraph of its own.
fn captioned(mut blocks: Vec<Block>, caption: Vec<Inline>) -> Vec<Block> {
    if caption.is_empty() {
        return blocks;
    }
    let mut places = blocks.iter_mut().filter_map(caption_of);
    let first = places.next();
    let several = places.next().is_some();
    drop(places);
    match first {
        Some(place) if !several && place.is_empty() => *place = caption,
        Some(_) | None => blocks.push(Block::Paragraph { content: caption }),
    }
    blocks
}

fn caption_of(block: &mut Block) -> Option<&mut Vec<Inline>> {
    match block {
        Block::Figure { caption, .. } | Block::Table { caption, .. } => Some(caption),
        Block::Paragraph { .. }
        | Block::Heading { .. }
        | Block::List { .. }
        | Block::Quote { .. }
        | Block::Code { .. }
        | Block::Embed { .. }
        | Block::Rule
        | Block::DefinitionList { .. }
        | Block::Footnotes { .. }
        | Block::Raw { .. } => None,
    }
}
