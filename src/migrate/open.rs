//! Recognises the input files by their content, and scans the exports among them.

use std::path::Path;
use std::sync::{Arc, PoisonError};

use rustc_hash::FxHashSet;

use crate::error::{Error, ErrorKind};
use crate::input::export::{self, Bytes, Context, Entry, Export, Form, Head, Neighbours};
use crate::input::zip;
use crate::migrate::files::InputFile;
use crate::migrate::inventory::{Inventory, Opened};
use crate::migrate::ledger::{Outcome, Record, Told};
use crate::migrate::{Progress, Run, Stage};
use crate::note::NoteKind;

/// How much of a file is looked at.
const REACH: usize = 1 << 16;

/// What a file is.
enum What {
    Export(&'static Form, Bytes),
    Archive(Bytes),
    /// A saved page, or a document of our own.
    Page,
    /// Neither; the words say what.
    No(&'static str),
}

type Records<'a> = &'a mut dyn FnMut(Record) -> Result<(), Error>;

/// Opens and scans the exports; says which files are pages, by their places. What is neither goes
/// to `left_out`.
///
/// # Errors
///
/// Whatever `left_out` answers. A file that cannot be read is told there.
pub(super) fn open(
    run: &Run<'_>,
    inventory: &mut Inventory,
    left_out: Records<'_>,
) -> Result<Vec<usize>, Error> {
    let mut pages = Vec::new();
    let mut place = 0;
    // Archives add their members to the files on the way.
    while place < inventory.files.len() && !run.is_stopped() {
        let file = &inventory.files[place];
        match recognise(file) {
            Ok(What::Page) => pages.push(place),
            Ok(What::No(reason)) => inventory.leftovers.push((place, reason)),
            Err(error) => left_out(record(&file.label, Outcome::Failed, error.kind.to_string()))?,
            Ok(What::Export(form, bytes)) => scan(run, inventory, place, form, bytes, left_out)?,
            Ok(What::Archive(bytes)) => unpack(inventory, place, bytes, left_out)?,
        }
        place += 1;
    }
    Ok(pages)
}

fn record(label: &str, outcome: Outcome, reason: String) -> Record {
    Record {
        input: label.to_owned(),
        kind: "file".to_owned(),
        status: Some(outcome),
        reason: Some(reason),
        ..Record::default()
    }
}

fn recognise(file: &InputFile) -> Result<What, Error> {
    if let Some(reason) = file.refused {
        return Ok(What::No(reason));
    }
    let bytes = file.bytes()?;
    let head = bytes.read(0, REACH)?;
    if zip::is(&head) && file.member.is_none() {
        return Ok(What::Archive(bytes));
    }
    let text = String::from_utf8_lossy(&head);
    let head = Head {
        bytes: &head,
        text: &text,
        path: Path::new(&file.label),
    };
    if let Some(form) = export::form(&head) {
        return Ok(What::Export(form, bytes));
    }
    // Whatever is given by name is tried: the error says best what it is.
    if !file.is_found() || is_page(&head) {
        return Ok(What::Page);
    }
    Ok(What::No(what(&head)))
}

/// Whether a file of a folder is a page: told by its first tag, or it is a document of our own.
fn is_page(head: &Head<'_>) -> bool {
    const TAGS: &[&str] = &[
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<article",
    ];
    let text = head
        .text
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if text.starts_with('{') {
        return text.contains("\"format\"") && text.contains("\"source\"");
    }
    let lower = text.to_ascii_lowercase();
    lower.starts_with('<') && TAGS.iter().any(|tag| lower.contains(tag))
        // A page of UTF-16 has a zero beside every letter of its tags.
        || head.bytes.starts_with(b"\xff\xfe<\0") || head.bytes.starts_with(b"\xfe\xff\0<")
}

fn what(head: &Head<'_>) -> &'static str {
    let lower = head
        .text
        .trim_start()
        .get(..200)
        .unwrap_or(head.text.trim_start())
        .to_ascii_lowercase();
    if head.bytes.is_empty() {
        "an empty file"
    } else if lower.contains("<rss") || lower.contains("<feed") {
        "a feed: its posts are read from their pages"
    } else if head.bytes.contains(&0) || head.text.contains('\u{fffd}') {
        "no page: a picture or another file of a page"
    } else {
        "no page: a script, a style sheet or another text"
    }
}

/// Puts the members of an archive behind the other files.
fn unpack(
    inventory: &mut Inventory,
    place: usize,
    bytes: Bytes,
    left_out: Records<'_>,
) -> Result<(), Error> {
    let InputFile { path, label, .. } = inventory.files[place].clone();
    let archive = match zip::Archive::open(bytes, zip::Caps::default()) {
        Ok(archive) => Arc::new(archive),
        Err(error) => return left_out(record(&label, Outcome::Failed, error.kind.to_string())),
    };
    let mut names = FxHashSet::default();
    for member in archive.members().iter().filter(|member| !member.is_folder) {
        let mut name = format!("{label}/{}", member.name);
        if !names.insert(name.clone()) {
            name = format!("{name} ({})", member.index);
        }
        inventory.files.push(InputFile {
            path: path.clone(),
            label: name,
            root: None,
            len: member.declared,
            refused: member.problem,
            member: Some((Arc::clone(&archive), member.index)),
        });
    }
    left_out(Record {
        kind: "archive".to_owned(),
        reason: None,
        ..record(&label, Outcome::Written, String::new())
    })
}

/// The files beside an export; those that it reads are remembered.
fn neighbours(inventory: &Inventory, place: usize) -> Neighbours {
    let file = &inventory.files[place];
    let found = match &file.member {
        Some((archive, index)) => {
            let name = archive.members()[*index].name.clone();
            Neighbours::in_archive(Arc::clone(archive), &name)
        }
        None => Neighbours::in_folder(file.path.parent().unwrap_or(Path::new("."))),
    };
    let folder = file
        .label
        .rsplit_once('/')
        .map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let read = Arc::clone(&inventory.neighbours);
    Neighbours::new(move |name| {
        let bytes = found.find(name)?;
        let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
        read.insert(format!("{folder}{name}"));
        Some(bytes)
    })
}

fn scan(
    run: &Run<'_>,
    inventory: &mut Inventory,
    place: usize,
    form: &'static Form,
    bytes: Bytes,
    left_out: Records<'_>,
) -> Result<(), Error> {
    let context = Context {
        base_url: run.options.base_url.clone(),
        limits: run.options.convert.limits.clone(),
        threads: run.options.threads,
        neighbours: neighbours(inventory, place),
    };
    let label = inventory.label(place).to_owned();
    let export: Arc<dyn Export> = match (form.open)(bytes, &context) {
        Ok(export) => Arc::from(export),
        Err(error) => return left_out(record(&label, Outcome::Failed, error.kind.to_string())),
    };
    let number = inventory.exports.len();
    inventory.exports.push(Opened {
        file: place,
        form: form.name,
        export: Arc::clone(&export),
    });
    let progress = Progress::new(run.observer, Stage::Scan, 0);
    let mut entries = 0_u64;
    let scanned = export.scan(&mut |entry: Entry| {
        entries += 1;
        progress.advance();
        if run.is_stopped() {
            return Err(stopped());
        }
        inventory.take(number, entry).map_or(Ok(()), &mut *left_out)
    });
    match scanned {
        Ok(blog) => {
            let damage = blog
                .notes
                .iter()
                .find(|note| note.kind == NoteKind::Missing);
            let damage = damage.map(|note| note.message.clone());
            let notes = blog.notes.iter().map(Told::of).collect();
            inventory.take_blog(blog);
            let (outcome, reason) = match damage {
                Some(damage) => (Outcome::Failed, Some(damage)),
                None if entries == 0 => (
                    Outcome::Skipped,
                    Some("an export without any entry".to_owned()),
                ),
                None => (Outcome::Written, None),
            };
            left_out(Record {
                kind: "export".to_owned(),
                reason,
                notes,
                ..record(&label, outcome, String::new())
            })
        }
        Err(_) if run.is_stopped() => Ok(()),
        Err(error) => Err(error.at(label)),
    }
}

fn stopped() -> Error {
    Error::new(ErrorKind::Io(std::io::ErrorKind::Interrupted.into()), "")
}
