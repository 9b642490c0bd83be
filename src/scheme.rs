//! Which addresses may stand in a document: the one place that says so.
//!
//! The reader asks before it makes a link, and every writer asks again, because a JSON document is
//! an input too.

/// Schemes that run something instead of naming a place.
const ACTIVE: &[&str] = &["javascript", "vbscript", "livescript", "mocha", "data"];

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

/// Whether following this address could run a script. White space and control characters in and
/// before the scheme, which browsers pass over, do not hide it.
pub(crate) fn is_dangerous(url: &str) -> bool {
    let mut seen = url.chars().filter(|c| !is_passed_over(*c));
    let mut scheme = String::new();
    loop {
        match seen.next() {
            Some(':') => break,
            Some(c) if scheme.len() < 10 && c.is_ascii_alphabetic() => {
                scheme.push(c.to_ascii_lowercase());
            }
            _ => return false,
        }
    }
    ACTIVE.contains(&scheme.as_str()) && !(scheme == "data" && is_picture(seen))
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
        ] {
            assert!(is_dangerous(url), "{url:?}");
        }
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
            "made-up-scheme:foo",
        ] {
            assert!(!is_dangerous(url), "{url:?}");
        }
    }
}
