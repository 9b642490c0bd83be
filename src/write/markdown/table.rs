//! Tables: GFM's where every cell is one line, else HTML around Markdown.

use std::fmt::Write as _;

use crate::document::{Alignment, Block, Cell, Inline, Row};
use crate::write::markdown::block::Writer;
use crate::write::markdown::inline::Context;

/// The widest span that is laid out.
const MAX_SPAN: u16 = 64;

impl<'a> Writer<'a> {
    /// A table, after its caption in italics.
    pub(super) fn table(
        &mut self,
        caption: &[Inline],
        columns: &[Alignment],
        head: &'a [Row],
        rows: &'a [Row],
    ) {
        let start = self.out.len();
        if !caption.is_empty() {
            let content = caption.to_vec();
            self.paragraph(&[Inline::Emphasis { content }]);
        }
        if head.iter().chain(rows).all(|row| row.cells.is_empty()) {
            return;
        }
        if self.out.len() > start {
            self.next_line(true);
        }
        if head
            .iter()
            .chain(rows)
            .flat_map(|row| &row.cells)
            .all(is_line)
        {
            self.grid(columns, head, rows);
        } else {
            self.elements(head, rows);
        }
    }

    /// GFM. Without a heading row an empty one stands in its place; a second one is a row.
    fn grid(&mut self, columns: &[Alignment], head: &'a [Row], rows: &'a [Row]) {
        let mut layout = Layout::default();
        let first = head.first();
        let others = head.iter().skip(1).chain(rows);
        let lines: Vec<Vec<Option<&Cell>>> = first
            .into_iter()
            .chain(others)
            .map(|row| layout.row(row))
            .collect();
        let width = lines
            .iter()
            .map(Vec::len)
            .max()
            .unwrap_or(0)
            .max(columns.len())
            .max(1);
        let (top, body) = match first {
            Some(_) => lines
                .split_first()
                .map_or((&[][..], &[][..]), |(top, body)| (top.as_slice(), body)),
            None => (&[][..], lines.as_slice()),
        };
        self.grid_line(top, width);
        self.next_line(false);
        for at in 0..width {
            self.out
                .push_str(match columns.get(at).copied().unwrap_or_default() {
                    Alignment::None => "| --- ",
                    Alignment::Left => "| :-- ",
                    Alignment::Center => "| :-: ",
                    Alignment::Right => "| --: ",
                });
        }
        self.out.push('|');
        for line in body {
            self.next_line(false);
            // Missing cells at the end are empty; one is needed for the line to be a row.
            self.grid_line(line, 1);
        }
    }

    fn grid_line(&mut self, cells: &[Option<&'a Cell>], least: usize) {
        for at in 0..cells.len().max(least) {
            self.out.push_str("| ");
            if let Some(cell) = cells.get(at).copied().flatten() {
                let start = self.out.len();
                for block in &cell.blocks {
                    if let Block::Paragraph { content } = block {
                        self.line(content, Context::Cell);
                    }
                }
                if self.out.len() > start {
                    self.out.push(' ');
                }
            }
        }
        self.out.push('|');
    }

    /// HTML. The tags are blocks of their own, so that what is in the cells stays Markdown, also
    /// where a generator leaves the tags out.
    fn elements(&mut self, head: &'a [Row], rows: &'a [Row]) {
        self.out.push_str("<table>");
        for row in head.iter().chain(rows) {
            self.next_line(false);
            self.out.push_str("<tr>");
            for cell in &row.cells {
                self.next_line(false);
                self.cell(cell);
            }
            self.next_line(false);
            self.out.push_str("</tr>");
        }
        self.next_line(false);
        self.out.push_str("</table>");
    }

    fn cell(&mut self, cell: &'a Cell) {
        let name = if cell.header { "th" } else { "td" };
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, span) in [("colspan", cell.colspan), ("rowspan", cell.rowspan)] {
            if span > 1 {
                let span = span.min(MAX_SPAN);
                let _ = write!(self.out, " {attribute}=\"{span}\"");
            }
        }
        self.out.push('>');
        self.apart(|writer| writer.blocks(&cell.blocks));
        self.next_line(true);
        let _ = write!(self.out, "</{name}>");
    }
}

/// Whether a cell fits on a line.
fn is_line(cell: &Cell) -> bool {
    matches!(cell.blocks.as_slice(), [] | [Block::Paragraph { .. }])
}

/// Where cells stand when spans are laid out: columns that a cell above still covers.
#[derive(Debug, Default)]
struct Layout {
    covered: Vec<u16>,
}

impl Layout {
    /// The cells of a row by column; what a span covers is empty.
    fn row<'c>(&mut self, row: &'c Row) -> Vec<Option<&'c Cell>> {
        let mut line = Vec::new();
        for cell in &row.cells {
            self.skip_covered(&mut line);
            for column in 0..cell.colspan.clamp(1, MAX_SPAN) {
                line.push((column == 0).then_some(cell));
                self.cover(line.len(), cell.rowspan.clamp(1, MAX_SPAN));
            }
        }
        self.skip_covered(&mut line);
        line
    }

    fn skip_covered(&mut self, line: &mut Vec<Option<&Cell>>) {
        while let Some(covered) = self.covered.get_mut(line.len()).filter(|rows| **rows > 0) {
            *covered -= 1;
            line.push(None);
        }
    }

    /// Marks the column before `end` as covered for the rows after this one.
    fn cover(&mut self, end: usize, rows: u16) {
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        self.covered[end - 1] = rows - 1;
    }
}
