//! Redirects: from every address of the old blog to its place in the new site.
//!
//! A rule leads from a path to an address. What stands before the path, `http` or `https` and the
//! host, is the server's business: the rules belong to the server that answers for the old host.
//! What stands after it does not matter either (`?m=1`, `?showComment=…`): every form below
//! ignores the query, unless the query alone names the post (`/?p=123`).
//!
//! [`Redirects`] collects rules; [`FORMS`] are the files that are made of them.

use std::collections::{BTreeMap, BTreeSet};

mod apache;
mod archives;
mod netlify;
mod nginx;
mod path;
#[cfg(test)]
mod tests;

pub use archives::old_paths;
pub use path::{decoded, encoded};

/// Rules, each path once, in the order of the paths.
#[derive(Debug, Clone, Default)]
pub struct Redirects {
    /// New addresses by old path, which is decoded and has no query.
    paths: BTreeMap<String, String>,
    /// New addresses by old path and query.
    queries: BTreeMap<(String, String), String>,
}

/// A file of rules.
pub struct Form {
    /// The file's name, below the folder of redirects.
    pub file: &'static str,
    /// Whether the file belongs into the folder whose files are published as they stand.
    pub is_published: bool,
    /// Writes the rules.
    pub write: fn(&Redirects) -> String,
}

/// All forms. The generators' own, pages at the old paths, come from the posts' front matter.
pub const FORMS: &[Form] = &[
    Form {
        file: "_redirects",
        is_published: true,
        write: netlify::write,
    },
    Form {
        file: "nginx.conf",
        is_published: false,
        write: nginx::write,
    },
    Form {
        file: "htaccess",
        is_published: false,
        write: apache::write,
    },
];

impl Redirects {
    /// Adds a rule, unless the path has one, is the new address itself, or the address is empty.
    /// `old` is a path with or without a query, percent-encoded or not; a whole address is taken
    /// without its host. Tells whether a rule was added.
    pub fn add(&mut self, old: &str, new: &str) -> bool {
        let (path, query) = path::parts(old);
        let (target, _) = path::parts(new);
        if new.is_empty() || (query.is_empty() && is_same(&path, &target) && !new.contains('#')) {
            return false;
        }
        let new = path::target(new);
        if path::is_variant(&query) {
            return insert(&mut self.paths, path, new);
        }
        insert(&mut self.queries, (path, query), new)
    }

    /// Whether there is no rule.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.paths.len() + self.queries.len()
    }

    /// Takes away the rules for paths at which the new site has something itself: a rule would
    /// hide it, or lead round in a circle.
    pub fn without<'a>(&mut self, taken: impl Iterator<Item = &'a str>) {
        let taken: BTreeSet<String> = taken
            .map(|address| path::parts(address).0.trim_end_matches('/').to_owned())
            .collect();
        self.paths
            .retain(|path, _| !taken.contains(path.trim_end_matches('/')));
    }

    /// Rules by path: the path, decoded, and the new address.
    pub fn paths(&self) -> impl Iterator<Item = (&str, &str)> {
        self.paths
            .iter()
            .map(|(old, new)| (old.as_str(), new.as_str()))
    }

    /// Rules by path and query: both decoded, and the new address.
    pub fn queries(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.queries
            .iter()
            .map(|((path, query), new)| (path.as_str(), query.as_str(), new.as_str()))
    }
}

fn insert<K: Ord>(rules: &mut BTreeMap<K, String>, old: K, new: String) -> bool {
    match rules.entry(old) {
        std::collections::btree_map::Entry::Vacant(free) => {
            free.insert(new);
            true
        }
        std::collections::btree_map::Entry::Occupied(_) => false,
    }
}

/// A folder is the same with its final slash and without.
fn is_same(a: &str, b: &str) -> bool {
    a.trim_end_matches('/') == b.trim_end_matches('/')
}
