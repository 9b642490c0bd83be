//! What was added, one JSON line each, on the disk before anyone is told.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use super::Entry;

/// The journal of a store.
#[derive(Debug)]
pub(super) struct Journal {
    file: File,
}

impl Journal {
    /// Opens or begins one, and reads what is in it. A last line without its end was being
    /// written when a run was killed: it is cut off. Other lines that are none are passed over.
    pub(super) fn open(path: &Path) -> io::Result<(Self, Vec<Entry>)> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(path)?;
        let mut entries = Vec::new();
        let mut whole = 0;
        let mut reader = BufReader::new(&file);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 && line.ends_with(b"\n") {
            whole += line.len() as u64;
            entries.extend(serde_json::from_slice(&line).ok().filter(is_sound));
            line.clear();
        }
        file.set_len(whole)?;
        file.seek(SeekFrom::Start(whole))?;
        Ok((Self { file }, entries))
    }

    /// Writes an entry to the disk.
    pub(super) fn append(&mut self, entry: &Entry) -> io::Result<()> {
        let mut line = serde_json::to_vec(entry).expect("texts and numbers are always JSON");
        line.push(b'\n');
        let end = self.file.stream_position()?;
        let written = self.file.write_all(&line);
        if written.is_err() {
            // A full disk may have taken half a line; the next one must not stand behind it.
            self.file.set_len(end)?;
            self.file.seek(SeekFrom::Start(end))?;
        }
        written?;
        self.file.sync_data()
    }
}

/// Whether an entry can be one of ours: its parts become names of files.
fn is_sound(entry: &Entry) -> bool {
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    entry.sha256.len() == 64
        && is_plain(&entry.sha256)
        && !entry.ending.is_empty()
        && is_plain(&entry.ending)
}
