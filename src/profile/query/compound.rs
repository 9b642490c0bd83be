//! What one compound of a selector says of an element itself: its tag, id, classes, attributes.

use std::sync::{Mutex, PoisonError};

use html5ever::{LocalName, local_name};
use memchr::memmem::Finder;
use rustc_hash::FxHashMap;
use scraper::{ElementRef, Selector};

use super::condition::Condition;

/// The simple selectors of one compound.
#[derive(Debug, Clone)]
pub(crate) struct Compound {
    /// Its names, each of which every element has that it fits. None: every element is tried.
    pub(crate) keys: Vec<Key>,
    /// The numbers of those names.
    pub(crate) numbers: Vec<usize>,
    tag: Option<LocalName>,
    id: Option<String>,
    classes: Vec<String>,
    attributes: Vec<Attribute>,
    /// `:not(…)` and `:has(…)`, which the index answers.
    pub(crate) conditions: Vec<Condition>,
    /// The whole compound, where it says more than is kept above: `:first-child` and its like.
    whole: Option<Selector>,
}

/// `[name operator value]`.
#[derive(Debug, Clone)]
struct Attribute {
    name: LocalName,
    /// Texts in lower case where the attribute's value is compared without regard to case.
    test: Test,
    is_caseless: bool,
}

#[derive(Debug, Clone)]
enum Test {
    Present,
    Equals(String),
    /// `~=`
    Word(String),
    Begins(String),
    Ends(String),
    Contains(Box<Finder<'static>>),
}

/// Something that every element has that a compound fits: by it candidates are looked up.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// `#name`
    Id(String),
    /// `.name`
    Class(String),
    /// `[name…]`
    Attribute(LocalName),
    /// `name`
    Tag(LocalName),
}

impl Key {
    /// A number that this key alone has in this process, so that lists are found by it at once.
    pub(crate) fn number(&self) -> usize {
        static NUMBERS: Mutex<Option<FxHashMap<Key, usize>>> = Mutex::new(None);
        let mut numbers = NUMBERS.lock().unwrap_or_else(PoisonError::into_inner);
        let numbers = numbers.get_or_insert_default();
        let next = numbers.len();
        *numbers.entry(self.clone()).or_insert(next)
    }
}

/// Attributes whose values HTML compares without regard to case, for any operator. Source: HTML,
/// "Case-sensitivity of selectors", less the presentational ones that no row asks for.
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

impl Compound {
    /// Takes a compound apart; the error is one line.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut compound = Self {
            keys: Vec::new(),
            numbers: Vec::new(),
            tag: None,
            id: None,
            classes: Vec::new(),
            attributes: Vec::new(),
            conditions: Vec::new(),
            whole: None,
        };
        let mut says_more = false;
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let before = rest.len();
            rest = match c {
                '#' => name(&rest[1..], |name| compound.id = Some(name)),
                '.' => name(&rest[1..], |name| compound.classes.push(name)),
                '[' => {
                    says_more |= !compound.add_attribute(split_outside(&rest[1..], &[']'])[0].1);
                    behind(&rest[1..], ']')
                }
                '*' => &rest[1..],
                ':' => {
                    let condition = Condition::parse(rest);
                    says_more |= condition.is_none();
                    compound.conditions.extend(condition);
                    skip_pseudo(rest)
                }
                _ => name(rest, |name| {
                    compound.tag = Some(name.to_ascii_lowercase().into());
                }),
            };
            if rest.len() == before {
                // An escape or something else that is not known here.
                says_more = true;
                break;
            }
        }
        if says_more {
            compound.whole = Some(Selector::parse(text).map_err(|error| error.to_string())?);
        }
        compound.keys = compound.names();
        compound.numbers = compound.keys.iter().map(Key::number).collect();
        Ok(compound)
    }

    /// Adds an attribute; whether all that it says is kept.
    fn add_attribute(&mut self, text: &str) -> bool {
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
        let name = text[..end].to_ascii_lowercase();
        let value = text[end..].trim();
        let flagged = value.strip_suffix(" i");
        let value = flagged.map_or(value, str::trim_end);
        let is_caseless = flagged.is_some() || CASELESS.contains(&name.as_str());
        let value = if is_caseless {
            value.to_ascii_lowercase()
        } else {
            value.to_owned()
        };
        let condition = attribute_test(&value);
        let is_kept = condition.is_some();
        self.attributes.push(Attribute {
            name: name.into(),
            test: condition.unwrap_or(Test::Present),
            is_caseless,
        });
        is_kept
    }

    fn names(&self) -> Vec<Key> {
        let id = self.id.iter().cloned().map(Key::Id);
        let classes = self.classes.iter().cloned().map(Key::Class);
        let attributes = self.attributes.iter();
        let attributes = attributes.map(|attribute| Key::Attribute(attribute.name.clone()));
        let tag = self.tag.iter().cloned().map(Key::Tag);
        id.chain(classes).chain(attributes).chain(tag).collect()
    }

    /// Whether the compound fits an element, its conditions aside.
    pub(crate) fn fits(&self, element: ElementRef<'_>) -> bool {
        self.names_fit(element)
            && self
                .whole
                .as_ref()
                .is_none_or(|whole| whole.matches(&element))
    }

    /// What it says of the value of an attribute that many elements have with the same value
    /// (`class`, `rel`), where it says nothing that tells more.
    pub(crate) fn shared_value(&self) -> Option<(&LocalName, impl Fn(&str) -> bool)> {
        if self.id.is_some() || !self.classes.is_empty() {
            return None;
        }
        let is_shared =
            |name: &LocalName| *name == local_name!("class") || *name == local_name!("rel");
        let mut attributes = self.attributes.iter();
        let attribute = attributes.find(|attribute| is_shared(&attribute.name))?;
        Some((&attribute.name, |value: &str| attribute.passes(value)))
    }

    fn names_fit(&self, element: ElementRef<'_>) -> bool {
        let element = element.value();
        if self
            .tag
            .as_ref()
            .is_some_and(|tag| *tag != element.name.local)
        {
            return false;
        }
        let value = |name: &LocalName| {
            let mut attributes = element.attrs.iter();
            attributes
                .find(|(key, _)| key.local == *name)
                .map(|(_, value)| &**value)
        };
        let has_classes = |list: &str| {
            self.classes
                .iter()
                .all(|class| words(list).any(|word| word == class))
        };
        self.id
            .as_deref()
            .is_none_or(|id| value(&local_name!("id")) == Some(id))
            && (self.classes.is_empty() || value(&local_name!("class")).is_some_and(has_classes))
            && self.attributes.iter().all(|attribute| {
                value(&attribute.name).is_some_and(|value| attribute.passes(value))
            })
    }
}

impl Attribute {
    fn passes(&self, value: &str) -> bool {
        if self.is_caseless {
            self.test.passes(&value.to_ascii_lowercase())
        } else {
            self.test.passes(value)
        }
    }
}

impl Test {
    /// An empty text fits nothing but an equal value, says the standard.
    fn passes(&self, value: &str) -> bool {
        match self {
            Self::Present => true,
            Self::Equals(text) => value == text,
            Self::Word(text) => words(value).any(|word| word == text),
            Self::Begins(text) => !text.is_empty() && value.starts_with(text),
            Self::Ends(text) => !text.is_empty() && value.ends_with(text),
            Self::Contains(text) => {
                !text.needle().is_empty() && text.find(value.as_bytes()).is_some()
            }
        }
    }
}

/// What stands behind an attribute's name; none where it says something unknown.
fn attribute_test(text: &str) -> Option<Test> {
    if text.is_empty() {
        return Some(Test::Present);
    }
    let make: fn(String) -> Test = match text.as_bytes() {
        [b'=', ..] => Test::Equals,
        [b'~', b'=', ..] => Test::Word,
        [b'^', b'=', ..] => Test::Begins,
        [b'$', b'=', ..] => Test::Ends,
        [b'*', b'=', ..] => |text| Test::Contains(Box::new(Finder::new(&text).into_owned())),
        _ => return None,
    };
    let value = text.split_once('=')?.1.trim();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    match value.as_bytes() {
        [quote @ (b'"' | b'\''), inner @ .., last] if quote == last => {
            let is_plain = !inner.contains(quote) && !inner.contains(&b'\\');
            is_plain.then(|| make(value[1..value.len() - 1].to_owned()))
        }
        _ => value.chars().all(is_name).then(|| make(value.to_owned())),
    }
}

fn words(list: &str) -> impl Iterator<Item = &str> {
    list.split_ascii_whitespace()
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
    let inner = split_outside(text, &[close])[0].1.len();
    text.get(inner + 1..).unwrap_or("")
}

/// Splits at characters that stand outside brackets and quotes: each part with the character
/// before it, a blank before the first.
pub(super) fn split_outside<'a>(text: &'a str, at: &[char]) -> Vec<(char, &'a str)> {
    let mut parts = Vec::new();
    let (mut depth, mut quote, mut start, mut separator) = (0_usize, None, 0, ' ');
    for (place, c) in text.char_indices() {
        match quote {
            Some(open) if open == c => quote = None,
            Some(_) => {}
            None if depth == 0 && at.contains(&c) => {
                parts.push((separator, &text[start..place]));
                start = place + c.len_utf8();
                separator = c;
            }
            None => match c {
                '"' | '\'' => quote = Some(c),
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            },
        }
    }
    parts.push((separator, &text[start..]));
    parts
}
