//! Keeps each content once, under a name that every system can keep.
//!
//! A file's name is made of the name that it had on the web, the beginning of its content's
//! SHA-256 and the ending of its kind: `harbour-1f2e3d4c5b.jpg`. SHA-256 is what `sha256sum` on
//! any machine computes: the names can be checked without this program.
//!
//! The name must not depend on which thread was first. One content may come from several addresses,
//! so files are kept aside while they come in ([`Store::add`]), and named when all are there
//! ([`Store::settle`]): after the first address in alphabetical order. A journal beside them makes
//! a run that was killed go on where it was, with the same names in the end.
//!
//! ```
//! # fn main() -> Result<(), repost::Error> {
//! # let folder = tempfile::tempdir().unwrap();
//! use repost::migrate::assets::{kind, store::Store};
//!
//! let images = folder.path().join("images");
//! let store = Store::open(&images, &folder.path().join("work"))?;
//! let bytes = b"GIF89a\x01\x00\x01\x00;";
//! store.add("http://a.example/Old%20Boat.GIF?w=3", bytes, kind::of(bytes))?;
//! store.add("http://b.example/boat.png", bytes, kind::of(bytes))?;
//! let settled = store.settle()?;
//! let name = settled.name("http://b.example/boat.png").expect("it was added");
//! assert_eq!(name, "old-boat-5042bbaeeb.gif");
//! assert!(images.join(name).exists());
//! # Ok(())
//! # }
//! ```

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::kind::Kind;
use crate::error::{Error, ErrorKind};
use crate::migrate::store::hexadecimal;
use crate::whole;

mod journal;
mod slug;

use journal::Journal;

/// How many hexadecimal letters of the digest stand in a name.
const SHORT: usize = 10;

/// The SHA-256 of a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
            *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hexadecimal(&self.0))
    }
}

/// A content that was added, as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    url: String,
    sha256: String,
    ending: String,
    bytes: u64,
}

impl Entry {
    /// The name of the file while it is kept aside.
    fn aside(&self) -> String {
        format!("{}.{}", self.sha256, self.ending)
    }
}

/// The files of a blog, while they come in.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    work: PathBuf,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    entries: BTreeMap<String, Entry>,
    journal: Journal,
}

impl Store {
    /// A store whose files will be in `folder`, and are kept in `work` until they have names. Both
    /// are made where they are missing, and should be on one file system. What an earlier run
    /// added is there again, unless its file is gone.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub fn open(folder: &Path, work: &Path) -> Result<Self, Error> {
        for place in [folder, work] {
            fs::create_dir_all(place).map_err(|error| at(place, error))?;
        }
        let path = work.join("assets.jsonl");
        let (journal, read) = Journal::open(&path).map_err(|error| at(&path, error))?;
        let named = Named::list(folder).map_err(|error| at(folder, error))?;
        let is_there = |entry: &Entry| {
            is_as_long(&work.join(entry.aside()), entry.bytes)
                || named
                    .of(entry)
                    .is_some_and(|name| is_as_long(&folder.join(name), entry.bytes))
        };
        let there = read.into_iter().filter(is_there);
        let entries = there.map(|entry| (entry.url.clone(), entry)).collect();
        Ok(Self {
            folder: folder.to_owned(),
            work: work.to_owned(),
            inner: Mutex::new(Inner { entries, journal }),
        })
    }

    /// The digest of what was added for an address, in this run or an earlier one.
    pub fn digest(&self, url: &str) -> Option<Digest> {
        let inner = self.lock();
        let entry = inner.entries.get(url)?;
        Digest::from_hex(&entry.sha256)
    }

    /// Keeps what an address gave. What it gave before is forgotten for it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub fn add(&self, url: &str, bytes: &[u8], kind: Kind) -> Result<Digest, Error> {
        let digest = Digest::of(bytes);
        let entry = Entry {
            url: url.to_owned(),
            sha256: digest.to_string(),
            ending: kind.ending.to_owned(),
            bytes: bytes.len() as u64,
        };
        if self.lock().entries.get(url) == Some(&entry) {
            return Ok(digest);
        }
        let aside = self.work.join(entry.aside());
        if !is_as_long(&aside, entry.bytes) {
            whole::write(&aside, bytes, true).map_err(|error| at(&aside, error))?;
        }
        // Only now: what the journal names is there.
        let mut inner = self.lock();
        let written = inner.journal.append(&entry);
        written.map_err(|error| at(&self.work, error))?;
        inner.entries.insert(entry.url.clone(), entry);
        Ok(digest)
    }

    /// Gives every file its name. What has a name from an earlier run keeps it; a file that
    /// somebody changed since is left as it is, and told in [`Settled::changed`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`]: a file cannot be moved. Calling it again goes on.
    pub fn settle(&self) -> Result<Settled, Error> {
        let inner = self.lock();
        let earlier = Named::list(&self.folder).map_err(|error| at(&self.folder, error))?;
        let names = names(&inner.entries, &earlier);
        let mut settled = Settled::default();
        for entry in inner.entries.values() {
            let name = &names[&entry.sha256];
            let is_first = !settled.files.contains_key(name);
            if is_first && !self.place(entry, name)? {
                settled.changed.push(name.clone());
            }
            settled.files.insert(name.clone(), entry.sha256.clone());
            settled.names.insert(entry.url.clone(), name.clone());
        }
        settled.changed.sort_unstable();
        Ok(settled)
    }

    /// Puts a file under its name, unless another is there: then the answer is `false`.
    fn place(&self, entry: &Entry, name: &str) -> Result<bool, Error> {
        let path = self.folder.join(name);
        let aside = self.work.join(entry.aside());
        if let Ok(found) = fs::symlink_metadata(&path) {
            let is_own = found.is_file() && found.len() == entry.bytes;
            if is_own && aside.exists() {
                fs::remove_file(&aside).map_err(|error| at(&aside, error))?;
            }
            return Ok(is_own);
        }
        let moved = fs::rename(&aside, &path).or_else(|error| match error.kind() {
            // Another file system: a copy, whole or not there.
            io::ErrorKind::CrossesDevices => {
                whole::write(&path, &fs::read(&aside)?, true)?;
                fs::remove_file(&aside)
            }
            _ => Err(error),
        });
        moved.map_err(|error| at(&path, error))?;
        Ok(true)
    }

    /// A thread that panicked leaves whole entries.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files of a blog, with their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// Names of files that are not what was had: somebody changed them. They were left alone.
    pub changed: Vec<String>,
    names: HashMap<String, String>,
    files: BTreeMap<String, String>,
}

impl Settled {
    /// The name of the file for an address: ASCII letters, digits, `-` and one dot, the same in an
    /// address as on the disk.
    pub fn name(&self, url: &str) -> Option<&str> {
        self.names.get(url).map(String::as_str)
    }

    /// The SHA-256 of a file of this name.
    pub fn sha256(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(String::as_str)
    }

    /// All files in the order of their names, with the SHA-256 of what was had.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.files.iter();
        files.map(|(name, digest)| (name.as_str(), digest.as_str()))
    }
}

/// The names of all contents, by digest: an earlier name, or one after the first address.
fn names(entries: &BTreeMap<String, Entry>, earlier: &Named) -> BTreeMap<String, String> {
    let mut first: BTreeMap<&str, &Entry> = BTreeMap::new();
    for entry in entries.values() {
        first.entry(&entry.sha256).or_insert(entry);
    }
    let mut taken: HashMap<String, &str> = HashMap::new();
    let mut names = BTreeMap::new();
    for (digest, entry) in first {
        let known = earlier.of(entry).map(str::to_owned);
        let slug = slug::of(&entry.url, &entry.ending);
        let name = known.unwrap_or_else(|| format!("{slug}-{}.{}", &digest[..SHORT], entry.ending));
        let owner = *taken.entry(name.clone()).or_insert(digest);
        let name = if owner == digest {
            name
        } else {
            // Two contents whose digests begin alike.
            format!("{slug}-{digest}.{}", entry.ending)
        };
        names.insert(digest.to_owned(), name);
    }
    names
}

/// The files that have names already, by the ends of those: `1f2e3d4c5b.jpg`.
#[derive(Debug, Default)]
struct Named(HashMap<String, String>);

impl Named {
    fn list(folder: &Path) -> io::Result<Self> {
        let mut names: Vec<String> = Vec::new();
        for entry in fs::read_dir(folder)? {
            names.extend(entry?.file_name().into_string());
        }
        // Of several, the last one: the order of a folder is no order.
        names.sort_unstable();
        let by_end = |name: String| {
            let (_, end) = name.rsplit_once('-')?;
            Some((end.to_owned(), name))
        };
        Ok(Self(names.into_iter().filter_map(by_end).collect()))
    }

    fn of(&self, entry: &Entry) -> Option<&str> {
        let digests = [entry.sha256.get(..SHORT)?, entry.sha256.as_str()];
        let mut ends = digests
            .iter()
            .map(|digest| format!("{digest}.{}", entry.ending));
        let name = ends.find_map(|end| self.0.get(&end))?;
        Some(name)
    }
}

fn is_as_long(path: &Path, bytes: u64) -> bool {
    fs::symlink_metadata(path).is_ok_and(|it| it.is_file() && it.len() == bytes)
}

fn at(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Io(error), path.display().to_string())
}

#[cfg(test)]
mod tests;
