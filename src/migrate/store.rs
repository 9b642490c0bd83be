//! Writes the files of a site: whole or not at all, never over what somebody else wrote.
//!
//! A file is made in a folder of its own below the site, brought to the disk together with the
//! others of its batch, and only then given its name.

use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use tempfile::TempPath;

use crate::error::{Error, ErrorKind};
use crate::whole;

/// The folder below a site that holds what a run needs and takes away at its end.
pub const WORK: &str = ".repost";

/// The SHA-256 of bytes in hexadecimal, as `sha256sum` prints it.
pub fn hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// A hash of a value: the same on every machine, but not from one version of the program to the
/// next.
pub fn hash_of(value: &impl Hash) -> String {
    let mut hasher = Portable(Sha256::new());
    value.hash(&mut hasher);
    hexadecimal(&hasher.0.finalize())
}

/// The digits of a hash that was made piece by piece.
pub(super) fn hexadecimal(hash: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(64);
    for byte in hash {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// Numbers in one order of bytes and one width, whatever the machine's.
struct Portable(Sha256);

impl Hasher for Portable {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn write_u32(&mut self, number: u32) {
        self.write(&number.to_le_bytes());
    }

    fn write_u64(&mut self, number: u64) {
        self.write(&number.to_le_bytes());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_isize(&mut self, number: isize) {
        self.write(&(number as i64).to_le_bytes());
    }

    fn finish(&self) -> u64 {
        0
    }
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// It was written.
    New,
    /// It was there with the same bytes.
    Same,
    /// It was there with other bytes that are not from an earlier run: it was left alone.
    Kept,
}

/// The files of a site.
#[derive(Debug)]
pub struct Store {
    site: PathBuf,
    work: PathBuf,
    /// Overwrite what others wrote.
    force: bool,
}

/// Files that are on their way: made, and not yet under their names.
#[derive(Debug, Default)]
pub struct Batch {
    /// Closed: a batch may have more files than a program may have open.
    files: Vec<(TempPath, PathBuf, bool)>,
}

impl Batch {
    /// Takes the files of another batch.
    pub fn append(&mut self, mut other: Self) {
        self.files.append(&mut other.files);
    }
}

impl Store {
    /// Makes the site's folder where it is missing.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub fn open(site: &Path, force: bool) -> Result<Self, Error> {
        let work = site.join(WORK);
        let at = |error| Error::new(ErrorKind::Io(error), work.display().to_string());
        fs::create_dir_all(&work).map_err(at)?;
        let store = Self {
            site: site.to_owned(),
            work: work.join("new"),
            force,
        };
        store.sweep()?;
        fs::create_dir_all(&store.work).map_err(at)?;
        Ok(store)
    }

    /// Takes away what a run that was killed left half made.
    fn sweep(&self) -> Result<(), Error> {
        match fs::remove_dir_all(&self.work) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::new(
                ErrorKind::Io(error),
                self.work.display().to_string(),
            )),
            _ => Ok(()),
        }
    }

    /// The site's folder.
    pub fn site(&self) -> &Path {
        &self.site
    }

    /// Puts a file into a batch. `before` is the hash that it had when an earlier run wrote it: a
    /// file that has another one now was changed by somebody and is kept.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub fn put(
        &self,
        batch: &mut Batch,
        path: &str,
        bytes: &[u8],
        before: Option<&str>,
    ) -> Result<Stored, Error> {
        let target = self.site.join(path);
        let at = |error| Error::new(ErrorKind::Io(error), target.display().to_string());
        let mut replace = false;
        match fs::read(&target) {
            Ok(present) if present == bytes => return Ok(Stored::Same),
            Ok(present) => {
                let is_ours = before.is_some_and(|before| hash(&present) == before);
                if !is_ours && !self.force {
                    return Ok(Stored::Kept);
                }
                replace = true;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(at(error)),
        }
        let mut file = whole::temporary(&self.work).map_err(at)?;
        file.write_all(bytes).map_err(at)?;
        #[cfg(not(target_os = "linux"))]
        file.as_file().sync_all().map_err(at)?;
        batch.files.push((file.into_temp_path(), target, replace));
        Ok(Stored::New)
    }

    /// Gives the files of a batch their names, after they are on the disk.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`], and [`ErrorKind::Exists`] where another program was faster.
    pub fn commit(&self, batch: Batch) -> Result<(), Error> {
        self.sync(&batch)?;
        for (file, target, replace) in batch.files {
            let at = |error| Error::new(ErrorKind::Io(error), target.display().to_string());
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder).map_err(at)?;
            }
            let named = if replace {
                file.persist(&target)
            } else {
                file.persist_noclobber(&target)
            };
            named.map_err(|error| match error.error.kind() {
                io::ErrorKind::AlreadyExists => {
                    Error::new(ErrorKind::Exists, target.display().to_string())
                }
                _ => at(error.error),
            })?;
        }
        Ok(())
    }

    /// One call for all files of a batch where the system has one: a hundred single ones take a
    /// hundred times as long.
    #[cfg(target_os = "linux")]
    fn sync(&self, batch: &Batch) -> Result<(), Error> {
        if batch.files.is_empty() {
            return Ok(());
        }
        let folder = File::open(&self.work)?;
        rustix::fs::syncfs(&folder).map_err(|error| {
            Error::new(ErrorKind::Io(error.into()), self.site.display().to_string())
        })
    }

    /// Elsewhere each file was brought to the disk when it was written.
    #[cfg(not(target_os = "linux"))]
    fn sync(&self, _: &Batch) -> Result<(), Error> {
        Ok(())
    }

    /// Writes one file by itself.
    ///
    /// # Errors
    ///
    /// As of [`Store::put`] and [`Store::commit`].
    pub fn write(&self, path: &str, bytes: &[u8], before: Option<&str>) -> Result<Stored, Error> {
        let mut batch = Batch::default();
        let stored = self.put(&mut batch, path, bytes, before)?;
        self.commit(batch)?;
        Ok(stored)
    }

    /// Takes away a file that an earlier run wrote, where it is still what was written then.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub fn remove(&self, path: &str, before: Option<&str>) -> Result<(), Error> {
        let target = self.site.join(path);
        let at = |error| Error::new(ErrorKind::Io(error), target.display().to_string());
        let Some(before) = before else { return Ok(()) };
        match fs::read(&target) {
            Ok(present) if hash(&present) == before => fs::remove_file(&target).map_err(at),
            Ok(_) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(at(error)),
        }
    }

    /// Takes away the working folder, unless something is in it that a later run needs.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub fn finish(&self) -> Result<(), Error> {
        self.sweep()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_else_wrote_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), false).unwrap();
        assert_eq!(
            store.write("posts/a.md", b"one", None).unwrap(),
            Stored::New
        );
        assert_eq!(
            store.write("posts/a.md", b"one", None).unwrap(),
            Stored::Same
        );
        // An earlier run wrote it: a new one may write it again.
        assert_eq!(
            store
                .write("posts/a.md", b"two", Some(&hash(b"one")))
                .unwrap(),
            Stored::New
        );
        // Nobody knows who wrote it, or somebody changed it.
        assert_eq!(
            store.write("posts/a.md", b"three", None).unwrap(),
            Stored::Kept
        );
        assert_eq!(
            store
                .write("posts/a.md", b"three", Some(&hash(b"one")))
                .unwrap(),
            Stored::Kept
        );
        assert_eq!(fs::read(folder.path().join("posts/a.md")).unwrap(), b"two");
        let forced = Store::open(folder.path(), true).unwrap();
        assert_eq!(
            forced.write("posts/a.md", b"three", None).unwrap(),
            Stored::New
        );
    }

    #[test]
    fn what_was_half_made_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let half = folder.path().join(WORK).join("new/.tmpX");
        fs::create_dir_all(half.parent().unwrap()).unwrap();
        fs::write(&half, "half").unwrap();
        Store::open(folder.path(), false).unwrap();
        assert!(!half.exists());
    }

    #[test]
    fn a_hash_is_what_others_call_it() {
        assert_eq!(
            hash(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
