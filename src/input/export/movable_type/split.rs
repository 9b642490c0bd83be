//! A Movable Type export split into its entries and their sections.
//!
//! A line of eight dashes ends an entry, one of five ends a section. Both also stand in what people
//! write, so a line of dashes ends something only where the next thing begins behind it: a field
//! behind eight dashes, the name of a section behind five. Where files were joined without a line end
//! between them, the field stands in the line of the dashes.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;

use crate::input::export::Bytes;

/// Ends an entry.
const ENTRY_END: &[u8] = b"--------";

/// Ends a section.
const SECTION_END: &str = "-----";

/// The names of fields that an entry may begin with.
pub(super) const FIELDS: &[&str] = &[
    "AUTHOR",
    "AUTHOR EMAIL",
    "AUTHOR URL",
    "TITLE",
    "STATUS",
    "ALLOW COMMENTS",
    "ALLOW PINGS",
    "CONVERT BREAKS",
    "NO ENTRY",
    "BASENAME",
    "PRIMARY CATEGORY",
    "CATEGORY",
    "TAGS",
    "UNIQUE URL",
    "IMAGE",
    "DATE",
];

/// The names of sections.
pub(super) const SECTIONS: &[&str] = &[
    "BODY",
    "EXTENDED BODY",
    "EXCERPT",
    "KEYWORDS",
    "COMMENT",
    "PING",
];

/// A line is read in pieces of this many bytes: none has to fit into memory.
const PIECE: u64 = 1 << 16;

/// An entry's bytes.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) range: Range<u64>,
    /// Empty where the entry is longer than the limit.
    pub(super) bytes: Vec<u8>,
    pub(super) is_too_long: bool,
    /// Whether a line of dashes ends it.
    pub(super) is_closed: bool,
}

/// Hands over each entry: what stands between lines of eight dashes. What is blank is none.
pub(super) fn entries<E: From<io::Error>>(
    bytes: &Bytes,
    limit: u64,
    mut found: impl FnMut(Piece) -> Result<(), E>,
) -> Result<(), E> {
    let mut collected = Collected::new(limit);
    let mut reader = BufReader::with_capacity(1 << 16, bytes.reader(0));
    let mut line = Vec::new();
    let mut at_line_start = true;
    loop {
        line.clear();
        let got = (&mut reader).take(PIECE).read_until(b'\n', &mut line)?;
        if got == 0 {
            break;
        }
        if at_line_start && !line.trim_ascii().is_empty() {
            if let Some(dashes) = collected.dashes.take()
                && has_name(&line, FIELDS)
            {
                collected.end(Some(dashes), &mut found)?;
            }
            if line.trim_ascii_end() == ENTRY_END {
                collected.dashes = Some(collected.at);
            }
        }
        let rest = line.strip_prefix(ENTRY_END).unwrap_or_default();
        if at_line_start && has_name(rest, FIELDS) {
            let dashes = collected.at;
            collected.push(ENTRY_END);
            collected.end(Some(dashes), &mut found)?;
            line.drain(..ENTRY_END.len());
        }
        at_line_start = line.ends_with(b"\n");
        collected.push(&line);
    }
    let dashes = collected.dashes.take();
    collected.end(dashes, &mut found)
}

/// The entry that is being read.
struct Collected {
    limit: u64,
    start: u64,
    /// Where the next line begins.
    at: u64,
    bytes: Vec<u8>,
    is_too_long: bool,
    /// Where the last line of eight dashes begins, if nothing but blank lines came behind it.
    dashes: Option<u64>,
}

impl Collected {
    fn new(limit: u64) -> Self {
        Self {
            limit,
            start: 0,
            at: 0,
            bytes: Vec::new(),
            is_too_long: false,
            dashes: None,
        }
    }

    fn push(&mut self, line: &[u8]) {
        self.at += line.len() as u64;
        if self.at - self.start > self.limit {
            self.is_too_long = true;
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(line);
        }
    }

    /// Ends the entry at its line of dashes, or at the end of the file.
    fn end<E>(
        &mut self,
        dashes: Option<u64>,
        found: &mut impl FnMut(Piece) -> Result<(), E>,
    ) -> Result<(), E> {
        let end = dashes.unwrap_or(self.at);
        let mut bytes = std::mem::take(&mut self.bytes);
        let len = usize::try_from(end - self.start).unwrap_or(usize::MAX);
        bytes.truncate(len);
        // What is cut off in front counts: the place must be where the first field is.
        let mark = if self.start == 0 && bytes.starts_with(b"\xef\xbb\xbf") {
            3
        } else {
            0
        };
        let blank = bytes[mark..]
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace());
        let skipped = mark + blank.count();
        let piece = Piece {
            range: self.start + skipped as u64..end,
            bytes: bytes.split_off(skipped),
            is_too_long: self.is_too_long,
            is_closed: dashes.is_some(),
        };
        self.start = self.at;
        self.is_too_long = false;
        if piece.bytes.is_empty() && !piece.is_too_long {
            return Ok(());
        }
        found(piece)
    }
}

/// Whether a line is `NAME:` with one of these names, with or without a value.
fn has_name(line: &[u8], names: &[&str]) -> bool {
    let Some(colon) = memchr::memchr(b':', line) else {
        return false;
    };
    names.iter().any(|name| name.as_bytes() == &line[..colon])
}

/// A section of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    /// One of [`SECTIONS`]; empty for the fields at the beginning.
    pub(super) name: &'static str,
    /// Where it stands in the entry's bytes, its name's line with it.
    pub(super) range: Range<usize>,
}

/// The sections of an entry in their order, the fields first. Works on bytes, so that places hold
/// whatever the charset.
pub(super) fn sections(entry: &[u8]) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut name = "";
    let mut start = 0;
    // The end of a section, if the next line agrees.
    let mut dashes = None;
    let mut at = 0;
    for line in entry.split_inclusive(|byte| *byte == b'\n') {
        if let Some(end) = dashes.take()
            && let Some(next) = section_name(line)
        {
            sections.push(Section {
                name,
                range: start..end,
            });
            (name, start) = (next, at);
        }
        if line.trim_ascii_end() == SECTION_END.as_bytes() {
            dashes = Some(at);
        }
        at += line.len();
    }
    sections.push(Section {
        name,
        range: start..dashes.unwrap_or(at),
    });
    sections
}

/// Whether a line of five dashes ends the entry, as it does in a complete one.
pub(super) fn is_complete(entry: &[u8]) -> bool {
    let last = entry.trim_ascii_end().rsplit(|byte| *byte == b'\n').next();
    last == Some(SECTION_END.as_bytes())
}

fn section_name(line: &[u8]) -> Option<&'static str> {
    let name = line.trim_ascii_end().strip_suffix(b":")?;
    SECTIONS
        .iter()
        .copied()
        .find(|known| known.as_bytes() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, limit: u64) -> Vec<Piece> {
        let bytes = Bytes::Memory(text.as_bytes().into());
        let mut pieces = Vec::new();
        let result: io::Result<()> = entries(&bytes, limit, |piece| {
            pieces.push(piece);
            Ok(())
        });
        result.expect("memory can be read");
        pieces
    }

    fn names(entry: &str) -> Vec<&'static str> {
        let sections = sections(entry.as_bytes());
        sections.iter().map(|section| section.name).collect()
    }

    #[test]
    fn entries_end_at_eight_dashes_before_a_field() {
        let text = "TITLE: A\n-----\nBODY:\nOne.\n-----\n--------\nTITLE: B\n-----\nBODY:\nTwo.\n-----\n--------\n\n";
        let pieces = split(text, 1000);
        let starts: Vec<_> = pieces.iter().map(|piece| piece.range.start).collect();
        assert_eq!(starts, [0, 41]);
        assert!(pieces.iter().all(|piece| piece.is_closed));
        assert!(pieces[1].bytes.starts_with(b"TITLE: B"));
        assert!(pieces[0].bytes.ends_with(b"-----\n"));
    }

    #[test]
    fn eight_dashes_in_a_body_end_no_entry() {
        let text = "TITLE: A\n-----\nBODY:\nOne.\n--------\nTwo.\n-----\n--------\n";
        let pieces = split(text, 1000);
        assert_eq!(pieces.len(), 1);
        assert!(pieces[0].bytes.windows(4).any(|word| word == b"Two."));
    }

    #[test]
    fn a_field_right_behind_the_dashes_begins_an_entry() {
        let text = "TITLE: A\n-----\nBODY:\nOne.\n-----\n--------TITLE: B\n-----\n--------\n";
        let pieces = split(text, 1000);
        assert_eq!(pieces.len(), 2);
        assert!(pieces[0].bytes.ends_with(b"One.\n-----\n"));
        assert_eq!(pieces[1].bytes, b"TITLE: B\n-----\n");
        assert_eq!(
            pieces[1].range.start,
            text.find("TITLE: B").expect("it is there") as u64
        );
    }

    #[test]
    fn five_dashes_in_a_body_end_no_section() {
        let entry = "TITLE: A\n-----\nBODY:\nOne.\n-----\nTwo: more\n-----\nCOMMENT:\nAUTHOR: B\nC\n-----\n";
        assert_eq!(names(entry), ["", "BODY", "COMMENT"]);
        let body = &sections(entry.as_bytes())[1];
        assert_eq!(
            &entry[body.range.clone()],
            "BODY:\nOne.\n-----\nTwo: more\n"
        );
    }

    #[test]
    fn an_entry_over_the_limit_is_not_held() {
        let long = format!(
            "TITLE: A\n-----\nBODY:\n{}\n-----\n--------\nTITLE: B\n",
            "x".repeat(500)
        );
        let pieces = split(&long, 100);
        assert_eq!(pieces.len(), 2);
        assert!(pieces[0].is_too_long && pieces[0].bytes.is_empty());
        assert_eq!(pieces[1].bytes, b"TITLE: B\n");
        assert!(!pieces[1].is_closed);
    }

    #[test]
    fn a_byte_order_mark_and_blank_lines_are_no_part_of_an_entry() {
        let pieces = split("\u{feff}\n\nTITLE: A\n-----\n--------\n", 1000);
        assert_eq!(pieces[0].range.start, 5);
        assert!(pieces[0].bytes.starts_with(b"TITLE"));
    }
}
