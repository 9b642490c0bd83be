//! Tables.

use crate::document::{Alignment, Block, Cell, Inline, Row};

use super::Writer;
use super::inline::are_blank;

impl Writer<'_> {
    pub(super) fn table(
        &mut self,
        caption: &[Inline],
        columns: &[Alignment],
        head: &[Row],
        rows: &[Row],
    ) {
        if head.iter().chain(rows).all(|row| row.cells.is_empty()) {
            return self.paragraph(caption);
        }
        self.out.push_str("<table class=\"repost-table\">\n");
        if !are_blank(caption) {
            self.element("caption", |w| w.inlines(caption));
            self.out.push('\n');
        }
        self.rows("thead", columns, head);
        self.rows("tbody", columns, rows);
        self.out.push_str("</table>\n");
    }

    fn rows(&mut self, group: &str, columns: &[Alignment], rows: &[Row]) {
        if rows.is_empty() {
            return;
        }
        self.element(group, |w| {
            w.out.push('\n');
            let mut grid = Grid::new(columns);
            for row in rows {
                w.element("tr", |w| w.row(&mut grid, row));
                w.out.push('\n');
            }
        });
        self.out.push('\n');
    }

    fn row(&mut self, grid: &mut Grid, row: &Row) {
        grid.next_row();
        for cell in &row.cells {
            let alignment = grid.place(cell);
            self.cell(cell, alignment);
        }
    }

    fn cell(&mut self, cell: &Cell, alignment: Alignment) {
        let name = if cell.header { "th" } else { "td" };
        self.out.push('<');
        self.out.push_str(name);
        // The widest and highest that HTML knows.
        self.span("colspan", cell.colspan.min(1000));
        self.span("rowspan", cell.rowspan.min(65534));
        if let Some(word) = alignment_word(alignment) {
            self.attribute("style", &format!("text-align: {word}"));
        }
        self.out.push('>');
        let outer = self.in_header_cell;
        self.in_header_cell |= cell.header;
        self.cell_blocks(&cell.blocks);
        self.in_header_cell = outer;
        self.end(name);
    }

    fn span(&mut self, name: &str, cells: u16) {
        if cells > 1 {
            self.attribute(name, &cells.to_string());
        }
    }

    /// One paragraph needs no element of its own.
    fn cell_blocks(&mut self, blocks: &[Block]) {
        if let [Block::Paragraph { content }] = blocks {
            self.inlines(content);
        } else if !blocks.is_empty() {
            self.out.push('\n');
            self.blocks(blocks);
        }
    }
}

fn alignment_word(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::None => None,
        Alignment::Left => Some("left"),
        Alignment::Center => Some("center"),
        Alignment::Right => Some("right"),
    }
}

/// Which column a cell stands in, where cells of earlier rows reach down.
struct Grid<'a> {
    columns: &'a [Alignment],
    /// For each column, how many more rows are covered from above.
    covered: Vec<u16>,
    next: usize,
}

impl<'a> Grid<'a> {
    fn new(columns: &'a [Alignment]) -> Self {
        Self {
            columns,
            covered: vec![0; columns.len()],
            next: columns.len(),
        }
    }

    fn next_row(&mut self) {
        for left in &mut self.covered[self.next.min(self.columns.len())..] {
            *left = left.saturating_sub(1);
        }
        self.next = 0;
    }

    /// Puts a cell into the next free column and tells how it is set.
    fn place(&mut self, cell: &Cell) -> Alignment {
        self.skip_covered();
        let first = self.next;
        for left in self
            .covered
            .iter_mut()
            .skip(first)
            .take(usize::from(cell.colspan.max(1)))
        {
            *left = cell.rowspan.saturating_sub(1);
        }
        self.next = first + usize::from(cell.colspan.max(1));
        self.columns.get(first).copied().unwrap_or_default()
    }

    /// Passes the columns that a cell from above stands in; each is a row nearer to its end.
    fn skip_covered(&mut self) {
        while let Some(left) = self.covered.get_mut(self.next).filter(|left| **left > 0) {
            *left -= 1;
            self.next += 1;
        }
    }
}
