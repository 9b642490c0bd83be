//! `report.html`: what came of a run, for people.
//!
//! One page that needs nothing besides itself: no request, no script to be read, no style from
//! elsewhere; its own rules forbid all of them, whatever the words of strangers in it say. It is
//! made from the ledger record by record ([`collect`]), holds of each kind of thing as many rows as
//! a person may read, and tells how many more there are. No time of the run is in it.

use crate::error::Error;
use crate::migrate::check::Checked;
use crate::migrate::ledger::Record;
use crate::migrate::summary::Summary;
use crate::migrate::{Found, Run, finish};

mod chart;
mod collect;
mod counts;
mod foreign;
pub(super) mod months;
mod page;
mod place;
mod table;
#[cfg(test)]
mod tests;

use collect::Collected;
use place::Places;

/// The report's name in the site.
const NAME: &str = "report.html";

/// Everything that a report tells.
struct Told<'a> {
    /// The blog's name.
    title: &'a str,
    /// What the site is made for.
    to: Vec<&'a str>,
    summary: &'a Summary,
    checked: &'a Checked,
    collected: Collected,
    places: Places<'a>,
}

/// Writes the report of a run whose ledger is whole but for the report's own line, which is the
/// answer.
///
/// # Errors
///
/// [`ErrorKind::Io`](crate::ErrorKind::Io).
pub(super) fn write(
    run: &Run<'_>,
    found: &Found,
    summary: &Summary,
    checked: &Checked,
) -> Result<Record, Error> {
    let about = finish::about(run, found);
    let told = Told {
        title: &about.title,
        to: run.options.to.iter().map(|to| to.name).collect(),
        summary,
        checked,
        collected: Collected::of(run.store.site())?,
        places: Places::of(run.store.site(), &found.inventory.files),
    };
    let text = page::page(&told);
    finish::write(run, found, NAME, text.as_bytes())
}
