//! Commento: the comments of a site without its posts, in JSON.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::error::Error;
use crate::input::export::json::{self, Json};
use crate::input::export::{
    Blog, Bytes, Comment, Context, Entry, Export, Form, Head, Kind, Place, Post, PostKey, Status,
    bad, markup,
};
use crate::read::date::{self, DateOrder};

/// The row in the table of forms.
pub(super) const FORM: Form = Form {
    name: "commento",
    is,
    open,
};

fn is(head: &Head<'_>) -> bool {
    let text = head.text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('{') && text.contains("\"commentHex\"") && text.contains("\"comments\"")
}

fn open(bytes: Bytes, context: &Context) -> Result<Box<dyn Export>, Error> {
    let json = Json::open(bytes, context.limits.bytes)?;
    json::fields(json.text())?;
    let comments = json::listed(json.text(), "comments").into_iter();
    let comments = comments.map(|row| json.place(row)).collect();
    let writers: Vec<Writer> = json::table(json.text(), "commenters");
    Ok(Box::new(Commento {
        writers: writers
            .into_iter()
            .map(|writer| (writer.hex.clone(), writer))
            .collect(),
        comments,
        json,
    }))
}

struct Commento {
    json: Json,
    comments: Vec<Place>,
    writers: FxHashMap<String, Writer>,
}

#[derive(Deserialize)]
struct Writer {
    #[serde(rename = "commenterHex")]
    hex: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    link: Option<String>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(rename = "commentHex")]
    hex: String,
    #[serde(default)]
    domain: String,
    #[serde(default, alias = "path")]
    url: String,
    #[serde(default, rename = "commenterHex")]
    writer: String,
    #[serde(default)]
    markdown: String,
    #[serde(default)]
    html: String,
    #[serde(default, rename = "parentHex")]
    parent: String,
    #[serde(default)]
    state: String,
    #[serde(default, rename = "creationDate")]
    date: String,
    #[serde(default)]
    deleted: bool,
}

impl Row {
    fn time(&self) -> Option<String> {
        date::parse(&self.date, DateOrder::Unknown, None)
    }

    /// The address of the post. The file does not tell the scheme.
    fn address(&self) -> Option<String> {
        if self.domain.is_empty() {
            return None;
        }
        let path = self.url.trim_start_matches('/');
        Some(format!("https://{}/{path}", self.domain))
    }

    fn status(&self) -> Status {
        match self.state.as_str() {
            "flagged" => Status::Spam,
            "unapproved" => Status::Draft,
            _ => Status::Public,
        }
    }
}

impl Export for Commento {
    fn scan(&self, found: &mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<Blog, Error> {
        for place in &self.comments {
            found(match self.json.tried::<Row>(self.json.part(*place)?) {
                Err(broken) => *broken,
                Ok(row) => {
                    let mut entry = Entry::new(Kind::Comment, *place);
                    entry.status = row.status();
                    entry.published = row.time();
                    entry.post = row.address().map(PostKey::Url);
                    entry.id = Some(row.hex);
                    entry
                }
            })?;
        }
        Ok(Blog::default())
    }

    fn post(&self, _: Place) -> Result<Post, Error> {
        Err(bad("Commento keeps comments, not posts"))
    }

    fn comment(&self, place: Place) -> Result<Comment, Error> {
        let row: Row = self.json.read(place)?;
        // Who removed a comment does not want to be seen there.
        let writer = self.writers.get(&row.writer).filter(|_| !row.deleted);
        let content = match (row.deleted, row.html.trim().is_empty()) {
            (true, _) => String::new(),
            (false, true) => markup::markdown(&row.markdown),
            (false, false) => row.html.clone(),
        };
        let parent = Some(row.parent.clone()).filter(|id| !id.is_empty() && id != "root");
        Ok(Comment {
            reply_to: parent,
            author: writer.and_then(|writer| writer.name.clone()),
            author_url: writer
                .and_then(|writer| writer.link.clone())
                .filter(|link| link.starts_with("http")),
            published: row.time(),
            content,
            deleted: row.deleted,
            id: Some(row.hex),
            ..Comment::default()
        })
    }
}
