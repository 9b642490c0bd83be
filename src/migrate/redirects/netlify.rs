//! `_redirects`, as Netlify, Cloudflare Pages and others read it: a line for each rule.
//!
//! Neither looks at the query of a request, and both hand it on. Some compare the path as it
//! was requested, some decoded: a path that is not plain stands in both forms, unless it holds a
//! space, which would end it.

use std::fmt::Write as _;

use crate::migrate::redirects::{Redirects, encoded};

pub(super) fn write(rules: &Redirects) -> String {
    let mut out = String::from(
        "# Old addresses and where they lead. Netlify, Cloudflare Pages and others read this\n\
         # file in the folder that is published.\n",
    );
    for (old, new) in rules.paths() {
        for form in forms(old) {
            writeln!(out, "{form} {new} 301").expect("a String takes everything");
        }
    }
    if rules.queries().next().is_some() {
        out.push_str("# By query, which Netlify alone can tell.\n");
    }
    for (path, query, new) in rules.queries() {
        let query: Vec<String> = query.split('&').map(query_part).collect();
        writeln!(out, "{} {} {new} 301", escaped(path), query.join(" "))
            .expect("a String takes everything");
    }
    out
}

/// The path encoded, and as it reads where that is another line.
fn forms(old: &str) -> Vec<String> {
    let escaped = escaped(old);
    let is_line = !old.contains(|c: char| c.is_whitespace() || "*:#%".contains(c));
    if escaped != old && is_line {
        vec![escaped, old.to_owned()]
    } else {
        vec![escaped]
    }
}

/// Encoded; a star or a colon would stand for anything.
fn escaped(path: &str) -> String {
    encoded(path).replace('*', "%2A").replace(':', "%3A")
}

fn query_part(pair: &str) -> String {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    format!("{}={}", escaped(name), escaped(value))
}
