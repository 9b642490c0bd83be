//! Which ids the document will hold, so that a link is local exactly where its target is.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Block, Comment, Document};
use crate::walk;
use crate::write::CommentsMode;
use crate::write::escape::{href, xml};

/// The targets of links inside the document.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// The page's own address, fit for a link.
    page: Option<String>,
    /// What a page's links call a place -> the id that it has here.
    places: BTreeMap<String, String>,
    /// A footnote's label -> its id and number.
    notes: BTreeMap<String, (String, usize)>,
    used: BTreeSet<String>,
    /// How often a name was wanted that was taken.
    taken: BTreeMap<String, usize>,
}

impl Anchors {
    /// Collects what will be written of `document`.
    pub(super) fn new(document: &Document, comments: CommentsMode) -> Self {
        let mut anchors = Self {
            page: document.source.url.as_deref().and_then(href::href),
            ..Self::default()
        };
        if comments != CommentsMode::None && !document.comments.threads.is_empty() {
            anchors.add_place("comments", "comments");
        }
        if comments != CommentsMode::Only {
            anchors.add_blocks(&document.body);
            for update in &document.updates {
                anchors.add_blocks(&update.text);
            }
        }
        if comments != CommentsMode::None {
            anchors.add_comments(&document.comments.threads);
        }
        anchors
    }

    /// The page's own address.
    pub(super) fn page_href(&self) -> Option<&str> {
        self.page.as_deref()
    }

    /// The id that stands where the page had `name`.
    pub(super) fn place(&self, name: &str) -> Option<&str> {
        self.places.get(name).map(String::as_str)
    }

    /// A footnote's id and number.
    pub(super) fn note(&self, label: &str) -> Option<(&str, usize)> {
        self.notes
            .get(label)
            .map(|(id, number)| (id.as_str(), *number))
    }

    /// What a link's `href` is: a place in this document, or an address elsewhere; none where it
    /// would lead nowhere.
    pub(super) fn href(&self, url: &str) -> Option<String> {
        let (page, fragment) = match url.split_once('#') {
            Some((page, fragment)) => (page, Some(fragment)),
            None => (url, None),
        };
        let own = page.is_empty()
            || self
                .page
                .as_deref()
                .is_some_and(|own| href::same_page(own, page));
        let place = fragment
            .filter(|_| own)
            .and_then(|name| self.fragment(name));
        match (place, fragment) {
            (Some(id), _) => Some(format!("#{id}")),
            (None, Some(fragment)) if page.is_empty() => self.elsewhere(fragment),
            (None, _) => href::href(url),
        }
    }

    /// The id for a fragment as it stands in a link, where it may be percent-encoded.
    fn fragment(&self, name: &str) -> Option<&str> {
        self.place(name).or_else(|| {
            let decoded = href::decoded(name);
            self.places.get(&decoded).map(String::as_str)
        })
    }

    /// A fragment that is not in this document, on the page that it was in.
    fn elsewhere(&self, fragment: &str) -> Option<String> {
        let page = self.page.as_deref().filter(|_| !fragment.is_empty())?;
        let page = page.split_once('#').map_or(page, |(page, _)| page);
        href::href(&format!("{page}#{fragment}"))
    }

    fn add_blocks(&mut self, blocks: &[Block]) {
        walk::blocks(blocks, &mut |block| match block {
            Block::Heading { id: Some(name), .. } => {
                self.add_place(name, name);
            }
            Block::Footnotes { notes } => {
                for note in notes {
                    self.add_note(&note.label);
                }
            }
            Block::Heading { .. }
            | Block::Paragraph { .. }
            | Block::List { .. }
            | Block::Quote { .. }
            | Block::Code { .. }
            | Block::Figure { .. }
            | Block::Table { .. }
            | Block::Embed { .. }
            | Block::Rule
            | Block::DefinitionList { .. }
            | Block::Raw { .. } => {}
        });
    }

    fn add_comments(&mut self, comments: &[Comment]) {
        for comment in comments {
            if let Some(name) = &comment.id {
                // Blogger links to `#c123`, WordPress to `#comment-123`.
                self.add_place(name, &format!("comment-{name}"));
                if let Some(id) = self.places.get(name).cloned() {
                    self.places
                        .entry(format!("c{name}"))
                        .or_insert_with(|| id.clone());
                    self.places.entry(format!("comment-{name}")).or_insert(id);
                }
            }
            self.add_blocks(&comment.body);
            self.add_comments(&comment.replies);
        }
    }

    fn add_place(&mut self, name: &str, wanted: &str) {
        if !self.places.contains_key(name)
            && let Some(id) = self.allocate(wanted)
        {
            self.places.insert(name.to_owned(), id);
        }
    }

    fn add_note(&mut self, label: &str) {
        if !self.notes.contains_key(label) {
            let number = self.notes.len() + 1;
            let id = self
                .allocate(&format!("fn-{label}"))
                .expect("the name is not empty");
            // The reference's own id must be free as well.
            self.used.insert(reference_id(&id));
            self.notes.insert(label.to_owned(), (id, number));
        }
    }

    /// An id that nothing else has.
    fn allocate(&mut self, wanted: &str) -> Option<String> {
        let base = xml::id(wanted)?;
        let mut id = base.clone();
        while !self.used.insert(id.clone()) {
            let count = self.taken.entry(base.clone()).or_insert(1);
            *count += 1;
            id = format!("{base}-{count}");
        }
        Some(id)
    }
}

/// The id of the first reference to the note with `id`.
pub(super) fn reference_id(id: &str) -> String {
    format!("{id}-ref")
}
