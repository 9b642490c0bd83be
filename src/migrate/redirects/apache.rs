//! Rules for Apache, in a `.htaccess` file at the root of the old host.
//!
//! `RewriteRule` compares the decoded path without its first slash, and knows no query.

use std::fmt::Write as _;

use crate::migrate::redirects::Redirects;

pub(super) fn write(rules: &Redirects) -> String {
    let mut out = String::from(
        "# Old addresses and where they lead, whatever their query says. Put these lines into the\n\
         # file .htaccess at the root of the old host.\n\
         RewriteEngine On\n",
    );
    for (path, query, new) in rules.queries() {
        for pair in query.split('&') {
            let pair = pattern(pair);
            writeln!(out, "RewriteCond %{{QUERY_STRING}} \"(^|&){pair}(&|$)\"")
                .expect("a String takes everything");
        }
        rule(path, new, &mut out);
    }
    for (old, new) in rules.paths() {
        rule(old, new, &mut out);
    }
    out
}

/// `QSD` takes the old query off, `NE` keeps what is encoded from being encoded again.
fn rule(old: &str, new: &str, out: &mut String) {
    let old = pattern(old.trim_start_matches('/'));
    let new = new.replace('%', "\\%").replace('$', "\\$");
    writeln!(out, "RewriteRule \"^{old}$\" \"{new}\" [R=301,L,NE,QSD]")
        .expect("a String takes everything");
}

/// A text as a regular expression of itself, inside quotation marks.
fn pattern(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            // Apache itself takes a backslash before a quotation mark off.
            '"' => out.push_str("\\x22"),
            ' ' => out.push_str("\\x20"),
            '\\' | '.' | '+' | '*' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '^' | '$' | '|'
            | '#' => {
                out.push('\\');
                out.push(character);
            }
            // `%{` would name a variable.
            '%' => out.push_str("\\x25"),
            other => out.push(other),
        }
    }
    out
}
