//! Rules for nginx: a map from the decoded path, `$uri`, which knows no query.
//!
//! The keys of a map are compared without regard to case: of two paths that differ in nothing
//! else the first is taken.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::migrate::redirects::Redirects;

/// What nginx adds to the longest key in a bucket, rounded up.
const OVERHEAD: usize = 64;

pub(super) fn write(rules: &Redirects) -> String {
    let longest = rules
        .paths()
        .map(|(old, _)| old.len())
        .chain(
            rules
                .queries()
                .map(|(path, query, _)| path.len() + query.len() + 1),
        )
        .max()
        .unwrap_or_default();
    let bucket = (longest + OVERHEAD).next_power_of_two();
    let most = (rules.len() * 2).next_power_of_two().max(2048);
    let mut out = format!(
        "# Old addresses and where they lead, whatever their query says. Include this file in the\n\
         # http block, and put these lines into the server block of the old host, both of http and\n\
         # of https:\n\
         #\n\
         #     if ($repost_new_by_query) {{ return 301 $repost_new_by_query; }}\n\
         #     if ($repost_new) {{ return 301 $repost_new; }}\n\
         #\n\
         # If another file sets the two sizes, keep the larger ones.\n\
         map_hash_bucket_size {bucket};\n\
         map_hash_max_size {most};\n\n",
    );
    let paths = rules.paths().map(|(old, new)| (old.to_owned(), new));
    map("$uri $repost_new", paths, &mut out);
    out.push('\n');
    let queries = rules
        .queries()
        .map(|(path, query, new)| (format!("{path}?{query}"), new));
    map("\"$uri?$args\" $repost_new_by_query", queries, &mut out);
    out
}

fn map<'a>(head: &str, rules: impl Iterator<Item = (String, &'a str)>, out: &mut String) {
    let mut known = BTreeSet::new();
    write!(out, "map {head} {{\n    default \"\";\n").expect("a String takes everything");
    for (old, new) in rules {
        if known.insert(old.to_ascii_lowercase()) {
            writeln!(out, "    {} {};", quoted(&old), quoted(new))
                .expect("a String takes everything");
        }
    }
    out.push_str("}\n");
}

/// A string. The addresses that follow a key are encoded and hold no `$`.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
