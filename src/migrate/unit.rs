//! One post: read from all its copies, its links turned, written for each generator.

use crate::document::Document;
use crate::error::Error;
use crate::input::export;
use crate::migrate::aside::Comments;
use crate::migrate::finish::SITE;
use crate::migrate::inventory::{CommentRef, Item, Origin, entry_name};
use crate::migrate::ledger::{Counts, Outcome, Output, Record, Told};
use crate::migrate::plan::Post;
use crate::migrate::site::Writing;
use crate::migrate::store::{Batch, Stored, hash};
use crate::migrate::{Found, Run, comments, merge, pages, report};
use crate::note::{Note, NoteKind};
use crate::walk::{self, Role};
use crate::write::CommentsMode;
use crate::{guard, pass, read};

/// The place of what is no item: comments of an export whose post is a page.
const NOWHERE: usize = usize::MAX;

/// What came of a post: files on their way, and lines for the ledger.
pub(super) struct Unit {
    pub(super) records: Vec<Record>,
    pub(super) batch: Batch,
    /// The post, where its comments go to a file with all of them.
    pub(super) document: Option<Document>,
}

/// A post's inputs, read but not converted.
struct Parts {
    /// A post that is not there; its comments are.
    stand_in: Option<usize>,
    entries: Vec<(usize, Result<export::Post, Error>)>,
    pages: Vec<usize>,
    comments: Vec<(CommentRef, Result<export::Comment, Error>)>,
}

/// Reads and writes a post. What is wrong with the post is told in its records.
///
/// # Errors
///
/// Where the site cannot be written: that ends the run.
pub(super) fn unit(run: &Run<'_>, found: &Found, post: &Post) -> Result<Unit, Error> {
    let work = Work { run, found, post };
    let parts = work.parts();
    let inputs = work.inputs(&parts);
    if let Some(records) = work.done_already(&parts, &inputs) {
        return Ok(Unit {
            records,
            batch: Batch::default(),
            document: None,
        });
    }
    let copies = work.copies(&parts);
    work.write(copies, &parts, inputs)
}

/// The addresses of the files that a post shows or links to.
pub(super) fn files(run: &Run<'_>, found: &Found, post: &Post) -> Vec<String> {
    let work = Work { run, found, post };
    let parts = work.parts();
    let inputs = Some(work.inputs(&parts));
    let known = post.group.items.iter().find_map(|place| {
        let (input, entry) = work.name(*place);
        let record = found.previous.record(&input, entry.as_deref())?;
        (record.status == Some(Outcome::Written) && record.depends == inputs).then_some(record)
    });
    if let Some(known) = known {
        return known.files;
    }
    let copies = work.copies(&parts);
    let documents = copies.documents.into_iter().map(|(_, copy)| copy).collect();
    files_of(&mut merge::merge(documents))
}

/// What a post shows and what its pictures link to, each once.
fn files_of(document: &mut Document) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    walk::addresses_mut(document, &mut |role, url| {
        let is_file = match role {
            Role::Image => true,
            Role::ImageLink | Role::Link => is_image_name(url),
            Role::Embed => false,
        };
        if is_file && !found.contains(url) {
            found.push(url.clone());
        }
    });
    found
}

/// Whether an address ends like a picture's.
fn is_image_name(url: &str) -> bool {
    const ENDINGS: &[&str] = &["jpg", "jpeg", "png", "gif", "webp", "svg", "bmp", "avif"];
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending))
}

/// The copies of a post in the order of trust, and what of it could not be read.
struct Copies {
    documents: Vec<(usize, Document)>,
    failed: Vec<(usize, String)>,
}

struct Work<'a> {
    run: &'a Run<'a>,
    found: &'a Found,
    post: &'a Post,
}

impl Work<'_> {
    fn item(&self, place: usize) -> &Item {
        &self.found.inventory.items[place]
    }

    fn parts(&self) -> Parts {
        let inventory = &self.found.inventory;
        let mut parts = Parts {
            entries: Vec::new(),
            pages: Vec::new(),
            comments: Vec::new(),
            stand_in: None,
        };
        for &place in &self.post.group.items {
            match self.item(place).origin {
                Origin::Entry { export, place: at } => {
                    let export = &inventory.exports[export as usize];
                    let read = guard::caught("", || export.export.post(at));
                    parts.entries.push((place, read));
                }
                Origin::Page { .. } => parts.pages.push(place),
                Origin::Missing => parts.stand_in = Some(place),
            }
        }
        for comment in &self.found.joined.comments[self.post.group.comments.clone()] {
            let export = &inventory.exports[comment.export as usize];
            let read = guard::caught("", || export.export.comment(comment.place));
            parts.comments.push((*comment, read));
        }
        parts
    }

    /// The hash of what a post is made of, and of its place in the site.
    fn inputs(&self, parts: &Parts) -> String {
        let entries: Vec<_> = parts
            .entries
            .iter()
            .map(|(_, post)| post.as_ref().ok())
            .collect();
        let comments: Vec<_> = parts
            .comments
            .iter()
            .map(|(_, comment)| comment.as_ref().ok())
            .collect();
        let pages: Vec<_> = parts
            .pages
            .iter()
            .map(|place| self.page_hash(*place))
            .collect();
        let planned = &self.post.planned;
        hash(format!("{entries:?}{comments:?}{pages:?}{planned:?}").as_bytes())
    }

    /// The hash of where a post's links and files lead to in the new site.
    fn leads(&self, links: &[String], files: &[String]) -> String {
        let links: Vec<_> = links.iter().map(|url| self.resolved(url)).collect();
        let files: Vec<_> = files.iter().map(|url| self.found.files.name(url)).collect();
        hash(format!("{links:?}{files:?}").as_bytes())
    }

    fn page_hash(&self, place: usize) -> &str {
        match self.item(place).origin {
            Origin::Page { file, .. } => self
                .found
                .hashes
                .0
                .get(&(file as usize))
                .map_or("", String::as_str),
            Origin::Entry { .. } | Origin::Missing => "",
        }
    }

    /// Where an address of the old blog leads for each generator.
    fn resolved(&self, url: &str) -> Vec<Option<String>> {
        let to = self.run.options.to.iter();
        to.map(|generator| {
            let file = (generator.file)(&self.post.planned);
            self.found
                .links
                .rewritten(url, &self.found.posts, generator, &file)
        })
        .collect()
    }

    /// The records of the last run, where nothing has changed since.
    fn done_already(&self, parts: &Parts, inputs: &str) -> Option<Vec<Record>> {
        if self.run.options.comments.needs_documents() {
            return None;
        }
        let mut records = Vec::new();
        for &place in &self.post.group.items {
            let (input, entry) = self.name(place);
            let record = self.found.previous.record(&input, entry.as_deref())?;
            if !matches!(record.status, Some(Outcome::Written | Outcome::Merged)) {
                return None;
            }
            records.push(record);
        }
        let first = records
            .iter()
            .position(|record| record.status == Some(Outcome::Written))?;
        records.swap(0, first);
        let leads = self.leads(&records[0].links, &records[0].files);
        let is_same = records
            .iter()
            .all(|record| record.depends.as_deref() == Some(inputs))
            && records[0].leads.as_ref() == Some(&leads);
        let site = self.run.store.site();
        let mut outputs = records.iter().flat_map(|record| &record.outputs);
        if !is_same || !outputs.all(|output| site.join(&output.path).is_file()) {
            return None;
        }
        // As they stood: the first of the order of trust, then the others in theirs.
        records[1..].sort_by(|a, b| (&a.input, &a.entry).cmp(&(&b.input, &b.entry)));
        records.extend(self.comment_records(parts, &self.ledger_name(&records[0])));
        Some(records)
    }

    /// How the ledger calls an item: its input, and the entry in it.
    fn name(&self, place: usize) -> (String, Option<String>) {
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

    fn ledger_name(&self, record: &Record) -> String {
        record.entry.clone().unwrap_or_else(|| record.input.clone())
    }

    /// Reads all copies: those of exports first, then the pages, the richest of them first.
    fn copies(&self, parts: &Parts) -> Copies {
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
            title: item.title.replace('&', "&amp;").replace('<', "&lt;"),
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

    fn write(&self, copies: Copies, parts: &Parts, inputs: String) -> Result<Unit, Error> {
        let Copies { documents, failed } = copies;
        let mut batch = Batch::default();
        let order: Vec<usize> = documents
            .iter()
            .map(|(place, _)| *place)
            .filter(|place| *place != NOWHERE)
            .collect();
        let mut records: Vec<Record> = Vec::new();
        let mut kept = None;
        if let Some((first, others)) = order.split_first() {
            let mut document = merge::merge(documents.into_iter().map(|(_, copy)| copy).collect());
            let mut record = self.record(*first, &mut document);
            self.outputs(&document, &mut batch, &mut record)?;
            let name = self.ledger_name(&record);
            records.push(record);
            let mut merged: Vec<Record> = others
                .iter()
                .map(|place| self.merged(*place, &name))
                .collect();
            merged.sort_by(|a, b| (&a.input, &a.entry).cmp(&(&b.input, &b.entry)));
            records.append(&mut merged);
            records
                .iter_mut()
                .for_each(|record| record.depends = Some(inputs.clone()));
            records.append(&mut self.comment_records(parts, &name));
            kept = Some(document).filter(|_| self.run.options.comments.needs_documents());
        } else {
            records.append(&mut self.comment_records(parts, ""));
        }
        let failed = failed.into_iter();
        records.extend(failed.map(|(place, reason)| self.failed(place, reason)));
        Ok(Unit {
            records,
            batch,
            document: kept,
        })
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

    fn record(&self, place: usize, document: &mut Document) -> Record {
        let (images, links) = addresses(document);
        let links_here = self.own_links(document);
        let files = files_of(document);
        let notes = document
            .notes
            .iter()
            .filter(|note| note.kind != NoteKind::Chosen || note.rule.starts_with("migrate."));
        let written = merge::count(&document.comments.threads);
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

    fn merged(&self, place: usize, post: &str) -> Record {
        Record {
            status: Some(Outcome::Merged),
            reason: Some("a further copy of the same post".to_owned()),
            post: Some(post.to_owned()),
            ..self.base(place)
        }
    }

    fn failed(&self, place: usize, reason: String) -> Record {
        Record {
            status: Some(Outcome::Failed),
            reason: Some(reason),
            ..self.base(place)
        }
    }

    /// A line for each comment of an export. Those of pages are in the pages.
    fn comment_records(&self, parts: &Parts, post: &str) -> Vec<Record> {
        let inventory = &self.found.inventory;
        let records = parts.comments.iter().map(|(comment, read)| {
            let id = read.as_ref().ok().and_then(|read| read.id.as_deref());
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

    fn outputs(
        &self,
        document: &Document,
        batch: &mut Batch,
        record: &mut Record,
    ) -> Result<(), Error> {
        for generator in &self.run.options.to {
            let path = (generator.file)(&self.post.planned);
            let mut document = document.clone();
            walk::addresses_mut(&mut document, &mut |role, url| {
                let name = self.found.files.name(url);
                if let Some(name) = name.filter(|_| role != Role::Embed) {
                    *url = self.found.files.address(name, generator, &path);
                } else if matches!(role, Role::Link | Role::ImageLink)
                    && let Some(new) =
                        self.found
                            .links
                            .rewritten(url, &self.found.posts, generator, &path)
                {
                    *url = new;
                }
            });
            let text = (generator.write)(&document, &self.post.planned, &self.writing());
            self.output(batch, record, path, &text)?;
            if self.run.options.comments == Comments::Data
                && let Some(data) = generator.comments.and_then(|_| comments::data(&document))
            {
                let path = generator
                    .comments
                    .map(|path| path(&self.post.planned))
                    .unwrap_or_default();
                self.output(batch, record, path, &data)?;
            }
        }
        Ok(())
    }

    fn writing(&self) -> Writing {
        Writing {
            comments: match self.run.options.comments {
                Comments::Section => CommentsMode::Full,
                Comments::Data | Comments::Wxr | Comments::Disqus | Comments::None => {
                    CommentsMode::None
                }
            },
            compact: true,
        }
    }

    fn output(
        &self,
        batch: &mut Batch,
        record: &mut Record,
        path: String,
        text: &str,
    ) -> Result<(), Error> {
        let sha256 = hash(text.as_bytes());
        let before = self.found.previous.output(&path);
        let stored = self.run.store.put(batch, &path, text.as_bytes(), before)?;
        if stored == Stored::Kept && before != Some(&sha256) {
            record.status = Some(Outcome::Failed);
            record.reason = Some(format!(
                "{path} was changed since it was written, and is kept as it is"
            ));
        }
        record.outputs.push(Output { path, sha256 });
        Ok(())
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
