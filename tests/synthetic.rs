//! The generator of blogs that do not exist: what it writes is what it says it wrote.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};

use roxmltree::{Document as Xml, Node};

#[path = "../examples/synthetic/main.rs"]
mod synthetic;

use synthetic::options::{Form, Options};
use synthetic::truth::Truth;

/// Writes a small blog below a folder; what is in it, and where it is.
fn written(folder: &Path, form: Form, seed: u64) -> (Truth, PathBuf) {
    let options = Options {
        seed,
        posts: 120,
        comments: 1500,
        form,
        output: folder.join(format!("{form:?}-{seed}")),
    };
    let truth = synthetic::run(&options).expect("the folder can be written to");
    (truth, options.output)
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("the export is text")
}

/// The text of a child element, whatever its namespace.
fn child<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    let mut children = node.children();
    let found = children.find(|child| child.tag_name().name() == name);
    found.and_then(|child| child.text()).unwrap_or_default()
}

/// How many entries or comments of an export have a value in a child element.
fn count(xml: &Xml, element: &str, name: &str, value: &str) -> u64 {
    let nodes = xml.descendants();
    let named = nodes.filter(|node| node.tag_name().name() == element);
    named.filter(|node| child(*node, name) == value).count() as u64
}

#[test]
fn one_seed_gives_one_blog_and_another_seed_another() {
    let (folder, again) = (folder(), folder());
    for form in [Form::BloggerLegacy, Form::Blogger2018, Form::Wxr] {
        let (_, first) = written(folder.path(), form, 1);
        let (_, second) = written(again.path(), form, 1);
        let (_, other) = written(folder.path(), form, 2);
        assert_eq!(text(&first), text(&second), "{form:?}");
        assert_ne!(text(&first), text(&other), "{form:?}");
    }
}

#[test]
fn a_legacy_export_has_all_posts_before_all_comments_and_as_many_as_are_told() {
    let folder = folder();
    let (truth, path) = written(folder.path(), Form::BloggerLegacy, 1);
    let text = text(&path);
    let xml = Xml::parse(&text).expect("it is well-formed");
    let kinds: Vec<&str> = xml
        .descendants()
        .filter_map(|node| node.attribute("term"))
        .filter_map(|term| term.strip_prefix("http://schemas.google.com/blogger/2008/kind#"))
        .collect();
    let of = |kind: &str| kinds.iter().filter(|other| **other == kind).count() as u64;
    assert_eq!(of("post"), truth.posts + truth.drafts);
    assert_eq!(of("page"), truth.pages);
    assert_eq!(of("comment"), truth.comments);
    let first = kinds.iter().position(|kind| *kind == "comment");
    let last = kinds.iter().rposition(|kind| *kind == "post");
    assert!(last < first);
    assert!(truth.deleted > 0 && text.matches("contentRemoved").count() as u64 == truth.deleted);
}

#[test]
fn each_comment_of_an_export_answers_to_a_post_of_it() {
    let folder = folder();
    let (_, path) = written(folder.path(), Form::Blogger2018, 3);
    let text = text(&path);
    let xml = Xml::parse(&text).expect("it is well-formed");
    let entries = xml
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", "entry")));
    let (comments, posts): (Vec<Node>, Vec<Node>) =
        entries.partition(|entry| child(*entry, "type") == "COMMENT");
    let posts: Vec<&str> = posts.iter().map(|post| child(*post, "id")).collect();
    let ids: Vec<&str> = comments
        .iter()
        .map(|comment| child(*comment, "id"))
        .collect();
    for comment in &comments {
        assert!(posts.contains(&child(*comment, "parent")));
        let answered = child(*comment, "inReplyTo");
        assert!(answered.is_empty() || ids.contains(&answered));
    }
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), 1500);
}

#[test]
fn the_export_of_2018_tells_what_was_thrown_away() {
    let folder = folder();
    let (truth, path) = written(folder.path(), Form::Blogger2018, 1);
    let text = text(&path);
    let xml = Xml::parse(&text).expect("it is well-formed");
    assert_eq!(
        count(&xml, "entry", "type", "COMMENT"),
        truth.comments + truth.trash
    );
    assert_eq!(count(&xml, "entry", "type", "PAGE"), truth.pages);
    assert_eq!(count(&xml, "entry", "status", "DRAFT"), truth.drafts);
    assert_eq!(
        count(&xml, "entry", "status", "SOFT_TRASHED"),
        truth.trashed + truth.trash
    );
}

#[test]
fn a_wordpress_export_has_comments_of_all_kinds() {
    let folder = folder();
    let (truth, path) = written(folder.path(), Form::Wxr, 1);
    let text = text(&path);
    let xml = Xml::parse(&text).expect("it is well-formed");
    assert_eq!(
        count(&xml, "item", "post_type", "attachment"),
        truth.attachments
    );
    assert_eq!(count(&xml, "item", "status", "draft"), truth.drafts);
    assert_eq!(
        count(&xml, "comment", "comment_approved", "spam"),
        truth.spam
    );
    assert_eq!(
        count(&xml, "comment", "comment_type", "pingback"),
        truth.pingbacks
    );
    let approved = count(&xml, "comment", "comment_approved", "1");
    assert_eq!(
        approved,
        truth.comments + truth.pingbacks + truth.trackbacks
    );
    assert!(truth.spam > 0 && truth.trash > 0 && truth.pending > 0 && truth.trackbacks > 0);
}

fn is_html(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "html")
}

/// Every page of a post in a folder: what a crawler made of one page twice is left out.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    let mut pages = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it was written") {
            let path = entry.expect("it can be read").path();
            let name = path
                .file_name()
                .expect("it has one")
                .to_string_lossy()
                .into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.contains('_') && is_html(&path) && !name.contains("archive") {
                pages.push(path);
            }
        }
    }
    pages.retain(|page| {
        let name = page.to_string_lossy();
        !name.contains("showComment") && !name.contains("m=1") && !name.contains("search")
    });
    pages
}

fn said(threads: &[repost::document::Comment]) -> u64 {
    threads
        .iter()
        .map(|comment| 1 + said(&comment.replies))
        .sum()
}

#[test]
fn saved_pages_are_read_with_every_comment_on_them() {
    let folder = folder();
    for seed in [1, 2] {
        let (truth, path) = written(folder.path(), Form::Folder, seed);
        let pages = pages(&path);
        assert_eq!(pages.len() as u64, truth.posts + truth.pages);
        let mut comments = 0;
        for page in &pages {
            let bytes = fs::read(page).expect("it was written");
            let document = repost::convert(&bytes, &repost::Options::default())
                .unwrap_or_else(|error| panic!("{}: {error}", page.display()));
            comments += said(&document.comments.threads);
        }
        assert_eq!(comments, truth.comments, "of seed {seed}");
    }
}
