//! The images and files of all posts: found on the disk or on the web, stored once each, named.
//!
//! This goes before the posts are written: a file's name is known only when all are there.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::{Error, ErrorKind};
use crate::migrate::assets::kind::{self, Class};
use crate::migrate::assets::local::{Folder, Page};
use crate::migrate::assets::missing::{self, Missing};
use crate::migrate::assets::store::{Settled, Store};
use crate::migrate::assets::{data, original};
use crate::migrate::inventory::Origin;
use crate::migrate::ledger::{Outcome, Output, Record};
use crate::migrate::links::relative;
use crate::migrate::plan::Post;
use crate::migrate::site::Generator;
use crate::migrate::{Found, Progress, Run, Stage, store, unit};
use crate::queue;

/// The list of files that could not be had, in the site.
pub const MISSING: &str = "missing.jsonl";

/// Where images and files are taken from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// They stay where they are.
    Keep,
    /// From the disk: the folders of saved pages, and mirrors.
    #[default]
    Local,
    /// From the disk, and else from the web.
    Fetch,
}

/// All files that were had.
#[derive(Debug, Default)]
pub(super) struct Files {
    settled: Settled,
    /// Relative to the site.
    folder: String,
    /// The inputs that are in the site now, and the names that they have there.
    used: FxHashMap<PathBuf, String>,
    /// By address, what could not be had.
    missing: BTreeMap<String, Missing>,
}

impl Files {
    /// The name of the file of an address.
    pub(super) fn name(&self, url: &str) -> Option<&str> {
        self.settled.name(url)
    }

    /// The address of a file of this name, in a post that stands in the file `from`.
    pub(super) fn address(&self, name: &str, generator: &Generator, from: &str) -> String {
        match generator.files {
            (folder, Some(web)) if folder == self.folder => {
                format!("{}/{name}", web.trim_end_matches('/'))
            }
            _ => relative(from, &format!("{}/{name}", self.folder)),
        }
    }

    /// What an input file is in the site, if it is there.
    pub(super) fn used(&self, path: &Path) -> Option<Output> {
        self.output(self.used.get(&path.canonicalize().ok()?)?)
    }

    /// The file of this name in the site.
    fn output(&self, name: &str) -> Option<Output> {
        Some(Output {
            path: format!("{}/{name}", self.folder),
            sha256: self.settled.sha256(name)?.to_owned(),
        })
    }

    /// A line for each address that was asked for.
    pub(super) fn records(&self, asked: &[String]) -> Vec<Record> {
        let record = |url: &String| {
            let mut record = Record {
                input: url.clone(),
                kind: "image".to_owned(),
                ..Record::default()
            };
            if let Some(name) = self.name(url) {
                record.status = Some(Outcome::Written);
                record.outputs = vec![self.output(name)?];
            } else {
                let missing = self.missing.get(url)?;
                record.status = Some(Outcome::Failed);
                record.reason = Some(missing.message.clone());
            }
            Some(record)
        };
        asked.iter().filter_map(record).collect()
    }
}

/// Looks for the files of all posts. Says which addresses were asked for, in their order.
///
/// # Errors
///
/// [`ErrorKind::Io`] where the site cannot be written.
pub(super) fn gather(run: &Run<'_>, found: &Found) -> Result<(Files, Vec<String>), Error> {
    if run.options.assets == Mode::Keep {
        return Ok((Files::default(), Vec::new()));
    }
    let folder = run.options.to[0].files.0.to_owned();
    let site = run.store.site();
    let store = Store::open(&site.join(&folder), &site.join(store::WORK).join("files"))?;
    let search = Search {
        run,
        found,
        store: &store,
        folders: folders(found)?,
        given_up: given_up(run)?,
        asked: Mutex::default(),
        #[cfg(feature = "fetch")]
        fetcher: fetcher(run),
    };
    let progress = Progress::new(run.observer, Stage::Files, found.posts.len());
    let mut result: Result<(), Error> = Ok(());
    let mut files = Files {
        folder,
        ..Files::default()
    };
    let mut asked = Vec::new();
    let mut seen = FxHashSet::default();
    let work = |post: &Post| search.post(post);
    queue::in_order(&found.posts, run.options.threads, work, |_, answers| {
        progress.advance();
        match answers {
            Ok(answers) => {
                for (url, answer) in answers {
                    if seen.insert(url.clone()) {
                        asked.push(url.clone());
                    }
                    files.take(url, answer);
                }
            }
            Err(error) => result = Err(error),
        }
        if result.is_err() || run.is_stopped() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    result?;
    if !run.is_stopped() {
        files.settled = store.settle()?;
        files.name_used();
        files.write_missing(&site.join(MISSING))?;
        // Only where nothing is in it.
        let _ = std::fs::remove_dir(site.join(&files.folder));
    }
    Ok((files, asked))
}

/// What came of an address.
enum Answer {
    /// It is in the store; a file of the inputs, where it was found there.
    Had(Option<PathBuf>),
    /// It could not be had.
    Missing(Box<Missing>),
    /// It stays where it is on the web: nobody asked to fetch it.
    Left,
}

impl Files {
    fn take(&mut self, url: String, answer: Answer) {
        match answer {
            // Its name is known only when all are there.
            Answer::Had(Some(path)) => {
                self.used.insert(path, url);
            }
            Answer::Missing(missing) => {
                self.missing.entry(url).or_insert(*missing);
            }
            Answer::Had(None) | Answer::Left => {}
        }
    }

    fn name_used(&mut self) {
        for url in self.used.values_mut() {
            if let Some(name) = self.settled.name(url) {
                *url = name.to_owned();
            }
        }
    }

    fn write_missing(&self, path: &Path) -> Result<(), Error> {
        let list: Vec<Missing> = self.missing.values().cloned().collect();
        if list.is_empty() {
            return match std::fs::remove_file(path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    Err(Error::new(ErrorKind::Io(error), path.display().to_string()))
                }
                _ => Ok(()),
            };
        }
        missing::write(path, &list)
    }
}

/// What was not had the last time, unless it is to be tried again.
fn given_up(run: &Run<'_>) -> Result<FxHashMap<String, Missing>, Error> {
    let path = run.store.site().join(MISSING);
    if run.options.retry_failed || !path.exists() {
        return Ok(FxHashMap::default());
    }
    let list = missing::read(&path)?;
    Ok(list
        .into_iter()
        .map(|missing| (missing.url.clone(), missing))
        .collect())
}

/// The folders among the inputs.
fn folders(found: &Found) -> Result<BTreeMap<PathBuf, Folder>, Error> {
    let mut folders = BTreeMap::new();
    for file in &found.inventory.files {
        let root = file.folder();
        if !folders.contains_key(root) {
            folders.insert(root.to_owned(), Folder::open(root)?);
        }
    }
    Ok(folders)
}

#[cfg(feature = "fetch")]
fn fetcher(run: &Run<'_>) -> Option<crate::migrate::assets::fetch::Fetcher> {
    let is_wanted = run.options.assets == Mode::Fetch;
    is_wanted.then(|| crate::migrate::assets::fetch::Fetcher::new(run.options.fetch.clone()))
}

struct Search<'a> {
    run: &'a Run<'a>,
    found: &'a Found,
    store: &'a Store,
    folders: BTreeMap<PathBuf, Folder>,
    given_up: FxHashMap<String, Missing>,
    /// Addresses on the web that another post has asked for.
    asked: Mutex<FxHashSet<String>>,
    #[cfg(feature = "fetch")]
    fetcher: Option<crate::migrate::assets::fetch::Fetcher>,
}

impl Search<'_> {
    fn post(&self, post: &Post) -> Result<Vec<(String, Answer)>, Error> {
        let urls = unit::files(self.run, self.found, post);
        let answers = urls.into_iter().map(|url| {
            let answer = self.find(&url, post)?;
            Ok((url, answer))
        });
        answers.collect()
    }

    fn find(&self, url: &str, post: &Post) -> Result<Answer, Error> {
        if data::is_data(url) {
            return self.data(url, post);
        }
        if let Some((bytes, path)) = self.on_disk(url, post) {
            let kind = kind::of(&bytes);
            if kind.class != Class::Page {
                self.store.add(url, &bytes, kind)?;
                return Ok(Answer::Had(Some(path)));
            }
        }
        self.on_the_web(url, post)
    }

    fn data(&self, url: &str, post: &Post) -> Result<Answer, Error> {
        match data::decode(url, self.run.options.convert.limits.bytes) {
            Ok(bytes) => {
                self.store.add(url, &bytes, kind::of(&bytes))?;
                Ok(Answer::Had(None))
            }
            Err(fault) => Ok(missing(url, post, "damaged", &fault.to_string())),
        }
    }

    /// The file in the inputs: beside the post's own pages, else anywhere in the folders.
    fn on_disk(&self, url: &str, post: &Post) -> Option<(Vec<u8>, PathBuf)> {
        let inventory = &self.found.inventory;
        let limit = self.run.options.convert.limits.bytes;
        let pages =
            post.group
                .items
                .iter()
                .filter_map(|place| match inventory.items[*place].origin {
                    Origin::Page { file, .. } => Some(&inventory.files[file as usize]),
                    Origin::Entry { .. } | Origin::Missing => None,
                });
        let page_url = post.urls.first().map(String::as_str);
        for page in pages {
            let root = page.folder();
            let file = page.path.strip_prefix(root).unwrap_or(&page.path);
            let place = Page {
                file,
                url: page_url,
            };
            if let Some(found) = self
                .folders
                .get(root)
                .and_then(|folder| folder.find(place, url))
                && let Ok(bytes) = self.folders[root].read(&found, limit)
            {
                return Some((bytes, found.path));
            }
        }
        let nowhere = Page {
            file: Path::new("page.html"),
            url: page_url,
        };
        self.folders.values().find_map(|folder| {
            let found = folder.find(nowhere, url)?;
            Some((folder.read(&found, limit).ok()?, found.path))
        })
    }

    fn on_the_web(&self, url: &str, post: &Post) -> Result<Answer, Error> {
        let is_web = url.starts_with("http:") || url.starts_with("https:");
        if !is_web {
            return Ok(missing(url, post, "not-found", "it is not beside the page"));
        }
        if self.run.options.assets != Mode::Fetch {
            return Ok(Answer::Left);
        }
        if self.store.digest(url).is_some() {
            return Ok(Answer::Had(None));
        }
        if let Some(missing) = self.given_up.get(url) {
            return Ok(Answer::Missing(Box::new(missing.clone())));
        }
        let is_first = self
            .asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(url.to_owned());
        if is_first {
            self.fetch(url, post)
        } else {
            Ok(Answer::Had(None))
        }
    }

    #[cfg(feature = "fetch")]
    fn fetch(&self, url: &str, post: &Post) -> Result<Answer, Error> {
        use crate::migrate::assets::fetch::Want;
        let fetcher = self
            .fetcher
            .as_ref()
            .expect("it is there where files are fetched");
        if self.run.is_stopped() {
            fetcher.stop();
        }
        let page = post.urls.first().map(String::as_str);
        match fetcher.fetch_first(&original::candidates(url), page, Want::Image) {
            Ok(file) => {
                self.store.add(url, &file.bytes, file.kind)?;
                Ok(Answer::Had(None))
            }
            Err(failure) => Ok(Answer::Missing(Box::new(Missing::of(
                &failure,
                url,
                page_name(post),
            )))),
        }
    }

    #[cfg(not(feature = "fetch"))]
    #[allow(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "with the feature it can fail, and asks the fetcher"
    )]
    fn fetch(&self, url: &str, post: &Post) -> Result<Answer, Error> {
        let _ = original::candidates(url);
        Ok(missing(
            url,
            post,
            "no-client",
            "this program was built without an HTTP client",
        ))
    }
}

fn page_name(post: &Post) -> &str {
    post.urls
        .first()
        .map_or(post.planned.slug.as_str(), String::as_str)
}

fn missing(url: &str, post: &Post, reason: &str, message: &str) -> Answer {
    Answer::Missing(Box::new(Missing {
        url: url.to_owned(),
        page: page_name(post).to_owned(),
        reason: reason.to_owned(),
        message: message.to_owned(),
        tries: 0,
        may_retry: false,
    }))
}
