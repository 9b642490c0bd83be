//! Zip archives: their members, as they are listed, and their bytes.
//!
//! Nothing that an archive says of itself is trusted. Names are labels, never paths to write to; two
//! members may have the same one. Sizes are counted while a member is inflated. Members that share
//! their bytes, as those of overlap bombs do, are told and not read.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::DeflateDecoder;
use rawzip::{
    CompressionMethod, ReaderAt, ZipArchive, ZipArchiveEntryWayfinder, ZipFileHeaderRecord,
    ZipLocator,
};

use crate::error::{Error, ErrorKind};
use crate::input::export::{Bytes, bad as broken};

/// How large a member may be that is kept in memory; a larger one goes to a file without a name.
const IN_MEMORY: usize = 32 << 20;

/// How often a member may become larger than it is in the archive. Text becomes 20 times larger at
/// most, the format allows 1,032 times.
const RATIO: u64 = 250;

/// Up to here the ratio says nothing.
const RATIO_FROM: u64 = 8 << 20;

/// More members than this are no blog.
const MAX_MEMBERS: usize = 1_000_000;

/// What an archive may cost.
#[derive(Debug, Clone)]
pub struct Caps {
    /// Bytes of a member, inflated.
    pub member: u64,
    /// Bytes of all members that are read, inflated; each counts once.
    pub total: u64,
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            member: 4 << 30,
            total: 16 << 30,
        }
    }
}

/// An archive that is open.
pub struct Archive {
    zip: ZipArchive<At>,
    members: Vec<Member>,
    ways: Vec<Way>,
    caps: Caps,
    total: AtomicU64,
}

/// A member of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Which one it is: what [`Archive::read`] takes.
    pub index: usize,
    /// Its name as the archive has it, less what cannot be shown. A label: others may have the same
    /// one, and it may lead out of any folder.
    pub name: String,
    /// How large it says it is, in bytes.
    pub declared: u64,
    /// Whether it is a folder.
    pub is_folder: bool,
    /// What is odd about its name, one line: why no file may be called so.
    pub oddity: Option<&'static str>,
    /// Why it cannot be read, one line.
    pub problem: Option<&'static str>,
}

/// How a member's bytes are found.
struct Way {
    finder: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    /// Where its header begins.
    start: u64,
    /// Bytes in the archive.
    packed: u64,
    /// Bytes that are in the total already.
    counted: AtomicU64,
}

impl fmt::Debug for Archive {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Archive({} members)", self.members.len())
    }
}

/// Whether a file begins as an archive does.
pub fn is(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

impl Archive {
    /// Opens an archive and lists its members.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`], and [`ErrorKind::BadExport`] for what is no archive.
    pub fn open(bytes: Bytes, caps: Caps) -> Result<Self, Error> {
        let len = bytes.len();
        let mut buffer = vec![0; rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
        let zip = ZipLocator::new()
            .locate_in_reader(At(bytes), &mut buffer, len)
            .map_err(|(_, error)| bad(&error))?;
        let mut archive = Self {
            zip,
            members: Vec::new(),
            ways: Vec::new(),
            caps,
            total: AtomicU64::new(0),
        };
        archive.list(&mut buffer)?;
        archive.mark_overlaps();
        Ok(archive)
    }

    fn list(&mut self, buffer: &mut [u8]) -> Result<(), Error> {
        let mut records = self.zip.entries(buffer);
        while let Some(record) = records.next_entry().map_err(|error| bad(&error))? {
            if self.members.len() == MAX_MEMBERS {
                return Err(broken("an archive of more than a million files"));
            }
            self.members.push(member(&record, self.members.len()));
            self.ways.push(Way {
                finder: record.wayfinder(),
                method: record.compression_method(),
                start: record.local_header_offset(),
                packed: record.compressed_size_hint(),
                counted: AtomicU64::new(0),
            });
        }
        Ok(())
    }

    /// Marks members whose bytes are another's, too.
    fn mark_overlaps(&mut self) {
        let mut ranges: Vec<(u64, u64, usize)> = Vec::new();
        for (index, way) in self.ways.iter().enumerate() {
            match self.zip.get_entry(way.finder) {
                Ok(entry) => ranges.push((way.start, entry.compressed_data_range().1, index)),
                Err(_) => self.members[index].problem = Some("its place in the archive is broken"),
            }
        }
        ranges.sort_unstable();
        let mut last: Option<(u64, usize)> = None;
        for (start, end, index) in ranges {
            if let Some((before, other)) = last
                && start < before
            {
                for shared in [other, index] {
                    self.members[shared].problem = Some("it shares its bytes with another one");
                }
            }
            if last.is_none_or(|(before, _)| end > before) {
                last = Some((end, index));
            }
        }
    }

    /// All members in the order of the archive's list.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The first member of this name that can be read.
    pub fn find(&self, name: &str) -> Option<&Member> {
        let mut members = self.members.iter();
        members.find(|member| member.name == name && member.problem.is_none())
    }

    /// Inflates a member: into memory, or into a file without a name where it is large.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::TooLarge`] where it, or all that were read, are larger than the caps;
    /// [`ErrorKind::BadExport`] for one that is broken, encrypted or packed in a way that is not
    /// known, and for one that grows as no text does; [`ErrorKind::Io`].
    pub fn read(&self, index: usize) -> Result<Bytes, Error> {
        let (Some(member), Some(way)) = (self.members.get(index), self.ways.get(index)) else {
            return Err(broken("no such file in the archive"));
        };
        self.read_member(member, way)
            .map_err(|error| error.at(&member.name))
    }

    fn read_member(&self, member: &Member, way: &Way) -> Result<Bytes, Error> {
        if let Some(problem) = member.problem {
            return Err(broken(problem));
        }
        let entry = self
            .zip
            .get_entry(way.finder)
            .map_err(|error| bad(&error))?;
        let packed = BufReader::new(entry.reader());
        match way.method {
            CompressionMethod::STORE => self.inflate(entry.verifying_reader(packed), way),
            CompressionMethod::DEFLATE => {
                self.inflate(entry.verifying_reader(DeflateDecoder::new(packed)), way)
            }
            _ => Err(broken("it is packed in a way that is not known")),
        }
    }

    fn inflate(&self, mut reader: impl Read, way: &Way) -> Result<Bytes, Error> {
        let mut sink = Sink::default();
        let mut part = vec![0; 1 << 16];
        let mut len = 0_u64;
        loop {
            let got = match reader.read(&mut part) {
                Ok(0) => return Ok(sink.finish(len)),
                Ok(got) => got,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(damaged(error)),
            };
            len += got as u64;
            self.charge(len, way)?;
            sink.write(&part[..got])?;
        }
    }

    /// Counts what was inflated, `len` bytes of this member so far.
    fn charge(&self, len: u64, way: &Way) -> Result<(), Error> {
        if len > self.caps.member {
            let limit = self.caps.member;
            return Err(Error::new(ErrorKind::TooLarge { limit }, ""));
        }
        if len > RATIO_FROM && len / RATIO > way.packed {
            return Err(broken(
                "it grows as no text does: it was made to fill the memory",
            ));
        }
        // One that is read again costs nothing more.
        let before = way.counted.fetch_max(len, Ordering::Relaxed);
        let more = len.saturating_sub(before);
        let total = self.total.fetch_add(more, Ordering::Relaxed) + more;
        if total > self.caps.total {
            let limit = self.caps.total;
            return Err(Error::new(ErrorKind::TooLarge { limit }, ""));
        }
        Ok(())
    }
}

fn member(record: &ZipFileHeaderRecord<'_>, index: usize) -> Member {
    let path = record.file_path();
    let raw = path.as_bytes();
    let problem = record.flags().is_encrypted().then_some("it is encrypted");
    Member {
        index,
        name: label(raw),
        declared: record.uncompressed_size_hint(),
        is_folder: record.is_dir(),
        oddity: oddity(raw),
        problem,
    }
}

/// A name that can be shown: what is no UTF-8, and control characters, are replaced.
fn label(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw);
    let shown = |c: char| {
        if c.is_control() {
            char::REPLACEMENT_CHARACTER
        } else {
            c
        }
    };
    text.chars().map(shown).collect()
}

/// Why no file may be called so.
fn oddity(raw: &[u8]) -> Option<&'static str> {
    let has_drive = raw.get(1) == Some(&b':') && raw[0].is_ascii_alphabetic();
    let mut parts = raw.split(|byte| matches!(byte, b'/' | b'\\'));
    if raw.is_empty() {
        Some("it has no name")
    } else if raw.contains(&0) {
        Some("its name has a zero in it")
    } else if raw.starts_with(b"/") || raw.starts_with(b"\\") || has_drive {
        Some("its name is that of a place outside of any folder")
    } else if parts.any(|part| part == b"..") {
        Some("its name leads out of its folder")
    } else if raw.contains(&b'\\') {
        Some("its name has backslashes")
    } else {
        None
    }
}

/// Where inflated bytes go.
#[derive(Default)]
struct Sink {
    memory: Vec<u8>,
    file: Option<File>,
}

impl Sink {
    fn write(&mut self, part: &[u8]) -> Result<(), Error> {
        if let Some(file) = &mut self.file {
            return Ok(file.write_all(part)?);
        }
        self.memory.extend_from_slice(part);
        if self.memory.len() > IN_MEMORY {
            let mut file = tempfile::tempfile()?;
            file.write_all(&self.memory)?;
            self.memory = Vec::new();
            self.file = Some(file);
        }
        Ok(())
    }

    fn finish(self, len: u64) -> Bytes {
        match self.file {
            Some(file) => Bytes::File(Arc::new(file), len),
            None => Bytes::Memory(self.memory.into()),
        }
    }
}

/// An archive's bytes as its reader wants them.
struct At(Bytes);

impl ReaderAt for At {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let part = self.0.read(offset, buffer.len())?;
        buffer[..part.len()].copy_from_slice(&part);
        Ok(part.len())
    }
}

fn bad(error: &rawzip::Error) -> Error {
    broken(format!("a broken archive ({error})"))
}

/// What is wrong with the packed bytes is the archive's fault, not the system's.
fn damaged(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::InvalidData
        | io::ErrorKind::InvalidInput
        | io::ErrorKind::UnexpectedEof
        | io::ErrorKind::Other => broken(format!("its bytes in the archive are damaged ({error})")),
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests;
