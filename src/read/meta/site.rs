//! What the blog is called, so that its name is taken off titles and is no author.

use crate::read::embedded::{Embedded, Tag};
use crate::read::meta::Meta;

/// The names of the blog that a page stands in.
#[derive(Debug, Default)]
pub(super) struct Site {
    /// What the page's data and its header call the blog, white space folded.
    names: Vec<String>,
    /// The parts of the host's name that may be the blog's, in letters and digits.
    hosts: Vec<String>,
}

/// Marks between a title and a blog's name. Those that titles hold themselves stand between spaces.
const SEPARATORS: &[&str] = &[
    "|", "｜", "«", "»", "–", "—", " - ", "·", "•", "::", " ~ ", " : ", ": ",
];

impl Site {
    pub(super) fn of(meta: &Meta<'_, '_>) -> Self {
        let Embedded {
            meta: head,
            article,
            ..
        } = meta.embedded;
        let from_head = head.all(Tag::SiteName).iter();
        let from_data = article.iter().flat_map(|article| &article.site_names);
        let mut names: Vec<String> = from_head.chain(from_data).map(|name| fold(name)).collect();
        for profile in 0..meta.context.profiles.len() {
            names.extend(
                meta.values(|post| &post.site, profile)
                    .map(|value| value.text)
                    .take(1),
            );
        }
        let url = meta.context.url.as_deref().or(meta.embedded.meta.url());
        Self {
            names,
            hosts: url.map(host_keys).unwrap_or_default(),
        }
    }

    /// Whether a text is the blog's name as the page tells it.
    pub(super) fn is_named(&self, text: &str) -> bool {
        let text = key(text);
        !text.is_empty() && self.names.iter().any(|name| key(name) == text)
    }

    /// Whether a text is the blog's name, or what its address makes of it.
    pub(super) fn is_called(&self, text: &str) -> bool {
        self.is_named(text) || {
            let text = key(text);
            self.hosts.iter().any(|host| is_alike(&text, host))
        }
    }

    /// A title without the blog's name before or behind it; whole where nothing else is left.
    pub(super) fn without_name<'t>(&self, title: &'t str) -> &'t str {
        let mut kept = title.trim();
        for _ in 0..2 {
            let mut all = SEPARATORS.iter();
            let behind = all.find_map(|separator| self.before_name(kept, separator));
            let mut all = SEPARATORS.iter();
            let shorter =
                behind.or_else(|| all.find_map(|separator| self.behind_name(kept, separator)));
            match shorter.filter(|shorter| !key(shorter).is_empty()) {
                Some(shorter) => kept = shorter,
                None => break,
            }
        }
        kept
    }

    /// What stands before the blog's name.
    fn before_name<'t>(&self, title: &'t str, separator: &str) -> Option<&'t str> {
        let mut places = title.match_indices(separator);
        let (at, _) = places.find(|(at, found)| self.is_called(&title[at + found.len()..]))?;
        Some(title[..at].trim())
    }

    /// What stands behind the blog's name. A title begins with the words of an address by itself,
    /// so that only the name counts.
    fn behind_name<'t>(&self, title: &'t str, separator: &str) -> Option<&'t str> {
        let (at, found) = title.match_indices(separator).next()?;
        let rest = title[at + found.len()..].trim();
        self.is_named(&title[..at]).then_some(rest)
    }
}

/// What a host's name says of the blog's: `www.marsh-notes.example` is `marshnotes`.
fn host_keys(url: &str) -> Vec<String> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let Some((names, _)) = host.rsplit_once('.') else {
        return Vec::new();
    };
    let parts = names.split('.').chain([host, names]).map(key);
    parts.filter(|part| part.len() >= LEAST).collect()
}

/// Bytes of the shortest name that is known by an address alone.
const LEAST: usize = 4;

/// Bytes that a name and its address may differ by.
const MOST_MORE: usize = 8;

/// Whether a name and a part of an address are the same but for a word before or behind it.
fn is_alike(name: &str, host: &str) -> bool {
    let (short, long) = if name.len() <= host.len() {
        (name, host)
    } else {
        (host, name)
    };
    let is_part = long.starts_with(short) || long.ends_with(short);
    short.len() >= LEAST && is_part && long.len() - short.len() <= MOST_MORE
}

/// One space for all white space.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What two texts are compared by: letters and digits alone, in lower case.
pub(super) fn key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
