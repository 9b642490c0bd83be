//! The least that has to be known of HTML to go through content that is half HTML and half text:
//! where tags, comments and verbatim elements end.

use memchr::{memchr, memmem};

/// How far the end of a tag may be from its beginning.
const LONGEST_TAG: usize = 1 << 14;

/// What stands at a `<`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup<'a> {
    /// A start tag.
    Start {
        /// Its name as it stands.
        name: &'a str,
        /// The tag from `<` to `>`.
        tag: &'a str,
    },
    /// An end tag.
    End {
        /// Its name as it stands.
        name: &'a str,
        /// The tag from `<` to `>`.
        tag: &'a str,
    },
    /// A comment from `<!--` to `-->`.
    Comment(&'a str),
    /// A sign that begins nothing.
    Sign,
}

/// Goes through one text from its beginning to its end, and remembers what is not to be found
/// further on: so the time grows with the text and not faster.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    /// Verbatim elements without an end tag further on.
    missing: Vec<String>,
    /// Whether no comment ends further on.
    no_comment_end: bool,
    /// How much of the text was left at the next `>`; zero where there is none.
    sign: Option<usize>,
}

impl Scanner {
    /// What stands at the beginning of `here`, the rest of the text, which begins with `<`.
    pub(super) fn markup<'a>(&mut self, here: &'a str) -> Markup<'a> {
        if let Some(inner) = here.strip_prefix("<!--") {
            let end = if self.no_comment_end {
                None
            } else {
                memmem::find(inner.as_bytes(), b"-->")
            };
            self.no_comment_end = end.is_none();
            return end.map_or(Markup::Sign, |end| Markup::Comment(&here[..end + 7]));
        }
        let is_end = here[1..].starts_with('/');
        let rest = &here[1 + usize::from(is_end)..];
        let len = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':')))
            .unwrap_or(rest.len());
        let name = &rest[..len];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Markup::Sign;
        }
        match self.tag(here) {
            Some(tag) if is_end => Markup::End { name, tag },
            Some(tag) => Markup::Start { name, tag },
            None => Markup::Sign,
        }
    }

    /// The tag that begins here, where it ends soon enough.
    fn tag<'a>(&mut self, here: &'a str) -> Option<&'a str> {
        let left = match self.sign {
            Some(left) if left < here.len() => left,
            _ => memchr(b'>', here.as_bytes()).map_or(0, |at| here.len() - at),
        };
        self.sign = Some(left);
        let distance = here.len() - left;
        (left > 0 && distance < LONGEST_TAG).then(|| &here[..tag_len(here, distance)])
    }

    /// Where the verbatim element ends whose start tag `tag` begins `here`: behind its end tag.
    pub(super) fn end(&mut self, here: &str, name: &str, tag: &str) -> Option<usize> {
        let is_known = |known: &String| known.eq_ignore_ascii_case(name);
        if self.missing.iter().any(is_known) {
            return None;
        }
        let mut at = tag.len();
        while let Some(found) = memchr(b'<', &here.as_bytes()[at..]) {
            at += found;
            if let Some(rest) = here[at..].strip_prefix("</")
                && rest
                    .get(..name.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(name))
                && let Some(end) = memchr(b'>', rest.as_bytes())
            {
                return Some(at + 2 + end + 1);
            }
            at += 1;
        }
        self.missing.push(name.to_owned());
        None
    }
}

/// The length of the tag that begins here. A `>` in quotes does not end it, unless the quotes do
/// not end either: then it ends at the first, `first`.
fn tag_len(here: &str, first: usize) -> usize {
    let bytes = &here.as_bytes()[..here.len().min(LONGEST_TAG)];
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate() {
        match (byte, quote) {
            (b'>', None) => return at + 1,
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    first + 1
}

/// A text as HTML, in or out of an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

/// An address or a short text out of HTML: the few references that stand in addresses, resolved.
pub(super) fn unescaped(text: &str) -> String {
    const REFERENCES: &[(&str, &str)] = &[
        ("&#038;", "&"),
        ("&#38;", "&"),
        ("&quot;", "\""),
        ("&#8221;", "\""),
        ("&#8243;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    let mut text = text.to_owned();
    if text.contains('&') {
        for (reference, sign) in REFERENCES {
            text = text.replace(reference, sign);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(here: &str) -> Markup<'_> {
        Scanner::default().markup(here)
    }

    #[test]
    fn a_tag_ends_behind_its_quotes() {
        let here = "<a title='x > y' b>z";
        let tag = &here[..here.len() - 1];
        assert_eq!(seen(here), Markup::Start { name: "a", tag });
        let tag = "<a title='x>";
        assert_eq!(seen("<a title='x> y z"), Markup::Start { name: "a", tag });
    }

    #[test]
    fn a_sign_is_no_tag() {
        for here in ["< b", "<3 you", "<", "<!-- x", "<b and no end"] {
            assert_eq!(seen(here), Markup::Sign, "{here}");
        }
    }

    #[test]
    fn a_verbatim_element_ends_with_its_tag_in_any_case() {
        let here = "<pre>x</p></PRE >y";
        let mut scanner = Scanner::default();
        assert_eq!(scanner.end(here, "pre", "<pre>"), Some(here.len() - 1));
        assert_eq!(scanner.end("<pre>x", "pre", "<pre>"), None);
        assert_eq!(scanner.missing, ["pre"]);
    }
}
