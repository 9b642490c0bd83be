//! The counts of a run: a few large numbers, and a table of all inputs by what became of them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Told, foreign};
use crate::migrate::check::Fault;
use crate::migrate::ledger::Outcome;

/// The outcomes, in the order of the columns.
const OUTCOMES: &[&str] = &["written", "merged", "skipped", "failed"];

/// Appends the numbers that matter most.
pub(super) fn push(out: &mut String, told: &Told<'_>) {
    let (summary, checked) = (told.summary, told.checked);
    let comments = summary.comments;
    let files = summary.of("image", Outcome::Written);
    let numbers = [
        ("posts", summary.of("post", Outcome::Written)),
        ("pages", summary.of("page", Outcome::Written)),
        ("drafts among them", summary.drafts),
        (
            "posts of which only comments are there",
            summary.of("stand-in", Outcome::Written),
        ),
        ("comments claimed", comments.declared),
        ("comments found", comments.found),
        ("comments written", comments.written),
        ("pictures in posts", summary.images),
        ("addresses of files that were taken", files),
        ("addresses of pictures on the web", checked.shown.count),
        ("links", summary.links),
        ("links to the old blog", checked.own_links),
        (
            "links to posts that are not here",
            checked.of(Fault::NoPost),
        ),
        ("files of the site", checked.files),
        ("failures", summary.failed()),
    ];
    out.push_str("<dl class=\"counts\">\n");
    for (what, count) in numbers {
        let _ = writeln!(out, "<div><dt>{what}</dt><dd>{count}</dd></div>");
    }
    out.push_str("</dl>\n");
}

/// Appends the table of inputs and entries by kind and outcome.
pub(super) fn push_table(out: &mut String, told: &Told<'_>) {
    let by_kind = &told.summary.by_kind;
    let kinds: BTreeSet<&str> = by_kind.keys().map(|(kind, _)| kind.as_str()).collect();
    out.push_str(
        "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"inputs and entries by \
         outcome\">\n<table>\n<caption>Inputs and entries by what became of them</caption>\n<thead>\
         <tr><th scope=\"col\">kind</th>",
    );
    for outcome in OUTCOMES {
        let _ = write!(out, "<th scope=\"col\">{outcome}</th>");
    }
    out.push_str("<th scope=\"col\">all</th></tr></thead>\n<tbody>\n");
    for kind in kinds {
        out.push_str("<tr><th scope=\"row\">");
        foreign::push(out, kind);
        out.push_str("</th>");
        let mut all = 0;
        for outcome in OUTCOMES {
            let count = by_kind
                .get(&(kind.to_owned(), *outcome))
                .copied()
                .unwrap_or(0);
            all += count;
            let _ = write!(out, "<td>{count}</td>");
        }
        let _ = writeln!(out, "<td>{all}</td></tr>");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    out.push_str("<p class=\"more\">This page is a file of the site too and is not counted.</p>\n");
}
