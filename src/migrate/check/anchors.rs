//! Comments that posts link to: do they stand below their posts?
//!
//! Only the files of posts that are linked to with a comment's fragment are looked into, and of
//! them only those fragments are kept, as numbers: a blog's comments fill no memory.

use std::fs;

use memchr::memmem;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::Error;
use crate::migrate::aside::Comments;
use crate::migrate::inventory::key;
use crate::migrate::ledger::Reader;
use crate::migrate::links;
use crate::migrate::site::Generator;
use crate::migrate::{Found, Run};

/// A post, and the fragment of a comment as a key.
pub(super) type Place = (u32, u64);

/// Plain Markdown has no anchors: links to its comments lead to the post, as well as they can.
const WITHOUT_ANCHORS: &[&str] = &["markdown", "json"];

/// What stands before the name of an anchor: in pages, and in comments as data.
const MARKS: &[&str] = &["id=\"", "\"anchor\": \""];

/// The place that an address leads to; none where it does not lead to a comment.
pub(super) fn place(target: usize, url: &str) -> Option<Place> {
    let fragment = links::fragment(url)?;
    let is_comment = fragment != "comments";
    is_comment.then(|| {
        let target = u32::try_from(target).expect("there are fewer posts than that");
        (target, key(&fragment))
    })
}

/// The comments that posts link to and that are not there.
///
/// # Errors
///
/// [`ErrorKind::Io`](crate::ErrorKind::Io) where the ledger cannot be read. A file that cannot be
/// read has no comments: that it is missing is told elsewhere.
pub(super) fn absent(run: &Run<'_>, found: &Found) -> Result<FxHashSet<Place>, Error> {
    if !run.options.to.iter().copied().any(has_anchors) {
        return Ok(FxHashSet::default());
    }
    let mut wanted: FxHashMap<u32, FxHashSet<u64>> = FxHashMap::default();
    for record in Reader::open(run.store.site())? {
        for url in record?.links {
            let place = found.links.post(&url).and_then(|post| place(post, &url));
            if let Some((post, fragment)) = place {
                wanted.entry(post).or_default().insert(fragment);
            }
        }
    }
    let mut absent = FxHashSet::default();
    for (post, mut fragments) in wanted {
        for bytes in pages(run, found, post) {
            for name in names(&bytes) {
                fragments.remove(&key(&name));
            }
        }
        absent.extend(fragments.into_iter().map(|fragment| (post, fragment)));
    }
    Ok(absent)
}

fn has_anchors(generator: &Generator) -> bool {
    !WITHOUT_ANCHORS.contains(&generator.name)
}

/// The files in which the comments of a post may stand, one after the other.
fn pages(run: &Run<'_>, found: &Found, post: u32) -> impl Iterator<Item = Vec<u8>> {
    let planned = &found.posts[post as usize].planned;
    let is_data = run.options.comments == Comments::Data;
    run.options
        .to
        .iter()
        .copied()
        .filter(|generator| has_anchors(generator))
        .flat_map(move |generator| {
            let data = generator.comments.filter(|_| is_data);
            let data = data.map(|path| path(planned));
            [Some((generator.file)(planned)), data]
        })
        .flatten()
        .filter_map(|path| fs::read(run.store.site().join(path)).ok())
}

/// The names of all anchors in a file.
fn names(bytes: &[u8]) -> impl Iterator<Item = &str> {
    let starts = MARKS
        .iter()
        .flat_map(|mark| memmem::find_iter(bytes, mark.as_bytes()).map(|start| start + mark.len()));
    starts.filter_map(|start| {
        let rest = &bytes[start..];
        let end = memchr::memchr(b'"', rest)?;
        std::str::from_utf8(&rest[..end]).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_of_pages_and_of_data_are_found() {
        let page = br#"> <a id="c12"></a>**Teun** <article id="c3"> {"anchor": "c45"} "c6" id="#;
        assert_eq!(names(page).collect::<Vec<_>>(), ["c12", "c3", "c45"]);
    }

    #[test]
    fn only_fragments_of_comments_are_looked_for() {
        let url = "http://hill.example/fog.html";
        assert!(place(0, url).is_none());
        assert!(place(0, &format!("{url}#comments")).is_none());
        assert!(place(0, &format!("{url}#more")).is_none());
        assert_eq!(
            place(3, &format!("{url}#comment-12")),
            Some((3, key(&"c12")))
        );
    }
}
