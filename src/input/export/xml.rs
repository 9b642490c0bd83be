//! Large XML files: split into their records (`split`), each of which is parsed by itself, either
//! whole or as a flat list of its children (`fields`).

use encoding_rs::Encoding;
use memchr::{memchr, memmem};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

mod fields;
mod parallel;
mod split;

pub use fields::{Field, fields, tag_attributes};
pub use parallel::{Source, parsed_records};
pub use split::{Record, first, flat_records, records, records_of};

/// How deep the elements of a record may nest; deeper ones are read as their parents' siblings.
const MAX_DEPTH: usize = 64;

/// An element of a record, with what is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// The name with its prefix, as it stands (`wp:post_id`).
    pub name: String,
    /// Attributes in their order; references are resolved.
    pub attributes: Vec<(String, String)>,
    /// The text directly in it, CDATA sections and references resolved.
    pub text: String,
    /// The elements directly in it.
    pub children: Vec<Element>,
}

impl Element {
    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of this name, trimmed; none where it is empty.
    pub fn value(&self, name: &str) -> Option<&str> {
        let text = self.child(name)?.text.trim();
        (!text.is_empty()).then_some(text)
    }

    /// An attribute's value.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Parses a record. Leaves out the text of elements named in `without` (the scan needs no
/// content), and of what is in them.
///
/// What is no XML inside a record is read as far as it makes sense: end tags close what is open,
/// unknown references stay as they stand, characters that XML forbids are left out.
///
/// # Errors
///
/// Where no element is found, in plain words.
pub fn parse(
    record: &[u8],
    encoding: &'static Encoding,
    without: &[&str],
) -> Result<Element, String> {
    let (text, _) = encoding.decode_without_bom_handling(record);
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut tree = Tree::default();
    let mut broken = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => tree.open(&tag, without),
            Ok(Event::Empty(tag)) => {
                tree.open(&tag, without);
                tree.close(tag.name().as_ref());
            }
            Ok(Event::End(tag)) => tree.close(tag.name().as_ref()),
            Ok(Event::Text(text)) => tree.push(&text),
            Ok(Event::CData(data)) => tree.push(&data),
            Ok(Event::GeneralRef(name)) => tree.push(&reference(&name)),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                broken = Some(error.to_string());
                break;
            }
        }
        if tree.is_done() {
            break;
        }
    }
    tree.finish()
        .ok_or_else(|| broken.unwrap_or_else(|| "no element".to_owned()))
}

/// Where `wanted` begins. For ends of sections, whose first sign is rare: to prepare a faster search
/// would cost more than most of them are long.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr(*wanted.first()?, bytes.get(at..)?)?;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        at += 1;
    }
}

/// What a reference stands for; itself where nobody knows.
fn reference(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|number| {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code =
            hexadecimal.map_or_else(|| number.parse().ok(), |n| u32::from_str_radix(n, 16).ok());
        char::from_u32(code?)
    });
    match (number, name) {
        (Some(c), _) => c.to_string(),
        (None, "amp") => "&".to_owned(),
        (None, "lt") => "<".to_owned(),
        (None, "gt") => ">".to_owned(),
        (None, "quot") => "\"".to_owned(),
        (None, "apos") => "'".to_owned(),
        // HTML's own: the reader of the content knows them.
        (None, _) => format!("&{name};"),
    }
}

/// Elements under construction.
#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    /// How many open elements stand inside one whose text is left out.
    silent: usize,
    /// How many open elements were too deep and are read into their parent.
    too_deep: usize,
    done: Option<Element>,
}

impl Tree {
    fn open(&mut self, tag: &BytesStart<'_>, without: &[&str]) {
        if self.open.len() >= MAX_DEPTH {
            self.too_deep += 1;
            return;
        }
        let name = tag.name().as_ref().to_owned();
        if self.silent > 0 || without.contains(&name.as_str()) {
            self.silent += 1;
        }
        let mut attributes = tag.attributes();
        let attributes = attributes.with_checks(false).flatten();
        let attributes = attributes.map(|attribute| {
            let key = attribute.key.as_ref().to_owned();
            (key, references(&attribute.value))
        });
        self.open.push(Element {
            name,
            attributes: attributes.collect(),
            ..Element::default()
        });
    }

    /// Closes the innermost open element of this name and what is still open in it.
    fn close(&mut self, name: &str) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(place) = self.open.iter().rposition(|open| open.name == name) else {
            return;
        };
        while self.open.len() > place {
            self.close_last();
        }
    }

    fn close_last(&mut self) {
        let Some(element) = self.open.pop() else {
            return;
        };
        self.silent = self.silent.saturating_sub(1);
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.done = Some(element),
        }
    }

    fn push(&mut self, text: &str) {
        if self.silent > 0 {
            return;
        }
        if let Some(open) = self.open.last_mut() {
            if text.bytes().all(|byte| is_allowed(char::from(byte))) {
                open.text.push_str(text);
            } else {
                open.text.extend(text.chars().filter(|c| is_allowed(*c)));
            }
        }
    }

    fn is_done(&self) -> bool {
        self.done.is_some()
    }

    fn finish(mut self) -> Option<Element> {
        while !self.open.is_empty() {
            self.close_last();
        }
        self.done
    }
}

/// Whether XML 1.0 allows a character in a text.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..)
}

/// The longest name of a character, in bytes.
const LONGEST_REFERENCE: usize = 32;

/// A text with its references resolved.
fn references(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        // A longer name is none; and no `&` must cost a look through all the rest.
        let name = behind.bytes().take(LONGEST_REFERENCE + 1);
        if let Some(end) = name.into_iter().position(|byte| byte == b';') {
            out.push_str(&reference(&behind[..end]));
            rest = &behind[end + 1..];
        } else {
            out.push('&');
            rest = behind;
        }
    }
    out.push_str(rest);
    out
}

/// The encoding that a file declares or that its first bytes show; UTF-8 where none does.
pub fn encoding(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    let declaration = head.strip_prefix(b"<?xml").unwrap_or_default();
    let declaration = &declaration[..memmem::find(declaration, b"?>").unwrap_or(0)];
    let text = String::from_utf8_lossy(declaration);
    let label = text.split("encoding").nth(1).unwrap_or_default();
    let label = label.trim_start_matches(['=', ' ', '"', '\'']);
    let label = label.split(['"', '\'']).next().unwrap_or_default();
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::UTF_8)
}
