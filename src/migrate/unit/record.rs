//! What the ledger says of a post, its copies and its comments.

use rustc_hash::FxHashSet;

use crate::document::Document;
use crate::migrate::finish::SITE;
use crate::migrate::inventory::{Origin, entry_name};
use crate::migrate::ledger::{Counts, Outcome, Record, Told};
use crate::migrate::unit::{Parts, Work, files_of};
use crate::migrate::{comments, merge, report};
use crate::note::NoteKind;
use crate::walk::{self, Role};

impl Work<'_> {
    /// How the ledger calls an item: its input, and the entry in it.
    pub(super) fn name(&self, place: usize) -> (String, Option<String>) {
        let inventory = &self.found.inventory;
        let item = self.item(place);
        match item.origin {
            Origin::Entry { export, place } => {
                let file = inventory.exports[export as usize].file;
                (
                    inventory.label(file).to_owned(),
                    Some(entry_name(item.id.as_deref(), place)),
                )
            }
            Origin::Page { file, .. } => (inventory.label(file as usize).to_owned(), None),
            Origin::Missing => (
                SITE.to_owned(),
                item.url.clone().or(Some(self.post.planned.slug.clone())),
            ),
        }
    }

    fn base(&self, place: usize) -> Record {
        let (input, entry) = self.name(place);
        let item = self.item(place);
        Record {
            input,
            entry,
            kind: if item.origin == Origin::Missing {
                "stand-in"
            } else if self.post.planned.is_page {
                "page"
            } else {
                "post"
            }
            .to_owned(),
            title: Some(item.title.clone()).filter(|title| !title.is_empty()),
            url: item.url.clone(),
            published: item.published.clone(),
            draft: item.is_draft,
            sha256: Some(self.page_hash(place).to_owned()).filter(|hash| !hash.is_empty()),
            ..Record::default()
        }
    }

    pub(super) fn record(&self, place: usize, document: &mut Document) -> Record {
        let (images, links) = addresses(document);
        let links_here = self.own_links(document);
        let files = files_of(document);
        let notes = document
            .notes
            .iter()
            .filter(|note| note.kind != NoteKind::Chosen || note.rule.starts_with("migrate."));
        let written = comments::count(&document.comments.threads);
        Record {
            status: Some(Outcome::Written),
            labels: document.labels.clone(),
            leads: Some(self.leads(&links_here, &files)),
            links: links_here,
            files,
            counts: Some(Counts {
                declared: document.comments.declared,
                found: written,
                written,
                words: u32::try_from(merge::words(document)).unwrap_or(u32::MAX),
                images,
                links,
            }),
            notes: notes.map(Told::of).collect(),
            comment_months: report::months::of_comments(&document.comments.threads),
            ..self.base(place)
        }
    }

    pub(super) fn merged(&self, place: usize, post: &str) -> Record {
        Record {
            status: Some(Outcome::Merged),
            reason: Some("a further copy of the same post".to_owned()),
            post: Some(post.to_owned()),
            ..self.base(place)
        }
    }

    pub(super) fn failed(&self, place: usize, reason: String) -> Record {
        Record {
            status: Some(Outcome::Failed),
            reason: Some(reason),
            ..self.base(place)
        }
    }

    /// A line for each comment of an export. Those of pages are in the pages.
    pub(super) fn comment_records(&self, parts: &Parts, post: &str) -> Vec<Record> {
        let inventory = &self.found.inventory;
        let mut seen = FxHashSet::default();
        let records = parts.comments.iter().map(|(comment, read)| {
            let id = read.as_ref().ok().and_then(|read| read.id.as_deref());
            // Two comments of one id, which some exports have, are told apart by their places.
            let id = id.filter(|id| seen.insert((*id).to_owned()));
            let reason = match read {
                Ok(_) if post.is_empty() => Some("its post could not be read".to_owned()),
                Ok(_) => None,
                Err(error) => Some(error.kind.to_string()),
            };
            let file = inventory.exports[comment.export as usize].file;
            Record {
                input: inventory.label(file).to_owned(),
                entry: Some(entry_name(id, comment.place)),
                kind: "comment".to_owned(),
                status: Some(if reason.is_some() {
                    Outcome::Failed
                } else {
                    Outcome::Written
                }),
                reason,
                post: Some(post.to_owned()).filter(|post| !post.is_empty()),
                ..Record::default()
            }
        });
        records.collect()
    }

    /// The addresses on the old blog that a post links to, each once.
    fn own_links(&self, document: &mut Document) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        walk::addresses_mut(document, &mut |role, url| {
            let is_link = matches!(role, Role::Link | Role::ImageLink);
            if is_link && self.found.links.is_own(url) && !found.contains(url) {
                found.push(url.clone());
            }
        });
        found
    }
}

/// How other records call the post of a record.
pub(super) fn ledger_name(record: &Record) -> String {
    record.entry.clone().unwrap_or_else(|| record.input.clone())
}

/// How many pictures a post shows, and how many links it has.
fn addresses(document: &mut Document) -> (u32, u32) {
    let (mut images, mut links) = (0, 0);
    walk::addresses_mut(document, &mut |role, _| match role {
        Role::Image => images += 1,
        Role::Link => links += 1,
        Role::ImageLink | Role::Embed => {}
    });
    (images, links)
}
