//! The one error type: what went wrong, where, and what to do next.

use std::fmt;

use crate::note::Note;

/// Why an input could not become a document, or a document not become a file.
///
/// Its `Display` is one lower-case line without a final full stop; [`Error::hint`] says what to
/// do next and [`Error::exit_code`] what a program should end with.
#[derive(Debug)]
pub struct Error {
    /// What went wrong.
    pub kind: ErrorKind,
    /// The file, or `-` for standard input; empty where no file is meant.
    pub place: String,
    /// What was looked for before it came to this; told by `--explain`.
    pub notes: Vec<Note>,
}

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The operating system refused to read or write.
    Io(std::io::Error),
    /// The output exists and may not be overwritten.
    Exists,
    /// There is nothing in the input.
    Empty,
    /// The input is something else than a page.
    NotHtml {
        /// What it is: `a PDF`, `a PNG image`.
        what: &'static str,
        /// What to do about it.
        hint: &'static str,
    },
    /// The input is larger than the limit, both in bytes.
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// The page holds no post; the words say what was seen instead.
    NoPost(String),
    /// The page lists several posts (a front page, an archive, a label page).
    FrontPage {
        /// How many posts it lists.
        posts: usize,
    },
    /// A Blogger dynamic view, whose post is loaded by script.
    DynamicView,
    /// A document in JSON form that does not fit the model.
    BadDocument(String),
    /// An entry of an export that cannot be read; the words say why.
    BadExport(String),
    /// A profile that does not fit its form; the words hold line and column.
    BadProfile(String),
    /// The program is wrong: what it said when it gave up.
    Defect(String),
    /// Options that do not go together.
    Usage {
        /// What is wrong.
        message: String,
        /// What to do instead.
        hint: String,
    },
}

impl Error {
    /// An error about `place`.
    pub fn new(kind: ErrorKind, place: impl Into<String>) -> Self {
        Self {
            kind,
            place: place.into(),
            notes: Vec::new(),
        }
    }

    /// The same error, with what was looked for.
    #[must_use]
    pub(crate) fn with_notes(mut self, notes: Vec<Note>) -> Self {
        self.notes = notes;
        self
    }

    /// The same error about another place: the caller of a reader knows the file's name.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    /// What to do next, one line.
    pub fn hint(&self) -> Option<String> {
        let hint = match &self.kind {
            ErrorKind::Io(error) => return io_hint(error),
            ErrorKind::Exists => "choose another name, or overwrite it with --force",
            ErrorKind::Empty => "save the page again: the browser may have been stopped",
            ErrorKind::NotHtml { hint, .. } => hint,
            ErrorKind::TooLarge { .. } => "raise the limit with --max-bytes, if you trust the file",
            ErrorKind::NoPost(_) => {
                "see what was looked for with --explain, or describe the theme with --profile"
            }
            ErrorKind::FrontPage { .. } => "save the page of one post, and give that",
            ErrorKind::DynamicView => {
                "save the post again with ?m=1 at the end of its address, or export the blog"
            }
            ErrorKind::BadDocument(_) => "see the form of a document with: repost schema",
            ErrorKind::BadExport(_) => "look at that place of the file, or export the blog again",
            ErrorKind::BadProfile(_) => {
                "start from one that works: repost profiles show wordpress > mine.toml"
            }
            ErrorKind::Defect(_) => "please report this, with the file if you may share it",
            ErrorKind::Usage { hint, .. } => return Some(hint.clone()),
        };
        Some(hint.to_owned())
    }

    /// The exit status for this error: 1 for the input's fault, 2 for wrong options, 3 for the
    /// operating system's refusals, 4 for an output that exists, 5 for a defect.
    pub fn exit_code(&self) -> u8 {
        match self.kind {
            ErrorKind::Usage { .. } | ErrorKind::BadProfile(_) => 2,
            ErrorKind::Io(_) => 3,
            ErrorKind::Exists => 4,
            ErrorKind::Defect(_) => 5,
            ErrorKind::Empty
            | ErrorKind::NotHtml { .. }
            | ErrorKind::TooLarge { .. }
            | ErrorKind::NoPost(_)
            | ErrorKind::FrontPage { .. }
            | ErrorKind::DynamicView
            | ErrorKind::BadDocument(_)
            | ErrorKind::BadExport(_) => 1,
        }
    }
}

fn io_hint(error: &std::io::Error) -> Option<String> {
    use std::io::ErrorKind as Io;
    let hint = match error.kind() {
        Io::NotFound => "check the name and the folder",
        Io::PermissionDenied => "check who may read and write there",
        Io::StorageFull => "free some space, then run the same command again",
        Io::IsADirectory => "give the files in it one by one: folder/*.html",
        _ => return None,
    };
    Some(hint.to_owned())
}

/// The usual refusals in plain words: the system's own begin with a capital and end in a number.
fn io_words(error: &std::io::Error) -> Option<&'static str> {
    use std::io::ErrorKind as Io;
    match error.kind() {
        Io::NotFound => Some("no such file or folder"),
        Io::PermissionDenied => Some("permission denied"),
        Io::StorageFull => Some("no space left on the device"),
        Io::IsADirectory => Some("a folder, not a file"),
        Io::NotADirectory => Some("not a folder"),
        Io::ReadOnlyFilesystem => Some("the file system is read-only"),
        _ => None,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(out, "{}: ", self.place)?;
        }
        write!(out, "{}", self.kind)
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => match io_words(error) {
                Some(words) => write!(out, "{words}"),
                None => write!(out, "{error}"),
            },
            Self::Exists => write!(out, "the file exists already"),
            Self::Empty => write!(out, "the file is empty"),
            Self::NotHtml { what, .. } => write!(out, "not a web page: this is {what}"),
            Self::TooLarge { limit } => write!(out, "larger than the limit of {limit} bytes"),
            Self::NoPost(seen) => write!(out, "no post found: {seen}"),
            Self::FrontPage { posts } => {
                let plural = if *posts == 1 { "" } else { "s" };
                write!(
                    out,
                    "a front page or archive with {posts} post{plural}, not the page of one post"
                )
            }
            Self::DynamicView => {
                write!(
                    out,
                    "a dynamic view: its post is loaded by script and not in the file"
                )
            }
            Self::BadDocument(why) => write!(out, "not a repost document: {why}"),
            Self::BadExport(why) => write!(out, "an entry that cannot be read: {why}"),
            Self::BadProfile(why) => write!(out, "not a profile: {why}"),
            Self::Defect(what) => write!(out, "a defect in repost: {what}"),
            Self::Usage { message, .. } => write!(out, "{message}"),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::new(ErrorKind::Io(error), "")
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let ErrorKind::Io(error) = &self.kind {
            Some(error)
        } else {
            None
        }
    }
}
