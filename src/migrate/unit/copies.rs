//! The copies of a post: read from exports and pages, in the order of trust.

use crate::document::Document;
use crate::error::Error;
use crate::guard;
use crate::input::export;
use crate::migrate::inventory::Origin;
use crate::migrate::unit::{NOWHERE, Parts, Work};
use crate::migrate::{merge, pages};
use crate::note::{Note, NoteKind};
use crate::pass;
use crate::read;

/// The copies of a post in the order of trust, and what of it could not be read.
pub(super) struct Copies {
    pub(super) documents: Vec<(usize, Document)>,
    pub(super) failed: Vec<(usize, String)>,
}

impl Work<'_> {
    /// Reads all copies: those of exports first, then the pages, the richest of them first.
    pub(super) fn copies(&self, parts: &Parts) -> Copies {
        let mut failed = Vec::new();
        let mut documents = Vec::new();
        let mut comments: Vec<export::Comment> = Vec::new();
        for (_, comment) in &parts.comments {
            comments.extend(comment.as_ref().ok().cloned());
        }
        for (place, read) in &parts.entries {
            match read {
                Ok(post) => {
                    let document = self.entry(*place, post.clone(), std::mem::take(&mut comments));
                    let declared = u32::try_from(parts.comments.len()).unwrap_or(u32::MAX);
                    let document = document.map(|mut document| {
                        // Those that could not be read are declared all the same.
                        document.comments.declared = Some(declared);
                        document
                    });
                    take(document, *place, &mut documents, &mut failed);
                }
                Err(error) => failed.push((*place, error.kind.to_string())),
            }
        }
        if let Some(place) = parts.stand_in {
            let document = self.stand_in(place, std::mem::take(&mut comments));
            documents.push((place, document));
        }
        let mut saved = Vec::new();
        for place in &parts.pages {
            take(self.page(*place), *place, &mut saved, &mut failed);
        }
        saved.sort_by_cached_key(|(place, page)| {
            let richness = std::cmp::Reverse(merge::richness(page));
            (richness, self.name(*place))
        });
        if documents.is_empty() && !comments.is_empty() && !saved.is_empty() {
            // Comments of an export to a post that is there as a page only.
            let alone = read::entry(export::Post::default(), comments, "export");
            saved.push((NOWHERE, alone));
        }
        documents.append(&mut saved);
        Copies { documents, failed }
    }

    fn entry(
        &self,
        place: usize,
        post: export::Post,
        comments: Vec<export::Comment>,
    ) -> Result<Document, Error> {
        let Origin::Entry { export, .. } = self.item(place).origin else {
            unreachable!("pages are read as pages")
        };
        let export = &self.found.inventory.exports[export as usize];
        guard::caught("", || {
            let mut document = read::entry(post, comments, export.form);
            pass::run(&mut document, &self.run.options.convert.skip);
            let label = self.found.inventory.label(export.file);
            document.source.file = label.rsplit('/').next().map(str::to_owned);
            Ok(document)
        })
    }

    /// A post of which only the comments are there.
    fn stand_in(&self, place: usize, comments: Vec<export::Comment>) -> Document {
        let item = self.item(place);
        let message = "the post is not among the inputs, only comments on it are";
        let post = export::Post {
            url: item.url.clone(),
            title: export::markup::text(&item.title),
            notes: vec![Note::new(NoteKind::Missing, "migrate.stand_in", message)],
            ..export::Post::default()
        };
        read::entry(post, comments, "export")
    }

    fn page(&self, place: usize) -> Result<Document, Error> {
        let Origin::Page { file, spooled } = self.item(place).origin else {
            unreachable!("entries are read as entries")
        };
        if let Some(place) = spooled {
            return self.found.spooled.document(place);
        }
        let file = &self.found.inventory.files[file as usize];
        let bytes = file.read(self.run.options.convert.limits.bytes)?;
        pages::document(&bytes, &file.label, self.run)
    }
}

fn take(
    read: Result<Document, Error>,
    place: usize,
    copies: &mut Vec<(usize, Document)>,
    failed: &mut Vec<(usize, String)>,
) {
    match read {
        Ok(document) => copies.push((place, document)),
        Err(error) => failed.push((place, error.kind.to_string())),
    }
}
