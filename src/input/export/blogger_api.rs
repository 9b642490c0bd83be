//! Blogger's API, version 3: a list of posts in JSON, alone or as `items`, each with `replies`.

use serde::Deserialize;

use crate::error::Error;
use crate::input::export::json::{self, Id, Json};
use crate::input::export::{
    Blog, Bytes, Comment, Context, Entry, Export, Form, Head, Kind, Place, Post, PostKey, Status,
    markup,
};
use crate::read::date::{self, DateOrder};

/// The row in the table of forms.
pub(super) const FORM: Form = Form {
    name: "blogger",
    is,
    open,
};

fn is(head: &Head<'_>) -> bool {
    let text = head.text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with(['{', '[']) && text.contains("\"blogger#")
}

fn open(bytes: Bytes, context: &Context) -> Result<Box<dyn Export>, Error> {
    let json = Json::open(bytes, context.limits.bytes)?;
    let mut list = json::items(json.text());
    if list.is_empty() {
        json::fields(json.text())?;
        list = json::listed(json.text(), "items");
    }
    let items = list.into_iter().map(|item| json.place(item)).collect();
    Ok(Box::new(BloggerApi { json, items }))
}

struct BloggerApi {
    json: Json,
    items: Vec<Place>,
}

/// A post, a page or a comment.
#[derive(Deserialize)]
struct Item {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    id: Option<Id>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    updated: Option<String>,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    author: Option<Author>,
    #[serde(default)]
    post: Option<Named>,
    #[serde(default, rename = "inReplyTo")]
    in_reply_to: Option<Named>,
}

#[derive(Deserialize)]
struct Author {
    #[serde(default, rename = "displayName")]
    name: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    id: Id,
}

impl Export for BloggerApi {
    fn scan(&self, found: &mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<Blog, Error> {
        for place in &self.items {
            let text = self.json.part(*place)?;
            let item = match self.json.tried::<Item>(text) {
                Ok(item) => item,
                Err(broken) => {
                    found(*broken)?;
                    continue;
                }
            };
            let post = item.id.clone();
            found(describe(&item, *place, None))?;
            let replies = json::field(text, "replies");
            for reply in replies.map_or_else(Vec::new, |replies| json::listed(replies, "items")) {
                found(match self.json.tried::<Item>(reply) {
                    Ok(item) => describe(&item, self.json.place(reply), post.as_ref()),
                    Err(broken) => *broken,
                })?;
            }
        }
        Ok(Blog::default())
    }

    fn post(&self, place: Place) -> Result<Post, Error> {
        let item: Item = self.json.read(place)?;
        let mut labels: Vec<String> = Vec::new();
        for label in item.labels.iter().map(|label| markup::plain(label)) {
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        let (author, author_url) = author(item.author);
        Ok(Post {
            id: item.id.map(|id| id.0),
            url: item.url,
            title: markup::lenient(&item.title.unwrap_or_default()),
            author,
            author_url,
            published: time(item.published.as_deref()),
            updated: time(item.updated.as_deref()),
            labels,
            content: item.content.unwrap_or_default(),
            ..Post::default()
        })
    }

    fn comment(&self, place: Place) -> Result<Comment, Error> {
        let item: Item = self.json.read(place)?;
        let (author, author_url) = author(item.author);
        Ok(Comment {
            id: item.id.map(|id| id.0),
            reply_to: item.in_reply_to.map(|parent| parent.id.0),
            author,
            author_url,
            published: time(item.published.as_deref()),
            deleted: item.status.as_deref() == Some("emptied"),
            content: item.content.unwrap_or_default(),
            ..Comment::default()
        })
    }
}

fn describe(item: &Item, place: Place, post: Option<&Id>) -> Entry {
    let kind = match item.kind.as_str() {
        "blogger#page" => Kind::Page,
        "blogger#post" | "" if post.is_none() => Kind::Post,
        "blogger#comment" | "" => Kind::Comment,
        _ => Kind::Other,
    };
    let mut entry = Entry::new(kind, place);
    entry.status = match item.status.as_deref().unwrap_or_default() {
        "DRAFT" | "draft" | "pending" => Status::Draft,
        "SCHEDULED" => Status::Scheduled,
        "SOFT_TRASHED" => Status::Trashed,
        "spam" => Status::Spam,
        _ => Status::Public,
    };
    entry.id = item.id.as_ref().map(|id| id.0.clone());
    if kind == Kind::Comment {
        let own = item.post.as_ref().map(|post| &post.id).or(post);
        entry.post = own.map(|id| PostKey::Id(id.0.clone()));
    }
    entry.url.clone_from(&item.url);
    entry.title = match kind {
        Kind::Other => Some(item.kind.clone()),
        _ => item
            .title
            .as_deref()
            .map(|title| markup::plain(&markup::lenient(title))),
    };
    entry.published = time(item.published.as_deref());
    entry
}

fn time(time: Option<&str>) -> Option<String> {
    date::parse(time?, DateOrder::Unknown, None)
}

fn author(author: Option<Author>) -> (Option<String>, Option<String>) {
    author.map_or((None, None), |author| {
        let name = author.name.as_deref().map(markup::plain);
        (name, author.url)
    })
}
