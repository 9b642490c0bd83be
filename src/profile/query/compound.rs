//! What the last compound of a selector says of the element itself: its tag, id, classes and
//! attributes. Pseudo-classes are left to the selector.

use scraper::ElementRef;

use super::Key;

/// The simple selectors of one compound.
#[derive(Debug, Clone, Default)]
pub(super) struct Compound {
    tag: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    attributes: Vec<Attribute>,
    /// False where the compound says more than is kept here.
    pub(super) is_whole: bool,
}

/// Attributes whose values HTML compares without regard to case; the selector knows how.
/// Source: HTML, "Case-sensitivity of selectors", less the presentational ones that no row asks.
const CASELESS: &[&str] = &[
    "accept",
    "charset",
    "checked",
    "color",
    "dir",
    "disabled",
    "face",
    "hreflang",
    "http-equiv",
    "lang",
    "language",
    "link",
    "media",
    "method",
    "rel",
    "rev",
    "scope",
    "selected",
    "shape",
    "target",
    "text",
    "type",
];

/// `[name operator value]`.
#[derive(Debug, Clone)]
struct Attribute {
    name: String,
    test: Test,
}

#[derive(Debug, Clone)]
enum Test {
    Present,
    Equals(String),
    Begins(String),
    Ends(String),
    Contains(String),
    /// Left to the selector: `~=`, `|=`, values that ignore case.
    Other,
}

impl Compound {
    pub(super) fn parse(text: &str) -> Self {
        let mut compound = Self {
            is_whole: true,
            ..Self::default()
        };
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let before = rest.len();
            rest = match c {
                '#' => name(&rest[1..], |name| compound.id = Some(name)),
                '.' => name(&rest[1..], |name| compound.classes.push(name)),
                '[' => {
                    compound.attribute(split_outside(&rest[1..], ']')[0]);
                    behind(&rest[1..], ']')
                }
                '*' => &rest[1..],
                ':' => {
                    compound.is_whole = false;
                    skip_pseudo(rest)
                }
                _ => name(rest, |name| compound.tag = Some(name.to_ascii_lowercase())),
            };
            if rest.len() == before {
                // An escape or something else that is not known here.
                compound.is_whole = false;
                break;
            }
        }
        compound
    }

    fn attribute(&mut self, text: &str) {
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
        let (name, rest) = (text[..end].to_owned(), text[end..].trim());
        let test = if CASELESS.contains(&name.as_str()) {
            Test::Other
        } else {
            attribute_test(rest)
        };
        self.is_whole &= rest.is_empty() || !matches!(test, Test::Other);
        self.attributes.push(Attribute { name, test });
    }

    /// The most telling name: an id before a class before an attribute before a tag.
    pub(super) fn key(&self) -> Key {
        if let Some(id) = &self.id {
            Key::Id(id.clone())
        } else if let Some(class) = self.classes.first() {
            Key::Class(class.clone())
        } else if let Some(attribute) = self.attributes.first() {
            Key::Attribute(attribute.name.clone())
        } else if let Some(tag) = &self.tag {
            Key::Tag(tag.clone())
        } else {
            Key::Any
        }
    }

    /// Whether the element is what the compound says, as far as that is kept here.
    pub(super) fn matches(&self, element: ElementRef<'_>) -> bool {
        let element = element.value();
        if self.tag.as_deref().is_some_and(|tag| tag != element.name()) {
            return false;
        }
        let value = |name: &str| {
            element
                .attrs
                .iter()
                .find(|(key, _)| &*key.local == name)
                .map(|(_, value)| &**value)
        };
        self.id.as_deref().is_none_or(|id| value("id") == Some(id))
            && (self.classes.is_empty()
                || value("class")
                    .is_some_and(|class| self.classes.iter().all(|name| has_word(class, name))))
            && self.attributes.iter().all(|attribute| {
                value(&attribute.name).is_some_and(|value| attribute.test.passes(value))
            })
    }
}

impl Test {
    fn passes(&self, value: &str) -> bool {
        match self {
            Self::Present | Self::Other => true,
            Self::Equals(text) => value == text,
            // An empty value matches nothing, says the standard.
            Self::Begins(text) => !text.is_empty() && value.starts_with(text),
            Self::Ends(text) => !text.is_empty() && value.ends_with(text),
            Self::Contains(text) => !text.is_empty() && value.contains(text),
        }
    }
}

fn attribute_test(text: &str) -> Test {
    if text.is_empty() {
        return Test::Present;
    }
    let make: fn(String) -> Test = match text.as_bytes() {
        [b'=', ..] => Test::Equals,
        [b'^', b'=', ..] => Test::Begins,
        [b'$', b'=', ..] => Test::Ends,
        [b'*', b'=', ..] => Test::Contains,
        _ => return Test::Other,
    };
    let value = text.split_once('=').map_or("", |(_, value)| value.trim());
    match value.as_bytes() {
        [quote @ (b'"' | b'\''), .., last] if quote == last && !value.contains('\\') => {
            make(value[1..value.len() - 1].to_owned())
        }
        [b'"' | b'\'', ..] => Test::Other,
        _ if value
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) =>
        {
            make(value.to_owned())
        }
        _ => Test::Other,
    }
}

fn has_word(list: &str, word: &str) -> bool {
    list.len() >= word.len() && list.split_ascii_whitespace().any(|item| item == word)
}

/// Hands over the name that `text` begins with; what stands behind it.
fn name(text: &str, take: impl FnOnce(String)) -> &str {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    if end > 0 {
        take(text[..end].to_owned());
    }
    &text[end..]
}

fn skip_pseudo(text: &str) -> &str {
    let name = text.trim_start_matches(':');
    let rest = name.trim_start_matches(|c: char| c.is_alphanumeric() || c == '-');
    rest.strip_prefix('(')
        .map_or(rest, |arguments| behind(arguments, ')'))
}

/// What stands behind the bracket that closes the one before `text`.
pub(super) fn behind(text: &str, close: char) -> &str {
    let inner = split_outside(text, close)[0].len();
    text.get(inner + 1..).unwrap_or("")
}

/// Splits at a character that stands outside brackets and quotes.
pub(super) fn split_outside(text: &str, at: char) -> Vec<&str> {
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
