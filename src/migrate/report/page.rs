//! The page itself: its head, its rules, and its parts in order.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::collect::Rows;
use super::table::{self, Frame};
use super::{Told, chart, counts, foreign};
use crate::migrate::check::{self, Fault};
use crate::migrate::{gather, ledger};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The most servers of pictures that are named.
const MOST_HOSTS: usize = 20;

/// A part of the page; left out where it has nothing to tell.
struct Part {
    id: &'static str,
    heading: &'static str,
    count: fn(&Told<'_>) -> u64,
    push: fn(&mut String, &Told<'_>),
}

const PARTS: &[Part] = &[
    Part {
        id: "failures",
        heading: "Failures",
        count: |told| told.collected.failures.count + told.checked.of(Fault::MissingFile),
        push: failures,
    },
    Part {
        id: "images",
        heading: "Images and files that could not be had",
        count: |told| told.collected.images.count,
        push: images,
    },
    Part {
        id: "changed",
        heading: "Files that somebody changed",
        count: |told| told.checked.of(Fault::ChangedFile),
        push: changed,
    },
    Part {
        id: "comments",
        heading: "Comments claimed and not found",
        count: |told| told.collected.comments.count,
        push: comments,
    },
    Part {
        id: "doubts",
        heading: "Doubts",
        count: |told| told.collected.doubts.count,
        push: doubts,
    },
    Part {
        id: "links",
        heading: "Links that lead nowhere new",
        count: |told| {
            LINKS
                .iter()
                .map(|(fault, ..)| told.checked.of(*fault))
                .sum()
        },
        push: links,
    },
    Part {
        id: "web",
        heading: "Pictures that are still on the web",
        count: |told| told.checked.shown.count,
        push: web,
    },
    Part {
        id: "skipped",
        heading: "Skipped",
        count: |told| told.collected.skipped.values().map(|rows| rows.count).sum(),
        push: skipped,
    },
];

/// Links by what is wrong with them, and what that means.
const LINKS: &[(Fault, &str, &str)] = &[
    (
        Fault::NoPost,
        "Links to posts that are not among the inputs",
        "They lead to the old blog, as before.",
    ),
    (
        Fault::NotBuilt,
        "Links to drafts",
        "The post is here, but no page is built of it. They lead to the old blog, as before.",
    ),
    (
        Fault::NoComment,
        "Links to comments that do not stand below their posts",
        "They lead to the post, and to no place in it.",
    ),
    (
        Fault::OldFile,
        "Links to files of the old blog",
        "The files were not taken. They lead to the old blog, as before.",
    ),
    (
        Fault::OldList,
        "Links to lists of the old blog",
        "Front pages, months, labels and feeds. They lead to the old blog, as before.",
    ),
];

/// The whole page.
pub(super) fn page(told: &Told<'_>) -> String {
    let mut out = String::with_capacity(64 << 10);
    head(&mut out, told);
    out.push_str(
        "<section id=\"counts\" aria-labelledby=\"h-counts\">\n<h2 id=\"h-counts\">Counts</h2>\n",
    );
    counts::push(&mut out, told);
    counts::push_table(&mut out, told);
    out.push_str(
        "</section>\n<section id=\"months\" aria-labelledby=\"h-months\">\n<h2 id=\"h-months\">By \
         month</h2>\n",
    );
    chart::push(&mut out, &told.collected.posts, &told.collected.talk);
    let (posts, comments) = told.collected.undated;
    if posts + comments > 0 {
        let _ = writeln!(
            out,
            "<p class=\"more\">Without a month that is known: {posts} posts, {comments} \
             comments.</p>"
        );
    }
    out.push_str("</section>\n");
    for part in PARTS {
        let count = (part.count)(told);
        if count == 0 {
            continue;
        }
        let Part { id, heading, .. } = part;
        let _ = writeln!(
            out,
            "<section id=\"{id}\" aria-labelledby=\"h-{id}\">\n<h2 id=\"h-{id}\">{heading} \
             <small>({count})</small></h2>"
        );
        (part.push)(&mut out, told);
        out.push_str("</section>\n");
    }
    let _ = write!(
        out,
        "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    );
    out
}

/// Everything up to the first part. Only the page's own style and script are obeyed.
fn head(out: &mut String, told: &Told<'_>) {
    let (style, script) = (digest(STYLE), digest(SCRIPT));
    let mut title = String::new();
    crate::write::escape::xml::push_text(&mut title, &foreign::shown(told.title));
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta \
         http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src \
         'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" \
         content=\"noindex\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>Migration \
         of {title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>Migration of \
         <bdi>{title}</bdi></h1>\n<p>Written for {}. <a href=\"{NAME}\">{NAME}</a> tells of every \
         input and every entry.</p>\n",
        told.to.join(", "),
        NAME = ledger::NAME,
    );
    out.push_str("<nav aria-label=\"parts of the report\">\n<ul>\n");
    out.push_str(
        "<li><a href=\"#counts\">Counts</a></li>\n<li><a href=\"#months\">By month</a></li>\n",
    );
    for part in PARTS {
        let (id, heading, count) = (part.id, part.heading, (part.count)(told));
        if count > 0 {
            let _ = writeln!(out, "<li><a href=\"#{id}\">{heading}</a> ({count})</li>");
        }
    }
    out.push_str("</ul>\n</nav>\n");
    if PARTS[0].is_empty(told) {
        out.push_str("<p class=\"well\">Nothing failed.</p>\n");
    }
    out.push_str("</header>\n<main>\n");
}

impl Part {
    fn is_empty(&self, told: &Told<'_>) -> bool {
        (self.count)(told) == 0
    }
}

/// As a page's rules want it.
fn digest(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}

fn failures(out: &mut String, told: &Told<'_>) {
    if told.collected.failures.count > 0 {
        let frame = Frame::ledger("What should be in the site and is not", "why");
        table::push(out, &frame, &told.collected.failures, &told.places);
    }
    if told.checked.of(Fault::MissingFile) > 0 {
        findings(
            out,
            told,
            Fault::MissingFile,
            "Files of the site that are not there",
            "",
        );
    }
}

fn images(out: &mut String, told: &Told<'_>) {
    let frame = Frame {
        caption: "Addresses of images and files",
        why: "why",
        rest: gather::MISSING,
    };
    table::push(out, &frame, &told.collected.images, &told.places);
}

fn changed(out: &mut String, told: &Told<'_>) {
    let what = "They are kept as they are. To have them written again, take them away or run with \
                --force.";
    findings(
        out,
        told,
        Fault::ChangedFile,
        "Files that are not what was written",
        what,
    );
}

fn comments(out: &mut String, told: &Told<'_>) {
    let frame = Frame::ledger(
        "Posts with fewer or more comments than were claimed",
        "comments",
    );
    table::push(out, &frame, &told.collected.comments, &told.places);
}

fn doubts(out: &mut String, told: &Told<'_>) {
    out.push_str(
        "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"doubts by rule\">\n<table class=\"rules\">\n\
         <caption>What was guessed, repaired or missing, by rule</caption>\n<thead><tr><th \
         scope=\"col\">what</th><th scope=\"col\">rule</th><th scope=\"col\">posts</th><th \
         scope=\"col\">for instance</th></tr></thead>\n<tbody>\n",
    );
    for ((word, name), rule) in &told.collected.rules {
        let _ = write!(out, "<tr><td>{word}</td><td><code>");
        foreign::push(out, name);
        let _ = write!(out, "</code></td><td>{}</td><td>", rule.posts);
        foreign::push(out, &rule.message);
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    let frame = Frame::ledger(
        "Posts with something guessed, repaired or missing",
        "doubts",
    );
    table::push(out, &frame, &told.collected.doubts, &told.places);
}

fn links(out: &mut String, told: &Told<'_>) {
    for (fault, caption, words) in LINKS {
        if told.checked.of(*fault) > 0 {
            findings(out, told, *fault, caption, words);
        }
    }
}

fn findings(out: &mut String, told: &Told<'_>, fault: Fault, caption: &'static str, words: &str) {
    let count = told.checked.of(fault);
    let _ = writeln!(out, "<h3>{caption} <small>({count})</small></h3>");
    if !words.is_empty() {
        let _ = writeln!(out, "<p>{words}</p>");
    }
    let frame = Frame {
        caption,
        why: if found_by_address(fault) {
            "leads to"
        } else {
            "why"
        },
        rest: check::NAME,
    };
    let found = told
        .checked
        .findings
        .get(&fault)
        .map_or(&[][..], Vec::as_slice);
    table::push_findings(out, &frame, found, count, &told.places);
}

/// Whether a fault is one of a link.
fn found_by_address(fault: Fault) -> bool {
    LINKS.iter().any(|(link, ..)| *link == fault)
}

fn web(out: &mut String, told: &Told<'_>) {
    out.push_str(
        "<p>Posts show them from these servers, and lose them when the servers go. Take them with \
         <code>--assets fetch</code>.</p>\n<table>\n<caption>Pictures by server</caption>\n<thead>\
         <tr><th scope=\"col\">server</th><th scope=\"col\">pictures</th></tr></thead>\n<tbody>\n",
    );
    for (host, count) in told.checked.shown.first(MOST_HOSTS) {
        out.push_str("<tr><td>");
        foreign::push(out, host);
        let _ = writeln!(out, "</td><td>{count}</td></tr>");
    }
    out.push_str("</tbody>\n</table>\n");
    let more = told.checked.shown.hosts.len().saturating_sub(MOST_HOSTS);
    if more > 0 {
        let _ = writeln!(out, "<p class=\"more\">and {more} more servers</p>");
    }
}

fn skipped(out: &mut String, told: &Told<'_>) {
    let mut groups: Vec<(&String, &Rows)> = told.collected.skipped.iter().collect();
    groups.sort_by_key(|(reason, rows)| (std::cmp::Reverse(rows.count), *reason));
    for (reason, rows) in groups {
        let _ = write!(out, "<details>\n<summary>{} × ", rows.count);
        foreign::push(out, reason);
        out.push_str("</summary>\n");
        let frame = Frame::ledger("What was left out on purpose", "why");
        table::push(out, &frame, rows, &told.places);
        out.push_str("</details>\n");
    }
}
