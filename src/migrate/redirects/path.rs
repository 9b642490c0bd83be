//! Paths as servers compare them: decoded, and encoded again where a file's form asks for it.

use std::fmt::Write as _;

/// Queries that show a post in another way, or lead to a place in it: the post is the same.
const VARIANTS: &[&str] = &[
    "m",
    "showComment",
    "commentPage",
    "spref",
    "amp",
    "replytocom",
    "share",
    "like_comment",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "fbclid",
    "gclid",
    "max-results",
    "updated-max",
    "updated-min",
    "start",
    "by-date",
    "view",
    "nb",
];

/// Path and query of a path or an address, both decoded; the path begins with `/`.
pub(super) fn parts(address: &str) -> (String, String) {
    let address = address.split('#').next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => path,
    };
    let mut path = decoded(path);
    if !path.starts_with('/') {
        path.insert(0, '/');
    }
    (path, decoded(query))
}

/// Whether a query says nothing about which post is meant.
pub(super) fn is_variant(query: &str) -> bool {
    query.split('&').all(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        name.is_empty() || VARIANTS.contains(&name)
    })
}

/// Percent-decoded, where what comes out is text; control characters stay encoded, since no file
/// of rules could hold them.
pub fn decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte_at(bytes, at) {
            Some(decoded) if !decoded.is_ascii_control() => {
                out.push(decoded);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    let text = String::from_utf8(out).unwrap_or_else(|_| path.to_owned());
    if text.chars().any(char::is_control) {
        return text
            .chars()
            .map(|c| {
                if c.is_control() {
                    encoded(&c.to_string())
                } else {
                    c.to_string()
                }
            })
            .collect();
    }
    text
}

/// The byte that `%XX` at this place stands for.
fn byte_at(bytes: &[u8], at: usize) -> Option<u8> {
    let digit = |at: usize| {
        let digit = char::from(*bytes.get(at)?).to_digit(16)?;
        u8::try_from(digit).ok()
    };
    (bytes[at] == b'%').then_some(())?;
    Some(digit(at + 1)? * 16 + digit(at + 2)?)
}

/// Percent-encoded, as an address has it in a request: letters, digits and what a path may hold
/// stay.
pub fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!&'()*+,;=:@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("a String takes everything");
        }
    }
    out
}

/// A new address as a header may hold it: encoded, with its fragment; a host stays.
pub(super) fn target(new: &str) -> String {
    let (address, fragment) = match new.split_once('#') {
        Some((address, fragment)) => (address, format!("#{}", encoded(&decoded(fragment)))),
        None => (new, String::new()),
    };
    let (host, path) = match address.find("://") {
        Some(at) => {
            let host = address[at + 3..]
                .find('/')
                .map_or(address.len(), |end| at + 3 + end);
            address.split_at(host)
        }
        None => ("", address),
    };
    format!("{host}{}{fragment}", encoded(&decoded(path)))
}
