//! The files that a run is given: folders walked, each file once, in an order that no machine
//! changes.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{Error, ErrorKind};
use crate::input::export::Bytes;
use crate::input::zip::Archive;

/// A file of the input.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// Where it is; of a member of an archive, where that is.
    pub path: PathBuf,
    /// The archive that it is in, and its place there.
    pub member: Option<(Arc<Archive>, usize)>,
    /// Its name in the ledger: the last part of what was given, and the path inside it, with `/`.
    pub label: String,
    /// The folder that was given and holds it; none for a file that was given itself.
    pub root: Option<PathBuf>,
    /// Bytes.
    pub len: u64,
    /// Why it is not looked into, where it is not.
    pub refused: Option<&'static str>,
}

impl InputFile {
    /// The folder that its files are looked for in: the one that was given, or the one that it
    /// stands in.
    pub fn folder(&self) -> &Path {
        let beside = match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        self.root.as_deref().unwrap_or(beside)
    }

    /// Opens it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`], [`ErrorKind::BadExport`] for a member that cannot be unpacked.
    pub fn bytes(&self) -> Result<Bytes, Error> {
        match &self.member {
            Some((archive, index)) => archive.read(*index),
            None => Bytes::open(&self.path).map_err(Error::from),
        }
        .map_err(|error| error.at(self.label.clone()))
    }

    /// Whether it was found in a folder or an archive, and not given by its name.
    pub fn is_found(&self) -> bool {
        self.root.is_some() || self.member.is_some()
    }

    /// Reads the whole file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`], [`ErrorKind::TooLarge`] where it is longer than `limit` bytes.
    pub fn read(&self, limit: u64) -> Result<Vec<u8>, Error> {
        let at = |error| Error::new(ErrorKind::Io(error), self.label.clone());
        let mut bytes = Vec::new();
        let file = self.bytes()?;
        // Files grow: one byte more than the limit is read, where there is more.
        let mut part = file.reader(0).take(limit.saturating_add(1));
        part.read_to_end(&mut bytes).map_err(at)?;
        if bytes.len() as u64 > limit {
            return Err(Error::new(
                ErrorKind::TooLarge { limit },
                self.label.clone(),
            ));
        }
        Ok(bytes)
    }
}

/// Lists the files of all inputs. What is in `site` is the output of an earlier run, and no input.
///
/// # Errors
///
/// [`ErrorKind::Io`] for an input that is not there or cannot be listed.
pub fn list(inputs: &[PathBuf], site: &Path) -> Result<Vec<InputFile>, Error> {
    let site = site.canonicalize().ok();
    let mut found = Vec::new();
    for (number, input) in inputs.iter().enumerate() {
        let at = |error| Error::new(ErrorKind::Io(error), input.display().to_string());
        let label = label(inputs, number);
        if input.metadata().map_err(at)?.is_dir() {
            let mut walk = Walk {
                root: input,
                site: site.as_deref(),
                found: &mut found,
            };
            walk.folder(input, &label)?;
        } else {
            found.push(InputFile {
                path: input.clone(),
                member: None,
                label,
                root: None,
                len: input.metadata().map_err(at)?.len(),
                refused: None,
            });
        }
    }
    Ok(found)
}

/// The last part of an input's name; all of it where two inputs end in the same.
fn label(inputs: &[PathBuf], number: usize) -> String {
    let name = |path: &Path| {
        let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let last = whole
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        last.unwrap_or_else(|| path.to_string_lossy().into_owned())
    };
    let own = name(&inputs[number]);
    let is_same = |(other, path): (usize, &PathBuf)| other != number && name(path) == own;
    if inputs.iter().enumerate().any(is_same) {
        inputs[number].to_string_lossy().into_owned()
    } else {
        own
    }
}

struct Walk<'a> {
    root: &'a Path,
    site: Option<&'a Path>,
    found: &'a mut Vec<InputFile>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, label: &str) -> Result<(), Error> {
        let at = |error: io::Error| Error::new(ErrorKind::Io(error), folder.display().to_string());
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder).map_err(at)? {
            entries.push(entry.map_err(at)?);
        }
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            let label = format!("{label}/{name}");
            let kind = entry.file_type().map_err(at)?;
            let refused = if kind.is_symlink() {
                Some("a symbolic link: what it leads to may be anywhere")
            } else if kind.is_dir() && name.starts_with('.') {
                Some("a hidden folder")
            } else if !kind.is_dir() && !kind.is_file() {
                Some("neither a file nor a folder")
            } else {
                None
            };
            if kind.is_dir() && refused.is_none() {
                self.inner(&entry.path(), &label)?;
                continue;
            }
            self.found.push(InputFile {
                path: entry.path(),
                member: None,
                label,
                root: Some(self.root.to_owned()),
                len: entry.metadata().map_or(0, |metadata| metadata.len()),
                refused,
            });
        }
        Ok(())
    }

    fn inner(&mut self, folder: &Path, label: &str) -> Result<(), Error> {
        let is_site = self.site.is_some() && folder.canonicalize().ok().as_deref() == self.site;
        if is_site {
            return Ok(());
        }
        self.folder(folder, label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_in_one_order_and_the_output_is_none_of_them() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("blog/site");
        for name in [
            "blog/b.html",
            "blog/a/c.html",
            "blog/.git/config",
            "blog/site/ledger.jsonl",
        ] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let found = list(&[folder.path().join("blog")], &site).unwrap();
        let labels: Vec<(&str, bool)> = found
            .iter()
            .map(|file| (file.label.as_str(), file.refused.is_some()))
            .collect();
        assert_eq!(
            labels,
            [
                ("blog/.git", true),
                ("blog/a/c.html", false),
                ("blog/b.html", false)
            ]
        );
    }

    #[test]
    fn an_input_that_is_not_there_is_an_error_with_its_name() {
        let error = list(&[PathBuf::from("no-such-folder")], Path::new("site")).unwrap_err();
        assert_eq!(error.exit_code(), 3);
        assert!(error.to_string().starts_with("no-such-folder: "), "{error}");
    }
}
