//! What every generator's front matter tells, whatever it calls it.
//!
//! The text of a post holds everything that its reader should see, in the order of the page: the
//! lead photo, the headline, the standfirst, further sources and updates among it. A site looks
//! right with any theme that way. The front matter holds the same parts once more as data, under
//! names that themes do not show by themselves, for a theme that wants to set them in its own
//! way: `headline`, `photo`, `read_more`, `source_links`, `updates`, `discussion`. Only the
//! standfirst stands under a name that themes know, `description`: they show it in lists of posts
//! and to search engines, where the text is not.

use crate::document::{Caption, Document, Headline, SourceGroup, SourceLink, Update};
use crate::migrate::site::Planned;
use crate::migrate::site::front_matter::{Table, Value, filled, text, texts};
use crate::walk;
use crate::write::escape::xml;
use crate::write::{date, markdown};

/// The title as words; the day or the slug where the post has none, since lists need a name.
pub(super) fn title(document: &Document, post: &Planned) -> Value {
    let title = walk::plain_text(&document.title);
    if !xml::is_blank(&title) {
        return Value::Text(title);
    }
    Value::Text(post.day.clone().unwrap_or_else(|| post.slug.clone()))
}

/// A time where it is one: a month alone (`2014-01`) is none to a generator.
pub(super) fn time(time: Option<&String>) -> Value {
    let time = time.filter(|time| date::parse(time).is_some());
    Value::Date(time.cloned().unwrap_or_default())
}

/// The day for a reader, in the writer's own clock.
pub(super) fn day(document: &Document) -> Value {
    let published = document.published.as_deref();
    let day = published.map(|time| date::parse(time).map_or(time, |time| time.day));
    Value::Text(day.unwrap_or_default().to_owned())
}

/// The standfirst in plain words.
pub(super) fn description(document: &Document) -> Value {
    let dek = document.dek.as_deref().map(walk::plain_text);
    Value::Text(dek.unwrap_or_default())
}

/// The author's name.
pub(super) fn author(document: &Document) -> Value {
    text(document.author.as_ref().map(|author| &author.name))
}

/// The author's name as the list that some generators want.
pub(super) fn authors(document: &Document) -> Value {
    let names: Vec<String> = document.author.iter().map(|a| a.name.clone()).collect();
    texts(&names)
}

/// The old paths that a file can stand for: a query is nothing that a file's name could say.
pub(super) fn aliases(post: &Planned, address: Option<&str>) -> Value {
    let paths = post.aliases.iter().filter_map(|path| {
        let path = crate::migrate::redirects::decoded(path);
        let is_file = path.starts_with('/') && !path.contains(['?', '#']) && path != "/";
        let is_safe = !path.split('/').any(|part| matches!(part, "." | ".."))
            && !path
                .chars()
                .any(|c| c.is_control() || "\\<>\"|*:".contains(c));
        let is_new = address.is_none_or(|address| {
            let same = |a: &str, b: &str| a.trim_end_matches('/') == b.trim_end_matches('/');
            !same(address, &path)
        });
        (is_file && is_safe && is_new).then_some(path)
    });
    let mut unique: Vec<String> = Vec::new();
    for path in paths {
        if !unique.contains(&path) {
            unique.push(path);
        }
    }
    texts(&unique)
}

/// The rest of what the document knows, under names of our own.
pub(super) fn story(document: &Document, post: &Planned) -> Table {
    let language = document.language.as_ref();
    let right_to_left = language.is_some_and(|tag| xml::is_right_to_left(tag));
    let undated = document
        .published
        .as_ref()
        .filter(|time| date::parse(time).is_none());
    filled(vec![
        ("source_url", text(document.source.url.as_ref())),
        ("platform", text(document.source.platform.as_ref())),
        ("date_text", text(undated)),
        (
            "author_url",
            text(document.author.as_ref().and_then(|a| a.url.as_ref())),
        ),
        ("language", text(language)),
        (
            "dir",
            Value::Text(if right_to_left { "rtl" } else { "" }.to_owned()),
        ),
        ("headline", headline(document)),
        ("photo", photo(document.caption.as_ref())),
        ("read_more", read_more(document)),
        (
            "source_links",
            Value::List(document.source_links.iter().map(group).collect()),
        ),
        (
            "updates",
            Value::List(document.updates.iter().map(update).collect()),
        ),
        ("discussion", discussion(document, post)),
    ])
}

/// The headline, unless it only repeats the title.
fn headline(document: &Document) -> Value {
    let title = walk::plain_text(&document.title);
    let more =
        |story: &&Headline| story.url.is_some() || story.outlet.is_some() || story.text != title;
    let fields = document.headline.as_ref().filter(more).map(|story| {
        vec![
            ("text", Value::Text(story.text.clone())),
            ("url", text(story.url.as_ref())),
            ("outlet", text(story.outlet.as_ref())),
        ]
    });
    Value::Table(filled(fields.unwrap_or_default()))
}

fn photo(caption: Option<&Caption>) -> Value {
    let Some(caption) = caption else {
        return Value::Table(Vec::new());
    };
    let image = caption.image.as_ref();
    let size =
        |size: Option<u32>| size.map_or(Value::Text(String::new()), |n| Value::Number(n.into()));
    Value::Table(filled(vec![
        ("image", text(image.map(|image| &image.url))),
        ("alt", text(image.map(|image| &image.alt))),
        ("width", size(image.and_then(|image| image.width))),
        ("height", size(image.and_then(|image| image.height))),
        ("text", Value::Text(walk::plain_text(&caption.text))),
        ("credit", text(caption.credit.as_ref())),
    ]))
}

fn read_more(document: &Document) -> Value {
    let fields = document.read_more.as_ref().map(|link| {
        vec![
            ("text", Value::Text(link.text.clone())),
            ("url", Value::Text(link.url.clone())),
        ]
    });
    Value::Table(filled(fields.unwrap_or_default()))
}

fn group(group: &SourceGroup) -> Value {
    let link = |link: &SourceLink| {
        Value::Table(filled(vec![
            ("title", Value::Text(link.title.clone())),
            ("url", text(link.url.as_ref())),
            ("outlet", text(link.outlet.as_ref())),
            ("authors", texts(&link.authors)),
        ]))
    };
    Value::Table(filled(vec![
        ("heading", text(group.heading.as_ref())),
        ("links", Value::List(group.links.iter().map(link).collect())),
    ]))
}

/// An update; what was added is Markdown.
fn update(update: &Update) -> Value {
    let added = markdown::blocks(&update.text);
    Value::Table(filled(vec![
        ("label", Value::Text(update.label.clone())),
        ("date", text(update.date.as_ref())),
        ("text", Value::Text(added.trim_end().to_owned())),
    ]))
}

/// How much was said, and the name of the file of comments where they are data.
fn discussion(document: &Document, post: &Planned) -> Value {
    let comments = &document.comments;
    let count = crate::migrate::comments::count(&comments.threads);
    if count == 0 && comments.declared.is_none() {
        return Value::Table(Vec::new());
    }
    let mut fields = Vec::new();
    if let Some(declared) = comments.declared {
        fields.push(("declared", Value::Number(declared.into())));
    }
    fields.push(("count", Value::Number(count.into())));
    fields.push(("data", Value::Text(post.slug.clone())));
    Value::Table(fields)
}
