//! A record of an XML file as an entry, or why it is none.

use encoding_rs::Encoding;

use crate::error::Error;
use crate::input::export::xml::{self, Element, Record};
use crate::input::export::{Bytes, Entry, Kind, Place, bad};

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
        let read = self.read(record);
        match (read.element, read.problem) {
            (Some(element), None) => describe(&element, read.place),
            (_, problem) => {
                let mut entry = Entry::new(Kind::Broken, read.place);
                entry.reason = problem;
                entry
            }
        }
    }

    /// Reads a record as far as that is possible.
    pub(super) fn read(self, record: &Record<'_>) -> Read {
        let len = record.range.end - record.range.start;
        let place = Place {
            start: record.range.start,
            len: u32::try_from(len).unwrap_or(u32::MAX),
        };
        let (element, problem) = if record.bytes.is_empty() {
            (None, Some(format!("longer than {} bytes", self.limit)))
        } else {
            match xml::parse(record.bytes, self.encoding, self.without) {
                Ok(element) if record.is_whole => (Some(element), None),
                Ok(element) => {
                    let problem = "the file ends in the middle of it".to_owned();
                    (Some(element), Some(problem))
                }
                Err(words) => (None, Some(words)),
            }
        };
        Read {
            place,
            element,
            problem,
        }
    }
}

/// A record that was read.
pub(super) struct Read {
    /// Where it stands.
    pub(super) place: Place,
    /// What is in it; none where it is no XML, or too long.
    pub(super) element: Option<Element>,
    /// What is wrong with it.
    pub(super) problem: Option<String>,
}

/// Reads a record that the scan told of, with all that is in it.
///
/// # Errors
///
/// [`ErrorKind::Io`](crate::ErrorKind::Io), [`ErrorKind::BadExport`](crate::ErrorKind::BadExport).
pub(super) fn element(
    bytes: &Bytes,
    place: Place,
    encoding: &'static Encoding,
) -> Result<Element, Error> {
    let record = bytes.read(place.start, place.len as usize)?;
    xml::parse(&record, encoding, &[]).map_err(bad)
}
