//! Jekyll: posts in `_posts`, drafts in `_drafts`, pages in `pages`, YAML front matter.
//!
//! Jekyll passes over a post whose file name has no date: such posts are a collection of their
//! own, `_undated`. `permalink` says the address outright. Marks of Liquid in the text are printed
//! by Liquid itself: `render_with_liquid` would do for Jekyll 4 alone, and many sites are built
//! with Jekyll 3. The scaffold has Jekyll read CommonMark, which the text is written in; kramdown
//! is another language.

use crate::document::Document;
use crate::migrate::site::front_matter::{Value, filled, texts, yaml};
use crate::migrate::site::{
    About, Generator, Home, Planned, address, fields, label, place, settled, text,
};
use crate::write::CommentsMode;
use crate::write::front_matter::quoted;
use crate::write::markdown::templates::Templates;

/// Names at the root that Jekyll, the scaffold or a server gives another meaning.
const RESERVED: &[&str] = &["404", "feed", "files", "index", "pages", "posts", "tags"];

pub(super) const JEKYLL: Generator = Generator {
    name: "jekyll",
    file,
    address: |post| address(post, RESERVED),
    files: ("files", Some("/files")),
    comments: Some(|post| format!("_data/comments/{}.json", post.slug)),
    write: |document, post, writing| write(document, post, writing.comments),
    scaffold,
    home: Some(Home {
        public: "",
        list: "/",
        feed: Some("/feed.xml"),
        label: |name| label(name).map(|slug| format!("/tags/#{slug}")),
    }),
};

fn file(post: &Planned) -> String {
    if post.is_page {
        format!("pages/{}.md", settled(&post.slug, RESERVED))
    } else if post.is_draft {
        format!("_drafts/{}.md", settled(&post.slug, &[]))
    } else if post.day.is_some() {
        format!("_posts/{}.md", super::dated(post))
    } else {
        format!("_undated/{}.md", settled(&post.slug, &[]))
    }
}

fn write(document: &Document, post: &Planned, comments: CommentsMode) -> String {
    let place = place(post, RESERVED);
    let layout = if post.is_page { "page" } else { "post" };
    let mut front = filled(vec![
        ("layout", Value::Text(layout.to_owned())),
        ("title", fields::title(document, post)),
        ("date", fields::time(document.published.as_ref())),
        ("day", fields::day(document)),
        ("last_modified_at", fields::time(document.updated.as_ref())),
        ("permalink", Value::Text(place.clone())),
        ("author", fields::author(document)),
        ("tags", texts(&document.labels)),
        ("description", fields::description(document)),
        ("redirect_from", fields::aliases(post, Some(&place))),
    ]);
    if post.is_draft && post.is_page {
        front.push(("published", Value::Flag(false)));
    }
    front.extend(fields::story(document, post));
    text(&yaml(&front), document, Templates::Liquid, comments)
}

/// The files whose text does not depend on the blog.
const FILES: &[(&str, &str)] = &[
    ("Gemfile", include_str!("jekyll/Gemfile")),
    ("_layouts/default.html", include_str!("jekyll/default.html")),
    ("_layouts/post.html", include_str!("jekyll/post.html")),
    ("_layouts/page.html", include_str!("jekyll/page.html")),
    (
        "_includes/comment.html",
        include_str!("jekyll/comment.html"),
    ),
    ("index.html", include_str!("jekyll/index.html")),
    ("tags.html", include_str!("jekyll/tags.html")),
    ("404.html", include_str!("jekyll/404.html")),
    ("feed.xml", include_str!("jekyll/feed.xml")),
    ("style.css", super::STYLE),
];

fn scaffold(about: &About) -> Vec<(&'static str, String)> {
    let config = include_str!("jekyll/_config.yml")
        .replace("BASE_URL", &quoted(about.base_url.trim_end_matches('/')))
        .replace("LANGUAGE", &quoted(&super::language(about)))
        .replace("TITLE", &quoted(&about.title));
    super::files(("_config.yml", config), FILES)
}
