//! What stands before the first item: the blog's name and address, and who writes in it.

use encoding_rs::Encoding;
use rustc_hash::FxHashMap;
use url::Url;

use crate::error::Error;
use crate::input::export::xml::{self, Field, fields};
use crate::input::export::{Blog, Bytes, Context};

use super::name::Names;

/// How much is read before the first item. Blogs with very many labels list them there, behind
/// what is looked for.
const LONGEST: u64 = 16 << 20;

/// The beginning of a file.
#[derive(Debug, Default)]
pub(super) struct Channel {
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    /// Authors by their login.
    authors: FxHashMap<String, Author>,
    pub(super) names: Names,
}

/// Somebody who writes in the blog.
#[derive(Debug, Clone, Default)]
struct Author {
    id: Option<u64>,
    name: Option<String>,
}

impl Channel {
    /// Reads it.
    pub(super) fn read(
        bytes: &Bytes,
        encoding: &'static Encoding,
        context: &Context,
    ) -> Result<Self, Error> {
        let end = xml::first(bytes, "item")?.unwrap_or(bytes.len());
        let len = usize::try_from(end.min(LONGEST)).unwrap_or(usize::MAX);
        let head = bytes.read(0, len)?;
        let root = memchr::memmem::find(&head, b"<rss").unwrap_or(0);
        let root = &head[root..];
        let tag = &root[..memchr::memchr(b'>', root).map_or(root.len(), |end| end + 1)];
        let mut channel = Self {
            names: Names::default().declared(tag, encoding).into_owned(),
            ..Self::default()
        };
        if let Some(first) = fields(root).next() {
            for field in fields(&root[first.start..]) {
                channel.take(&field, encoding);
            }
        }
        channel.url = channel.url.take().or_else(|| context.base_url.clone());
        Ok(channel)
    }

    fn take(&mut self, field: &Field<'_>, encoding: &'static Encoding) {
        let name = self.names.usual(field, encoding);
        let value = || field.value(encoding);
        match name.as_ref() {
            "title" if self.title.is_none() => self.title = value(),
            "link" if self.url.is_none() => self.url = value(),
            // The address of this blog, where several share a site.
            "wp:base_blog_url" => self.url = value().or_else(|| self.url.take()),
            "language" if self.language.is_none() => self.language = value(),
            "wp:author" | "wp:wp_author" => self.take_author(field, encoding),
            _ => {}
        }
    }

    fn take_author(&mut self, field: &Field<'_>, encoding: &'static Encoding) {
        let mut login = None;
        let mut author = Author::default();
        for part in fields(field.bytes) {
            match self.names.usual(&part, encoding).as_ref() {
                "wp:author_login" => login = part.value(encoding),
                "wp:author_id" => author.id = part.value(encoding).and_then(|id| id.parse().ok()),
                "wp:author_display_name" => author.name = part.value(encoding),
                _ => {}
            }
        }
        if let Some(login) = login {
            self.authors.entry(login).or_insert(author);
        }
    }

    /// The name that an author goes by. A login that is an e-mail address is told without its
    /// host.
    pub(super) fn author(&self, login: &str) -> String {
        let author = self.authors.get(login);
        let name = author.and_then(|author| author.name.as_deref());
        let name = name.unwrap_or(login);
        match name.split_once('@') {
            Some((local, _)) if !local.is_empty() && !name.contains(' ') => local.to_owned(),
            _ => name.to_owned(),
        }
    }

    /// The number that comments by an author bear.
    pub(super) fn author_id(&self, login: &str) -> Option<u64> {
        self.authors.get(login)?.id
    }

    /// An address with the blog's before it where it is only a path.
    pub(super) fn resolve(&self, link: &str) -> String {
        let base = self.url.as_deref().and_then(|url| Url::parse(url).ok());
        match (Url::parse(link), base) {
            (Err(url::ParseError::RelativeUrlWithoutBase), Some(base)) => base
                .join(link)
                .map_or_else(|_| link.to_owned(), String::from),
            _ => link.to_owned(),
        }
    }

    pub(super) fn blog(&self) -> Blog {
        Blog {
            title: self.title.clone(),
            url: self.url.clone(),
            language: self.language.clone(),
            notes: Vec::new(),
        }
    }
}
