//! The saved pages among the inputs: read once, each document put aside until it is known which of
//! them are one post.

use std::ops::ControlFlow;

use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::guard;
use crate::input::export::Place;
use crate::migrate::inventory::{Inventory, page_item};
use crate::migrate::ledger::{Outcome, Previous, Record};
use crate::migrate::spool::{Spool, Spooled};
use crate::migrate::store::hash;
use crate::migrate::{Progress, Run, Stage};
use crate::queue;

/// What became of a page.
enum Read {
    /// It is a post.
    Post {
        sha256: String,
        document: Box<Document>,
        text: Vec<u8>,
    },
    /// It was read in an earlier run, and has not changed since.
    Known(Box<Record>),
    /// It is no post.
    No {
        sha256: Option<String>,
        error: Error,
    },
}

/// Reads the pages at these places of [`Inventory::files`]; what is no post goes to `left_out`.
///
/// # Errors
///
/// [`ErrorKind::Io`] of the spool; whatever `left_out` answers.
pub(super) fn read(
    inventory: &mut Inventory,
    pages: &[usize],
    run: &Run<'_>,
    previous: &Previous,
    left_out: &mut dyn FnMut(Record) -> Result<(), Error>,
) -> Result<(Spooled, Hashes), Error> {
    let mut spool = Spool::new(&run.folder)?;
    let mut hashes = Hashes::default();
    let mut result: Result<(), Error> = Ok(());
    let mut items = Vec::new();
    let progress = Progress::new(run.observer, Stage::Pages, pages.len());
    let work = |place: &usize| read_page(inventory, *place, run, previous);
    queue::in_order(pages, run.options.threads, work, |place, read| {
        progress.advance();
        result = (|| {
            match read {
                Read::Post {
                    sha256,
                    document,
                    text,
                } => {
                    let spooled = spool.push(&text)?;
                    hashes.0.insert(*place, sha256);
                    items.push(page_item(*place, &document, Some(spooled)));
                }
                Read::Known(record) => {
                    take_known(*place, *record, &mut items, &mut hashes, left_out)?;
                }
                Read::No { sha256, error } => {
                    left_out(no_post(inventory.label(*place), sha256, &error))?;
                }
            }
            Ok(())
        })();
        let is_stopped = result.is_err() || run.is_stopped();
        if is_stopped {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    result?;
    inventory.items.append(&mut items);
    Ok((spool.finish()?, hashes))
}

/// The hashes of the pages' bytes, by their places in [`Inventory::files`].
#[derive(Debug, Default)]
pub(super) struct Hashes(pub(super) rustc_hash::FxHashMap<usize, String>);

fn read_page(inventory: &Inventory, place: usize, run: &Run<'_>, previous: &Previous) -> Read {
    let file = &inventory.files[place];
    let limit = run.options.convert.limits.bytes;
    let bytes = match file.read(limit) {
        Ok(bytes) => bytes,
        Err(error) => {
            return Read::No {
                sha256: None,
                error,
            };
        }
    };
    let sha256 = hash(&bytes);
    let known = previous.record(&file.label, None);
    if let Some(record) = known.filter(|record| record.sha256.as_ref() == Some(&sha256)) {
        return Read::Known(Box::new(record));
    }
    match document(&bytes, &file.label, run) {
        Ok(document) => Read::Post {
            text: serde_json::to_vec(&document).expect("a document is JSON"),
            document: Box::new(document),
            sha256,
        },
        Err(error) => Read::No {
            sha256: Some(sha256),
            error,
        },
    }
}

/// Reads a page; its document knows the file's name.
pub(super) fn document(bytes: &[u8], label: &str, run: &Run<'_>) -> Result<Document, Error> {
    let mut document = guard::caught(label, || crate::convert(bytes, &run.options.convert))?;
    if document.source.file.is_none() {
        document.source.file = label.rsplit('/').next().map(str::to_owned);
    }
    Ok(document)
}

/// A page of which the last run's ledger tells all that the plan needs.
fn take_known(
    place: usize,
    record: Record,
    items: &mut Vec<crate::migrate::inventory::Item>,
    hashes: &mut Hashes,
    left_out: &mut dyn FnMut(Record) -> Result<(), Error>,
) -> Result<(), Error> {
    if record.status == Some(Outcome::Skipped)
        || record.status == Some(Outcome::Failed) && record.depends.is_none()
    {
        return left_out(record);
    }
    hashes
        .0
        .insert(place, record.sha256.clone().unwrap_or_default());
    let document = Document {
        title: vec![crate::document::Inline::text(
            record.title.clone().unwrap_or_default(),
        )],
        published: record.published.clone(),
        source: crate::document::Source {
            url: record.url.clone(),
            ..crate::document::Source::default()
        },
        ..Document::default()
    };
    let mut item = page_item(place, &document, None::<Place>);
    item.is_page = record.kind == "page";
    items.push(item);
    Ok(())
}

/// Why a page is no post: on purpose where it never was one, a failure where it should be.
fn no_post(label: &str, sha256: Option<String>, error: &Error) -> Record {
    let is_failure = match &error.kind {
        ErrorKind::FrontPage { .. } | ErrorKind::NotHtml { .. } | ErrorKind::Empty => false,
        ErrorKind::NoPost(_)
        | ErrorKind::DynamicView
        | ErrorKind::Io(_)
        | ErrorKind::Exists
        | ErrorKind::TooLarge { .. }
        | ErrorKind::BadDocument(_)
        | ErrorKind::BadExport(_)
        | ErrorKind::BadProfile(_)
        | ErrorKind::Defect(_)
        | ErrorKind::Usage { .. } => true,
    };
    Record {
        input: label.to_owned(),
        kind: "file".to_owned(),
        status: Some(if is_failure {
            Outcome::Failed
        } else {
            Outcome::Skipped
        }),
        reason: Some(error.kind.to_string()),
        sha256,
        ..Record::default()
    }
}
