//! A record of an XML file as an entry, or why it is none.

use encoding_rs::Encoding;

use crate::input::export::xml::{self, Element, Record};
use crate::input::export::{Entry, Kind, Place};

/// How the records of a file are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// The file's encoding.
    pub(super) encoding: &'static Encoding,
    /// Bytes of a record.
    pub(super) limit: u64,
    /// Elements whose text the scan does not need to hold.
    pub(super) without: &'static [&'static str],
}

impl Reading {
    /// What `describe` says of a record; of one that is too long, cut off or no XML, that it is.
    pub(super) fn entry(
        self,
        record: &Record<'_>,
        describe: impl FnOnce(&Element, Place) -> Entry,
    ) -> Entry {
        let len = record.range.end - record.range.start;
        let place = Place {
            start: record.range.start,
            len: u32::try_from(len).unwrap_or(u32::MAX),
        };
        let reason = if record.bytes.is_empty() {
            format!("longer than {} bytes", self.limit)
        } else {
            match xml::parse(record.bytes, self.encoding, self.without) {
                Ok(element) if record.is_whole => return describe(&element, place),
                Ok(_) => "the file ends in the middle of it".to_owned(),
                Err(words) => words,
            }
        };
        let mut entry = Entry::new(Kind::Broken, place);
        entry.reason = Some(reason);
        entry
    }
}
