//! Folders with inputs and sites, and what is in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A folder with the inputs of a test, and room for sites beside them.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder can be made"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder can be made");
        fs::write(&path, text).expect("a file can be written");
        path
    }

    /// The export and the saved pages that are in the repository.
    pub(crate) fn samples(&self) -> Vec<PathBuf> {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        let export = fs::read(samples.join("exports/blogger/backup.xml")).expect("it is there");
        for name in [
            "ferns",
            "gull-mail",
            "harvest-supper",
            "front-page-by-telephone",
        ] {
            let page = fs::read(samples.join(format!("blogger/{name}.html"))).expect("it is there");
            self.file(&format!("pages/{name}.html"), page);
        }
        vec![self.file("backup.xml", export), self.path("pages")]
    }
}

/// Everything in a folder but what runs keep for themselves.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder can be listed") {
            let path = entry.expect("a folder can be listed").path();
            if path.ends_with(".repost") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .expect("it is in it")
                    .to_string_lossy()
                    .into_owned();
                files.insert(name, fs::read(&path).expect("a file can be read"));
            }
        }
    }
    files
}
