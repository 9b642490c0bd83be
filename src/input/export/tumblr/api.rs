//! The second API: `response.posts`, `posts`, or a list of posts.

use serde_json::Value;

use super::{Pieces, blocks};
use crate::error::Error;
use crate::input::export::json::{self, Json};
use crate::input::export::{
    Blog, Bytes, Context, Entry, Export, Form, Head, Kind, Place, Post, Status, labels, markup,
};
use crate::note::Note;
use crate::read::date::{self, DateOrder};

/// The row in the table of forms.
pub(super) const FORM: Form = Form {
    name: "tumblr",
    is,
    open,
};

fn is(head: &Head<'_>) -> bool {
    let text = head.text.trim_start_matches('\u{feff}').trim_start();
    let has = |words: &str| text.contains(words);
    text.starts_with(['{', '[']) && has("\"post_url\"") && has("\"reblog_key\"")
}

fn open(bytes: Bytes, context: &Context) -> Result<Box<dyn Export>, Error> {
    let json = Json::open(bytes, context.limits.bytes)?;
    let text = json.text();
    let inside = json::field(text, "response").unwrap_or(text);
    let mut list = json::items(text);
    if list.is_empty() {
        json::fields(text)?;
        list = json::listed(inside, "posts");
    }
    let posts = list.into_iter().map(|post| json.place(post)).collect();
    let blog = json::field(inside, "blog").unwrap_or("null");
    let blog: Value = serde_json::from_str(blog).unwrap_or_default();
    let told = |name| Some(field(&blog, name).to_owned()).filter(|text| !text.is_empty());
    Ok(Box::new(Api {
        title: told("title"),
        url: told("url").or_else(|| context.base_url.clone()),
        posts,
        json,
    }))
}

struct Api {
    json: Json,
    posts: Vec<Place>,
    title: Option<String>,
    url: Option<String>,
}

/// A field's text; empty where there is none.
pub(super) fn field<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A field's list; empty where there is none.
pub(super) fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

impl Export for Api {
    fn scan(&self, found: &mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<Blog, Error> {
        for place in &self.posts {
            found(match self.json.tried::<Value>(self.json.part(*place)?) {
                Ok(post) => describe(&post, *place),
                Err(broken) => *broken,
            })?;
        }
        Ok(Blog {
            title: self.title.clone(),
            url: self.url.clone(),
            ..Blog::default()
        })
    }

    fn post(&self, place: Place) -> Result<Post, Error> {
        let post: Value = self.json.read(place)?;
        let mut notes: Vec<Note> = Vec::new();
        let mut content = if list(&post, "content").next().is_some() {
            blocks::html(&post, &mut notes)
        } else {
            pieces(&post).html()
        };
        if field(&post, "format") == "markdown" {
            content = markup::markdown(&content);
        }
        let labels = labels::each_once(list(&post, "tags").filter_map(Value::as_str));
        Ok(Post {
            id: id(&post),
            url: address(&post),
            title: markup::lenient(title(&post)),
            published: time(&post),
            labels,
            content,
            notes,
            ..Post::default()
        })
    }
}

fn describe(post: &Value, place: Place) -> Entry {
    let mut entry = Entry::new(Kind::Post, place);
    entry.status = match field(post, "state") {
        "draft" => Status::Draft,
        "queued" => Status::Scheduled,
        "private" => Status::Private,
        _ => Status::Public,
    };
    entry.id = id(post);
    if entry.id.is_none() {
        entry.kind = Kind::Broken;
        entry.reason = Some("a post without an id".to_owned());
    }
    entry.url = address(post);
    entry.slug = Some(field(post, "slug").to_owned()).filter(|slug| !slug.is_empty());
    entry.title = Some(title(post))
        .filter(|title| !title.is_empty())
        .map(|title| markup::plain(&markup::lenient(title)));
    entry.published = time(post);
    entry
}

fn id(post: &Value) -> Option<String> {
    let text = post.get("id_string").or(post.get("id"))?;
    match text {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

fn address(post: &Value) -> Option<String> {
    Some(field(post, "post_url").to_owned()).filter(|url| !url.is_empty())
}

/// The title of a text, a chat or a link.
fn title(post: &Value) -> &str {
    field(post, "title")
}

fn time(post: &Value) -> Option<String> {
    let seconds = post.get("timestamp").and_then(Value::as_i64);
    let time = seconds.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    let text = time.map_or_else(|| field(post, "date").to_owned(), |time| time.to_string());
    date::parse(&text, DateOrder::Unknown, None)
}

fn pieces(post: &Value) -> Pieces<'_> {
    let text = |names: &[&str]| {
        let mut texts = names.iter().map(|name| field(post, name));
        texts.find(|text| !text.is_empty()).unwrap_or_default()
    };
    let mut pieces = Pieces {
        text: text(&["body", "caption", "answer"]),
        ..Pieces::default()
    };
    match field(post, "type") {
        "quote" => {
            pieces.text = "";
            pieces.quote = Some((field(post, "text"), field(post, "source")));
        }
        "link" => {
            pieces.text = "";
            pieces.link = Some((
                field(post, "url"),
                field(post, "title"),
                field(post, "description"),
            ));
        }
        "chat" => {
            pieces.text = "";
            let lines = list(post, "dialogue");
            pieces.chat = lines
                .map(|line| (field(line, "label"), field(line, "phrase")))
                .collect();
        }
        "answer" => {
            pieces.question = Some((field(post, "asking_name"), field(post, "question")));
        }
        "photo" => pieces.photos = list(post, "photos").map(photo).collect(),
        "video" | "audio" => {
            let player = post.get("player").and_then(Value::as_array);
            let embedded = player.and_then(|sizes| sizes.last());
            let embedded = embedded.map_or(field(post, "player"), |last| field(last, "embed_code"));
            let url = text(&[
                "permalink_url",
                "video_url",
                "audio_source_url",
                "audio_url",
            ]);
            pieces.media = vec![if embedded.is_empty() { url } else { embedded }];
        }
        _ => {}
    }
    pieces
}

fn photo(photo: &Value) -> (&str, &str, &str) {
    let size = photo.get("original_size").unwrap_or(photo);
    (field(size, "url"), "", field(photo, "caption"))
}
