//! Compares with an earlier run, platform by platform: a rule that helps one blog and hurts
//! another's platform was made for a page and not for its kind.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::measure::marks::{Field, Marks};
use super::measure::{Measured, Outcome};
use super::table::{rows, sum, write_aligned};

/// Less than the table shows is no difference.
const LEAST: f64 = 0.0005;

/// Writes what changed since the earlier run; false where a platform or the total fell.
pub(crate) fn write(
    earlier: &[Measured],
    now: &[Measured],
    out: &mut dyn Write,
) -> io::Result<bool> {
    let mut fell = false;
    for set in now {
        if let Some(before) = earlier.iter().find(|before| before.set == set.set) {
            fell |= write_set(before, set, out)?;
        } else {
            writeln!(out, "{}: not in the earlier run", set.set)?;
        }
    }
    Ok(!fell)
}

/// Writes the table of one set; true where something fell.
fn write_set(before: &Measured, now: &Measured, out: &mut dyn Write) -> io::Result<bool> {
    let earlier: BTreeMap<&str, Marks> = marks(before);
    let mut cells = vec![heading(&now.set)];
    let mut falls = Vec::new();
    for (kind, pages) in rows(now) {
        let Some(before) = earlier.get(kind) else {
            continue;
        };
        let (row, fell) = compare(kind, before, &sum(&pages));
        falls.extend(fell.into_iter().map(|field| (kind, field)));
        if row.iter().skip(1).any(|cell| cell != ".") {
            cells.push(row);
        }
    }
    if cells.len() == 1 {
        writeln!(out, "{}: the same as in the earlier run", now.set)?;
    } else {
        write_aligned(&cells, out)?;
    }
    for (kind, field) in &falls {
        writeln!(out, "fell: {} {kind} {field:?}", now.set)?;
    }
    write_pages(before, now, out)?;
    writeln!(out)?;
    Ok(!falls.is_empty())
}

fn marks(set: &Measured) -> BTreeMap<&str, Marks> {
    let rows = rows(set).into_iter();
    rows.map(|(kind, pages)| (kind, sum(&pages))).collect()
}

fn heading(set: &str) -> Vec<String> {
    let fields = Field::ALL.iter().map(|(_, heading)| *heading);
    let cells = std::iter::once(set).chain(fields);
    cells.map(str::to_owned).collect()
}

/// The row of a platform, and the goals in which it fell.
fn compare(kind: &str, before: &Marks, now: &Marks) -> (Vec<String>, Vec<Field>) {
    let mut cells = vec![kind.to_owned()];
    let mut fell = Vec::new();
    for (field, _) in Field::ALL {
        let change = change(field, before, now);
        cells.push(change.map_or_else(|| ".".to_owned(), |change| format!("{change:+.3}")));
        if field.is_goal() && change.is_some_and(|change| change < 0.0) {
            fell.push(field);
        }
    }
    (cells, fell)
}

/// How much a field rose or fell, where it can be seen. What is no longer answered fell to
/// nothing; what was not asked before did not change.
fn change(field: Field, before: &Marks, now: &Marks) -> Option<f64> {
    let change = now.ratio(field).unwrap_or_default() - before.ratio(field)?;
    (change.abs() >= LEAST).then_some(change)
}

/// Names the pages that are worse than they were.
fn write_pages(before: &Measured, now: &Measured, out: &mut dyn Write) -> io::Result<()> {
    let pages = before.pages.iter().map(|page| (page.name.as_str(), page));
    let earlier: BTreeMap<&str, &Outcome> = pages.collect();
    for page in &now.pages {
        let Some(before) = earlier.get(page.name.as_str()) else {
            continue;
        };
        let (_, fell) = compare("", &before.marks, &page.marks);
        if !fell.is_empty() {
            let reasons = page.reasons.join("; ");
            writeln!(
                out,
                "  worse {fell:?}: {} ({}) {reasons}",
                page.name, page.kind
            )?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::measure::marks::{Field, Marks};
    use super::super::measure::{Measured, Outcome};
    use super::write;

    fn set(pages: &[(&str, bool)]) -> Vec<Measured> {
        let page = |(kind, is_right): &(&str, bool)| {
            let mut marks = Marks::default();
            marks.add_answer(Field::Title, *is_right);
            Outcome {
                name: (*kind).to_owned(),
                kind: (*kind).to_owned(),
                marks,
                ..Outcome::default()
            }
        };
        vec![Measured {
            program: String::new(),
            set: "set".to_owned(),
            pages: pages.iter().map(page).collect(),
        }]
    }

    fn compared(before: &[(&str, bool)], now: &[(&str, bool)]) -> (bool, String) {
        let mut out = Vec::new();
        let is_good = write(&set(before), &set(now), &mut out).expect("memory takes it");
        (is_good, String::from_utf8(out).expect("it is text"))
    }

    #[test]
    fn a_platform_that_fell_is_named_even_where_the_total_stayed() {
        let (is_good, told) = compared(&[("a", true), ("b", false)], &[("a", false), ("b", true)]);
        assert!(!is_good);
        assert!(told.contains("fell: set a Title"), "{told}");
        assert!(!told.contains("fell: set b"), "{told}");
        assert!(!told.contains("fell: set TOTAL"), "{told}");
        assert!(told.contains("worse [Title]: a (a)"), "{told}");
    }

    #[test]
    fn a_rise_is_no_fall() {
        let (is_good, told) = compared(&[("a", false)], &[("a", true)]);
        assert!(is_good);
        assert!(told.contains("+1.000"), "{told}");
    }

    #[test]
    fn what_is_the_same_is_said_to_be() {
        let (is_good, told) = compared(&[("a", true)], &[("a", true)]);
        assert!(is_good);
        assert!(
            told.starts_with("set: the same as in the earlier run"),
            "{told}"
        );
    }
}
