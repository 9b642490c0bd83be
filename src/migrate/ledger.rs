//! The ledger: what became of every input, of every entry of an export and of every member of an
//! archive, each once. JSON Lines, appended as the run goes on and brought to the disk with the
//! files that it tells of.
//!
//! The first line is the [`Header`], every other one a [`Record`]. A run that was killed leaves a
//! ledger that ends early; the next run takes from it, and from that of the last whole run, what is
//! done already ([`Previous`]). The same inputs give the same ledger, byte for byte, however often
//! the run was stopped on the way.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};
use crate::input::export::{Bytes, Place};
use crate::migrate::inventory::key;
use crate::migrate::store::WORK;
use crate::note::{Note, NoteKind};

/// The ledger's name in the site.
pub const NAME: &str = "ledger.jsonl";

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of this form: 1.
    pub run: u32,
    /// The version of the program.
    pub repost: String,
    /// What the site is made for.
    pub to: Vec<String>,
    /// The inputs as they were given, without their folders.
    pub inputs: Vec<String>,
    /// The hash of the options that change what is written.
    pub options: String,
}

impl Header {
    /// Whether what another run has done can be taken over.
    fn is_like(&self, other: &Self) -> bool {
        self.run == other.run && self.repost == other.repost && self.options == other.options
    }
}

/// What became of an input or an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is in the site.
    Written,
    /// It is a further copy of what is in the site, which took from it what it had more.
    Merged,
    /// It was left out on purpose; the reason says why.
    Skipped,
    /// It should be in the site and is not; the reason says why.
    Failed,
}

/// A line of the ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The input file.
    pub input: String,
    /// The entry in it: the platform's id, or `@` and its place in the file.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub entry: Option<String>,
    /// `post`, `page`, `comment`, `attachment`, `file`, `settings`, ….
    pub kind: String,
    /// What became of it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub status: Option<Outcome>,
    /// Why, in plain words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// Of a comment or a further copy: the post's entry or input.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub post: Option<String>,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// The old address.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub published: Option<String>,
    /// Labels, tags and categories.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub labels: Vec<String>,
    /// True for what the public did not see.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub draft: bool,
    /// The hash of the input's or the entry's bytes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sha256: Option<String>,
    /// The hash of all that a post is made of.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub depends: Option<String>,
    /// The hash of where its links and files lead to in the new site.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub leads: Option<String>,
    /// The addresses of the files that the post shows.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub files: Vec<String>,
    /// The addresses on the old blog that the post links to.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub links: Vec<String>,
    /// Of a post.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub counts: Option<Counts>,
    /// Of a post: how many of its comments were written in which month, `2014-06`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub comment_months: BTreeMap<String, u32>,
    /// What was dropped, guessed, repaired or found missing.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub notes: Vec<Told>,
    /// The files that were made of it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub outputs: Vec<Output>,
}

/// What a post holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Comments that the page or the export claims.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub declared: Option<u32>,
    /// Comments that the inputs hold, each once.
    pub found: u32,
    /// Comments in the post that was written.
    pub written: u32,
    /// Words of the post.
    pub words: u32,
    /// Pictures that it shows.
    pub images: u32,
    /// Links that it has.
    pub links: u32,
}

/// A note without the words that it is about: those are in the JSON form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// What happened.
    pub kind: NoteKind,
    /// By which rule.
    pub rule: String,
    /// In plain words.
    pub message: String,
}

impl Told {
    /// What the ledger tells of a note.
    pub fn of(note: &Note) -> Self {
        Self {
            kind: note.kind,
            rule: note.rule.clone(),
            message: note.message.clone(),
        }
    }
}

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Relative to the site, with `/`.
    pub path: String,
    /// As `sha256sum` prints it.
    pub sha256: String,
}

/// A ledger that is being written.
#[derive(Debug)]
pub struct Ledger {
    out: BufWriter<File>,
    path: PathBuf,
    synced: Instant,
}

impl Ledger {
    /// Sets what earlier runs left aside, and begins a new ledger.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub fn begin(site: &Path, header: &Header) -> Result<(Self, Previous), Error> {
        let path = site.join(NAME);
        let at = |error| Error::new(ErrorKind::Io(error), path.display().to_string());
        if path.exists() {
            fs::rename(&path, set_aside(site)).map_err(at)?;
        }
        let previous = Previous::load(site, header)?;
        let file = File::create_new(&path).map_err(at)?;
        let mut ledger = Self {
            out: BufWriter::new(file),
            path: path.clone(),
            synced: Instant::now(),
        };
        ledger.line(header)?;
        Ok((ledger, previous))
    }

    /// Appends a record.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub fn push(&mut self, record: &Record) -> Result<(), Error> {
        self.line(record)
    }

    fn line(&mut self, value: &impl Serialize) -> Result<(), Error> {
        let at = |error| Error::new(ErrorKind::Io(error), self.path.display().to_string());
        serde_json::to_writer(&mut self.out, value).map_err(|error| at(error.into()))?;
        self.out.write_all(b"\n").map_err(at)
    }

    /// Hands all lines so far to the system, and once a second brings them to the disk. A program
    /// that is killed loses none of them; a machine that loses power does the last second's work
    /// again.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub fn flush(&mut self) -> Result<(), Error> {
        if self.synced.elapsed() >= Duration::from_secs(1) {
            return self.sync();
        }
        let flushed = self.out.flush();
        flushed.map_err(|error| Error::new(ErrorKind::Io(error), self.path.display().to_string()))
    }

    /// Brings all lines so far to the disk.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub fn sync(&mut self) -> Result<(), Error> {
        self.synced = Instant::now();
        let synced = self
            .out
            .flush()
            .and_then(|()| self.out.get_ref().sync_data());
        synced.map_err(|error| Error::new(ErrorKind::Io(error), self.path.display().to_string()))
    }

    /// The run is whole: what earlier ones left is not needed any more.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub fn finish(mut self, site: &Path) -> Result<(), Error> {
        self.sync()?;
        for old in earlier(site)? {
            fs::remove_file(&old)
                .map_err(|error| Error::new(ErrorKind::Io(error), old.display().to_string()))?;
        }
        Ok(())
    }
}

/// A free name for the ledger of an earlier run.
fn set_aside(site: &Path) -> PathBuf {
    let mut number = 1;
    loop {
        let path = site.join(WORK).join(format!("ledger-{number:04}.jsonl"));
        if !path.exists() {
            return path;
        }
        number += 1;
    }
}

/// The ledgers of earlier runs, the oldest first.
fn earlier(site: &Path) -> Result<Vec<PathBuf>, Error> {
    let folder = site.join(WORK);
    let at = |error| Error::new(ErrorKind::Io(error), folder.display().to_string());
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).map_err(at)? {
        let name = entry.map_err(at)?.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("ledger-") && name.ends_with(".jsonl") {
            found.push(folder.join(&*name));
        }
    }
    found.sort();
    Ok(found)
}

/// What earlier runs have done already: where it stands in their ledgers.
#[derive(Debug, Default)]
pub struct Previous {
    ledgers: Vec<Bytes>,
    /// By input and entry: the ledger, and the line in it.
    done: FxHashMap<u64, (usize, Place)>,
    /// The hashes of all files that were written, by their paths.
    outputs: FxHashMap<u64, String>,
}

/// What of a record is needed to find it again.
#[derive(Deserialize)]
struct Outline {
    input: String,
    #[serde(default)]
    entry: Option<String>,
    #[serde(default)]
    sha256: Option<serde::de::IgnoredAny>,
    #[serde(default)]
    depends: Option<serde::de::IgnoredAny>,
    #[serde(default)]
    outputs: Vec<Output>,
}

impl Previous {
    /// A run of another version or with other options tells which files are ours, and no more.
    fn load(site: &Path, header: &Header) -> Result<Self, Error> {
        let mut previous = Self::default();
        for path in earlier(site)? {
            let at = |error| Error::new(ErrorKind::Io(error), path.display().to_string());
            let bytes = Bytes::open(&path).map_err(at)?;
            let mut start = 0;
            let mut is_like = false;
            for line in BufReader::new(bytes.reader(0)).split(b'\n') {
                let line = line.map_err(at)?;
                let place = Place {
                    start,
                    len: u32::try_from(line.len()).unwrap_or(u32::MAX),
                };
                if start == 0 {
                    let found = serde_json::from_slice::<Header>(&line);
                    is_like = found.is_ok_and(|found| header.is_like(&found));
                }
                start += line.len() as u64 + 1;
                previous.take(&line, place, is_like);
            }
            previous.ledgers.push(bytes);
        }
        Ok(previous)
    }

    /// The last line of a run that was killed may be cut off: it is as if it were not there.
    fn take(&mut self, line: &[u8], place: Place, is_like: bool) {
        let Ok(outline) = serde_json::from_slice::<Outline>(line) else {
            return;
        };
        for output in outline.outputs {
            self.outputs.insert(key(&output.path), output.sha256);
        }
        if is_like && (outline.sha256.is_some() || outline.depends.is_some()) {
            let key = key(&(&outline.input, &outline.entry));
            self.done.insert(key, (self.ledgers.len(), place));
        }
    }

    /// What became of an input or an entry the last time.
    pub fn record(&self, input: &str, entry: Option<&str>) -> Option<Record> {
        let (ledger, place) = self.done.get(&key(&(input, entry)))?;
        let line = self.ledgers[*ledger]
            .read(place.start, place.len as usize)
            .ok()?;
        serde_json::from_slice(&line).ok()
    }

    /// The hash that a file of the site had when it was written.
    pub fn output(&self, path: &str) -> Option<&str> {
        self.outputs.get(&key(&path)).map(String::as_str)
    }
}

/// A ledger that is read one record at a time: however long it is, it fills no memory.
#[derive(Debug)]
pub struct Reader {
    lines: io::Lines<BufReader<File>>,
    path: PathBuf,
}

impl Reader {
    /// Opens the ledger of a site, and passes over its header.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub fn open(site: &Path) -> Result<Self, Error> {
        let path = site.join(NAME);
        let at = |error| Error::new(ErrorKind::Io(error), path.display().to_string());
        let mut lines = BufReader::new(File::open(&path).map_err(at)?).lines();
        lines.next().transpose().map_err(at)?;
        Ok(Self { lines, path })
    }
}

impl Iterator for Reader {
    /// A line that is no record is an [`io::ErrorKind::InvalidData`].
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = self
            .lines
            .next()?
            .and_then(|line| serde_json::from_str(&line).map_err(io::Error::from));
        let at = |error| Error::new(ErrorKind::Io(error), self.path.display().to_string());
        Some(record.map_err(at))
    }
}

/// Reads a ledger: its records in order, all at once.
///
/// # Errors
///
/// [`ErrorKind::Io`]; a line that is none is one of [`io::ErrorKind::InvalidData`].
pub fn read(site: &Path) -> Result<Vec<Record>, Error> {
    Reader::open(site)?.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> Header {
        Header {
            run: 1,
            repost: "0".to_owned(),
            to: vec!["json".to_owned()],
            inputs: vec!["blog".to_owned()],
            options: String::new(),
        }
    }

    fn record(entry: &str) -> Record {
        Record {
            input: "blog.xml".to_owned(),
            entry: Some(entry.to_owned()),
            kind: "post".to_owned(),
            status: Some(Outcome::Written),
            depends: Some(format!("of {entry}")),
            outputs: vec![Output {
                path: format!("{entry}.md"),
                sha256: "00".to_owned(),
            }],
            ..Record::default()
        }
    }

    #[test]
    fn a_run_goes_on_where_a_killed_one_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path();
        fs::create_dir_all(site.join(WORK)).unwrap();
        let (mut ledger, previous) = Ledger::begin(site, &header()).unwrap();
        assert!(previous.record("blog.xml", Some("1")).is_none());
        ledger.push(&record("1")).unwrap();
        ledger.push(&record("2")).unwrap();
        ledger.sync().unwrap();
        drop(ledger);
        // Killed in the middle of a line.
        let path = site.join(NAME);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, &text[..text.len() - 9]).unwrap();

        let (mut ledger, previous) = Ledger::begin(site, &header()).unwrap();
        assert_eq!(previous.record("blog.xml", Some("1")), Some(record("1")));
        assert!(previous.record("blog.xml", Some("2")).is_none());
        assert_eq!(previous.output("1.md"), Some("00"));
        ledger.push(&record("1")).unwrap();
        ledger.push(&record("2")).unwrap();
        ledger.finish(site).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        assert_eq!(read(site).unwrap(), [record("1"), record("2")]);
        assert_eq!(earlier(site).unwrap(), Vec::<PathBuf>::new());
    }
}
