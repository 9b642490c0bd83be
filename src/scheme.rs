//! Which addresses may stand in a document: the one place that says so.
//!
//! The reader asks before it makes a link, and every writer asks again, because a JSON document is
//! an input too.

/// Schemes that run something, or open what is on the reader's own machine, whatever follows.
const ACTIVE: &[&str] = &["blob", "file", "filesystem", "jar", "mocha", "view-source"];

/// Schemes that need no host to name a harmless place.
const HARMLESS: &[&str] = &[
    "cid", "ftp", "http", "https", "mailto", "news", "sms", "tel", "urn", "xmpp",
];

/// No scheme in use is longer; what is longer is no place either.
const LONGEST: usize = 40;

/// The kinds of `data:` that are pictures and nothing else; SVG can hold script.
const PICTURES: &[&str] = &[
    "image/png",
    "image/gif",
    "image/jpeg",
    "image/jpg",
    "image/webp",
    "image/avif",
    "image/bmp",
    "image/x-icon",
];

/// Whether following this address could run a script, or a program that took the scheme for its
/// own. White space and control characters in and before the scheme, which browsers pass over, do
/// not hide it. A scheme that nobody knows is harmless where a host follows it.
pub(crate) fn is_dangerous(url: &str) -> bool {
    let mut seen = url.chars().filter(|c| !is_passed_over(*c));
    let Some(scheme) = scheme(&mut seen) else {
        return false;
    };
    match scheme.as_str() {
        "data" => !is_picture(seen),
        scheme if HARMLESS.contains(&scheme) => false,
        scheme if ACTIVE.contains(&scheme) || scheme.contains("script") => true,
        // Two protocols in one (`git+ssh`): no program takes such a name for its own.
        scheme if scheme.contains('+') => scheme.len() > LONGEST,
        scheme => scheme.len() > LONGEST || !is_place(seen),
    }
}

/// What stands before the first colon, in small letters, cut off where it is too long; None where
/// an address is relative.
fn scheme(seen: &mut impl Iterator<Item = char>) -> Option<String> {
    let mut scheme = String::new();
    loop {
        match seen.next()? {
            ':' => return (!scheme.is_empty()).then_some(scheme),
            c if c.is_ascii_alphabetic() || !scheme.is_empty() && is_inner(c) => {
                if scheme.len() <= LONGEST {
                    scheme.push(c.to_ascii_lowercase());
                }
            }
            _ => return None,
        }
    }
}

/// What a scheme may hold behind its first letter.
fn is_inner(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '+' | '-' | '.')
}

/// Whether what follows a scheme is a host, or, as in `localhost:80/x`, the port of one.
fn is_place(rest: impl Iterator<Item = char>) -> bool {
    let start: String = rest.take(6).collect();
    let port = start.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = start.len() - port.len();
    start.starts_with("//")
        || (1..=5).contains(&digits) && (port.is_empty() || port.starts_with(['/', '?', '#']))
}

/// What browsers leave out of an address, and what they might.
fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Whether what follows `data:` is one of the [`PICTURES`].
fn is_picture(rest: impl Iterator<Item = char>) -> bool {
    let kind: String = rest
        .take_while(|c| !matches!(c, ';' | ','))
        .take(24)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    PICTURES.contains(&kind.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_dangerous;

    #[test]
    fn addresses_that_run_script_are_dangerous() {
        for url in [
            "javascript:alert(1)",
            " java\tscript:alert(1)",
            "\u{1}JAVASCRIPT:x",
            "java\nscript\n:x",
            "vbscript:x",
            "data:text/html,<script>",
            "data:image/svg+xml,<svg onload=x>",
            "data:,x",
            "javascript://example.org/%0Aalert(1)",
            "x-javascript:alert(1)",
            "view-source:javascript:alert(1)",
            "view-source://example.org/",
            "feed:javascript:alert(1)",
            "jar:javascript:alert(1)!",
            "blob:https://example.org/x",
            "filesystem:https://example.org/x",
            "file:///home/jo/x",
            "ms-settings:/id",
            "h1-04T05:06:07Z",
            "x:123456",
            "\u{200b}livescript:x",
        ] {
            assert!(is_dangerous(url), "{url:?}");
        }
    }

    #[test]
    fn a_scheme_that_never_ends_is_dangerous() {
        assert!(is_dangerous(&format!("{}:x", "a".repeat(5000))));
        assert!(is_dangerous(&format!("{}://example.org", "a".repeat(41))));
        assert!(!is_dangerous(&"a".repeat(5000)));
    }

    #[test]
    fn addresses_that_name_a_place_are_not() {
        for url in [
            "",
            "#top",
            "https://example.org/javascript:x",
            "mailto:jo@example.org",
            "page.html?x=javascript:1",
            "data:image/png;base64,AAAA",
            "javascript.html",
            "made-up-scheme://foo",
            "localhost:80/x",
            "localhost:8080",
            "wiki/Talk:Boats",
            ":x",
            "git+ssh:x",
            "1:x",
            "tel:1",
            "HTTPS:example.org",
        ] {
            assert!(!is_dangerous(url), "{url:?}");
        }
    }
}
