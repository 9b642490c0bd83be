//! A set: a folder of pages and what is true of them.

use std::fs;
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

use super::gold::{Gold, Line};
use super::saved;

/// A folder of pages.
pub(crate) struct Set {
    /// The folder's name.
    pub(crate) name: String,
    /// Its pages, in the order of their names.
    pub(crate) pages: Vec<Page>,
}

/// A page and the truth about it.
pub(crate) struct Page {
    /// The page in `html/`.
    pub(crate) file: PathBuf,
    /// How it is called in reports.
    pub(crate) name: String,
    /// The folder that it stands in, where pages stand in folders.
    pub(crate) kind: Option<String>,
    pub(crate) gold: Gold,
}

impl Page {
    /// The blog that the page is of: its host, or the page itself where that is not known.
    pub(crate) fn blog(&self) -> String {
        let url = self
            .gold
            .url
            .as_deref()
            .and_then(|url| url::Url::parse(url).ok());
        let host = url.as_ref().and_then(url::Url::host_str);
        host.map_or(self.name.as_str(), |host| {
            host.strip_prefix("www.").unwrap_or(host)
        })
        .to_owned()
    }
}

impl Set {
    /// The pages of a folder that has `html/`, and `truth/` or `truth.jsonl`.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        let mut pages = if folder.join("truth.jsonl").is_file() {
            pages_by_line(folder)?
        } else {
            pages_by_file(folder)?
        };
        if pages.is_empty() {
            return Err(Error::new(ErrorKind::NotFound, "no truth and no pages"));
        }
        pages.sort_by(|a, b| a.name.cmp(&b.name));
        let name = folder.canonicalize()?;
        let name = name.file_name().unwrap_or_default();
        Ok(Self {
            name: name.to_string_lossy().into_owned(),
            pages,
        })
    }
}

/// `truth/KIND/PAGE.json` is about `html/KIND/PAGE`.
fn pages_by_file(folder: &Path) -> Result<Vec<Page>> {
    let truth = folder.join("truth");
    let page = |path: &Path| {
        let place = path
            .strip_prefix(&truth)
            .expect("it was found in it")
            .with_extension("");
        let gold =
            Gold::from_post(&fs::read_to_string(path)?).map_err(|error| invalid(path, error))?;
        let kind = place.parent().filter(|kind| !kind.as_os_str().is_empty());
        Ok(Page {
            file: folder.join("html").join(&place),
            name: place.to_string_lossy().into_owned(),
            kind: kind.map(|kind| kind.to_string_lossy().into_owned()),
            gold,
        })
    };
    saved::files(&truth).iter().map(|path| page(path)).collect()
}

/// A line of `truth.jsonl` is about the file in `html/` that it names.
fn pages_by_line(folder: &Path) -> Result<Vec<Page>> {
    let path = folder.join("truth.jsonl");
    let text = fs::read_to_string(&path)?;
    let lines = text.lines().map(serde_json::from_str::<Line>);
    let mut lines = lines
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(|error| invalid(&path, error))?;
    let by_words = lines.iter().any(Line::has_text);
    if by_words {
        lines.retain(Line::has_text);
    }
    Ok(lines
        .into_iter()
        .map(|line| page(folder, line, by_words))
        .collect())
}

fn page(folder: &Path, line: Line, by_words: bool) -> Page {
    let file = line
        .file
        .clone()
        .unwrap_or_else(|| format!("{}.html.gz", line.id));
    Page {
        name: file
            .trim_end_matches(".gz")
            .trim_end_matches(".html")
            .to_owned(),
        file: folder.join("html").join(file),
        kind: None,
        gold: line.gold(by_words),
    }
}

fn invalid(path: &Path, error: impl std::fmt::Display) -> Error {
    Error::new(
        ErrorKind::InvalidData,
        format!("{}: {error}", path.display()),
    )
}
