//! The list of what could not be had, to be tried again: JSON Lines, one file a line.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};
use crate::whole;

/// A file that could not be had.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Missing {
    /// The address that the page shows.
    pub url: String,
    /// The address of the page, or its file where it has none.
    pub page: String,
    /// Why, in one word that stays: `timeout`, `http-404`.
    pub reason: String,
    /// Why, in plain words.
    pub message: String,
    /// How many requests were made.
    pub tries: u32,
    /// Whether it may be there another time.
    pub may_retry: bool,
}

impl Missing {
    /// What a failed fetch leaves.
    #[cfg(feature = "fetch")]
    pub fn of(failure: &super::fetch::Failure, shown: &str, page: &str) -> Self {
        Self {
            url: shown.to_owned(),
            page: page.to_owned(),
            reason: failure.reason.word().into_owned(),
            message: failure.message.clone(),
            tries: failure.tries,
            may_retry: failure.reason.may_retry(),
        }
    }
}

/// Writes the list, sorted and each entry once: the order in which threads failed does not show.
///
/// ```
/// # fn main() -> Result<(), repost::Error> {
/// # let folder = tempfile::tempdir().unwrap();
/// use repost::migrate::assets::missing::{self, Missing};
///
/// let list = vec![Missing {
///     url: "http://wren.example/a.jpg".to_owned(),
///     page: "http://wren.example/post.html".to_owned(),
///     reason: "timeout".to_owned(),
///     message: "the server took too long".to_owned(),
///     tries: 3,
///     may_retry: true,
/// }];
/// let path = folder.path().join("missing.jsonl");
/// missing::write(&path, &list)?;
/// assert_eq!(missing::read(&path)?, list);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`ErrorKind::Io`].
pub fn write(path: &Path, list: &[Missing]) -> Result<(), Error> {
    let mut sorted: Vec<&Missing> = list.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut text = String::new();
    for entry in sorted {
        text += &serde_json::to_string(entry).expect("texts and numbers are always JSON");
        text.push('\n');
    }
    whole::write(path, text.as_bytes(), true).map_err(|error| at(path, error))
}

/// Reads a list back. Blank lines are skipped.
///
/// # Errors
///
/// [`ErrorKind::Io`]: the file cannot be read, or a line of it is no entry.
pub fn read(path: &Path) -> Result<Vec<Missing>, Error> {
    let text = std::fs::read_to_string(path).map_err(|error| at(path, error))?;
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    let entries = lines.map(|(index, line)| {
        serde_json::from_str(line).map_err(|error| {
            let line = index + 1;
            let message = format!("line {line} does not name a missing file ({error})");
            at(path, io::Error::new(io::ErrorKind::InvalidData, message))
        })
    });
    entries.collect()
}

fn at(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Io(error), path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(url: &str, page: &str) -> Missing {
        Missing {
            url: url.to_owned(),
            page: page.to_owned(),
            reason: "dns".to_owned(),
            message: "no such host: \"quoted\"\nand a line".to_owned(),
            tries: 1,
            may_retry: true,
        }
    }

    #[test]
    fn the_order_of_failures_does_not_show() {
        let folder = tempfile::tempdir().expect("there is room");
        let [one, two] = ["1", "2"].map(|name| folder.path().join(name));
        let [a, b, c] = [entry("a", "x"), entry("a", "y"), entry("b", "x")];
        write(&one, &[a.clone(), b.clone(), c.clone()]).expect("it is written");
        write(&two, &[c.clone(), a.clone(), b.clone(), a.clone()]).expect("it is written");
        assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(&two).unwrap());
        assert_eq!(read(&two).expect("it is a list"), [a, b, c]);
    }

    #[test]
    fn a_line_that_is_no_entry_is_named() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("list");
        write(&path, &[entry("a", "x")]).expect("it is written");
        let text = std::fs::read_to_string(&path).unwrap() + "\n{\"url\":1}\n";
        std::fs::write(&path, text).unwrap();
        let error = read(&path).expect_err("the third line is none").to_string();
        assert!(error.contains("line 3 "), "{error}");
    }

    #[test]
    fn an_empty_list_is_an_empty_file() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("list");
        write(&path, &[]).expect("it is written");
        assert_eq!(read(&path).expect("it is a list"), []);
    }
}
