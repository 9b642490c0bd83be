//! A CSS selector with the names by which its matches can be looked up.

use scraper::{ElementRef, Selector};

/// A compiled selector.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    selector: Selector,
    keys: Vec<Key>,
}

/// Something that every match of a selector has, taken from its last compound.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// `#name`
    Id(String),
    /// `.name`
    Class(String),
    /// `[name…]`
    Attribute(String),
    /// `name`
    Tag(String),
    /// Nothing to go by: every element is tried.
    Any,
}

impl Query {
    /// Compiles a selector; the error is one line.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let selector = Selector::parse(text).map_err(|error| error.to_string())?;
        let keys = split_outside(text, ',').into_iter().map(key_of).collect();
        Ok(Self { selector, keys })
    }

    /// One key for each alternative of the selector.
    pub(crate) fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Whether an element matches.
    pub(crate) fn matches(&self, element: ElementRef<'_>) -> bool {
        self.selector.matches(&element)
    }
}

/// Splits at a character that stands outside brackets and quotes.
fn split_outside(text: &str, at: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut quote, mut start) = (0_usize, None, 0);
    for (place, c) in text.char_indices() {
        match quote {
            Some(open) if open == c => quote = None,
            Some(_) => {}
            None if c == at && depth == 0 => {
                parts.push(&text[start..place]);
                start = place + c.len_utf8();
            }
            None => match c {
                '"' | '\'' => quote = Some(c),
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            },
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The most telling name in the last compound of a complex selector: an id before a class before
/// an attribute before a tag. Arguments of `:not()` and its like say nothing about the match.
fn key_of(complex: &str) -> Key {
    let mut best = Key::Any;
    let mut rest = last_compound(complex.trim());
    while let Some(c) = rest.chars().next() {
        let (key, after) = match c {
            '#' => name_after(&rest[1..], Key::Id),
            '.' => name_after(&rest[1..], Key::Class),
            '[' => (
                name_after(&rest[1..], Key::Attribute).0,
                behind(&rest[1..], ']'),
            ),
            ':' => (Key::Any, skip_pseudo(rest)),
            '*' => (Key::Any, &rest[1..]),
            _ => name_after(rest, |name| Key::Tag(name.to_ascii_lowercase())),
        };
        if rank(&key) < rank(&best) {
            best = key;
        }
        rest = if after.len() < rest.len() { after } else { "" };
    }
    best
}

fn rank(key: &Key) -> u8 {
    match key {
        Key::Id(_) => 0,
        Key::Class(_) => 1,
        Key::Attribute(_) => 2,
        Key::Tag(_) => 3,
        Key::Any => 4,
    }
}

fn name_after(text: &str, key: impl Fn(String) -> Key) -> (Key, &str) {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    if end == 0 {
        (Key::Any, text)
    } else {
        (key(text[..end].to_owned()), &text[end..])
    }
}

/// What stands behind the bracket that closes the one before `text`.
fn behind(text: &str, close: char) -> &str {
    let inner = split_outside(text, close)[0].len();
    text.get(inner + 1..).unwrap_or("")
}

fn skip_pseudo(text: &str) -> &str {
    let name = text.trim_start_matches(':');
    let rest = name.trim_start_matches(|c: char| c.is_alphanumeric() || c == '-');
    rest.strip_prefix('(')
        .map_or(rest, |arguments| behind(arguments, ')'))
}

/// What stands behind the last combinator.
fn last_compound(complex: &str) -> &str {
    let mut last = complex;
    for combinator in [' ', '>', '+', '~'] {
        if let Some(part) = split_outside(last, combinator).last() {
            last = part.trim();
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Key> {
        Query::parse(text)
            .expect("the test's selector is right")
            .keys()
            .to_vec()
    }

    #[test]
    fn the_key_is_taken_from_the_last_compound() {
        assert_eq!(keys("#comments h4"), [Key::Tag("h4".into())]);
        assert_eq!(keys("div.a > p.b:not(.c)"), [Key::Class("b".into())]);
        assert_eq!(keys("li[id^='comment-']"), [Key::Attribute("id".into())]);
        assert_eq!(keys("A#x.y"), [Key::Id("x".into())]);
        assert_eq!(
            keys("a, b > .c"),
            [Key::Tag("a".into()), Key::Class("c".into())]
        );
        assert_eq!(
            keys(".a [href*=\"x, y > z\"]"),
            [Key::Attribute("href".into())]
        );
        assert_eq!(keys(".a:not(.b *) *"), [Key::Any]);
    }
}
