//! Generators: where a site's posts, files and data go, and how a post is written for it.
//!
//! A generator is a row of [`GENERATORS`]: names of folders, and functions from a planned post to
//! a path, an address or a text. Nothing here reads or writes a file.

use crate::document::Document;
use crate::write::{self, CommentsMode, Format};

/// A post with its place in the new site, before it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
pub const GENERATORS: &[Generator] = &[MARKDOWN, JSON, XHTML];

const MARKDOWN: Generator = Generator {
    name: "markdown",
    file: |post| format!("posts/{}.md", dated(post)),
    address: |post| Some(format!("posts/{}.md", dated(post))),
    files: ("files", None),
    comments: None,
    write: |document, _, writing| plain(document, Format::Markdown, *writing),
    scaffold: |_| Vec::new(),
};

const JSON: Generator = Generator {
    name: "json",
    file: |post| format!("json/{}.json", dated(post)),
    address: |_| None,
    files: ("files", None),
    comments: None,
    write: |document, _, writing| plain(document, Format::Json, *writing),
    scaffold: |_| Vec::new(),
};

const XHTML: Generator = Generator {
    name: "xhtml",
    file: |post| format!("xhtml/{}.xhtml", dated(post)),
    address: |post| Some(format!("xhtml/{}.xhtml", dated(post))),
    files: ("files", None),
    comments: None,
    write: |document, _, writing| plain(document, Format::Xhtml, *writing),
    scaffold: |_| Vec::new(),
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
