//! Links from the report to inputs and outputs on the disk, and to the old blog.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use url::Url;

use crate::migrate::files::InputFile;
use crate::migrate::inventory::key;
use crate::write::escape::href;

/// Where things are, as seen from the site's folder.
pub(super) struct Places<'a> {
    site: PathBuf,
    base: Option<Url>,
    files: &'a [InputFile],
    /// The place of each file, by its name in the ledger.
    by_label: FxHashMap<u64, usize>,
}

impl<'a> Places<'a> {
    /// The places of a site and of the inputs that it was made from.
    pub(super) fn of(site: &Path, files: &'a [InputFile]) -> Self {
        let site = site.canonicalize().unwrap_or_else(|_| site.to_owned());
        let labels = files.iter().enumerate();
        Self {
            base: Url::from_directory_path(&site).ok(),
            site,
            files,
            by_label: labels
                .map(|(place, file)| (key(&file.label), place))
                .collect(),
        }
    }

    /// An input: of a member of an archive the archive; none for what is not on the disk.
    pub(super) fn input(&self, label: &str) -> Option<String> {
        let file = &self.files[*self.by_label.get(&key(&label))?];
        self.link(&file.path.canonicalize().ok()?)
    }

    /// A file of the site.
    pub(super) fn output(&self, path: &str) -> Option<String> {
        self.link(&self.site.join(path))
    }

    /// A relative address; the whole one of a file on another disk.
    fn link(&self, path: &Path) -> Option<String> {
        let url = Url::from_file_path(path).ok()?;
        let relative = self.base.as_ref()?.make_relative(&url);
        Some(match relative {
            Some(relative) if !looks_whole(&relative) => relative,
            Some(relative) => format!("./{relative}"),
            None => url.into(),
        })
    }
}

/// Whether a browser would take the beginning of a relative address for a scheme.
fn looks_whole(relative: &str) -> bool {
    let first = relative.split('/').next().unwrap_or_default();
    first.contains(':')
}

/// An address on the old blog, where it is harmless.
pub(super) fn old(url: &str) -> Option<String> {
    let is_web = |url: &String| url.starts_with("http:") || url.starts_with("https:");
    href::href(url).filter(is_web)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_and_outputs_are_linked_from_the_site() {
        let folder = tempfile::tempdir().unwrap();
        let (site, blog) = (folder.path().join("site"), folder.path().join("blog"));
        std::fs::create_dir_all(&site).unwrap();
        std::fs::create_dir_all(&blog).unwrap();
        let page = blog.join("a b#1.html");
        std::fs::write(&page, "x").unwrap();
        let files = [InputFile {
            path: page,
            member: None,
            label: "blog/a b#1.html".to_owned(),
            root: Some(blog),
            len: 1,
            refused: None,
        }];
        let places = Places::of(&site, &files);
        assert_eq!(
            places.input("blog/a b#1.html").as_deref(),
            Some("../blog/a%20b%231.html")
        );
        assert_eq!(places.input("(site)"), None);
        assert_eq!(
            places.output("posts/fog.md").as_deref(),
            Some("posts/fog.md")
        );
        assert_eq!(places.output("a:b.md").as_deref(), Some("./a:b.md"));
    }

    #[test]
    fn only_the_web_is_linked_to() {
        assert_eq!(
            old("http://hill.example/fog.html").as_deref(),
            Some("http://hill.example/fog.html")
        );
        for url in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "mailto:a@b.example",
            "x",
        ] {
            assert_eq!(old(url), None, "{url}");
        }
    }
}
