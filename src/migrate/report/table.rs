//! Tables of single things: what, why, from where, to where.

use std::fmt::Write as _;

use super::collect::{Row, Rows, is_own};
use super::foreign;
use super::place::{self, Places};
use crate::migrate::check::{Fault, Finding};
use crate::migrate::ledger;

/// What a table is called, and where the rest of it is.
pub(super) struct Frame {
    pub(super) caption: &'static str,
    pub(super) why: &'static str,
    /// The file with what is not shown.
    pub(super) rest: &'static str,
}

impl Frame {
    /// A table whose rest is in the ledger.
    pub(super) fn ledger(caption: &'static str, why: &'static str) -> Self {
        Self {
            caption,
            why,
            rest: ledger::NAME,
        }
    }
}

/// Appends a table of records.
pub(super) fn push(out: &mut String, frame: &Frame, rows: &Rows, places: &Places<'_>) {
    begin(out, frame);
    for row in &rows.rows {
        out.push_str("<tr><td>");
        push_title(out, row.title.as_deref(), &row.kind);
        out.push_str("</td><td>");
        for reason in &row.reasons {
            out.push_str("<p>");
            foreign::push(out, reason);
            out.push_str("</p>");
        }
        out.push_str("</td><td>");
        push_source(out, row, places);
        out.push_str("</td><td>");
        for output in &row.outputs {
            out.push_str("<p>");
            foreign::push_link(out, places.output(output).as_deref(), output);
            out.push_str("</p>");
        }
        out.push_str("</td></tr>\n");
    }
    end(out, frame, rows.more());
}

/// Appends a table of what the check found; `count` with those that are not shown.
pub(super) fn push_findings(
    out: &mut String,
    frame: &Frame,
    findings: &[Finding],
    count: u64,
    places: &Places<'_>,
) {
    begin(out, frame);
    for finding in findings {
        out.push_str("<tr><td>");
        push_title(out, finding.title.as_deref(), "");
        out.push_str("</td><td>");
        match (&finding.url, finding.fault) {
            (Some(url), _) => foreign::push_link(out, place::old(url).as_deref(), url),
            (None, Fault::ChangedFile) => out.push_str("it was changed"),
            (None, _) => out.push_str("it is not there, or cannot be read"),
        }
        out.push_str("</td><td>");
        push_input(out, &finding.input, finding.entry.as_deref(), places);
        out.push_str("</td><td>");
        if let Some(output) = &finding.output {
            foreign::push_link(out, places.output(output).as_deref(), output);
        }
        out.push_str("</td></tr>\n");
    }
    end(out, frame, count - findings.len() as u64);
}

/// A table wider than a telephone scrolls by itself, with the keyboard too.
fn begin(out: &mut String, frame: &Frame) {
    let Frame { caption, why, .. } = frame;
    let _ = write!(
        out,
        "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{caption}\">\n<table \
         class=\"rows\">\n<caption>{caption}</caption>\n<thead><tr><th scope=\"col\">what</th><th \
         scope=\"col\">{why}</th><th scope=\"col\">from</th><th scope=\"col\">to</th></tr></thead>\n\
         <tbody>\n"
    );
}

fn end(out: &mut String, frame: &Frame, more: u64) {
    out.push_str("</tbody>\n</table>\n</div>\n");
    if more > 0 {
        let rest = frame.rest;
        let _ = writeln!(
            out,
            "<p class=\"more\">and {more} more: see <a href=\"{rest}\">{rest}</a></p>"
        );
    }
}

fn push_title(out: &mut String, title: Option<&str>, kind: &str) {
    if let Some(title) = title {
        foreign::push(out, title);
        out.push(' ');
    }
    if !kind.is_empty() {
        out.push_str("<small>");
        foreign::push(out, kind);
        out.push_str("</small>");
    } else if title.is_none() {
        out.push_str("<small>without a title</small>");
    }
}

fn push_source(out: &mut String, row: &Row, places: &Places<'_>) {
    // The address of an image is its input; a file of the site has none.
    let is_address = row.kind == "image";
    if is_address {
        return foreign::push_link(out, place::old(&row.input).as_deref(), &row.input);
    }
    if is_own(row) {
        out.push_str("the site itself");
    } else {
        push_input(out, &row.input, row.entry.as_deref(), places);
    }
    if let Some(url) = &row.url {
        out.push_str("<p>");
        foreign::push_link(out, place::old(url).as_deref(), url);
        out.push_str("</p>");
    }
}

fn push_input(out: &mut String, input: &str, entry: Option<&str>, places: &Places<'_>) {
    foreign::push_link(out, places.input(input).as_deref(), input);
    if let Some(entry) = entry {
        out.push_str(", entry ");
        foreign::push(out, entry);
    }
}
