//! Documents that wait on the disk: a blog's pages are read before it is known which of them are
//! one post, and are too many to wait in memory.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::input::export::{Bytes, Place};

/// A file that grows by a document at a time.
#[derive(Debug)]
pub(crate) struct Spool {
    out: BufWriter<File>,
    len: u64,
}

impl Spool {
    /// A new spool in a folder. It has no name: it is gone when the program ends.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub(crate) fn new(folder: &Path) -> Result<Self, Error> {
        let at = |error| Error::new(ErrorKind::Io(error), folder.display().to_string());
        let file = tempfile::tempfile_in(folder).map_err(at)?;
        Ok(Self {
            out: BufWriter::new(file),
            len: 0,
        })
    }

    /// Puts a document in; says where it is.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub(crate) fn push(&mut self, text: &[u8]) -> Result<Place, Error> {
        self.out.write_all(text)?;
        let place = Place {
            start: self.len,
            len: u32::try_from(text.len()).map_err(io::Error::other)?,
        };
        self.len += text.len() as u64;
        Ok(place)
    }

    /// No more documents come: from now on they are read.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub(crate) fn finish(self) -> Result<Spooled, Error> {
        let file = self
            .out
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        Ok(Spooled(Bytes::File(file.into(), self.len)))
    }
}

/// Documents that can be read from any thread.
#[derive(Debug)]
pub(crate) struct Spooled(Bytes);

impl Spooled {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`], [`ErrorKind::BadDocument`].
    pub(crate) fn document(&self, place: Place) -> Result<Document, Error> {
        let bytes = self.0.read(place.start, place.len as usize)?;
        serde_json::from_slice(&bytes)
            .map_err(|error| Error::new(ErrorKind::BadDocument(error.to_string()), ""))
    }
}
