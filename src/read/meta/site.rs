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
    "|", "｜", "«", "»", "–", "—", " - ", "·", "•", "::", " ~ ", " : ", ": ", "›", "‹", " // ",
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
        // Some themes set the post's title where others have the blog's.
        let title = head.first(Tag::Title).map(key);
        let is_other = |name: &String| Some(key(name)) != title;
        for profile in 0..meta.context.profiles.len() {
            let shown = meta.values(|post| &post.site, profile);
            names.extend(shown.map(|value| value.text).take(1).filter(is_other));
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

    /// Whether a text is the blog's name, or its initials, or what its address makes of it.
    pub(super) fn is_called(&self, text: &str) -> bool {
        self.is_named(text) || is_host(text) || self.is_abbreviated(text) || {
            let short = key(text);
            let mut hosts = self.hosts.iter();
            hosts.any(|host| is_alike(&short, host) || spells(text, host))
        }
    }

    /// Whether a text is the blog's name, or its staff's: `Marsh Notes Team`.
    pub(super) fn is_office(&self, text: &str) -> bool {
        const OFFICES: &[&str] = &[
            " staff",
            " team",
            " editorial team",
            " editorial staff",
            " editors",
            " redaktion",
        ];
        let small = text.trim().to_lowercase();
        let office = OFFICES
            .iter()
            .filter_map(|office| small.strip_suffix(office));
        office
            .chain([small.as_str()])
            .any(|name| self.is_called(name))
    }

    /// `MNW` for Marsh Notes Weekly.
    fn is_abbreviated(&self, text: &str) -> bool {
        let text = text.trim();
        let is_short =
            (3..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
        let initials = |name: &String| -> String {
            let words = name.split(|c: char| !c.is_alphanumeric());
            words.filter_map(|word| word.chars().next()).collect()
        };
        let mut names = self.names.iter();
        is_short && names.any(|name| initials(name) == text)
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
        let name = &title[..at];
        (self.is_named(name) || is_host(name)).then_some(rest)
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

/// Whether a text is nothing but a host's name: `marsh-notes.example`.
pub(super) fn is_host(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    let Some((name, end)) = text.rsplit_once('.') else {
        return false;
    };
    let is_domain = (2..=7).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_lowercase());
    // `Node.js` is what a post is about.
    key(name).len() >= LEAST && text.chars().all(is_part) && is_domain && end != "js"
}

/// Whether the words of a name stand in an address one behind the other, but for small ones:
/// `The Friends of Marsh Notes` in `friendsmarshnotes`.
fn spells(name: &str, host: &str) -> bool {
    const SMALL: usize = 3;
    let mut rest = host;
    let mut found = 0;
    for word in name.split(|c: char| !c.is_alphanumeric()) {
        let word = word.to_lowercase();
        match rest.strip_prefix(word.as_str()) {
            Some(behind) if !word.is_empty() => {
                rest = behind;
                found += 1;
            }
            Some(_) => {}
            None if word.chars().count() <= SMALL => {}
            None => return false,
        }
    }
    rest.is_empty() && found > 1
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
