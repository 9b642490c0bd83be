//! The form of a short code: `[name key="value" word]`, `[/name]`.

use memchr::memchr;

use crate::input::export::wordpress::markup::unescaped;

/// A short code is no longer than this.
const LONGEST: usize = 1 << 14;

/// The tag of a short code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its name as it stands.
    pub(super) name: &'a str,
    /// What stands behind the name.
    pub(super) rest: &'a str,
    /// The tag from `[` to `]`.
    pub(super) text: &'a str,
    /// Whether it is an end tag.
    pub(super) is_end: bool,
}

/// Finds tags in one text, from its beginning to its end.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// How much of the text was left at the next `]`; zero where there is none.
    end: Option<usize>,
}

impl Finder {
    /// The tag that `here`, the rest of the text, begins with.
    pub(super) fn tag<'a>(&mut self, here: &'a str) -> Option<Tag<'a>> {
        let left = match self.end {
            Some(left) if left < here.len() => left,
            _ => memchr(b']', here.as_bytes()).map_or(0, |at| here.len() - at),
        };
        self.end = Some(left);
        let end = here.len() - left;
        if left == 0 || end > LONGEST {
            return None;
        }
        let inner = &here[1..end];
        let is_end = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let len = inner
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
            .unwrap_or(inner.len());
        let (name, rest) = inner.split_at(len);
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let parts =
            rest.starts_with([' ', '\n', '\t', '\r', '\u{a0}', '=', '/']) || rest.is_empty();
        let is_tag = begins && parts && memchr(b'[', rest.as_bytes()).is_none();
        is_tag.then(|| Tag {
            name,
            rest,
            text: &here[..=end],
            is_end,
        })
    }
}

/// What a short code says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    named: Vec<(String, String)>,
    words: Vec<String>,
}

impl Attributes {
    /// Reads what stands behind a name.
    pub(super) fn read(rest: &str) -> Self {
        let mut attributes = Self::default();
        let mut rest = rest.strip_prefix('=').unwrap_or(rest).trim();
        rest = rest.strip_suffix('/').unwrap_or(rest);
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                return attributes;
            }
            let key_len = rest
                .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')))
                .unwrap_or(rest.len());
            let behind = rest[key_len..].trim_start();
            let value = behind.strip_prefix('=').filter(|_| key_len > 0);
            // An address that stands alone may have a `=` in it, but not behind its first word.
            if let Some(value) = value {
                let key = rest[..key_len].to_ascii_lowercase();
                let (value, after) = read_value(value.trim_start());
                attributes.named.push((key, value));
                rest = after;
            } else {
                let (word, after) = read_value(rest);
                attributes.words.push(word);
                rest = after;
            }
        }
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        let found = self.named.iter().find(|(known, _)| known == key);
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.trim().is_empty())
    }

    /// The value of the first of some keys that has one.
    pub(super) fn first(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| self.get(key))
    }

    /// The first value without a key.
    pub(super) fn word(&self) -> Option<&str> {
        self.words.first().map(String::as_str)
    }

    /// The value without a key, where there is only one.
    pub(super) fn only_word(&self) -> Option<&str> {
        self.word().filter(|_| self.words.len() == 1)
    }

    /// Whether there is a value with a key.
    pub(super) fn has_named(&self) -> bool {
        !self.named.is_empty()
    }
}

/// Quotes, as they are typed and as WordPress or a word processor turns them.
const QUOTES: &[(&str, &[&str])] = &[
    ("\"", &["\""]),
    ("'", &["'"]),
    ("&quot;", &["&quot;"]),
    ("&#8221;", &["&#8221;", "&#8243;"]),
    ("&#8220;", &["&#8221;", "&#8243;"]),
    ("“", &["”", "“"]),
    ("”", &["”", "″"]),
    ("″", &["″", "”"]),
];

/// A value, in quotes or up to the next blank, and what stands behind it.
fn read_value(rest: &str) -> (String, &str) {
    for (open, closes) in QUOTES {
        let Some(inner) = rest.strip_prefix(open) else {
            continue;
        };
        let close = closes
            .iter()
            .filter_map(|close| inner.find(close).map(|at| (at, close.len())))
            .min();
        if let Some((at, len)) = close {
            return (unescaped(&inner[..at]), &inner[at + len..]);
        }
    }
    let end = rest.find(|c: char| c.is_whitespace()).unwrap_or(rest.len());
    let (word, after) = rest.split_at(end.max(1).min(rest.len()));
    (unescaped(word.trim_matches(['"', '\'', '”', '″'])), after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(here: &str) -> Option<Tag<'_>> {
        Finder::default().tag(here)
    }

    #[test]
    fn a_name_begins_with_a_letter_and_ends_with_a_blank_or_the_bracket() {
        for here in [
            "[1]", "[...]", "[ a]", "[a b", "[a, b]", "[a [b]", "[]", "[a's]",
        ] {
            assert_eq!(tag(here), None, "{here}");
        }
        let found = tag("[a-b_1 c]d").unwrap();
        assert_eq!(
            (found.name, found.rest, found.text),
            ("a-b_1", " c", "[a-b_1 c]")
        );
        assert!(tag("[/a]").unwrap().is_end);
    }

    #[test]
    fn attributes_are_read_in_all_their_forms() {
        let found = Attributes::read(r#" a="1 &amp; 2" B='3' c=4 five "six seven" d=”8” /"#);
        for (key, value) in [("a", "1 & 2"), ("b", "3"), ("c", "4"), ("d", "8")] {
            assert_eq!(found.get(key), Some(value), "{key}");
        }
        assert_eq!(found.words, ["five", "six seven"]);
    }

    #[test]
    fn an_address_may_stand_behind_the_name() {
        let found = Attributes::read("=http://a.example/b?c=d&amp;w=3");
        assert_eq!(found.word(), Some("http://a.example/b?c=d&w=3"));
    }
}
