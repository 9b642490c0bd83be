//! What is right of what was read, set by set and page by page.

use std::io;
use std::time::{Duration, Instant};

use repost::{Document, NoteKind};
use serde::{Deserialize, Serialize};

mod body;
mod comments;
mod day;
mod facts;
pub(crate) mod gold;
mod maker;
pub(crate) mod marks;
pub(crate) mod neutral;
pub(crate) mod predicted;
pub(crate) mod saved;
pub(crate) mod set;
mod words;

use marks::Marks;
use neutral::Neutral;
use set::{Page, Set};

/// What was measured of a set.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Measured {
    pub(crate) set: String,
    /// Whose reading was measured.
    #[serde(default)]
    pub(crate) program: String,
    pub(crate) pages: Vec<Outcome>,
}

/// What was measured of a page.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Outcome {
    pub(crate) name: String,
    /// The platform: its folder, or else what made the page.
    pub(crate) kind: String,
    pub(crate) blog: String,
    pub(crate) marks: Marks,
    pub(crate) notes: Notes,
    pub(crate) ms: f64,
    /// Whether the page was refused.
    #[serde(default)]
    pub(crate) failed: bool,
    /// What was wrong, in words.
    pub(crate) reasons: Vec<String>,
}

/// How a tool read a page, and in which time.
#[derive(Default)]
pub(crate) struct Reading {
    pub(crate) neutral: Neutral,
    pub(crate) notes: Notes,
    pub(crate) time: Duration,
    /// Whether it refused the page, which is then read as nothing.
    pub(crate) failed: bool,
}

/// How many notes of each kind: dropped, guessed, repaired, missing, chosen.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Notes(pub(crate) [usize; 5]);

impl Notes {
    fn of(document: &Document) -> Self {
        let mut notes = [0; 5];
        for note in &document.notes {
            let place = match note.kind {
                NoteKind::Dropped => 0,
                NoteKind::Guessed => 1,
                NoteKind::Repaired => 2,
                NoteKind::Missing => 3,
                NoteKind::Chosen => 4,
            };
            notes[place] += 1;
        }
        Self(notes)
    }
}

/// Reads a page, of which the bytes are given, with some tool.
pub(crate) type Read<'a> = &'a dyn Fn(&Page, &[u8]) -> io::Result<Reading>;

/// Reads every page of a set with a tool and marks what it gives.
pub(crate) fn measure(set: &Set, program: &str, read: Read) -> io::Result<Measured> {
    let pages = set.pages.iter().map(|page| outcome(page, read));
    Ok(Measured {
        set: set.name.clone(),
        program: program.to_owned(),
        pages: pages.collect::<io::Result<_>>()?,
    })
}

fn outcome(page: &Page, read: Read) -> io::Result<Outcome> {
    let bytes = saved::read(&page.file).map_err(|error| {
        io::Error::new(error.kind(), format!("{}: {error}", page.file.display()))
    })?;
    let reading = read(page, &bytes)?;
    let (marks, reasons) = mark(page, &reading.neutral);
    Ok(Outcome {
        name: page.name.clone(),
        kind: page
            .kind
            .clone()
            .unwrap_or_else(|| maker::maker(&bytes).to_owned()),
        blog: page.blog(),
        marks,
        notes: reading.notes,
        ms: reading.time.as_secs_f64() * 1000.0,
        failed: reading.failed,
        reasons,
    })
}

/// Compares what a tool gave with what is true.
pub(crate) fn mark(page: &Page, given: &Neutral) -> (Marks, Vec<String>) {
    let (mut marks, mut reasons) = (Marks::default(), Vec::new());
    facts::mark(&page.gold, given, &mut marks, &mut reasons);
    body::mark(&page.gold.body, &given.body_text, &mut marks, &mut reasons);
    comments::mark(&page.gold.comments, given, &mut marks, &mut reasons);
    (marks, reasons)
}

/// How repost reads a page; what it refuses is read as nothing. The time is that of bytes to
/// document.
pub(crate) fn repost(bytes: &[u8]) -> Reading {
    let start = Instant::now();
    let document = repost::convert(bytes, &repost::Options::default());
    let time = start.elapsed();
    let Ok(document) = document else {
        return Reading {
            time,
            failed: true,
            ..Reading::default()
        };
    };
    Reading {
        neutral: Neutral::from(&document),
        notes: Notes::of(&document),
        time,
        failed: false,
    }
}
