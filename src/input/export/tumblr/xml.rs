//! `posts.xml`: `tumblr/posts/post`, with fields named by the kind of the post.

use encoding_rs::Encoding;

use super::Pieces;
use crate::error::Error;
use crate::input::export::record::Reading;
use crate::input::export::xml::{self, Element};
use crate::input::export::{
    Blog, Bytes, Context, Entry, Export, Form, Head, Kind, Place, Post, Status, labels, markup,
    record, root,
};
use crate::read::date::{self, DateOrder};

/// The row in the table of forms.
pub(super) const FORM: Form = Form {
    name: "tumblr",
    is,
    open,
};

fn is(head: &Head<'_>) -> bool {
    matches!(root::name(head.text), Some("tumblr" | "posts")) && head.text.contains("<post ")
}

fn open(bytes: Bytes, context: &Context) -> Result<Box<dyn Export>, Error> {
    let head = bytes.read(0, 1024)?;
    Ok(Box::new(Tumblr {
        encoding: xml::encoding(&head),
        limit: context.limits.bytes,
        base_url: context.base_url.clone(),
        bytes,
    }))
}

struct Tumblr {
    bytes: Bytes,
    encoding: &'static Encoding,
    /// Bytes of a post.
    limit: u64,
    base_url: Option<String>,
}

impl Export for Tumblr {
    fn scan(&self, found: &mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<Blog, Error> {
        let reading = Reading {
            encoding: self.encoding,
            limit: self.limit,
            without: &[],
        };
        xml::records::<Error>(&self.bytes, "post", self.limit, |record| {
            found(reading.entry(&record, describe))
        })?;
        Ok(Blog {
            url: self.base_url.clone(),
            ..Blog::default()
        })
    }

    fn post(&self, place: Place) -> Result<Post, Error> {
        record::element(&self.bytes, place, self.encoding).map(|element| read_post(&element))
    }
}

fn describe(element: &Element, place: Place) -> Entry {
    let mut entry = Entry::new(Kind::Post, place);
    let attribute = |name| element.attribute(name).map(str::to_owned);
    entry.status = match (element.attribute("state"), element.attribute("private")) {
        (Some("draft"), _) => Status::Draft,
        (Some("queued" | "queue"), _) => Status::Scheduled,
        (Some("private"), _) | (_, Some("true" | "1")) => Status::Private,
        _ => Status::Public,
    };
    entry.id = attribute("id");
    entry.url = attribute("url-with-slug").or_else(|| attribute("url"));
    entry.slug = attribute("slug").filter(|slug| !slug.is_empty());
    entry.title = title(element).map(markup::plain);
    entry.published = time(element);
    entry
}

/// The time in UTC; the other one has no zone.
fn time(element: &Element) -> Option<String> {
    let time = element
        .attribute("date-gmt")
        .or(element.attribute("date"))?;
    date::parse(time, DateOrder::Unknown, None)
}

fn title(element: &Element) -> Option<&str> {
    ["regular-title", "conversation-title", "link-text"]
        .iter()
        .find_map(|name| element.value(name))
}

fn read_post(element: &Element) -> Post {
    let attribute = |name| element.attribute(name).map(str::to_owned);
    let labels = labels::each_once(element.all("tag").map(|tag| &tag.text));
    let content = pieces(element).html();
    Post {
        id: attribute("id"),
        url: attribute("url-with-slug").or_else(|| attribute("url")),
        title: title(element).unwrap_or_default().to_owned(),
        published: time(element),
        labels,
        content: if element.attribute("format") == Some("markdown") {
            markup::markdown(&content)
        } else {
            content
        },
        ..Post::default()
    }
}

fn pieces(element: &Element) -> Pieces<'_> {
    let value = |name| element.value(name).unwrap_or_default();
    let mut pieces = Pieces {
        text: [
            "regular-body",
            "photo-caption",
            "video-caption",
            "audio-caption",
            "answer",
        ]
        .into_iter()
        .map(value)
        .find(|text| !text.is_empty())
        .unwrap_or_default(),
        ..Pieces::default()
    };
    match element.attribute("type") {
        Some("quote") => pieces.quote = Some((value("quote-text"), value("quote-source"))),
        Some("link") => {
            let (url, words) = (value("link-url"), value("link-text"));
            pieces.link = Some((url, words, value("link-description")));
        }
        Some("conversation") => {
            let lines = element.child("conversation").into_iter();
            let lines = lines.flat_map(|lines| lines.all("line"));
            let line = |line| (Element::attribute(line, "label"), line.text.as_str());
            let lines = lines.map(line);
            pieces.chat = lines
                .map(|(who, what)| (who.unwrap_or_default(), what))
                .collect();
        }
        Some("answer") => pieces.question = Some(("", value("question"))),
        Some("photo") => pieces.photos = photos(element),
        Some("video") => pieces.media = media(element, &["video-player", "video-source"]),
        Some("audio") => pieces.media = media(element, &["audio-player"]),
        _ => {}
    }
    pieces
}

fn media<'a>(element: &'a Element, names: &[&str]) -> Vec<&'a str> {
    let found = names.iter().find_map(|name| element.value(name));
    found.into_iter().collect()
}

/// The photos of a set, or the only one; of each the largest size.
fn photos(element: &Element) -> Vec<(&str, &str, &str)> {
    let set: Vec<&Element> = element
        .child("photoset")
        .map_or_else(Vec::new, |set| set.all("photo").collect());
    let all = if set.is_empty() { vec![element] } else { set };
    all.into_iter()
        .filter_map(|photo| {
            let largest = photo.all("photo-url").max_by_key(|url| {
                let width = url.attribute("max-width").unwrap_or_default();
                width.parse::<u32>().unwrap_or(0)
            })?;
            let caption = photo.attribute("caption").unwrap_or_default();
            Some((largest.text.trim(), "", caption))
        })
        .collect()
}
