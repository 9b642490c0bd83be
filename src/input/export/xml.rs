//! Large XML files: split into their records, each of which is parsed by itself.
//!
//! The splitter looks only at where tags of the record's name begin and end, and steps over CDATA
//! sections, comments and processing instructions. So a record that is broken inside harms no
//! other, and each is found again by its bytes.

use std::io::{self, Read};
use std::ops::Range;

use encoding_rs::Encoding;
use memchr::{memchr, memmem};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::input::export::Bytes;

/// How deep the elements of a record may nest; deeper ones are read as their parents' siblings.
const MAX_DEPTH: usize = 64;

/// How much is read at a time.
const WINDOW: usize = 1 << 20;

/// A record: its bytes in the file.
#[derive(Debug)]
pub struct Record<'a> {
    /// Where it stands.
    pub range: Range<u64>,
    /// Its bytes with its tags; empty where it is longer than the limit.
    pub bytes: &'a [u8],
    /// False where the file ends, or another record begins, before its end tag.
    pub is_whole: bool,
}

/// Goes through a file and hands over each record: an element named `name` that is in no other of
/// that name. What stands before the first one is handed to `head`.
///
/// # Errors
///
/// The operating system's, and what `found` answers.
pub fn records<E: From<io::Error>>(
    bytes: &Bytes,
    name: &str,
    limit: u64,
    found: impl FnMut(Record<'_>) -> Result<(), E>,
) -> Result<(), E> {
    records_of(bytes, &[name], limit, found)
}

/// As [`records`], of several names: a record is in no other of any of them.
///
/// # Errors
///
/// As of [`records`].
pub fn records_of<E: From<io::Error>>(
    bytes: &Bytes,
    names: &[&str],
    limit: u64,
    mut found: impl FnMut(Record<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let splitters: Vec<_> = names.iter().map(|name| Splitter::new(name)).collect();
    let mut window = Window::new(bytes);
    let mut at = 0;
    loop {
        let Some((start, splitter)) = window.find_start(&splitters, at)? else {
            return Ok(());
        };
        let end = window.find_end(splitter, start, limit)?;
        at = end.end;
        let base = window.base;
        let (from, to) = (offset(start, base), offset(end.end, base));
        let bytes = if end.is_too_long {
            &[][..]
        } else {
            &window.bytes[from..to]
        };
        found(Record {
            range: start..end.end,
            bytes,
            is_whole: end.is_whole,
        })?;
    }
}

fn offset(at: u64, base: u64) -> usize {
    usize::try_from(at - base).expect("a window fits into memory")
}

/// The tags of a record.
struct Splitter {
    open: Vec<u8>,
    close: Vec<u8>,
}

/// What stands at a `<`.
enum Tag {
    Open,
    Close,
    /// Something else, which ends there (counted from the `<`); none where the end is not in sight.
    Other(Option<usize>),
}

impl Splitter {
    fn new(name: &str) -> Self {
        Self {
            open: format!("<{name}").into_bytes(),
            close: format!("</{name}").into_bytes(),
        }
    }

    fn tag(&self, at: &[u8]) -> Tag {
        if is_tag(at, &self.open) {
            return Tag::Open;
        }
        if is_tag(at, &self.close) {
            return Tag::Close;
        }
        Tag::Other(Self::other(at))
    }

    /// Where what is no tag of a record ends; none where the end is not in sight.
    fn other(at: &[u8]) -> Option<usize> {
        for (start, end) in [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")] {
            if at.starts_with(start.as_bytes()) {
                let behind = memmem::find(&at[start.len()..], end.as_bytes());
                return behind.map(|found| start.len() + found + end.len());
            }
        }
        Some(1)
    }
}

/// Whether a tag of this very name begins here, not of one that is longer.
fn is_tag(at: &[u8], tag: &[u8]) -> bool {
    let behind = at.get(tag.len());
    at.starts_with(tag)
        && behind.is_some_and(|byte| matches!(byte, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n'))
}

/// Longest of what [`Splitter::tag`] has to see at once, with some room for the record's name.
const LOOKAHEAD: usize = 64;

/// A part of the file, moved on as it is read.
struct Window<'a> {
    reader: Box<dyn Read + 'a>,
    bytes: Vec<u8>,
    /// Where in the file `bytes` begin.
    base: u64,
    ended: bool,
}

/// Where a record ends.
struct End {
    end: u64,
    is_whole: bool,
    is_too_long: bool,
}

impl<'a> Window<'a> {
    fn new(bytes: &'a Bytes) -> Self {
        Self {
            reader: Box::new(bytes.reader(0)),
            bytes: Vec::new(),
            base: 0,
            ended: false,
        }
    }

    /// Reads on, and forgets what stands before `keep`.
    fn more(&mut self, keep: u64) -> io::Result<()> {
        let passed = offset(keep, self.base).min(self.bytes.len());
        self.bytes.drain(..passed);
        self.base += passed as u64;
        let before = self.bytes.len();
        let mut part = (&mut self.reader).take(WINDOW as u64);
        part.read_to_end(&mut self.bytes)?;
        self.ended = self.bytes.len() == before;
        Ok(())
    }

    /// The next `<` from `at` on with enough behind it; reads on as long as `keep` allows.
    fn next_tag(&mut self, at: u64, keep: Option<u64>) -> io::Result<Option<u64>> {
        let mut at = at;
        loop {
            let from = offset(at, self.base).min(self.bytes.len());
            let place = memchr(b'<', &self.bytes[from..]).map(|found| from + found);
            match place {
                Some(place) if self.ended || place + LOOKAHEAD <= self.bytes.len() => {
                    return Ok(Some(self.base + place as u64));
                }
                _ if self.ended => return Ok(None),
                Some(place) => at = self.base + place as u64,
                None => at = self.base + self.bytes.len() as u64,
            }
            self.more(keep.unwrap_or(at))?;
        }
    }

    fn find_start<'s>(
        &mut self,
        splitters: &'s [Splitter],
        from: u64,
    ) -> io::Result<Option<(u64, &'s Splitter)>> {
        let mut at = from;
        while let Some(place) = self.next_tag(at, None)? {
            let here = &self.bytes[offset(place, self.base)..];
            if let Some(found) = splitters.iter().find(|one| is_tag(here, &one.open)) {
                return Ok(Some((place, found)));
            }
            match Splitter::other(here) {
                Some(len) => at = place + len as u64,
                None if self.ended => return Ok(None),
                None => {
                    self.more(place)?;
                    at = place;
                }
            }
        }
        Ok(None)
    }

    /// The end of the record that begins at `start`. A record within a record is a part of it.
    fn find_end(&mut self, splitter: &Splitter, start: u64, limit: u64) -> io::Result<End> {
        let mut depth = 0_usize;
        let mut at = start;
        let mut is_too_long = false;
        loop {
            is_too_long |= at - start > limit;
            let keep = if is_too_long { at } else { start };
            let Some(place) = self.next_tag(at, Some(keep))? else {
                let end = self.base + self.bytes.len() as u64;
                return Ok(End {
                    end,
                    is_whole: false,
                    is_too_long,
                });
            };
            let here = &self.bytes[offset(place, self.base)..];
            let tag = splitter.tag(here);
            let len = match tag {
                Tag::Other(len) => len,
                Tag::Open | Tag::Close => memchr(b'>', here).map(|end| end + 1),
            };
            let Some(len) = len else {
                at = self.beyond(place, keep)?;
                continue;
            };
            match tag {
                Tag::Open => depth += usize::from(here[len - 2] != b'/'),
                Tag::Close => depth -= 1,
                Tag::Other(_) => {}
            }
            at = place + len as u64;
            if depth == 0 {
                return Ok(End {
                    end: at,
                    is_whole: true,
                    is_too_long,
                });
            }
        }
    }

    /// Reads on where the end of what begins at `place` is not in sight: the same place again, or
    /// behind everything where the file ends.
    fn beyond(&mut self, place: u64, keep: u64) -> io::Result<u64> {
        if self.ended {
            return Ok(self.base + self.bytes.len() as u64);
        }
        self.more(keep)?;
        Ok(place)
    }
}

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
            open.text.extend(text.chars().filter(|c| is_allowed(*c)));
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

/// An attribute's value with its references resolved.
fn references(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let end = behind.find(';').filter(|end| *end <= 32);
        match end {
            Some(end) => {
                out.push_str(&reference(&behind[..end]));
                rest = &behind[end + 1..];
            }
            None => {
                out.push('&');
                rest = behind;
            }
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
