//! Generators: where a site's posts, files and data go, and how a post is written for it.
//!
//! A generator is a row of [`GENERATORS`]: names of folders, and functions from a planned post to
//! a path, an address or a text. Nothing here reads or writes a file.

use crate::document::Document;
use crate::write::escape::xml;
use crate::write::markdown::templates::Templates;
use crate::write::{self, CommentsMode, Format};

pub mod front_matter;

mod eleventy;
mod fields;
mod hugo;
mod jekyll;
mod zola;

#[cfg(test)]
mod tests;

/// A post with its place in the new site, before it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Planned {
    /// The last part of its address: lower case letters, digits and `-`; unique in the site.
    pub slug: String,
    /// The day of publication, `2014-06-12`, where it is known.
    pub day: Option<String>,
    /// A page beside the posts.
    pub is_page: bool,
    /// Not public.
    pub is_draft: bool,
    /// The paths that the post had on the old blog, `/2014/06/ferry.html`: the permalink's first.
    pub aliases: Vec<String>,
}

/// What a site is made for.
pub struct Generator {
    /// The name on the command line.
    pub name: &'static str,
    /// The file of a post, relative to the site's folder, with `/`.
    pub file: fn(&Planned) -> String,
    /// The address of the built post, as a path from the site's root: `/posts/ferry/`. None where
    /// the generator builds no page of it (a draft; a format that is not built).
    pub address: fn(&Planned) -> Option<String>,
    /// The folder for images and other files, and the path that they have in the built site; none
    /// where files stand beside the posts and links to them are relative.
    pub files: (&'static str, Option<&'static str>),
    /// Where the comments of a post go as data, for themes to show: `data/comments/ferry.json`.
    pub comments: Option<fn(&Planned) -> String>,
    /// Writes a post.
    pub write: fn(&Document, &Planned, &Writing) -> String,
    /// Files that make the folder a site that can be built, unless they are there: path and text.
    pub scaffold: fn(&About) -> Vec<(&'static str, String)>,
    /// What the built site has besides its posts; none where nothing is built.
    pub home: Option<Home>,
}

/// Where old addresses that are no post's lead to in the new site.
pub struct Home {
    /// The folder whose files are published as they stand; empty for the site's own folder.
    pub public: &'static str,
    /// The address of the list of all posts.
    pub list: &'static str,
    /// The address of the feed.
    pub feed: Option<&'static str>,
    /// The address of a label's posts; none where the generator's name for it is not certain.
    pub label: fn(&str) -> Option<String>,
}

/// How posts are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Writing {
    /// What of the comments stands below the post.
    pub comments: CommentsMode,
    /// JSON on one line.
    pub compact: bool,
}

/// What a new site has to know of the blog.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// The blog's name.
    pub title: String,
    /// The new site's address, with its final `/`.
    pub base_url: String,
    /// BCP 47.
    pub language: Option<String>,
}

/// All generators, in the order of the help.
pub const GENERATORS: &[Generator] = &[
    hugo::HUGO,
    zola::ZOLA,
    jekyll::JEKYLL,
    eleventy::ELEVENTY,
    MARKDOWN,
    JSON,
    XHTML,
];

const MARKDOWN: Generator = Generator {
    name: "markdown",
    file: |post| format!("posts/{}.md", dated(post)),
    address: |post| Some(format!("posts/{}.md", dated(post))),
    files: ("files", None),
    comments: None,
    write: |document, _, writing| plain(document, Format::Markdown, *writing),
    scaffold: |_| Vec::new(),
    home: None,
};

const JSON: Generator = Generator {
    name: "json",
    file: |post| format!("json/{}.json", dated(post)),
    address: |_| None,
    files: ("files", None),
    comments: None,
    write: |document, _, writing| plain(document, Format::Json, *writing),
    scaffold: |_| Vec::new(),
    home: None,
};

const XHTML: Generator = Generator {
    name: "xhtml",
    file: |post| format!("xhtml/{}.xhtml", dated(post)),
    address: |post| Some(format!("xhtml/{}.xhtml", dated(post))),
    files: ("files", None),
    comments: None,
    write: |document, _, writing| plain(document, Format::Xhtml, *writing),
    scaffold: |_| Vec::new(),
    home: None,
};

/// The generator of a name.
pub fn generator(name: &str) -> Option<&'static Generator> {
    GENERATORS.iter().find(|generator| generator.name == name)
}

/// `2014-06-12-ferry`: what sorts by day.
fn dated(post: &Planned) -> String {
    match &post.day {
        Some(day) => format!("{day}-{}", post.slug),
        None => post.slug.clone(),
    }
}

fn plain(document: &Document, format: Format, writing: Writing) -> String {
    let options = write::Options {
        compact: writing.compact,
        comments: writing.comments,
        ..write::Options::default()
    };
    write::write(document, format, &options)
}

/// The names of all generators.
pub fn names() -> Vec<&'static str> {
    GENERATORS.iter().map(|generator| generator.name).collect()
}

/// What every scaffold looks like.
const STYLE: &str = include_str!("site/style.css");

/// [`dated`]; without a day, what is safe as the name of a file.
fn dated_or_settled(post: &Planned) -> String {
    match post.day {
        Some(_) => dated(post),
        None => settled(&post.slug, &[]),
    }
}

/// A slug as the name of a file or a folder that nothing else has: `index` and `_index` mean the
/// folder itself, and names that begin with a mark are passed over by generators. No slug holds
/// two hyphens in a row, so that the name is still unique.
fn settled(slug: &str, reserved: &[&str]) -> String {
    let is_name = slug.starts_with(char::is_alphanumeric);
    if is_name && slug != "index" && !reserved.contains(&slug) {
        slug.to_owned()
    } else {
        format!("page--{slug}")
    }
}

/// The address of a built post; none of a draft, of which nothing is built.
fn address(post: &Planned, reserved: &[&str]) -> Option<String> {
    (!post.is_draft).then(|| place(post, reserved))
}

/// Where a post is built, or would be: below `/posts/`, and a page at the root, where no name of
/// `reserved` is free.
fn place(post: &Planned, reserved: &[&str]) -> String {
    if post.is_page {
        format!("/{}/", settled(&post.slug, reserved))
    } else {
        format!("/posts/{}/", settled(&post.slug, &[]))
    }
}

/// The last part of a label's address where every generator agrees on it: plain letters and
/// digits, with single spaces or hyphens between them.
fn label(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split([' ', '-']).collect();
    let plain = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric());
    words
        .iter()
        .all(plain)
        .then(|| words.join("-").to_ascii_lowercase())
}

/// A post's front matter and its text.
fn text(front: &str, document: &Document, templates: Templates, comments: CommentsMode) -> String {
    let text = write::markdown::for_site(document, templates, comments);
    if text.is_empty() {
        return front.to_owned();
    }
    format!("{front}\n{text}\n")
}

/// The site's language as a tag that is well-formed.
fn language(about: &About) -> String {
    match xml::language_tag(about.language.as_deref().unwrap_or_default()) {
        tag if tag == "und" => "en".to_owned(),
        tag => tag,
    }
}

/// A scaffold: the configuration and what does not depend on the blog.
fn files(
    config: (&'static str, String),
    rest: &[(&'static str, &str)],
) -> Vec<(&'static str, String)> {
    let rest = rest.iter().map(|(path, text)| (*path, (*text).to_owned()));
    std::iter::once(config).chain(rest).collect()
}
