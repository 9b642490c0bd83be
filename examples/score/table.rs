//! The table of a set: a row for each platform, and one for all of them.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::measure::marks::{Field, Marks};
use super::measure::{Measured, Outcome};

/// The last row's name.
pub(crate) const TOTAL: &str = "TOTAL";

/// The pages of each platform, and all of them behind the others.
pub(crate) fn rows(set: &Measured) -> Vec<(&str, Vec<&Outcome>)> {
    let mut kinds: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for page in &set.pages {
        kinds.entry(&page.kind).or_default().push(page);
    }
    kinds
        .into_iter()
        .chain([(TOTAL, set.pages.iter().collect())])
        .collect()
}

/// The marks of some pages together.
pub(crate) fn sum(pages: &[&Outcome]) -> Marks {
    Marks::sum(pages.iter().map(|page| &page.marks))
}

/// Writes the table of a set. Only the last column is not the same on every run.
pub(crate) fn write(set: &Measured, out: &mut dyn Write) -> io::Result<()> {
    let rows = rows(set);
    let (_, all) = rows.last().expect("the last row is that of all pages");
    let total = sum(all);
    let fields: Vec<_> = Field::ALL
        .into_iter()
        .filter(|(field, _)| total.ratio(*field).is_some())
        .collect();
    let mut cells = vec![heading(&set.set, &fields)];
    cells.extend(rows.iter().map(|(kind, pages)| row(kind, pages, &fields)));
    write_aligned(&cells, out)?;
    writeln!(out)
}

fn heading(set: &str, fields: &[(Field, &str)]) -> Vec<String> {
    let mut cells = vec![set.to_owned(), "pages".to_owned()];
    cells.extend(fields.iter().map(|(_, heading)| (*heading).to_owned()));
    cells.extend(["drop", "guess", "repair", "miss", "ms"].map(str::to_owned));
    cells
}

fn row(kind: &str, pages: &[&Outcome], fields: &[(Field, &str)]) -> Vec<String> {
    let marks = sum(pages);
    let mut cells = vec![kind.to_owned(), pages.len().to_string()];
    cells.extend(fields.iter().map(|(field, _)| figure(marks.ratio(*field))));
    // The fifth kind, which source a value came from, is no loss.
    let notes = |place: usize| pages.iter().map(|page| page.notes.0[place]).sum::<usize>();
    cells.extend((0..4).map(|place| notes(place).to_string()));
    cells.push(format!("{:.2}", percentile(pages, 50)));
    cells
}

/// A ratio with three places.
pub(crate) fn figure(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.3}"))
}

/// The milliseconds that so many of a hundred pages do not exceed.
pub(crate) fn percentile(pages: &[&Outcome], percent: usize) -> f64 {
    let mut times: Vec<f64> = pages.iter().map(|page| page.ms).collect();
    times.sort_by(f64::total_cmp);
    times[times.len() * percent / 100]
}

/// Writes cells below each other: the first column to the left, the others to the right.
pub(crate) fn write_aligned(rows: &[Vec<String>], out: &mut dyn Write) -> io::Result<()> {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in rows {
        write!(out, "{:<1$}", row[0], widths[0])?;
        for (cell, width) in row.iter().zip(&widths).skip(1) {
            write!(out, "  {cell:>width$}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}
