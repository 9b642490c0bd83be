//! Which addresses may be links in a document that others open.

use std::fmt::Write as _;

use url::{Host, Url};

/// Schemes that a reading system may follow: none of them runs anything or reads a local file.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "ftp"];

/// The address as an attribute may hold it, percent-encoded where it holds what an address may
/// not; none where it is relative, names another scheme or no host.
pub(crate) fn href(address: &str) -> Option<String> {
    let address = address.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let url = Url::parse(address).ok()?;
    if !SCHEMES.contains(&url.scheme()) || !is_complete(&url) {
        return None;
    }
    // The address as the page wrote it, where nothing is wrong with it: links stay recognisable.
    if is_plain(address, &url) {
        return Some(address.to_owned());
    }
    Some(encoded(url.as_str()))
}

/// Whether the address leads anywhere.
fn is_complete(url: &Url) -> bool {
    match url.scheme() {
        "mailto" => url
            .path()
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()),
        "tel" => url.path().bytes().any(|byte| byte.is_ascii_digit()),
        _ => match url.host() {
            Some(Host::Domain(domain)) => is_domain(domain),
            Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
            None => false,
        },
    }
}

/// Labels of letters, digits, hyphens and underscores: what resolvers answer, and validators take.
fn is_domain(domain: &str) -> bool {
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    domain
        .split('.')
        .all(|label| !label.is_empty() && label.bytes().all(is_plain))
}

/// Whether an address can be written as it stands: a parsed address that begins the same way and
/// holds only characters that need no encoding.
fn is_plain(address: &str, url: &Url) -> bool {
    let same_start = match url.host_str() {
        Some(host) => address
            .strip_prefix(url.scheme())
            .and_then(|rest| rest.strip_prefix("://"))
            .and_then(|rest| rest.strip_prefix(host))
            .is_some_and(is_end_of_host),
        None => address
            .strip_prefix(url.scheme())
            .is_some_and(|rest| rest.starts_with(':')),
    };
    same_start && encoded(address) == address
}

/// Whether a host, with or without a port, ends before `rest`.
fn is_end_of_host(rest: &str) -> bool {
    let port = rest.strip_prefix(':').unwrap_or(rest);
    let after = port.trim_start_matches(|c: char| c.is_ascii_digit());
    after.is_empty() || after.starts_with(['/', '?', '#'])
}

/// Percent-encodes every character that may not stand where it does.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    // The colon, slashes and brackets up to the end of the host are where they belong.
    let (head, tail) = address.split_at(end_of_host(address));
    out.push_str(head);
    let mut in_fragment = false;
    for (at, character) in tail.char_indices() {
        let keep = match character {
            '%' => is_escape(&tail.as_bytes()[at..]),
            '#' => !std::mem::replace(&mut in_fragment, true),
            other => is_address_character(other),
        };
        if keep {
            out.push(character);
        } else {
            push_percent(&mut out, character);
        }
    }
    out
}

/// Where the host ends: at the first slash, question mark or hash after `//`; after the scheme's
/// colon where an address has no host.
fn end_of_host(address: &str) -> usize {
    let Some(colon) = address.find(':') else {
        return 0;
    };
    let rest = &address[colon + 1..];
    match rest.strip_prefix("//") {
        Some(after) => colon + 3 + after.find(['/', '?', '#']).unwrap_or(after.len()),
        None => colon + 1,
    }
}

fn is_escape(bytes: &[u8]) -> bool {
    bytes.len() > 2 && bytes[1].is_ascii_hexdigit() && bytes[2].is_ascii_hexdigit()
}

/// The characters of RFC 3986 and letters of other scripts, which RFC 3987 allows.
fn is_address_character(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/?".contains(character)
    } else {
        character.is_alphanumeric()
    }
}

fn push_percent(out: &mut String, character: char) {
    let mut buffer = [0; 4];
    for byte in character.encode_utf8(&mut buffer).bytes() {
        write!(out, "%{byte:02X}").expect("a String takes everything");
    }
}

/// `text` with its percent escapes decoded.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let digits = (first == b'%' && is_escape(rest)).then(|| &rest[1..3]);
        let value = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(value.unwrap_or(first));
        rest = if value.is_some() { &rest[3..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether two addresses are the same page: all but the fragment.
pub(crate) fn same_page(one: &str, other: &str) -> bool {
    fn page(address: &str) -> &str {
        address.split_once('#').map_or(address, |(page, _)| page)
    }
    page(one) == page(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_and_mail_addresses_stay_as_they_are() {
        for address in [
            "http://example.com",
            "https://example.com/a/b.html?x=1&y=2#top",
            "https://example.com/caf\u{e9}",
            "mailto:a@example.com",
            "tel:+1-555-0100",
            "ftp://example.com/pub/",
            "http://[::1]:8080/",
            "http://my_blog.example.com/",
            "https://example.com/100%25",
        ] {
            assert_eq!(href(address).as_deref(), Some(address));
        }
    }

    #[test]
    fn addresses_that_lead_nowhere_are_no_links() {
        for address in [
            "",
            " ",
            "#",
            "#top",
            "/about",
            "page.html",
            "//example.com/x",
            "www.example.com",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "blob:https://example.com/x",
            "http://",
            "http:///",
            "http://exa mple.com/",
            "http://x:abc/",
            "mailto:",
            "mailto:nobody",
            "tel:",
            "about:blank",
            "feed:http://x/",
            "http://..../",
        ] {
            assert_eq!(href(address), None, "{address:?}");
        }
    }

    #[test]
    fn what_an_address_may_not_hold_is_percent_encoded() {
        for (address, expected) in [
            ("http://example.com/a b", "http://example.com/a%20b"),
            (" https://example.com/\n", "https://example.com/"),
            (
                "http://example.com/a|b?x[]=1&y={z}",
                "http://example.com/a%7Cb?x%5B%5D=1&y=%7Bz%7D",
            ),
            ("http://example.com/100%", "http://example.com/100%25"),
            ("http://example.com/#a#b", "http://example.com/#a%23b"),
            ("http://example.com/\"<b>", "http://example.com/%22%3Cb%3E"),
            ("http:\\\\example.com\\a", "http://example.com/a"),
            ("http://example.com\\a", "http://example.com/a"),
            ("http://example.com:80\\a", "http://example.com/a"),
            ("HTTP://Example.COM/A", "http://example.com/A"),
            (
                "http://example.com/a\u{202E}b",
                "http://example.com/a%E2%80%AEb",
            ),
        ] {
            assert_eq!(href(address).as_deref(), Some(expected), "{address:?}");
        }
    }
}
