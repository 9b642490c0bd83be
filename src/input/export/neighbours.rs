//! The files beside an export: of a folder, or of the archive that it came out of.

use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::input::export::Bytes;
use crate::input::zip::Archive;

type Find = dyn Fn(&str) -> Option<Bytes> + Send + Sync;

/// Finds the files beside an export by their names, which are paths from the export's own folder
/// with `/` between their parts (`posts/7.ferry.html`).
#[derive(Clone, Default)]
pub struct Neighbours(Option<Arc<Find>>);

impl Neighbours {
    /// Neighbours that `find` finds.
    pub fn new(find: impl Fn(&str) -> Option<Bytes> + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(find)))
    }

    /// The files of a folder, and of those below it.
    pub fn in_folder(folder: &Path) -> Self {
        let folder: PathBuf = folder.to_owned();
        Self::new(move |name| Bytes::open(&folder.join(name)).ok())
    }

    /// The members of an archive in the folder of one of them.
    pub fn in_archive(archive: Arc<Archive>, member: &str) -> Self {
        let folder = member.rfind('/').map_or("", |end| &member[..=end]);
        let folder = folder.to_owned();
        Self::new(move |name| {
            let member = archive.find(&format!("{folder}{name}"))?;
            archive.read(member.index).ok()
        })
    }

    /// The file of this name. An export's own words are not trusted: a name that leads out of its
    /// folder finds nothing.
    pub fn find(&self, name: &str) -> Option<Bytes> {
        let is_inside = !name.contains(['\\', '\0'])
            && Path::new(name)
                .components()
                .all(|part| matches!(part, Component::Normal(_)));
        self.0.as_ref().filter(|_| is_inside)?(name)
    }
}

impl fmt::Debug for Neighbours {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = if self.0.is_some() { "known" } else { "none" };
        write!(out, "Neighbours({known})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_out_of_its_folder_finds_nothing() {
        let all = Neighbours::new(|name| Some(Bytes::Memory(name.as_bytes().into())));
        assert!(all.find("posts/7.ferry.html").is_some());
        for name in ["../a", "/etc/passwd", "posts/../../a", "a\\b"] {
            assert!(all.find(name).is_none(), "{name}");
        }
        assert!(Neighbours::default().find("a").is_none());
    }
}
