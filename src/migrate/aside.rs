//! Comments that do not stand below their posts: as data for themes, or as one file that another
//! system imports.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::migrate::Run;
use crate::migrate::comments::{Import, System};
use crate::migrate::site::Planned;
use crate::migrate::store::WORK;

/// Where comments go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Comments {
    /// Below each post.
    #[default]
    Section,
    /// To a file for each post, for the themes of generators that read data.
    Data,
    /// To one file that WordPress imports.
    Wxr,
    /// To one file that Disqus imports.
    Disqus,
    /// Nowhere; the JSON form has them all the same.
    None,
}

impl Comments {
    /// The system whose file is written.
    fn system(self) -> Option<System> {
        match self {
            Self::Wxr => Some(System::WordPress),
            Self::Disqus => Some(System::Disqus),
            Self::Section | Self::Data | Self::None => None,
        }
    }

    /// Whether all documents are needed again in their order, so that none can be taken over from
    /// an earlier run.
    pub(super) fn needs_documents(self) -> bool {
        self.system().is_some()
    }

    /// The path of the file with all comments, in the site.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Disqus => "comments/disqus.xml",
            _ => "comments/wxr.xml",
        }
    }
}

/// The file with all comments, while it grows.
pub(super) struct Growing {
    import: Import,
    out: BufWriter<File>,
    path: PathBuf,
    site_url: String,
}

impl Growing {
    /// A new file, if one is wanted.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub(super) fn begin(run: &Run<'_>, title: &str) -> Result<Option<Self>, Error> {
        let Some(system) = run.options.comments.system() else {
            return Ok(None);
        };
        let path = run.store.site().join(WORK).join("comments.xml");
        let at = |error| Error::new(ErrorKind::Io(error), path.display().to_string());
        let mut growing = Self {
            import: Import::new(system),
            out: BufWriter::new(File::create(&path).map_err(at)?),
            site_url: run.options.site_url.clone(),
            path,
        };
        let head = growing.import.head(title, &growing.site_url);
        growing.push(&head)?;
        Ok(Some(growing))
    }

    fn push(&mut self, text: &str) -> Result<(), Error> {
        let written = self.out.write_all(text.as_bytes());
        written.map_err(|error| Error::new(ErrorKind::Io(error), self.path.display().to_string()))
    }

    /// Adds the comments of a post at its new address, a path or a file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub(super) fn add(
        &mut self,
        document: &Document,
        post: &Planned,
        address: &str,
    ) -> Result<(), Error> {
        let address = format!("{}{}", self.site_url, address.trim_start_matches('/'));
        let item = self.import.thread(document, post, &address);
        self.push(&item)
    }

    /// The whole file's bytes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`].
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Error> {
        let tail = self.import.tail();
        self.push(&tail)?;
        let at = |error| Error::new(ErrorKind::Io(error), self.path.display().to_string());
        self.out.flush().map_err(at)?;
        let bytes = std::fs::read(&self.path).map_err(at)?;
        std::fs::remove_file(&self.path).map_err(at)?;
        Ok(bytes)
    }
}
