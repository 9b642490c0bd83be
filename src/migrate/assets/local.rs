//! Finds what a saved page refers to on the disk.
//!
//! A page may have been saved with its files (`Post_files/`), by a program that mirrors sites
//! (`wget -r`, HTTrack: `host/path`, with a query in some disguise), or put into a folder by hand.
//! Nothing outside of the folder is ever opened: not by `..`, not by a link.
//!
//! ```
//! # fn main() -> Result<(), repost::Error> {
//! # let folder = tempfile::tempdir().unwrap();
//! # std::fs::create_dir(folder.path().join("Post_files")).unwrap();
//! # std::fs::write(folder.path().join("Post_files/a b.gif"), b"GIF89a").unwrap();
//! use std::path::Path;
//! use repost::migrate::assets::local::{Folder, Page, Way};
//!
//! let saved = Folder::open(folder.path())?;
//! let page = Page { file: Path::new("Post.html"), url: None };
//! let found = saved.find(page, "./Post_files/a%20b.gif").expect("it is there");
//! assert_eq!(found.way, Way::Relative);
//! assert_eq!(saved.read(&found, 1 << 20)?, b"GIF89a");
//! assert!(saved.find(page, "../secret.gif").is_none());
//! # Ok(())
//! # }
//! ```

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use url::Url;

use super::original;
use crate::error::{Error, ErrorKind};

mod listing;
mod name;

use listing::Listings;

/// Endings that browsers give to the folder beside a page, in the languages that they speak.
const FILES: &[&str] = &[
    "_files",
    ".files",
    "-files",
    "_file",
    "-Dateien",
    "_fichiers",
    "_archivos",
    "_bestanden",
    "-filer",
    "_arquivos",
    "_ficheiros",
    "_pliki",
    "_soubory",
    "_tiedostot",
    "_elemei",
    "_dosyalar",
    "_datoteke",
    "_fitxers",
    "_fajlovi",
    "_failid",
    "_fails",
    "_bylos",
    "_fitxategiak",
];

/// A folder of saved pages, looked into by many threads.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    listings: Listings,
}

/// A saved page.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// Its file, relative to the folder.
    pub file: &'a Path,
    /// Where it was saved from, if that is known.
    pub url: Option<&'a str>,
}

/// A file that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is: an absolute path, all links resolved.
    pub path: PathBuf,
    /// How it was found.
    pub way: Way,
}

/// How a file was found, the surest way first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// The page names it by its place beside the page.
    Relative,
    /// It is where a mirror keeps the address.
    Mirror,
    /// It is where a mirror keeps the address of the larger original.
    Original,
    /// Only its name says so: the one file of that name in the page's folder of files, or the one
    /// that a mirror may have renamed. Worth a note.
    Guess,
}

impl Folder {
    /// A folder to look into.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`]: it is not there, or not a folder.
    pub fn open(root: &Path) -> Result<Self, Error> {
        let at = |error| Error::new(ErrorKind::Io(error), root.display().to_string());
        let real = root.canonicalize().map_err(at)?;
        fs::read_dir(&real).map_err(at)?;
        Ok(Self {
            root: real,
            listings: Listings::default(),
        })
    }

    /// The file that a page refers to, if it is there. `data:` addresses are not looked at: see
    /// [`data`](super::data).
    pub fn find(&self, page: Page<'_>, reference: &str) -> Option<Found> {
        let reference = reference.trim();
        if let Some(copy) = original::archived(reference) {
            return self.of_address(page, &copy.original);
        }
        match scheme(reference) {
            Some("http" | "https") => self.of_address(page, reference),
            Some("file") => self.of_foreign_path(page, reference),
            Some(_) => None,
            None if reference.starts_with("//") => {
                self.of_address(page, &format!("http:{reference}"))
            }
            None => self.of_relative(page, reference),
        }
    }

    /// Reads a file that was found, at most `limit` bytes of it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::TooLarge`] and [`ErrorKind::Io`].
    pub fn read(&self, found: &Found, limit: u64) -> Result<Vec<u8>, Error> {
        let error = |kind| Error::new(kind, found.path.display().to_string());
        let file = File::open(&found.path).map_err(|it| error(ErrorKind::Io(it)))?;
        let mut bytes = Vec::new();
        let mut file = file.take(limit.saturating_add(1));
        let read = file.read_to_end(&mut bytes);
        read.map_err(|it| error(ErrorKind::Io(it)))?;
        if bytes.len() as u64 > limit {
            return Err(error(ErrorKind::TooLarge { limit }));
        }
        Ok(bytes)
    }

    /// A place beside the page, or from the top of its site.
    fn of_relative(&self, page: Page<'_>, reference: &str) -> Option<Found> {
        let (path, query) = parts(reference);
        let found = if let Some(path) = path.strip_prefix('/') {
            self.ancestors(page)
                .find_map(|folder| self.walk(&folder, path, query))
        } else {
            self.walk(&self.folder_of(page), path, query)
        };
        let found = found.and_then(|path| self.checked(&path, Way::Relative));
        found
            .or_else(|| {
                let url = Url::parse(page.url?).ok()?.join(reference).ok()?;
                self.of_address(page, url.as_str())
            })
            .or_else(|| self.by_name(page, path))
    }

    /// An address, where a mirror keeps it, or its larger original.
    fn of_address(&self, page: Page<'_>, address: &str) -> Option<Found> {
        let candidates = original::candidates(address);
        let found = candidates.iter().find_map(|candidate| {
            let way = if candidate.rule == original::SHOWN {
                Way::Mirror
            } else {
                Way::Original
            };
            let path = self.mirrored(page, &candidate.url)?;
            self.checked(&path, way)
        });
        found.or_else(|| {
            let (path, query) = parts(address);
            let renamed = query.and_then(|query| self.renamed(page, address, query));
            let renamed = renamed.and_then(|path| self.checked(&path, Way::Guess));
            renamed.or_else(|| self.by_name(page, path))
        })
    }

    /// Where a mirror keeps an address.
    fn mirrored(&self, page: Page<'_>, address: &str) -> Option<PathBuf> {
        let url = Url::parse(address).ok()?;
        let path = url.path().trim_start_matches('/');
        self.sites(page, &url)
            .into_iter()
            .find_map(|site| self.walk(&site, path, url.query()))
    }

    /// The folders that may hold the site of an address.
    fn sites(&self, page: Page<'_>, url: &Url) -> Vec<PathBuf> {
        let names = name::of_host(url);
        let mut sites = Vec::new();
        for folder in self.ancestors(page) {
            let own = folder.file_name().unwrap_or_default().to_string_lossy();
            if names.iter().any(|name| name::is_same(name, &own)) {
                sites.push(folder.clone());
            }
            let below = names.iter().filter_map(|name| self.step(&folder, name));
            sites.extend(below);
        }
        sites.extend(self.own_site(page, url));
        sites
    }

    /// The top of the page's own site, if the address is of that, however its folder is called:
    /// the page's address ends like its path.
    fn own_site(&self, page: Page<'_>, url: &Url) -> Option<PathBuf> {
        let own = Url::parse(page.url?).ok()?;
        let is_same = name::of_host(&own).first() == name::of_host(url).first();
        if !is_same {
            return None;
        }
        let depth = own.path().trim_matches('/').matches('/').count();
        let file = self.root.join(page.file);
        let mut above = file.parent()?.ancestors().skip(depth);
        above
            .next()
            .filter(|folder| folder.starts_with(&self.root))
            .map(Path::to_owned)
    }

    /// A path on the machine where the page was saved: what is left of it is the last folder.
    fn of_foreign_path(&self, page: Page<'_>, reference: &str) -> Option<Found> {
        let (path, _) = parts(reference);
        let path = path.replace('\\', "/");
        let mut names = path.rsplit('/');
        let (last, folder) = (names.next()?, names.next()?);
        let beside = format!("{folder}/{last}");
        self.walk(&self.folder_of(page), &beside, None)
            .and_then(|path| self.checked(&path, Way::Relative))
            .or_else(|| self.by_name(page, last))
    }

    /// The file in the page's folder of files that has the name of what is referred to.
    fn by_name(&self, page: Page<'_>, path: &str) -> Option<Found> {
        let last = path.rsplit('/').next()?;
        let stem = page.file.file_stem()?.to_string_lossy();
        let beside = self.folder_of(page);
        let listing = self.listings.of(&beside);
        FILES.iter().find_map(|ending| {
            let folder = beside.join(listing.only(&format!("{stem}{ending}"))?);
            let path = self.step(&folder, last)?;
            self.checked(&path, Way::Guess)
        })
    }

    /// HTTrack puts four letters for the query behind the name: `photo1a2b.jpg`. Which ones
    /// cannot be told from the page; where there is one such file, it is that.
    fn renamed(&self, page: Page<'_>, address: &str, query: &str) -> Option<PathBuf> {
        let url = Url::parse(address).ok()?;
        if query.is_empty() {
            return None;
        }
        let path = url.path().trim_start_matches('/');
        let (folder, last) = path.rsplit_once('/').unwrap_or(("", path));
        self.sites(page, &url).into_iter().find_map(|site| {
            let folder = self.walk(&site, folder, None)?;
            let listing = self.listings.of(&folder);
            let mut fitting = listing
                .names
                .iter()
                .filter(|name| name::is_renamed(last, name));
            let only = fitting.next()?;
            fitting.next().is_none().then(|| folder.join(only))
        })
    }

    /// Goes from a folder along a path of an address, never above the folder of all.
    fn walk(&self, from: &Path, path: &str, query: Option<&str>) -> Option<PathBuf> {
        let mut place = from.to_owned();
        let mut segments = path
            .split('/')
            .filter(|part| !matches!(*part, "" | "."))
            .peekable();
        while let Some(segment) = segments.next() {
            if segment == ".." {
                if place == self.root {
                    return None;
                }
                place.pop();
                continue;
            }
            let with_query = query
                .filter(|_| segments.peek().is_none())
                .and_then(|query| self.step(&place, &format!("{segment}?{query}")));
            let found = with_query.or_else(|| self.step(&place, segment));
            place = match found {
                Some(found) => found,
                None if segments.peek().is_none() => self.with_ending(&place, segment)?,
                None => return None,
            };
        }
        Some(place)
    }

    /// What a folder has under a name, in one of the forms in which it may have been written.
    fn step(&self, folder: &Path, wanted: &str) -> Option<PathBuf> {
        for exact in name::exact(wanted) {
            let path = folder.join(&exact);
            if fs::symlink_metadata(&path).is_ok() {
                return Some(path);
            }
        }
        let listing = self.listings.of(folder);
        listing.only(wanted).map(|name| folder.join(name))
    }

    /// The file that a program wrote with an ending for its kind behind its name, because it
    /// had none or one that is less usual: `photo=s320.png`, `photo.JPG.jpeg`.
    fn with_ending(&self, folder: &Path, wanted: &str) -> Option<PathBuf> {
        const ENDINGS: &[&str] = &["jpeg", "jpg", "png", "gif", "webp", "svg", "bmp"];
        let listing = self.listings.of(folder);
        let mut found = ENDINGS
            .iter()
            .filter_map(|ending| listing.only(&format!("{wanted}.{ending}")));
        let only = found.next()?;
        found.next().is_none().then(|| folder.join(only))
    }

    /// A file within the folder, all links resolved; `None` for anything else.
    fn checked(&self, path: &Path, way: Way) -> Option<Found> {
        let path = path.canonicalize().ok()?;
        let is_file = path.metadata().is_ok_and(|it| it.is_file());
        (is_file && path.starts_with(&self.root)).then_some(Found { path, way })
    }

    /// The folder that the page is in; that of all, where the page claims to be outside.
    fn folder_of(&self, page: Page<'_>) -> PathBuf {
        use std::path::Component;
        let inside = |part: &Component<'_>| matches!(part, Component::Normal(_));
        let parts = page.file.parent().unwrap_or(Path::new("")).components();
        let parts = parts.filter(|part| !matches!(part, Component::CurDir));
        self.root
            .join(parts.take_while(inside).collect::<PathBuf>())
    }

    /// The page's folder and those above it, up to the folder of all.
    fn ancestors(&self, page: Page<'_>) -> impl Iterator<Item = PathBuf> {
        let folder = self.folder_of(page);
        let all: Vec<PathBuf> = folder.ancestors().map(Path::to_owned).collect();
        all.into_iter()
            .take_while(|folder| folder.starts_with(&self.root))
    }
}

/// Path and query of a reference, the fragment left out.
fn parts(reference: &str) -> (&str, Option<&str>) {
    let whole = reference.split('#').next().unwrap_or_default();
    match whole.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (whole, None),
    }
}

/// The scheme of a reference, which is lower-case in all that pages hold.
fn scheme(reference: &str) -> Option<&str> {
    let (scheme, _) = reference.split_once(':')?;
    // One letter is a drive: C:\saved\a.gif.
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then_some(scheme)
}

#[cfg(test)]
mod tests;
