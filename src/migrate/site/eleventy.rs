//! Eleventy: posts in `posts`, pages in `pages`, YAML front matter.
//!
//! `templateEngineOverride: md` keeps template languages away from the text. Labels stand under
//! `labels` and not under `tags`, with which Eleventy would make a collection of each label, and
//! mix those that are called `all` or `posts` with its own. Old paths stand under
//! `redirect_from`; the scaffold makes a page of each.

use crate::document::Document;
use crate::migrate::site::front_matter::{Value, filled, texts, yaml};
use crate::migrate::site::{
    About, Generator, Home, Planned, address, fields, label, place, settled, text,
};
use crate::write::CommentsMode;
use crate::write::front_matter::quoted;
use crate::write::markdown::templates::Templates;

/// Names at the root that Eleventy, the scaffold or a server gives another meaning.
const RESERVED: &[&str] = &["404", "feed", "files", "index", "page", "posts", "tags"];

pub(super) const ELEVENTY: Generator = Generator {
    name: "eleventy",
    file,
    address: |post| address(post, RESERVED),
    files: ("public/files", Some("/files")),
    comments: Some(|post| format!("_data/comments/{}.json", post.slug)),
    write: |document, post, writing| write(document, post, writing.comments),
    scaffold,
    home: Some(Home {
        public: "public",
        list: "/",
        feed: Some("/feed.xml"),
        label: |name| label(name).map(|slug| format!("/tags/#{slug}")),
    }),
};

fn file(post: &Planned) -> String {
    if post.is_page {
        format!("pages/{}.md", settled(&post.slug, RESERVED))
    } else {
        format!("posts/{}.md", super::dated_or_settled(post))
    }
}

fn write(document: &Document, post: &Planned, comments: CommentsMode) -> String {
    let place = place(post, RESERVED);
    let mut front = filled(vec![
        ("title", fields::title(document, post)),
        ("date", fields::time(document.published.as_ref())),
        ("day", fields::day(document)),
        ("updated", fields::time(document.updated.as_ref())),
        ("permalink", Value::Text(place.clone())),
        ("templateEngineOverride", Value::Text("md".to_owned())),
        ("author", fields::author(document)),
        ("labels", texts(&document.labels)),
        ("description", fields::description(document)),
        ("redirect_from", fields::aliases(post, Some(&place))),
    ]);
    if post.is_draft {
        front.push(("draft", Value::Flag(true)));
    }
    front.extend(fields::story(document, post));
    text(&yaml(&front), document, Templates::Plain, comments)
}

/// The files whose text does not depend on the blog.
const FILES: &[(&str, &str)] = &[
    (
        "eleventy.config.js",
        include_str!("eleventy/eleventy.config.js"),
    ),
    ("package.json", include_str!("eleventy/package.json")),
    ("posts/posts.json", "{ \"layout\": \"post.njk\" }\n"),
    ("pages/pages.json", "{ \"layout\": \"page.njk\" }\n"),
    ("_includes/base.njk", include_str!("eleventy/base.njk")),
    ("_includes/post.njk", include_str!("eleventy/post.njk")),
    ("_includes/page.njk", include_str!("eleventy/page.njk")),
    (
        "_includes/comments.njk",
        include_str!("eleventy/comments.njk"),
    ),
    ("index.njk", include_str!("eleventy/index.njk")),
    ("tags.njk", include_str!("eleventy/tags.njk")),
    ("404.njk", include_str!("eleventy/404.njk")),
    ("feed.njk", include_str!("eleventy/feed.njk")),
    ("redirects.njk", include_str!("eleventy/redirects.njk")),
    ("public/style.css", super::STYLE),
];

fn scaffold(about: &About) -> Vec<(&'static str, String)> {
    let site = include_str!("eleventy/site.json")
        .replace("BASE_URL", &quoted(about.base_url.trim_end_matches('/')))
        .replace("LANGUAGE", &quoted(&super::language(about)))
        .replace("TITLE", &quoted(&about.title));
    super::files(("_data/site.json", site), FILES)
}
