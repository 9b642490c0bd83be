//! The names in folders, remembered for a while: a page asks for many files of one folder.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::name;

/// How many names are remembered; more are forgotten all at once.
const MOST: usize = 200_000;

/// The names in a folder.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// The names, sorted.
    pub(super) names: Vec<String>,
    /// Where in `names` those are that are the same for some program.
    by_folded: HashMap<String, Vec<usize>>,
}

impl Listing {
    /// The one name that is the same as `wanted` for some program.
    pub(super) fn only(&self, wanted: &str) -> Option<&str> {
        match self.by_folded.get(&name::folded(wanted))?.as_slice() {
            [only] => Some(&self.names[*only]),
            _ => None,
        }
    }
}

/// Folders and their names.
#[derive(Debug, Default)]
pub(super) struct Listings {
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    folders: HashMap<PathBuf, Arc<Listing>>,
    names: usize,
}

impl Listings {
    /// The names in a folder; none where it cannot be listed. What is not Unicode is left out: no
    /// page could name it.
    pub(super) fn of(&self, folder: &Path) -> Arc<Listing> {
        if let Some(listing) = self.lock().folders.get(folder) {
            return Arc::clone(listing);
        }
        let listing = Arc::new(list(folder));
        let mut known = self.lock();
        if known.names + listing.names.len() > MOST {
            *known = Known::default();
        }
        known.names += listing.names.len() + 1;
        known
            .folders
            .insert(folder.to_owned(), Arc::clone(&listing));
        listing
    }

    /// A thread that panicked leaves whole lists.
    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn list(folder: &Path) -> Listing {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    let mut by_folded: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, name) in names.iter().enumerate() {
        by_folded.entry(name::folded(name)).or_default().push(index);
    }
    Listing { names, by_folded }
}
