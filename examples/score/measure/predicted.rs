//! What other programs made of a set's pages, in files: `FOLDER/PROGRAM/SET/PAGE.json`.

use std::fs;
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use super::Reading;
use super::neutral::Neutral;
use super::set::Page;

/// A program that was run on a set before.
pub(crate) struct Program {
    pub(crate) name: String,
    /// Where what it made of the set's pages is.
    folder: PathBuf,
}

/// One file: the neutral form, and how it came to be where that is known.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Prediction {
    #[serde(flatten)]
    neutral: Neutral,
    ms: f64,
    failed: bool,
}

/// The programs that were run on a set, in the order of their names.
pub(crate) fn programs(folder: &Path, set: &str) -> Result<Vec<Program>> {
    let mut programs = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| named(folder, &error))? {
        let entry = entry?;
        let folder = entry.path().join(set);
        if folder.is_dir() {
            programs.push(Program {
                name: entry.file_name().to_string_lossy().into_owned(),
                folder,
            });
        }
    }
    if programs.is_empty() {
        let message = format!("{}: no program was run on {set}", folder.display());
        return Err(Error::new(ErrorKind::NotFound, message));
    }
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(programs)
}

impl Program {
    /// What the program made of a page; a page that it wrote nothing about is a failure.
    pub(crate) fn read(&self, page: &Page) -> Result<Reading> {
        let path = self.folder.join(format!("{}.json", page.name));
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Reading {
                    failed: true,
                    ..Reading::default()
                });
            }
            Err(error) => return Err(named(&path, &error)),
        };
        let prediction: Prediction =
            serde_json::from_str(&text).map_err(|error| named(&path, &error.into()))?;
        Ok(Reading {
            neutral: prediction.neutral,
            time: Duration::try_from_secs_f64(prediction.ms / 1000.0).unwrap_or_default(),
            failed: prediction.failed,
            ..Reading::default()
        })
    }
}

fn named(path: &Path, error: &Error) -> Error {
    Error::new(error.kind(), format!("{}: {error}", path.display()))
}
