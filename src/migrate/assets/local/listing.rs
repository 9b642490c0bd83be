//! The names in folders, remembered for a while: a page asks for many files of one folder.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// How many names are remembered; more are forgotten all at once.
const MOST: usize = 50_000;

/// Folders and their names.
#[derive(Debug, Default)]
pub(super) struct Listings {
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    folders: HashMap<PathBuf, Arc<[String]>>,
    names: usize,
}

impl Listings {
    /// The names in a folder, sorted; none where it cannot be listed. What is not Unicode is left
    /// out: no page could name it.
    pub(super) fn of(&self, folder: &Path) -> Arc<[String]> {
        if let Some(names) = self.lock().folders.get(folder) {
            return Arc::clone(names);
        }
        let names = list(folder);
        let mut known = self.lock();
        if known.names + names.len() > MOST {
            *known = Known::default();
        }
        known.names += names.len() + 1;
        known.folders.insert(folder.to_owned(), Arc::clone(&names));
        names
    }

    /// A thread that panicked leaves whole lists.
    fn lock(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn list(folder: &Path) -> Arc<[String]> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    names.into()
}
