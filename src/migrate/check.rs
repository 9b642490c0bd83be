//! The check at the end of a run: does every link lead somewhere, is every file there?
//!
//! 1. [`anchors`] finds the comments that posts link to and that do not stand below their posts.
//! 2. [`class`] tells what a link to the old blog was meant for that leads to nothing new.
//! 3. [`files`] looks for each file of the ledger, and compares its hash.
//!
//! The ledger is gone through record by record, twice; what is kept in memory are numbers, and as
//! many findings as a person may want to read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::error::Error;
use crate::migrate::inventory::key;
use crate::migrate::ledger::{Outcome, Reader, Record};
use crate::migrate::site::{Generator, Planned};
use crate::migrate::{Book, Found, Run, finish};

mod anchors;
mod class;
mod files;
mod shown;
#[cfg(test)]
mod tests;

pub use shown::Shown;

/// The name of the list of all findings, in the site.
pub const NAME: &str = "check.jsonl";

/// How many records are in memory at a time.
const BATCH: usize = 256;

/// How many findings of a kind are kept for people; the list has the others.
const MOST: usize = 1000;

/// The longest words of a finding that is kept for people, in characters.
const WIDEST: usize = 500;

/// Bytes of the list, about: what comes after them is counted.
const LONGEST: usize = 16 << 20;

/// What is wrong with a link or a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// A file of the site is not on the disk, or cannot be read.
    MissingFile,
    /// A file of the site is not what was written.
    ChangedFile,
    /// A link to a post of the old blog that is not among the inputs.
    NoPost,
    /// A link to a post that is there, and of which the generator builds no page: a draft.
    NotBuilt,
    /// A link to a comment that does not stand below its post.
    NoComment,
    /// A link to a file of the old blog that was not taken.
    OldFile,
    /// A link to a list of the old blog: its front page, a month, a label, a feed.
    OldList,
}

/// One thing that was found wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is wrong.
    pub fault: Fault,
    /// The input of the post, as the ledger has it.
    pub input: String,
    /// The entry in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The post's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The file that has the link, or the file that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// Where the link leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Finding {
    /// The same with words of a length that a person reads: a stranger wrote them.
    fn cut(mut self) -> Self {
        let words = [
            &mut self.entry,
            &mut self.title,
            &mut self.output,
            &mut self.url,
        ];
        let words = words.into_iter().flatten();
        for words in words.chain([&mut self.input]) {
            if let Some((end, _)) = words.char_indices().nth(WIDEST) {
                words.truncate(end);
                words.push('…');
            }
        }
        self
    }
}

/// What the check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many findings there are of each kind.
    pub counts: BTreeMap<Fault, u64>,
    /// The first of each kind.
    pub findings: BTreeMap<Fault, Vec<Finding>>,
    /// Links of posts to addresses of the old blog, each once for a post.
    pub own_links: u64,
    /// Files of the site that were looked for.
    pub files: u64,
    /// Pictures that posts show from where they are on the web.
    pub shown: Shown,
    /// The list of all findings, and how many are not in it.
    list: (String, u64),
}

impl Checked {
    /// How many findings of a kind there are.
    pub fn of(&self, fault: Fault) -> u64 {
        self.counts.get(&fault).copied().unwrap_or(0)
    }

    fn push(&mut self, finding: Finding) {
        *self.counts.entry(finding.fault).or_default() += 1;
        let (list, more) = &mut self.list;
        let line = serde_json::to_string(&finding).expect("words are JSON");
        if list.len() + line.len() < LONGEST {
            let _ = writeln!(list, "{line}");
        } else {
            *more += 1;
        }
        let shown = self.findings.entry(finding.fault).or_default();
        if shown.len() < MOST {
            shown.push(finding.cut());
        }
    }

    /// The list of all findings; none where there are none.
    fn list(&self) -> Option<String> {
        let (list, more) = &self.list;
        if self.counts.is_empty() {
            return None;
        }
        let mut text = list.clone();
        if *more > 0 {
            let _ = writeln!(text, "{{\"more\":{more}}}");
        }
        Some(text)
    }
}

/// Checks the site of a run whose ledger is whole. Writes the list of what is wrong.
///
/// # Errors
///
/// [`ErrorKind::Io`](crate::ErrorKind::Io) where the ledger cannot be read or the list not be
/// written.
pub(super) fn check(run: &Run<'_>, found: &Found, book: &mut Book) -> Result<Checked, Error> {
    book.flush()?;
    let mut work = Work {
        run,
        found,
        absent: anchors::absent(run, found)?,
        seen: FxHashSet::default(),
        checked: Checked::default(),
    };
    let mut records = Vec::with_capacity(BATCH);
    for record in Reader::open(run.store.site())? {
        records.push(record?);
        if records.len() == BATCH {
            work.records(&records);
            records.clear();
        }
    }
    work.records(&records);
    let checked = work.checked;
    write_list(run, found, book, &checked)?;
    Ok(checked)
}

/// A list is there only where something is in it; an older one of ours is taken away.
fn write_list(
    run: &Run<'_>,
    found: &Found,
    book: &mut Book,
    checked: &Checked,
) -> Result<(), Error> {
    match checked.list() {
        Some(text) => book.push(&finish::write(run, found, NAME, text.as_bytes())?),
        None => run.store.remove(NAME, found.previous.output(NAME)),
    }
}

struct Work<'a> {
    run: &'a Run<'a>,
    found: &'a Found,
    /// Comments that are linked to and are not there.
    absent: FxHashSet<anchors::Place>,
    /// The files that were looked for, as keys: two addresses may have one picture.
    seen: FxHashSet<u64>,
    checked: Checked,
}

impl Work<'_> {
    fn records(&mut self, records: &[Record]) {
        let mut wanted = Vec::new();
        for record in records.iter().filter(|record| is_written(record)) {
            for output in &record.outputs {
                if self.seen.insert(key(&output.path)) {
                    wanted.push((record, output));
                }
            }
        }
        self.checked.files += wanted.len() as u64;
        for (record, path, fault) in files::wrong(self.run, &wanted) {
            self.checked.push(finding(fault, record, Some(path), None));
        }
        for record in records.iter().filter(|record| is_written(record)) {
            self.links(record);
            self.checked.shown.count(&record.files, &self.found.files);
        }
    }

    fn links(&mut self, record: &Record) {
        for url in &record.links {
            self.checked.own_links += 1;
            if let Some(fault) = self.fault(url) {
                let output = record.outputs.first().map(|output| output.path.as_str());
                self.checked.push(finding(fault, record, output, Some(url)));
            }
        }
    }

    /// What is wrong with a link to the old blog.
    fn fault(&self, url: &str) -> Option<Fault> {
        if self.found.files.name(url).is_some() {
            return None;
        }
        let Some(target) = self.found.links.post(url) else {
            return Some(class::class(url));
        };
        let planned = &self.found.posts[target].planned;
        let to = &self.run.options.to;
        let is_built = to
            .iter()
            .any(|generator| (generator.address)(planned).is_some());
        if !is_built {
            return to
                .iter()
                .copied()
                .any(builds_pages)
                .then_some(Fault::NotBuilt);
        }
        let place = anchors::place(target, url)?;
        self.absent.contains(&place).then_some(Fault::NoComment)
    }
}

/// Whether a generator makes pages that a link can lead to.
fn builds_pages(generator: &Generator) -> bool {
    (generator.address)(&Planned::default()).is_some()
}

/// What did not become part of the site is told as a failure, not here.
fn is_written(record: &Record) -> bool {
    record.status == Some(Outcome::Written)
}

fn finding(fault: Fault, record: &Record, output: Option<&str>, url: Option<&str>) -> Finding {
    Finding {
        fault,
        input: record.input.clone(),
        entry: record.entry.clone(),
        title: record.title.clone(),
        output: output.map(str::to_owned),
        url: url.map(str::to_owned),
    }
}
