//! Names of elements: the prefixes that WordPress writes, whatever a file calls them.
//!
//! A prefix is known by its name even where its declaration is missing or wrong; another prefix
//! counts where it is bound to one of the namespaces.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::input::export::xml::{Field, tag_attributes};

/// Namespaces, without the version and what stands behind it, and their usual prefixes. The first
/// row that fits counts.
const NAMESPACES: &[(&str, &str, &str)] = &[
    ("http://wordpress.org/export/", "/excerpt/", "excerpt:"),
    ("http://wordpress.org/export/", "", "wp:"),
    ("http://purl.org/rss/1.0/modules/content/", "", "content:"),
    ("http://purl.org/dc/elements/1.1/", "", "dc:"),
];

fn usual(namespace: &str) -> Option<&'static str> {
    let row = NAMESPACES
        .iter()
        .find(|(start, end, _)| namespace.starts_with(start) && namespace.ends_with(end));
    row.map(|(_, _, prefix)| *prefix)
}

/// Prefixes that stand for the usual ones.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    aliases: Vec<(String, &'static str)>,
}

impl Names {
    /// What a start tag declares, beside what is known already.
    pub(super) fn declared(&self, tag: &[u8], encoding: &'static Encoding) -> Cow<'_, Self> {
        if memchr::memmem::find(tag, b"xmlns:").is_none() {
            return Cow::Borrowed(self);
        }
        let mut names = self.clone();
        for (key, namespace) in tag_attributes(tag, encoding) {
            let Some(prefix) = key.strip_prefix("xmlns:") else {
                continue;
            };
            let prefix = format!("{prefix}:");
            if let Some(usual) = usual(&namespace).filter(|usual| *usual != prefix) {
                names.aliases.push((prefix, usual));
            }
        }
        Cow::Owned(names)
    }

    /// A field's name with its usual prefix.
    pub(super) fn usual<'a>(&self, field: &Field<'a>, encoding: &'static Encoding) -> Cow<'a, str> {
        let name = field.name;
        for (alias, prefix) in &self.aliases {
            if let Some(local) = name.strip_prefix(alias) {
                return Cow::Owned(format!("{prefix}{local}"));
            }
        }
        let is_plain = !name.contains(':') && memchr::memmem::find(field.tag, b"xmlns=").is_some();
        let namespace = is_plain
            .then(|| field.attribute("xmlns", encoding))
            .flatten();
        match namespace.as_deref().and_then(usual) {
            Some(prefix) => Cow::Owned(format!("{prefix}{name}")),
            None => Cow::Borrowed(name),
        }
    }
}
