//! Zola: posts in `content/posts`, pages beside that folder, TOML front matter.
//!
//! A section that is sorted by date lists no post without one; such posts stand in a section of
//! their own, sorted by title, and have the same addresses as the others. `path` says the address
//! outright, since Zola would write a slug in other letters.

use crate::document::Document;
use crate::migrate::site::front_matter::{Value, filled, texts, toml};
use crate::migrate::site::{
    About, Generator, Home, Planned, address, fields, label, place, settled, text,
};
use crate::write::CommentsMode;
use crate::write::date;
use crate::write::front_matter::quoted;
use crate::write::markdown::templates::Templates;

/// Names at the root that Zola, the scaffold or a server gives another meaning.
const RESERVED: &[&str] = &["404", "files", "index", "page", "posts", "tags", "undated"];

pub(super) const ZOLA: Generator = Generator {
    name: "zola",
    file,
    address: |post| address(post, RESERVED),
    files: ("static/files", Some("/files")),
    comments: Some(|post| format!("data/comments/{}.json", post.slug)),
    write: |document, post, writing| write(document, post, writing.comments),
    scaffold,
    home: Some(Home {
        public: "static",
        list: "/posts/",
        feed: Some("/atom.xml"),
        label: |name| label(name).map(|slug| format!("/tags/{slug}/")),
    }),
};

fn file(post: &Planned) -> String {
    if post.is_page {
        format!("content/{}.md", settled(&post.slug, RESERVED))
    } else if post.day.is_some() {
        format!("content/posts/{}.md", super::dated(post))
    } else {
        format!("content/undated/{}.md", settled(&post.slug, RESERVED))
    }
}

fn write(document: &Document, post: &Planned, comments: CommentsMode) -> String {
    let place = place(post, RESERVED);
    // A post that is planned by its day stands among those with dates, and needs one.
    let published = document.published.as_ref();
    let known = published.filter(|time| date::parse(time).is_some());
    let day = post.day.as_ref().filter(|day| date::parse(day).is_some());
    let mut front = filled(vec![
        ("title", fields::title(document, post)),
        ("date", fields::time(known.or(day))),
        ("updated", fields::time(document.updated.as_ref())),
        ("path", Value::Text(place.trim_matches('/').to_owned())),
        ("authors", fields::authors(document)),
        ("description", fields::description(document)),
        ("aliases", fields::aliases(post, Some(&place))),
    ]);
    if post.is_draft {
        front.push(("draft", Value::Flag(true)));
    }
    let taxonomies = filled(vec![("tags", texts(&document.labels))]);
    front.extend(filled(vec![
        ("taxonomies", Value::Table(taxonomies)),
        ("extra", Value::Table(fields::story(document, post))),
    ]));
    text(&toml(&front), document, Templates::Zola, comments)
}

/// The files whose text does not depend on the blog.
const FILES: &[(&str, &str)] = &[
    ("content/_index.md", "+++\nsort_by = \"title\"\n+++\n"),
    (
        "content/posts/_index.md",
        "+++\ntitle = \"Posts\"\nsort_by = \"date\"\npaginate_by = 50\n+++\n",
    ),
    (
        "content/undated/_index.md",
        "+++\ntitle = \"Posts without a date\"\nsort_by = \"title\"\n+++\n",
    ),
    ("templates/base.html", include_str!("zola/base.html")),
    ("templates/index.html", include_str!("zola/index.html")),
    ("templates/section.html", include_str!("zola/section.html")),
    ("templates/page.html", include_str!("zola/page.html")),
    ("templates/404.html", include_str!("zola/404.html")),
    ("templates/macros.html", include_str!("zola/macros.html")),
    (
        "templates/taxonomy_list.html",
        include_str!("zola/taxonomy_list.html"),
    ),
    (
        "templates/taxonomy_single.html",
        include_str!("zola/taxonomy_single.html"),
    ),
    ("static/style.css", super::STYLE),
];

fn scaffold(about: &About) -> Vec<(&'static str, String)> {
    let config = include_str!("zola/config.toml")
        .replace("BASE_URL", &quoted(about.base_url.trim_end_matches('/')))
        .replace("LANGUAGE", &quoted(&super::language(about)))
        .replace("TITLE", &quoted(&about.title));
    super::files(("config.toml", config), FILES)
}
