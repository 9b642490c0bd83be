//! The splitter: where the records of a large file begin and end.
//!
//! It looks only at tags of the record's name, and steps over CDATA sections, comments and
//! processing instructions. So a record that is broken inside harms no other, and each is found
//! again by its bytes. What is read is forgotten as soon as a record is handed over or has become
//! longer than the limit.

use std::io::{self, Read};
use std::ops::Range;

use memchr::memchr;

use crate::input::export::Bytes;
use crate::input::export::xml::find;

/// How much is read at a time.
const WINDOW: usize = 1 << 20;

/// How far the end of a record's own tag may be from its beginning.
const LONGEST_TAG: usize = 1 << 16;

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
/// that name.
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

/// As [`records`], of several names: a record is in no other of its own name.
///
/// # Errors
///
/// As of [`records`].
pub fn records_of<E: From<io::Error>>(
    bytes: &Bytes,
    names: &[&str],
    limit: u64,
    found: impl FnMut(Record<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let splitters: Vec<Splitter> = names.iter().map(|name| Splitter::new(name)).collect();
    split(bytes, &splitters, limit, found)
}

/// As [`records`], for records that never hold one another: where one begins before the last has
/// ended, the last one's end is missing.
///
/// # Errors
///
/// As of [`records`].
pub fn flat_records<E: From<io::Error>>(
    bytes: &Bytes,
    name: &str,
    limit: u64,
    found: impl FnMut(Record<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let splitter = Splitter {
        is_flat: true,
        ..Splitter::new(name)
    };
    split(bytes, &[splitter], limit, found)
}

/// Where the first record begins.
///
/// # Errors
///
/// The operating system's.
pub fn first(bytes: &Bytes, name: &str) -> io::Result<Option<u64>> {
    let splitters = [Splitter::new(name)];
    let found = Window::new(bytes).find_start(&splitters, 0)?;
    Ok(found.map(|(start, _)| start))
}

fn split<E: From<io::Error>>(
    bytes: &Bytes,
    splitters: &[Splitter],
    limit: u64,
    mut found: impl FnMut(Record<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut window = Window::new(bytes);
    let mut at = 0;
    loop {
        let Some((start, splitter)) = window.find_start(splitters, at)? else {
            return Ok(());
        };
        let end = window.find_end(splitter, start, limit)?;
        at = end.at;
        let bytes = if end.is_too_long {
            &[][..]
        } else {
            let base = window.base;
            &window.bytes[offset(start, base)..offset(end.at, base)]
        };
        found(Record {
            range: start..end.at,
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
    /// Whether a record cannot hold another one.
    is_flat: bool,
}

/// A part of a file in which `<` begins no tag.
struct Section {
    start: &'static [u8],
    end: &'static [u8],
}

const SECTIONS: [Section; 3] = [
    Section {
        start: b"<![CDATA[",
        end: b"]]>",
    },
    Section {
        start: b"<!--",
        end: b"-->",
    },
    Section {
        start: b"<?",
        end: b"?>",
    },
];

/// What stands at a `<`.
enum Tag {
    Open,
    Close,
    /// A section, by its place in [`SECTIONS`].
    Section(usize),
    Other,
}

impl Splitter {
    fn new(name: &str) -> Self {
        Self {
            open: format!("<{name}").into_bytes(),
            close: format!("</{name}").into_bytes(),
            is_flat: false,
        }
    }

    fn tag(&self, at: &[u8]) -> Tag {
        // The second sign tells most tags apart.
        match at.get(1) {
            Some(b'/') if is_tag(at, &self.close) => return Tag::Close,
            Some(b'!' | b'?') => {}
            Some(second) if *second == self.open[1] && is_tag(at, &self.open) => {
                return Tag::Open;
            }
            _ => return Tag::Other,
        }
        section(at).map_or(Tag::Other, Tag::Section)
    }
}

/// The section that begins here.
fn section(at: &[u8]) -> Option<usize> {
    let may_begin = matches!(at.get(1), Some(b'!' | b'?'));
    let mut sections = SECTIONS.iter();
    sections.position(|section| may_begin && at.starts_with(section.start))
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
    file: &'a Bytes,
    reader: Box<dyn Read + 'a>,
    bytes: Vec<u8>,
    /// Where in the file `bytes` begin.
    base: u64,
    ended: bool,
    /// Of each section, whether one was found that never ends: from then on its beginning means
    /// nothing.
    endless: [bool; SECTIONS.len()],
}

/// Where a record ends.
struct End {
    at: u64,
    is_whole: bool,
    is_too_long: bool,
}

/// A record under way: what of it is kept.
#[derive(Clone, Copy)]
struct Begun {
    start: u64,
    limit: u64,
}

impl Begun {
    /// From where on bytes are kept while `at` is looked at.
    fn keep(self, at: u64) -> u64 {
        if at - self.start > self.limit {
            at
        } else {
            self.start
        }
    }
}

impl<'a> Window<'a> {
    fn new(file: &'a Bytes) -> Self {
        Self {
            file,
            reader: Box::new(file.reader(0)),
            bytes: Vec::new(),
            base: 0,
            ended: false,
            endless: [false; SECTIONS.len()],
        }
    }

    fn end(&self) -> u64 {
        self.base + self.bytes.len() as u64
    }

    fn from(&self, at: u64) -> &[u8] {
        &self.bytes[offset(at, self.base).min(self.bytes.len())..]
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

    /// Begins to read again at `at`.
    fn restart(&mut self, at: u64) {
        self.reader = Box::new(self.file.reader(at));
        self.bytes.clear();
        self.base = at;
        self.ended = false;
    }

    /// The next `<` from `at` on with enough behind it.
    fn next_tag(&mut self, at: u64, begun: Option<Begun>) -> io::Result<Option<u64>> {
        let mut at = at;
        loop {
            let rest = self.from(at);
            let place = memchr(b'<', rest);
            match place {
                Some(place) if self.ended || place + LOOKAHEAD <= rest.len() => {
                    return Ok(Some(at + place as u64));
                }
                _ if self.ended => return Ok(None),
                Some(place) => at += place as u64,
                None => at = self.end().max(at),
            }
            self.more(begun.map_or(at, |begun| begun.keep(at)))?;
        }
    }

    /// Behind the end of a section that begins at `place`; just behind its beginning where it
    /// never ends.
    fn behind(&mut self, section: usize, place: u64, begun: Option<Begun>) -> io::Result<u64> {
        let Section { start, end } = &SECTIONS[section];
        if self.endless[section] {
            return Ok(place + 1);
        }
        let mut from = place + start.len() as u64;
        loop {
            if let Some(found) = find(self.from(from), end) {
                return Ok(from + (found + end.len()) as u64);
            }
            if self.ended {
                break;
            }
            from = from.max((self.end() + 1).saturating_sub(end.len() as u64));
            self.more(begun.map_or(from, |begun| begun.keep(from)))?;
        }
        self.endless[section] = true;
        self.restart(begun.map_or(place, |begun| begun.start));
        Ok(place + 1)
    }

    /// The end of the tag that begins at `place`, and whether the element ends with it. None where
    /// it is not in sight.
    fn tag_end(&mut self, place: u64, begun: Begun) -> io::Result<Option<(u64, bool)>> {
        while !self.ended && self.from(place).len() < LONGEST_TAG {
            self.more(begun.keep(place))?;
        }
        let here = self.from(place);
        let here = &here[..here.len().min(LONGEST_TAG)];
        let end = memchr(b'>', here);
        Ok(end.map(|end| (place + end as u64 + 1, here[end - 1] == b'/')))
    }

    fn find_start<'s>(
        &mut self,
        splitters: &'s [Splitter],
        from: u64,
    ) -> io::Result<Option<(u64, &'s Splitter)>> {
        let mut at = from;
        while let Some(place) = self.next_tag(at, None)? {
            let here = self.from(place);
            let open = splitters.iter().find(|one| is_tag(here, &one.open));
            if let Some(splitter) = open {
                return Ok(Some((place, splitter)));
            }
            at = match section(here) {
                Some(section) => self.behind(section, place, None)?,
                None => place + 1,
            };
        }
        Ok(None)
    }

    /// The end of the record that begins at `start`.
    fn find_end(&mut self, splitter: &Splitter, start: u64, limit: u64) -> io::Result<End> {
        let begun = Begun { start, limit };
        let ends = |end: u64, is_whole| End {
            at: end,
            is_whole,
            is_too_long: end - start > limit,
        };
        let mut depth = 0_usize;
        let mut at = start;
        while let Some(place) = self.next_tag(at, Some(begun))? {
            let tag = splitter.tag(self.from(place));
            let opens = match tag {
                Tag::Open if splitter.is_flat && depth > 0 => return Ok(ends(place, false)),
                Tag::Open => true,
                Tag::Close => false,
                Tag::Other => {
                    at = place + 1;
                    continue;
                }
                Tag::Section(section) => {
                    at = self.behind(section, place, Some(begun))?;
                    continue;
                }
            };
            let Some((end, is_empty)) = self.tag_end(place, begun)? else {
                at = place + 1;
                continue;
            };
            at = end;
            if !opens {
                depth = depth.saturating_sub(1);
            } else if !is_empty {
                depth += 1;
            }
            if depth == 0 {
                return Ok(ends(end, true));
            }
        }
        Ok(ends(self.end(), false))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// Each record's text, and whether it is whole.
    fn split_of(text: &str, limit: u64, is_flat: bool) -> Vec<(String, bool)> {
        let bytes = Bytes::Memory(Arc::from(text.as_bytes()));
        let mut found = Vec::new();
        let mut take = |record: Record<'_>| {
            found.push((
                String::from_utf8_lossy(record.bytes).into_owned(),
                record.is_whole,
            ));
            Ok::<(), io::Error>(())
        };
        if is_flat {
            flat_records(&bytes, "item", limit, &mut take).unwrap();
        } else {
            records(&bytes, "item", limit, &mut take).unwrap();
        }
        found
    }

    fn owned(found: &[(&str, bool)]) -> Vec<(String, bool)> {
        found
            .iter()
            .map(|(text, is_whole)| ((*text).to_owned(), *is_whole))
            .collect()
    }

    #[test]
    fn a_tag_within_a_section_is_none() {
        let text = "<items><item a='1'>x<![CDATA[</item><item>]]></item><!-- <item> --><item/>";
        let expected = [
            ("<item a='1'>x<![CDATA[</item><item>]]></item>", true),
            ("<item/>", true),
        ];
        assert_eq!(split_of(text, 1000, false), owned(&expected));
        assert_eq!(split_of(text, 1000, true), owned(&expected));
    }

    #[test]
    fn a_flat_record_ends_where_the_next_begins() {
        let text = "<item>1<item>2</item> <item>3";
        let expected = [
            ("<item>1", false),
            ("<item>2</item>", true),
            ("<item>3", false),
        ];
        assert_eq!(split_of(text, 1000, true), owned(&expected));
        let nested = [("<item>1<item>2</item> <item>3", false)];
        assert_eq!(split_of(text, 1000, false), owned(&nested));
    }

    #[test]
    fn a_section_without_end_hides_nothing_behind_it() {
        let text = "<item><![CDATA[1</item><item>2<!-- </item>";
        let expected = [
            ("<item><![CDATA[1</item>", true),
            ("<item>2<!-- </item>", true),
        ];
        assert_eq!(split_of(text, 1000, true), owned(&expected));
    }

    #[test]
    fn a_record_beyond_the_limit_is_told_without_its_bytes() {
        let long = "x".repeat(3 << 20);
        let text = format!("<item>{long}</item><item><![CDATA[{long}]]></item><item>3</item>");
        let found = split_of(&text, 1000, true);
        assert_eq!(
            found,
            owned(&[("", true), ("", true), ("<item>3</item>", true)])
        );
    }

    #[test]
    fn a_record_is_found_wherever_the_windows_end() {
        for room in (WINDOW - 80)..(WINDOW + 4) {
            let text = format!(
                "{}<item><![CDATA[<item>]]>1</item><item>2</item>",
                " ".repeat(room)
            );
            let expected = [
                ("<item><![CDATA[<item>]]>1</item>", true),
                ("<item>2</item>", true),
            ];
            assert_eq!(split_of(&text, 1000, true), owned(&expected), "{room}");
        }
    }

    #[test]
    fn a_section_that_never_ends_costs_one_more_pass() {
        let text = format!("<item>{}", "<![CDATA[<!--<?".repeat(200_000));
        let found = split_of(&text, 1 << 30, true);
        assert_eq!((found.len(), found[0].1), (1, false));
    }
}
