//! The bytes of an export: a file that is read in parts, or what came out of an archive.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// Bytes that can be read at any place, from any thread.
#[derive(Debug, Clone)]
pub enum Bytes {
    /// A file, which is not changed while it is read.
    File(Arc<File>, u64),
    /// In memory.
    Memory(Arc<[u8]>),
}

impl Bytes {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// The operating system's.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let len = file.metadata()?.len();
        Ok(Self::File(Arc::new(file), len))
    }

    /// How many bytes there are.
    pub fn len(&self) -> u64 {
        match self {
            Self::File(_, len) => *len,
            Self::Memory(bytes) => bytes.len() as u64,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads up to `len` bytes from `start`; fewer at the end.
    ///
    /// # Errors
    ///
    /// The operating system's.
    pub fn read(&self, start: u64, len: usize) -> io::Result<Vec<u8>> {
        let left = self.len().saturating_sub(start);
        let len = usize::try_from(left).map_or(len, |left| left.min(len));
        match self {
            Self::Memory(bytes) => {
                let start = usize::try_from(start).unwrap_or(usize::MAX);
                Ok(bytes.get(start..start + len).unwrap_or_default().to_vec())
            }
            Self::File(file, _) => {
                let mut out = vec![0; len];
                let got = fill(file, start, &mut out)?;
                out.truncate(got);
                Ok(out)
            }
        }
    }

    /// All of them.
    ///
    /// # Errors
    ///
    /// The operating system's.
    pub fn whole(self) -> io::Result<Vec<u8>> {
        match self {
            Self::Memory(bytes) => Ok(bytes.to_vec()),
            Self::File(..) => self.read(0, usize::MAX),
        }
    }

    /// A reader from `start` to the end.
    pub fn reader(&self, start: u64) -> impl Read + '_ {
        Cursor {
            bytes: self,
            at: start,
        }
    }
}

struct Cursor<'a> {
    bytes: &'a Bytes,
    at: u64,
}

impl Read for Cursor<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let got = match self.bytes {
            Bytes::File(file, _) => read_at(file, self.at, out)?,
            Bytes::Memory(bytes) => {
                let start = usize::try_from(self.at).unwrap_or(usize::MAX);
                let rest = bytes.get(start..).unwrap_or_default();
                let len = rest.len().min(out.len());
                out[..len].copy_from_slice(&rest[..len]);
                len
            }
        };
        self.at += got as u64;
        Ok(got)
    }
}

fn fill(file: &File, start: u64, out: &mut [u8]) -> io::Result<usize> {
    let mut got = 0;
    while got < out.len() {
        match read_at(file, start + got as u64, &mut out[got..]) {
            Ok(0) => break,
            Ok(more) => got += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(got)
}

#[cfg(unix)]
fn read_at(file: &File, start: u64, out: &mut [u8]) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, out, start)
}

#[cfg(windows)]
fn read_at(file: &File, start: u64, out: &mut [u8]) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, out, start)
}
