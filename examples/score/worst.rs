//! The worst pages of a set, and what is wrong with them.

use std::io::{self, Write};

use super::measure::{Measured, Outcome};

/// How many of a page's reasons are told.
const REASONS: usize = 7;

/// Writes the `count` worst pages of a set, by the mean of all that was asked of them.
pub(crate) fn write(set: &Measured, count: usize, out: &mut dyn Write) -> io::Result<()> {
    if count == 0 {
        return Ok(());
    }
    let mut pages: Vec<&Outcome> = set.pages.iter().collect();
    pages.sort_by(|a, b| a.marks.mean().total_cmp(&b.marks.mean()));
    writeln!(out, "worst pages of {}, {}", set.set, set.program)?;
    for page in pages.into_iter().take(count) {
        let reasons = &page.reasons[..page.reasons.len().min(REASONS)];
        writeln!(
            out,
            "  {:.3} {} ({}): {}",
            page.marks.mean(),
            page.name,
            page.kind,
            reasons.join("; ")
        )?;
    }
    writeln!(out)
}
