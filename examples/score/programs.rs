//! Programs beside each other: a line for each set and program.

use std::io::{self, Write};

use super::measure::marks::Field;
use super::measure::{Measured, Outcome};
use super::table::{figure, percentile, sum, write_aligned};

/// Writes the table. Where comments have no parent, a program that knows of no parents is right by
/// chance, and so the parents of replies alone are told, too.
pub(crate) fn write(measured: &[Measured], out: &mut dyn Write) -> io::Result<()> {
    let fields: Vec<_> = Field::ALL
        .into_iter()
        .filter(|(field, _)| field.is_goal() || *field == Field::CommentReply)
        .collect();
    let mut cells = vec![vec!["set and program".to_owned(), "pages".to_owned()]];
    cells[0].extend(fields.iter().map(|(_, heading)| (*heading).to_owned()));
    cells[0].extend(["failed", "ms", "p99 ms"].map(str::to_owned));
    cells.extend(measured.iter().map(|run| row(run, &fields)));
    write_aligned(&cells, out)?;
    writeln!(out)
}

fn row(run: &Measured, fields: &[(Field, &str)]) -> Vec<String> {
    let pages: Vec<&Outcome> = run.pages.iter().collect();
    let marks = sum(&pages);
    let failed = pages.iter().filter(|page| page.failed).count();
    let name = format!("{} {}", run.set, run.program);
    let mut cells = vec![name, pages.len().to_string()];
    cells.extend(fields.iter().map(|(field, _)| figure(marks.ratio(*field))));
    cells.push(failed.to_string());
    cells.extend([50, 99].map(|percent| format!("{:.2}", percentile(&pages, percent))));
    cells
}
