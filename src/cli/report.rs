//! Messages on standard error, one line each: errors with their hints, warnings, the summary.

use std::io::Write as _;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use repost::document::Document;
use repost::{Error, Note, NoteKind};

use crate::cli::printable::{excerpt, printable};
use crate::cli::progress::Progress;
use crate::cli::{Convert, explain};

/// Tells what becomes of each input and keeps count.
pub(crate) struct Report {
    quiet: bool,
    explain: bool,
    progress: Progress,
    inputs: usize,
    converted: usize,
    exit_code: u8,
}

impl Report {
    /// A report about so many inputs.
    pub(crate) fn new(arguments: &Convert, inputs: usize, progress: Progress) -> Self {
        Self {
            quiet: arguments.quiet,
            explain: arguments.explain,
            progress,
            inputs,
            converted: 0,
            exit_code: 0,
        }
    }

    /// An input became a document.
    pub(crate) fn converted(&mut self, name: &str, document: &Document) {
        self.converted += 1;
        self.progress.clear();
        if self.explain {
            let heading = format!("{}: {}", printable(name), explain::origin(document));
            explain_all(&heading, &document.notes);
        } else if !self.quiet {
            warn_of_missing(name, document);
        }
        self.progress.advance();
    }

    /// An input or its outputs failed.
    pub(crate) fn failed(&mut self, error: &Error) {
        self.progress.clear();
        if self.explain && !error.notes.is_empty() {
            let heading = format!("{}: what was looked for", printable(&error.place));
            explain_all(&heading, &error.notes);
        }
        tell(error);
        self.exit_code = self.exit_code.max(error.exit_code());
        self.progress.advance();
    }

    /// The last line of a batch, and the exit status.
    pub(crate) fn finish(mut self) -> u8 {
        self.progress.clear();
        if self.inputs > 1 && !self.quiet {
            let summary = format!("{} of {} inputs converted", self.converted, self.inputs);
            say(AnsiColor::Green, "done", &summary);
        }
        self.exit_code
    }
}

/// The exit status of a command; its error is told.
pub(crate) fn exit_code(result: Result<u8, Error>) -> ExitCode {
    ExitCode::from(result.unwrap_or_else(|error| {
        tell(&error);
        error.exit_code()
    }))
}

fn tell(error: &Error) {
    say(AnsiColor::Red, "error", &printable(&error.to_string()));
    if let Some(hint) = error.hint() {
        say(AnsiColor::Cyan, "hint", &printable(&hint));
    }
}

/// A heading, and below it a line for each note: no name at its beginning, so that the verbs
/// stand below each other.
fn explain_all(heading: &str, notes: &[Note]) {
    say(AnsiColor::Cyan, "explain", heading);
    for note in notes {
        let (verb, line) = (explain::verb(note.kind), explain::line(note));
        let style: Style = color(note.kind).on_default();
        let _ = writeln!(anstream::stderr(), "  {style}{verb:8}{style:#}  {line}");
    }
}

fn color(kind: NoteKind) -> AnsiColor {
    match kind {
        NoteKind::Chosen => AnsiColor::Green,
        NoteKind::Dropped | NoteKind::Missing => AnsiColor::Yellow,
        NoteKind::Guessed | NoteKind::Repaired => AnsiColor::Magenta,
    }
}

/// One line, however much is missing.
fn warn_of_missing(name: &str, document: &Document) {
    let mut missing = document
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Missing);
    let Some(first) = missing.next() else { return };
    let more = match missing.count() {
        0 => String::new(),
        more => format!(" (and {more} more: see --explain)"),
    };
    let line = format!("{}: {}{more}", printable(name), excerpt(&first.message));
    say(AnsiColor::Yellow, "warning", &line);
}

/// A line about what was done.
pub(crate) fn told(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// What is wrong and stopped nothing.
pub(crate) fn warn(line: &str) {
    say(AnsiColor::Yellow, "warning", line);
}

/// The last line of a run.
pub(crate) fn done(line: &str) {
    say(AnsiColor::Green, "done", line);
}

/// Colours only where a terminal shows them. A closed standard error is nobody's problem.
fn say(color: AnsiColor, word: &str, line: &str) {
    let style: Style = color.on_default().bold();
    let _ = writeln!(anstream::stderr(), "{style}{word}:{style:#} {line}");
}
