//! Hugo: posts in `content/posts`, pages beside that folder, YAML front matter.
//!
//! The text needs `markup.goldmark.renderer.unsafe` of the site's configuration, which the scaffold
//! sets: what Markdown has no marks for is an element (`<sub>`, `<br>` in a cell, the anchors of
//! comments). None of it comes from the page as it stood: the writer knows a dozen elements, none
//! of which runs or loads anything, and whatever a page or a comment says is escaped.

use crate::document::Document;
use crate::migrate::site::front_matter::{Value, filled, texts, yaml};
use crate::migrate::site::{
    About, Generator, Home, Planned, address, fields, label, place, settled, text,
};
use crate::write::CommentsMode;
use crate::write::front_matter::quoted;
use crate::write::markdown::templates::Templates;

/// Names at the root that Hugo, the scaffold or a server gives another meaning.
const RESERVED: &[&str] = &[
    "404",
    "categories",
    "css",
    "files",
    "index",
    "page",
    "posts",
    "tags",
];

pub(super) const HUGO: Generator = Generator {
    name: "hugo",
    file,
    address: |post| address(post, RESERVED),
    files: ("static/files", Some("/files")),
    comments: Some(|post| format!("data/comments/{}.json", post.slug)),
    write: |document, post, writing| write(document, post, writing.comments),
    scaffold,
    home: Some(Home {
        public: "static",
        list: "/posts/",
        feed: Some("/index.xml"),
        label: |name| label(name).map(|slug| format!("/tags/{slug}/")),
    }),
};

fn file(post: &Planned) -> String {
    if post.is_page {
        format!("content/{}.md", settled(&post.slug, RESERVED))
    } else {
        format!("content/posts/{}.md", super::dated_or_settled(post))
    }
}

fn write(document: &Document, post: &Planned, comments: CommentsMode) -> String {
    let reserved = if post.is_page { RESERVED } else { &[] };
    let slug = settled(&post.slug, reserved);
    let mut front = filled(vec![
        ("title", fields::title(document, post)),
        ("date", fields::time(document.published.as_ref())),
        ("lastmod", fields::time(document.updated.as_ref())),
        ("slug", Value::Text(slug)),
        ("authors", fields::authors(document)),
        ("tags", texts(&document.labels)),
        ("description", fields::description(document)),
        (
            "aliases",
            fields::aliases(post, Some(&place(post, RESERVED))),
        ),
    ]);
    if post.is_draft {
        front.push(("draft", Value::Flag(true)));
    }
    front.extend(fields::story(document, post));
    text(&yaml(&front), document, Templates::Hugo, comments)
}

/// The files whose text does not depend on the blog.
const FILES: &[(&str, &str)] = &[
    (
        "layouts/_default/baseof.html",
        include_str!("hugo/baseof.html"),
    ),
    (
        "layouts/_default/single.html",
        include_str!("hugo/single.html"),
    ),
    ("layouts/_default/list.html", include_str!("hugo/list.html")),
    (
        "layouts/_default/terms.html",
        include_str!("hugo/terms.html"),
    ),
    ("layouts/404.html", include_str!("hugo/404.html")),
    (
        "layouts/partials/comments.html",
        include_str!("hugo/comments.html"),
    ),
    (
        "layouts/partials/comment.html",
        include_str!("hugo/comment.html"),
    ),
    ("static/style.css", super::STYLE),
];

fn scaffold(about: &About) -> Vec<(&'static str, String)> {
    let config = include_str!("hugo/hugo.toml")
        .replace("BASE_URL", &quoted(&about.base_url))
        .replace("LANGUAGE", &quoted(&super::language(about)))
        .replace("TITLE", &quoted(&about.title));
    super::files(("hugo.toml", config), FILES)
}
