//! The library: where the files and reusable blocks of a blog stand in its export.
//!
//! Posts name them by number. The scan notes where each stands, some dozens of bytes for each; what
//! is to be known of one is read when a post asks for it.

use rustc_hash::FxHashMap;

use crate::input::export::Place;

/// Where things stand that posts name by number.
#[derive(Debug, Default)]
pub(super) struct Library {
    /// Attachments and reusable blocks by their number.
    items: FxHashMap<u64, Place>,
    /// Attachments by the post that they were uploaded to.
    children: FxHashMap<u64, Vec<u64>>,
    /// The number of a post's author by where the post begins; in the order of the file.
    authors: Vec<(u64, u64)>,
}

impl Library {
    pub(super) fn add(&mut self, id: u64, parent: Option<u64>, place: Place) {
        self.items.insert(id, place);
        if let Some(parent) = parent.filter(|parent| *parent != 0) {
            self.children.entry(parent).or_default().push(id);
        }
    }

    pub(super) fn add_author(&mut self, start: u64, author: u64) {
        self.authors.push((start, author));
    }

    pub(super) fn place(&self, id: u64) -> Option<Place> {
        self.items.get(&id).copied()
    }

    /// What was uploaded to a post, in the order of the file.
    pub(super) fn children(&self, post: u64) -> &[u64] {
        self.children.get(&post).map_or(&[], Vec::as_slice)
    }

    /// The number of the author of the post that a place lies in.
    pub(super) fn author_around(&self, place: Place) -> Option<u64> {
        let behind = self
            .authors
            .partition_point(|(start, _)| *start <= place.start);
        let (_, author) = self.authors.get(behind.checked_sub(1)?)?;
        Some(*author)
    }
}

/// A file of the library.
#[derive(Debug, Clone, Default)]
pub(super) struct File {
    pub(super) url: String,
    /// What the picture shows, for those who do not see it.
    pub(super) alt: String,
    /// Its caption as HTML.
    pub(super) caption: String,
    /// Its place among the post's files.
    pub(super) order: i64,
}
