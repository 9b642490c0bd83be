//! The law that nothing visible is lost: every word of what was read as the body, and of every
//! comment's text, is in the document or in a note.

use std::collections::BTreeMap;
use std::path::Path;

use super::{
    Dom, Error, Known, Score, comments, dom, find_post, frames, page_profiles, score, template,
};
use crate::document::{Comment, Document};
use crate::input::{self, Input, Limits, Page};
use crate::profile;
use crate::walk;

/// The files of a folder, to any depth, sorted.
fn pages(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut pages = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            println!("skipped: {} is not there", folder.display());
            continue;
        };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                pages.push((path.display().to_string(), std::fs::read(&path).unwrap()));
            }
        }
    }
    pages.sort();
    pages
}

/// How often each word is in some texts. Numbers are not counted: those of lists and notes become
/// marks.
fn count(texts: &[String]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for word in texts
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphabetic()))
        .filter(|word| !word.is_empty())
    {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

/// What a reader of the page sees of the post's body and in the comments.
fn visible(page: &Page) -> Result<Vec<String>, Error> {
    let known = Known::of(&[]);
    let closed = Dom::new(&page.html, profile::wanted());
    let opened = frames::opened(&page.html, &closed, &known, profile::wanted());
    let html = opened.as_ref().map_or(&page.html, |(html, _)| html);
    let dom = Dom::new(html, profile::wanted());
    let profiles = page_profiles(&dom, &known.platforms, &mut Vec::new());
    let found = comments::find(&dom, &known.with_comments(profiles[0]));
    let score = Score::new(&dom, &found, &score::WEIGHTS);
    let located = find_post(&dom, &profiles, &found, &score)?;
    let roots: Vec<_> = found.roots.iter().map(|root| root.id()).collect();
    let mut text = String::new();
    dom::push_text(located.body, &mut text, |node| roots.contains(&node));
    let mut texts = vec![text];
    texts.extend(found.texts(&dom));
    Ok(texts)
}

/// Everything that the document says, and what its notes say was left out.
fn said(document: &Document) -> Vec<String> {
    let mut texts = vec![
        walk::block_text(&document.body),
        walk::plain_text(document.dek.as_deref().unwrap_or_default()),
    ];
    if let Some(caption) = &document.caption {
        texts.push(walk::plain_text(&caption.text));
    }
    if let Some(headline) = &document.headline {
        texts.push(headline.text.clone());
        texts.extend(headline.outlet.clone());
    }
    texts.extend(document.read_more.as_ref().map(|link| link.text.clone()));
    for group in &document.source_links {
        texts.extend(group.heading.clone());
        for link in &group.links {
            texts.push(link.title.clone());
            texts.extend(link.outlet.clone());
            texts.extend(link.authors.clone());
        }
    }
    for update in &document.updates {
        texts.push(update.label.clone());
        texts.push(walk::block_text(&update.text));
    }
    add_comments(&document.comments.threads, &mut texts);
    texts.extend(document.notes.iter().filter_map(|note| note.text.clone()));
    texts
}

fn add_comments(threads: &[Comment], texts: &mut Vec<String>) {
    for comment in threads {
        texts.push(walk::block_text(&comment.body));
        add_comments(&comment.replies, texts);
    }
}

/// The words of a page that its document has less often.
fn lost(bytes: &[u8]) -> Vec<String> {
    let options = crate::Options::default();
    let (Ok(document), Ok(Input::Page(page))) = (
        crate::convert(bytes, &options),
        input::open(bytes, &Limits::default()),
    ) else {
        return Vec::new();
    };
    let is_filled = document.notes.iter().any(|note| {
        [".data.body", "json_ld.body"]
            .iter()
            .any(|end| note.rule.ends_with(end))
    });
    if is_filled || template::unfold(&page.html).is_some() {
        // Read from a tree that is not this one.
        return Vec::new();
    }
    let visible = visible(&page).expect("it was read a moment ago");
    let said = said(&document);
    // Where words meet, phrases may part them.
    let (seen_letters, said_letters) = (letters(&visible), letters(&said));
    let controls = controls(&document);
    let (visible, said) = (count(&visible), count(&said));
    let missing = visible.iter().filter(|(word, times)| {
        said.get(*word).is_none_or(|kept| kept < *times)
            && !PARTING.contains(word)
            && !controls.contains(*word)
            && said_letters.matches(*word).count() < seen_letters.matches(*word).count()
    });
    missing.map(|(word, _)| (*word).to_owned()).collect()
}

/// The words around comments, which a note tells once.
fn controls(document: &Document) -> String {
    let rule = "read.comments.controls";
    let notes = document.notes.iter().filter(|note| note.rule == rule);
    notes.filter_map(|note| note.text.clone()).collect()
}

/// The letters of some texts, without what parts them.
fn letters(texts: &[String]) -> String {
    let all = texts.iter().flat_map(|text| text.chars());
    all.filter(|c| c.is_alphabetic()).collect()
}

/// Words that part fields, and are not kept in them.
const PARTING: &[&str] = &["by", "and", "und", "et", "y", "e"];

#[test]
fn no_visible_word_is_lost() {
    let mut losses = Vec::new();
    for folder in ["samples", "../shared/corpus/pages/html"] {
        for (name, bytes) in pages(folder) {
            let lost = lost(&bytes);
            if !lost.is_empty() {
                losses.push(format!("{name}: {lost:?}"));
            }
        }
    }
    assert!(losses.is_empty(), "{}", losses.join("\n"));
}
