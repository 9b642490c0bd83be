//! Migrates a whole blog: from exports and saved pages to the posts of a new site.
//!
//! 1. [`files`] lists the inputs; each is recognised by its content.
//! 2. Exports are scanned ([`inventory`]), saved pages are read and put aside ([`pages`]).
//! 3. [`join`] finds out which of these are one post, and whose comments are whose.
//! 4. [`plan`] orders the posts and names them; [`links`] learns where each old address leads to.
//! 5. [`gather`] looks for the images of the posts, on the disk and where it is asked to on the web.
//! 6. Each post is read, its copies are made one ([`merge`]), its links turned, and it is written
//!    for each generator ([`mod@unit`], [`site`], [`store`]): on all threads, in the order of the plan.
//! 7. [`ledger`] holds what became of every input and every entry; [`summary`] counts it.
//! 8. [`check`] looks whether links lead somewhere and files are there; [`report`] shows all of it to
//!    people.
//!
//! Nothing of the blog but its outline is in memory at a time.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::queue;

pub mod aside;
pub mod assets;
pub mod check;
pub mod comments;
pub mod files;
mod finish;
pub mod gather;
pub mod identity;
pub mod inventory;
pub mod join;
pub mod ledger;
pub mod links;
pub mod lock;
pub mod merge;
pub mod moved;
mod open;
mod pages;
pub mod plan;
mod progress;
pub mod redirects;
mod report;
pub mod site;
mod slug;
mod spool;
pub mod store;
pub mod summary;
mod unit;

use aside::Growing;
use check::Checked;
use inventory::Inventory;
use join::Joined;
use ledger::{Header, Ledger, Outcome, Previous, Record};
use links::Links;
use lock::Lock;
use plan::Post;
use progress::Progress;
pub use progress::{Observer, Stage};
use site::{Generator, Planned};
use store::Store;
use summary::Summary;

/// How many posts are brought to the disk together: enough that the disk is not waited for all the
/// time, few enough for every thread to get some.
const BATCH: usize = 256;

/// What is to be done.
#[derive(Clone)]
pub struct Options {
    /// Exports, saved pages, folders of them.
    pub inputs: Vec<PathBuf>,
    /// The folder of the new site.
    pub site: PathBuf,
    /// What the posts are written for; never empty.
    pub to: Vec<&'static Generator>,
    /// The old blog's address, for exports that name only paths.
    pub base_url: Option<String>,
    /// A file of addresses that have changed.
    pub url_map: Option<PathBuf>,
    /// The new site's address, with its final `/`.
    pub site_url: String,
    /// How pages are read.
    pub convert: crate::Options,
    /// Where comments go.
    pub comments: aside::Comments,
    /// How many posts are converted at a time.
    pub threads: usize,
    /// Overwrite files that others wrote or changed.
    pub force: bool,
    /// Where images and files are taken from.
    pub assets: gather::Mode,
    /// Ask again for files that an earlier run could not get.
    pub retry_failed: bool,
    /// How files are fetched.
    #[cfg(feature = "fetch")]
    pub fetch: assets::fetch::Options,
    /// Plan, and write nothing.
    pub dry_run: bool,
}

/// What came of a run.
#[derive(Debug)]
pub struct Report {
    /// The counts.
    pub summary: Summary,
    /// What is wrong with links and files; nothing where the run was stopped or wrote nothing.
    pub checked: Checked,
    /// The posts in order, as planned.
    pub posts: Vec<Post>,
    /// How many of them are in the site.
    pub done: usize,
    /// The run was stopped before its end.
    pub is_stopped: bool,
}

/// What all parts of a run share.
struct Run<'a> {
    options: &'a Options,
    observer: &'a Observer<'a>,
    store: &'a Store,
    /// Where files may be put aside.
    folder: PathBuf,
}

impl Run<'_> {
    fn is_stopped(&self) -> bool {
        self.observer.stop.load(Ordering::Relaxed)
    }
}

/// Everything that the posts are written from.
struct Found {
    inventory: Inventory,
    joined: Joined,
    posts: Vec<Post>,
    links: Links,
    spooled: spool::Spooled,
    hashes: pages::Hashes,
    previous: Previous,
    files: gather::Files,
}

/// Where records go: to the ledger, or nowhere in a dry run; counted in any case.
struct Book {
    ledger: Option<Ledger>,
    summary: Summary,
    /// The labels of all posts.
    labels: BTreeSet<String>,
}

impl Book {
    fn push(&mut self, record: &Record) -> Result<(), Error> {
        self.summary.count(record);
        self.labels.extend(record.labels.iter().cloned());
        match &mut self.ledger {
            Some(ledger) => ledger.push(record),
            None => Ok(()),
        }
    }

    /// Hands all records so far to the system.
    fn flush(&mut self) -> Result<(), Error> {
        self.ledger.as_mut().map_or(Ok(()), Ledger::flush)
    }
}

/// Migrates.
///
/// # Errors
///
/// [`ErrorKind::Io`] where an input is not there or the site cannot be
/// written, [`ErrorKind::Usage`] where another run is at work there. What
/// is wrong with single inputs and posts is in the ledger and in [`Report::summary`].
pub fn run(options: &Options, observer: &Observer<'_>) -> Result<Report, Error> {
    let files = files::list(&options.inputs, &options.site)?;
    if options.dry_run {
        return dry_run(options, observer, files);
    }
    let _lock = Lock::take(&options.site)?;
    let store = Store::open(&options.site, options.force)?;
    let run = Run {
        options,
        observer,
        folder: options.site.join(store::WORK),
        store: &store,
    };
    let (ledger, previous) = Ledger::begin(&options.site, &header(options))?;
    let mut book = Book {
        ledger: Some(ledger),
        summary: Summary::default(),
        labels: BTreeSet::new(),
    };
    let mut found = find(&run, files, previous, &mut book)?;
    let (files, asked) = gather::gather(&run, &found)?;
    found.files = files;
    let done = write_posts(&run, &found, &mut book)?;
    let is_stopped = run.is_stopped();
    let mut checked = Checked::default();
    if !is_stopped {
        write_orphans(&found, &mut book)?;
        found
            .files
            .records(&asked)
            .iter()
            .try_for_each(|record| book.push(record))?;
        write_leftovers(&found, &mut book)?;
        for record in finish::finish(&run, &found, &book.labels)? {
            book.push(&record)?;
        }
        checked = check::check(&run, &found, &mut book)?;
        let report = report::write(&run, &found, &book.summary, &checked)?;
        book.push(&report)?;
        let ledger = book.ledger.take().expect("it is there until here");
        ledger.finish(&options.site)?;
        store.finish()?;
    }
    Ok(Report {
        summary: book.summary,
        checked,
        posts: found.posts,
        done,
        is_stopped,
    })
}

/// The plan and the counts of what is known without converting.
fn dry_run(
    options: &Options,
    observer: &Observer<'_>,
    files: Vec<files::InputFile>,
) -> Result<Report, Error> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(folder.path(), false)?;
    let run = Run {
        options,
        observer,
        folder: folder.path().to_owned(),
        store: &store,
    };
    let mut book = Book {
        ledger: None,
        summary: Summary::default(),
        labels: BTreeSet::new(),
    };
    let found = find(&run, files, Previous::default(), &mut book)?;
    write_orphans(&found, &mut book)?;
    write_leftovers(&found, &mut book)?;
    Ok(Report {
        summary: book.summary,
        checked: Checked::default(),
        done: 0,
        is_stopped: run.is_stopped(),
        posts: found.posts,
    })
}

fn header(options: &Options) -> Header {
    let names = options.inputs.iter().map(|path| {
        let name = path.file_name().unwrap_or(path.as_os_str());
        name.to_string_lossy().into_owned()
    });
    let limits = &options.convert.limits;
    let skip = &options.convert.skip;
    let profiles: Vec<_> = options
        .convert
        .profiles
        .iter()
        .map(crate::profile::Profile::name)
        .collect();
    let words = format!(
        "{limits:?}{skip:?}{profiles:?}{:?}{:?}{}",
        options.comments, options.base_url, options.site_url
    );
    Header {
        run: 1,
        repost: env!("CARGO_PKG_VERSION").to_owned(),
        to: options
            .to
            .iter()
            .map(|generator| generator.name.to_owned())
            .collect(),
        inputs: names.collect(),
        options: store::hash(words.as_bytes()),
    }
}

/// Steps 1 to 4.
fn find(
    run: &Run<'_>,
    files: Vec<files::InputFile>,
    previous: Previous,
    book: &mut Book,
) -> Result<Found, Error> {
    let moved = run.options.url_map.as_deref().map(moved::Moved::read);
    let mut inventory = Inventory {
        files,
        moved: moved.transpose()?.unwrap_or_default(),
        ..Inventory::default()
    };
    let pages = open::open(run, &mut inventory, &mut |record| book.push(&record))?;
    let (spooled, hashes) = pages::read(&mut inventory, &pages, run, &previous, &mut |record| {
        book.push(&record)
    })?;
    let joined = join::join(&mut inventory);
    let posts = plan::plan(&inventory, &joined);
    let blog = run
        .options
        .base_url
        .as_deref()
        .or(inventory.blog.url.as_deref());
    Ok(Found {
        links: Links::of(&posts, blog),
        inventory,
        joined,
        posts,
        spooled,
        hashes,
        previous,
        files: gather::Files::default(),
    })
}

/// What came of a batch of posts.
struct Written {
    records: Vec<Record>,
    /// Documents whose comments go to one file, with their posts and new addresses.
    documents: Vec<(Document, Planned, String)>,
}

/// Writes a batch of posts and brings it to the disk.
fn write_batch(
    run: &Run<'_>,
    found: &Found,
    batch: &[Post],
    progress: &Progress<'_>,
) -> Result<Written, Error> {
    let mut files = store::Batch::default();
    let mut written = Written {
        records: Vec::new(),
        documents: Vec::new(),
    };
    for post in batch {
        let mut unit = unit::unit(run, found, post)?;
        written.records.append(&mut unit.records);
        files.append(unit.batch);
        if let Some(document) = unit.document {
            let generator = run.options.to[0];
            let address = (generator.address)(&post.planned)
                .unwrap_or_else(|| (generator.file)(&post.planned));
            written
                .documents
                .push((document, post.planned.clone(), address));
        }
        progress.advance();
    }
    run.store.commit(files)?;
    Ok(written)
}

/// Step 6. Says how many posts are in the site.
fn write_posts(run: &Run<'_>, found: &Found, book: &mut Book) -> Result<usize, Error> {
    let progress = Progress::new(run.observer, Stage::Posts, found.posts.len());
    let chunks: Vec<&[Post]> = found.posts.chunks(BATCH).collect();
    let mut comments = Growing::begin(run, &finish::about(run, found).title)?;
    let work = |chunk: &&[Post]| write_batch(run, found, chunk, &progress);
    let mut result = Ok(());
    let mut done = 0;
    queue::in_order(&chunks, run.options.threads, work, |chunk, written| {
        result = written.and_then(|written| {
            for (document, post, address) in &written.documents {
                comments
                    .as_mut()
                    .map_or(Ok(()), |file| file.add(document, post, address))?;
            }
            written
                .records
                .iter()
                .try_for_each(|record| book.push(record))?;
            done += chunk.len();
            book.flush()
        });
        let is_over = result.is_err() || run.is_stopped();
        if is_over {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    result?;
    if let Some(file) = comments.filter(|_| !run.is_stopped()) {
        let record = finish::write(run, found, run.options.comments.path(), &file.finish()?)?;
        book.push(&record)?;
    }
    Ok(done)
}

/// Comments whose post was thrown away.
fn write_orphans(found: &Found, book: &mut Book) -> Result<(), Error> {
    for comment in &found.joined.orphans {
        let opened = &found.inventory.exports[comment.export as usize];
        let read = opened.export.comment(comment.place).ok();
        let id = read.as_ref().and_then(|read| read.id.as_deref());
        book.push(&Record {
            input: found.inventory.label(opened.file).to_owned(),
            entry: Some(inventory::entry_name(id, comment.place)),
            kind: "comment".to_owned(),
            status: Some(Outcome::Skipped),
            reason: Some("its post was thrown away on the old blog".to_owned()),
            ..Record::default()
        })?;
    }
    Ok(())
}

/// Input files that are neither exports nor pages: some are what a page shows.
fn write_leftovers(found: &Found, book: &mut Book) -> Result<(), Error> {
    for (place, reason) in &found.inventory.leftovers {
        book.push(&leftover(found, &found.inventory.files[*place], reason))?;
    }
    Ok(())
}

fn leftover(found: &Found, file: &files::InputFile, reason: &str) -> Record {
    let neighbours = found.inventory.neighbours.lock();
    let is_neighbour = neighbours.is_ok_and(|read| read.contains(&file.label));
    let is_file = file.member.is_none() && !is_neighbour;
    let output = is_file.then(|| found.files.used(&file.path)).flatten();
    let (outcome, reason) = if is_neighbour {
        let reason = "it was read with the export beside it";
        (Outcome::Merged, Some(reason))
    } else if output.is_some() {
        (Outcome::Written, None)
    } else {
        (Outcome::Skipped, Some(reason))
    };
    Record {
        input: file.label.clone(),
        kind: "file".to_owned(),
        status: Some(outcome),
        reason: reason.map(str::to_owned),
        outputs: output.into_iter().collect(),
        ..Record::default()
    }
}

/// The error of inputs in which nothing was found.
pub fn nothing_found(inputs: &[PathBuf]) -> Error {
    let names: Vec<String> = inputs
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    Error::new(
        ErrorKind::NoPost("neither an export of a blog nor the saved page of a post".to_owned()),
        names.join(", "),
    )
}
