//! One post: read from all its copies, its links turned, written for each generator.

use crate::document::Document;
use crate::error::Error;
use crate::guard;
use crate::input::export;
use crate::migrate::aside::Comments;
use crate::migrate::gather::Mode;
use crate::migrate::inventory::{CommentRef, Item, Origin};
use crate::migrate::ledger::{Outcome, Output, Record};
use crate::migrate::plan::Post;
use crate::migrate::site::Writing;
use crate::migrate::store::{Batch, Stored, hash, hash_of};
use crate::migrate::{Found, Run, comments, merge};
use crate::walk::{self, Role};
use crate::write::CommentsMode;

mod copies;
mod record;

use copies::Copies;
use record::ledger_name;

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
    work.write(copies, &parts, &inputs)
}

/// The addresses of the files that a post shows or links to.
pub(super) fn files(run: &Run<'_>, found: &Found, post: &Post) -> Vec<String> {
    let work = Work { run, found, post };
    let parts = work.parts();
    if !parts.may_have_files(run, found) {
        return Vec::new();
    }
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

impl Parts {
    /// Whether there is anything to look for. What an export shows is on the web: where nothing is
    /// fetched and no other files are among the inputs, only files that stand in the text itself
    /// can be had.
    fn may_have_files(&self, run: &Run<'_>, found: &Found) -> bool {
        let is_local = run.options.assets == Mode::Local && found.inventory.leftovers.is_empty();
        let is_data = |content: &str| content.contains("data:");
        !is_local
            || !self.pages.is_empty()
            || self
                .entries
                .iter()
                .flat_map(|(_, post)| post)
                .any(|post| is_data(&post.content))
            || self
                .comments
                .iter()
                .flat_map(|(_, comment)| comment)
                .any(|comment| is_data(&comment.content))
    }
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
        hash_of(&(entries, comments, pages, planned))
    }

    /// The hash of where a post's links and files lead to in the new site.
    fn leads(&self, links: &[String], files: &[String]) -> String {
        let links: Vec<_> = links.iter().map(|url| self.resolved(url)).collect();
        let files: Vec<_> = files.iter().map(|url| self.found.files.name(url)).collect();
        hash_of(&(links, files))
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
        records.extend(self.comment_records(parts, &ledger_name(&records[0])));
        Some(records)
    }

    fn write(&self, copies: Copies, parts: &Parts, inputs: &str) -> Result<Unit, Error> {
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
            let name = ledger_name(&record);
            records.push(record);
            let mut merged: Vec<Record> = others
                .iter()
                .map(|place| self.merged(*place, &name))
                .collect();
            merged.sort_by(|a, b| (&a.input, &a.entry).cmp(&(&b.input, &b.entry)));
            records.append(&mut merged);
            for record in &mut records {
                record.depends = Some(inputs.to_owned());
            }
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
