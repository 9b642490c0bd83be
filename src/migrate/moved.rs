//! Addresses that have changed before: a file with a line `old,new` for each, the form that Disqus
//! takes them in.

use std::path::Path;

use rustc_hash::FxHashMap;

use crate::error::{Error, ErrorKind};
use crate::migrate::inventory::url_key;

/// From old addresses to those that the posts have in the inputs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moved {
    by_key: FxHashMap<u64, u64>,
    /// In the order of the file.
    pairs: Vec<(String, String)>,
}

impl Moved {
    /// Reads a file. Blank lines and lines that begin with `#` say nothing.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`]; [`ErrorKind::Usage`] for a line without two addresses, with its number.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let place = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| Error::new(ErrorKind::Io(error), place.clone()))?;
        let mut moved = Self::default();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let pair = line.split_once([',', '\t']);
            let pair = pair.map(|(old, new)| (unquoted(old), unquoted(new)));
            let keys = pair.and_then(|(old, new)| Some((url_key(old)?, url_key(new)?)));
            let (Some((old, new)), Some((from, to))) = (pair, keys) else {
                return Err(no_pair(&place, number + 1));
            };
            moved.by_key.insert(from, to);
            moved.pairs.push((old.to_owned(), new.to_owned()));
        }
        Ok(moved)
    }

    /// The key of where the address of a key is now.
    pub fn key(&self, key: u64) -> u64 {
        // Twice, where somebody moved and moved again; no further, so that a circle ends.
        let once = self.by_key.get(&key).copied().unwrap_or(key);
        self.by_key.get(&once).copied().unwrap_or(once)
    }

    /// Old addresses and where they are now, in the order of the file.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|(old, new)| (old.as_str(), new.as_str()))
    }
}

fn unquoted(part: &str) -> &str {
    part.trim().trim_matches('"').trim()
}

fn no_pair(place: &str, line: usize) -> Error {
    let kind = ErrorKind::Usage {
        message: format!("line {line} does not have two addresses"),
        hint: "write the old and the new address of each post with a comma between them".to_owned(),
    };
    Error::new(kind, place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Moved, Error> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.csv");
        std::fs::write(&path, text).unwrap();
        Moved::read(&path)
    }

    #[test]
    fn an_old_address_leads_to_where_the_post_is_now() {
        let moved = read("# moved\nhttp://old.example/a,https://hill.example/2014/a.html\n\n\"https://older.example/a\"\thttp://old.example/a/\n").unwrap();
        let new = url_key("http://hill.example/2014/a.html").unwrap();
        for old in [
            "http://old.example/a",
            "https://older.example/a?m=1",
            "https://hill.example/2014/a.html",
        ] {
            assert_eq!(moved.key(url_key(old).unwrap()), new, "{old}");
        }
    }

    #[test]
    fn a_line_without_two_addresses_is_named() {
        let error = read("http://old.example/a,http://new.example/a\nhello\n").unwrap_err();
        assert!(error.to_string().contains("line 2"), "{error}");
    }
}
