//! Exports that are a table: CSV, read whole, its rows found again by where they stand.

use csv::{ByteRecord, ReaderBuilder, StringRecord};

use crate::error::{Error, ErrorKind};
use crate::input::export::{Bytes, Entry, Kind, Place, bad};

/// A table with a line of names.
pub(super) struct Table {
    bytes: Vec<u8>,
    columns: Vec<String>,
}

/// A row with the names of its columns.
pub(super) struct Row<'a> {
    columns: &'a [String],
    values: StringRecord,
}

/// Whether the first line of a text names all these columns.
pub(super) fn names_all(text: &str, columns: &[&str]) -> bool {
    let first = text.trim_start_matches('\u{feff}').lines().next();
    let names = first.unwrap_or_default();
    let has = |column: &str| {
        names
            .split(',')
            .any(|name| name.trim_matches(['"', ' ']) == column)
    };
    columns.iter().all(|column| has(column))
}

impl Table {
    /// Reads a file of up to `limit` bytes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::TooLarge`], [`ErrorKind::BadExport`] for what is no table.
    pub(super) fn open(bytes: Bytes, limit: u64) -> Result<Self, Error> {
        if bytes.len() > limit {
            return Err(Error::new(ErrorKind::TooLarge { limit }, ""));
        }
        let bytes = bytes.whole()?;
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let names = reader
            .byte_headers()
            .map_err(|error| bad(error.to_string()))?;
        let columns = names
            .iter()
            .map(|name| String::from_utf8_lossy(name).trim().to_owned())
            .collect();
        Ok(Self { bytes, columns })
    }

    /// Hands over each row with its place; one that is broken is told.
    ///
    /// # Errors
    ///
    /// What `found` answers.
    pub(super) fn rows(
        &self,
        found: &mut dyn FnMut(Entry) -> Result<(), Error>,
        describe: impl Fn(&Row<'_>, Place) -> Entry,
    ) -> Result<(), Error> {
        let mut reader = ReaderBuilder::new()
            .flexible(true)
            .from_reader(self.bytes.as_slice());
        let mut record = ByteRecord::new();
        reader
            .byte_headers()
            .map_err(|error| bad(error.to_string()))?;
        loop {
            let start = reader.position().byte();
            let more = reader.read_byte_record(&mut record);
            let len = reader.position().byte() - start;
            let place = Place {
                start,
                len: u32::try_from(len).unwrap_or(u32::MAX),
            };
            match more {
                Ok(false) => return Ok(()),
                Ok(true) => found(describe(&self.named(&record), place))?,
                Err(error) => {
                    let mut entry = Entry::new(Kind::Broken, place);
                    entry.reason = Some(error.to_string());
                    found(entry)?;
                    // What does not lead on would be told for ever.
                    if len == 0 {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// The row at a place.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::BadExport`] where there is none.
    pub(super) fn row(&self, place: Place) -> Result<Row<'_>, Error> {
        let start = usize::try_from(place.start).unwrap_or(usize::MAX);
        let end = start.saturating_add(place.len as usize);
        let line = self.bytes.get(start..end).unwrap_or_default();
        let mut reader = ReaderBuilder::new().has_headers(false).from_reader(line);
        let mut record = ByteRecord::new();
        match reader.read_byte_record(&mut record) {
            Ok(true) => Ok(self.named(&record)),
            Ok(false) => Err(bad("no such entry")),
            Err(error) => Err(bad(error.to_string())),
        }
    }

    fn named(&self, record: &ByteRecord) -> Row<'_> {
        Row {
            columns: &self.columns,
            values: StringRecord::from_byte_record_lossy(record.clone()),
        }
    }
}

impl Row<'_> {
    /// A value; none where it is empty.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let column = self.columns.iter().position(|column| column == name)?;
        let value = self.values.get(column)?.trim();
        (!value.is_empty()).then_some(value)
    }
}
