//! What the report tells, taken from the ledger record by record.

use std::collections::BTreeMap;
use std::path::Path;

use super::{foreign, months};
use crate::error::Error;
use crate::migrate::finish::SITE;
use crate::migrate::ledger::{Outcome, Reader, Record, Told};
use crate::migrate::summary::general;
use crate::note::NoteKind;

/// The most rows of a table.
pub(super) const MOST: usize = 1000;

/// The most groups of what was skipped, and the most rows of a group.
const MOST_SKIPPED: usize = 200;

/// Once so many rows of skipped things are there, a group shows only its first few.
const MANY_SKIPPED: usize = 2000;

/// These few.
const FEW_SKIPPED: usize = 3;

/// The most notes and outputs of one row.
const MOST_NOTES: usize = 8;

/// The longest name or address that is kept whole, in bytes.
const LONGEST: usize = 2000;

/// Rows, as many as a person may read.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    /// How many there are with those that are not kept.
    pub(super) count: u64,
}

impl Rows {
    /// A row is made only where there is room for it.
    fn push(&mut self, most: usize, row: impl FnOnce() -> Row) {
        self.count += 1;
        if self.rows.len() < most {
            self.rows.push(row());
        }
    }

    /// How many are not kept.
    pub(super) fn more(&self) -> u64 {
        self.count - self.rows.len() as u64
    }
}

/// A thing that the report tells of; all its words are cut to a length that can be shown.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) kind: String,
    pub(super) title: Option<String>,
    /// What is wrong with it, or why it is here.
    pub(super) reasons: Vec<String>,
    pub(super) input: String,
    pub(super) entry: Option<String>,
    pub(super) url: Option<String>,
    pub(super) outputs: Vec<String>,
}

impl Row {
    fn of(record: &Record, reasons: Vec<String>) -> Self {
        let outputs = record.outputs.iter().take(MOST_NOTES);
        Self {
            kind: foreign::shown(&record.kind),
            title: record.title.as_deref().map(foreign::shown),
            reasons,
            // The address of a picture can hold the picture.
            input: if record.input.len() < LONGEST {
                record.input.clone()
            } else {
                foreign::shown(&record.input)
            },
            entry: record.entry.as_deref().map(foreign::shown),
            url: record.url.clone().filter(|url| url.len() < LONGEST),
            outputs: outputs.map(|output| output.path.clone()).collect(),
        }
    }
}

/// How often a rule was at work, and what it says.
#[derive(Debug, Default)]
pub(super) struct Rule {
    pub(super) posts: u64,
    pub(super) message: String,
}

/// What the report tells of single things.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// What should be in the site and is not, files apart.
    pub(super) failures: Rows,
    /// Images and files that could not be had.
    pub(super) images: Rows,
    /// Posts with fewer or more comments than were claimed.
    pub(super) comments: Rows,
    /// Posts with something guessed, repaired or missing.
    pub(super) doubts: Rows,
    /// By which rules.
    pub(super) rules: BTreeMap<(&'static str, String), Rule>,
    /// What was left out on purpose, by reason.
    pub(super) skipped: BTreeMap<String, Rows>,
    /// How many rows these have together.
    skipped_rows: usize,
    /// Posts, pages and stand-ins in the site, by month.
    pub(super) posts: BTreeMap<String, u64>,
    /// Their comments, by month.
    pub(super) talk: BTreeMap<String, u64>,
    /// Posts and comments whose month is not known.
    pub(super) undated: (u64, u64),
}

impl Collected {
    /// Goes through the ledger of a site.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`](crate::ErrorKind::Io).
    pub(super) fn of(site: &Path) -> Result<Self, Error> {
        let mut collected = Self::default();
        for record in Reader::open(site)? {
            collected.take(&record?);
        }
        Ok(collected)
    }

    pub(super) fn take(&mut self, record: &Record) {
        match record.status {
            Some(Outcome::Written) => self.written(record),
            Some(Outcome::Failed) => {
                let rows = if record.kind == "image" {
                    &mut self.images
                } else {
                    &mut self.failures
                };
                rows.push(MOST, || Row::of(record, reason(record)));
            }
            Some(Outcome::Skipped) => self.skipped(record),
            Some(Outcome::Merged) | None => {}
        }
        // A post that could not be written, because its file was changed, was read all the same.
        if record.counts.is_some() {
            self.doubt(record);
        }
    }

    fn written(&mut self, record: &Record) {
        let Some(counts) = &record.counts else { return };
        if let Some(month) = record.published.as_deref().and_then(months::of) {
            *self.posts.entry(month.to_owned()).or_default() += 1;
        } else {
            self.undated.0 += 1;
        }
        let mut undated = u64::from(counts.written);
        for (month, count) in &record.comment_months {
            let count = u64::from(*count);
            *self.talk.entry(month.clone()).or_default() += count;
            undated = undated.saturating_sub(count);
        }
        self.undated.1 += undated;
    }

    fn skipped(&mut self, record: &Record) {
        let reason = record.reason.as_deref().unwrap_or("no reason is known");
        let mut group = general(&foreign::shown(reason));
        let is_new = !self.skipped.contains_key(&group);
        if is_new && self.skipped.len() >= MOST_SKIPPED {
            "other reasons".clone_into(&mut group);
        }
        let most = if self.skipped_rows < MANY_SKIPPED {
            MOST_SKIPPED
        } else {
            FEW_SKIPPED
        };
        let rows = self.skipped.entry(group).or_default();
        let before = rows.rows.len();
        rows.push(most, || Row::of(record, self::reason(record)));
        self.skipped_rows += rows.rows.len() - before;
    }

    fn doubt(&mut self, record: &Record) {
        let counts = record.counts.unwrap_or_default();
        if let Some(declared) = counts.declared.filter(|claimed| *claimed != counts.found) {
            let words = format!(
                "{declared} comments are claimed, {} were found",
                counts.found
            );
            self.comments.push(MOST, || Row::of(record, vec![words]));
        }
        let doubts: Vec<(&'static str, &Told)> = record
            .notes
            .iter()
            .filter_map(|note| Some((doubt(note.kind)?, note)))
            .collect();
        let mut rules: Vec<_> = doubts
            .iter()
            .map(|(word, note)| (*word, note.rule.clone(), &note.message))
            .collect();
        rules.sort_unstable();
        rules.dedup_by(|one, other| (one.0, &one.1) == (other.0, &other.1));
        for (word, rule, message) in rules {
            let rule = self.rules.entry((word, rule)).or_default();
            rule.posts += 1;
            if rule.message.is_empty() {
                rule.message = general(&foreign::shown(message));
            }
        }
        if !doubts.is_empty() {
            self.doubts.push(MOST, || Row::of(record, told(&doubts)));
        }
    }
}

/// The word for what was done without being certain; none for what was done on purpose.
fn doubt(kind: NoteKind) -> Option<&'static str> {
    match kind {
        NoteKind::Guessed => Some("guessed"),
        NoteKind::Repaired => Some("repaired"),
        NoteKind::Missing => Some("missing"),
        NoteKind::Dropped | NoteKind::Chosen => None,
    }
}

fn reason(record: &Record) -> Vec<String> {
    record
        .reason
        .as_deref()
        .map(foreign::shown)
        .into_iter()
        .collect()
}

fn told(doubts: &[(&'static str, &Told)]) -> Vec<String> {
    let first = doubts.iter().take(MOST_NOTES);
    let mut words: Vec<String> = first
        .map(|(word, note)| format!("{word}: {}", foreign::shown(&note.message)))
        .collect();
    if doubts.len() > MOST_NOTES {
        words.push(format!("and {} more", doubts.len() - MOST_NOTES));
    }
    words
}

/// Whether a record is of the site itself and of no input.
pub(super) fn is_own(row: &Row) -> bool {
    row.input == SITE
}
