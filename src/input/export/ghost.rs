//! Ghost: one JSON file with tables, `db[0].data` or `data`.
//!
//! A post's content stands in `html`; where that is empty, in `lexical` (since version 5.40), in
//! `mobiledoc` (since 1.0) or in `markdown` (before). The address is not in the file: Ghost makes it
//! of the slug.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer};

use crate::error::Error;
use crate::input::export::json::{self, Id, Json};
use crate::input::export::{
    Blog, Bytes, Context, Entry, Export, Form, Head, Kind, Place, Post, Status, bad, labels,
    markup, resolved,
};
use crate::note::{Note, NoteKind};
use crate::read::date::{self, DateOrder};

mod cards;
mod lexical;
mod mobiledoc;

/// The row in the table of forms.
pub(super) const FORM: Form = Form {
    name: "ghost",
    is,
    open,
};

/// Stands for the blog's address.
const PLACEHOLDER: &str = "__GHOST_URL__";

fn is(head: &Head<'_>) -> bool {
    let text = head.text.trim_start_matches('\u{feff}').trim_start();
    let has = |words: &str| text.contains(words);
    text.starts_with('{')
        && has("\"data\"")
        && (has("\"db\"") || has("\"exported_on\""))
        && (has("\"exported_on\"") || has("\"posts\""))
}

fn open(bytes: Bytes, context: &Context) -> Result<Box<dyn Export>, Error> {
    let json = Json::open(bytes, context.limits.bytes)?;
    let data = data(json.text())?;
    let rows = |name| json::listed(data, name).into_iter();
    let posts: Vec<Place> = rows("posts").map(|row| json.place(row)).collect();
    let ghost = Ghost {
        base_url: context.base_url.clone(),
        tags: by_id(json::table(data, "tags")),
        users: by_id(json::table(data, "users")),
        meta: json::table::<Meta>(data, "posts_meta")
            .into_iter()
            .map(|meta| (meta.post_id.0.clone(), meta))
            .collect(),
        posts_tags: joined(json::table(data, "posts_tags")),
        posts_authors: joined(json::table(data, "posts_authors")),
        settings: json::table(data, "settings"),
        posts,
        json,
    };
    Ok(Box::new(ghost))
}

/// The object that holds the tables.
fn data(text: &str) -> Result<&str, Error> {
    json::fields(text)?;
    let inside = json::listed(text, "db").into_iter().next().unwrap_or(text);
    json::field(inside, "data").ok_or_else(|| bad("there is no \"data\" in it"))
}

struct Ghost {
    json: Json,
    base_url: Option<String>,
    posts: Vec<Place>,
    tags: FxHashMap<String, Named>,
    users: FxHashMap<String, Named>,
    meta: FxHashMap<String, Meta>,
    posts_tags: FxHashMap<String, Vec<String>>,
    posts_authors: FxHashMap<String, Vec<String>>,
    settings: Vec<Setting>,
}

/// A tag or a user.
#[derive(Deserialize)]
struct Named {
    id: Id,
    #[serde(default, deserialize_with = "text")]
    name: String,
    #[serde(default, deserialize_with = "text")]
    website: String,
    #[serde(default, deserialize_with = "text")]
    visibility: String,
}

#[derive(Deserialize)]
struct Setting {
    #[serde(default, deserialize_with = "text")]
    key: String,
    #[serde(default, deserialize_with = "text")]
    value: String,
}

/// More of a post, in a table of its own.
#[derive(Deserialize)]
struct Meta {
    post_id: Id,
    #[serde(default, deserialize_with = "text")]
    feature_image_alt: String,
    #[serde(default, deserialize_with = "text")]
    feature_image_caption: String,
}

/// A row that joins a post to a tag or an author.
#[derive(Deserialize)]
struct Join {
    post_id: Id,
    #[serde(alias = "tag_id", alias = "author_id", alias = "user_id")]
    other: Id,
    #[serde(default)]
    sort_order: i64,
}

#[derive(Deserialize)]
struct Row {
    id: Id,
    #[serde(default, deserialize_with = "text")]
    title: String,
    #[serde(default, deserialize_with = "text")]
    slug: String,
    #[serde(default, deserialize_with = "text")]
    html: String,
    #[serde(default, deserialize_with = "text")]
    lexical: String,
    #[serde(default, deserialize_with = "text")]
    mobiledoc: String,
    #[serde(default, deserialize_with = "text")]
    markdown: String,
    #[serde(default, deserialize_with = "text", alias = "image")]
    feature_image: String,
    #[serde(default, deserialize_with = "text")]
    status: String,
    #[serde(default, deserialize_with = "text")]
    visibility: String,
    #[serde(default)]
    updated_at: serde_json::Value,
    #[serde(default)]
    published_at: serde_json::Value,
    #[serde(default, deserialize_with = "text")]
    custom_excerpt: String,
    #[serde(default, deserialize_with = "text", alias = "language")]
    locale: String,
    #[serde(default)]
    author_id: Option<Id>,
}

/// What only the scan needs of a post.
#[derive(Deserialize)]
struct Short {
    id: Id,
    #[serde(default, deserialize_with = "text")]
    title: String,
    #[serde(default, deserialize_with = "text")]
    slug: String,
    #[serde(default, rename = "type", deserialize_with = "text")]
    kind: String,
    /// Before version 3: a number or a truth.
    #[serde(default)]
    page: serde_json::Value,
    #[serde(default, deserialize_with = "text")]
    status: String,
    #[serde(default, deserialize_with = "text")]
    visibility: String,
    #[serde(default)]
    published_at: serde_json::Value,
}

/// A text that may be null.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Option::<String>::deserialize(deserializer).map(Option::unwrap_or_default)
}

fn by_id(rows: Vec<Named>) -> FxHashMap<String, Named> {
    rows.into_iter()
        .map(|row| (row.id.0.clone(), row))
        .collect()
}

/// The ids that belong to each post, in their order.
fn joined(mut rows: Vec<Join>) -> FxHashMap<String, Vec<String>> {
    rows.sort_by_key(|row| row.sort_order);
    let mut joined: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for row in rows {
        joined.entry(row.post_id.0).or_default().push(row.other.0);
    }
    joined
}

impl Export for Ghost {
    fn scan(&self, found: &mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<Blog, Error> {
        for place in &self.posts {
            let part = self.json.part(*place)?;
            found(match self.json.tried::<Short>(part) {
                Ok(short) => self.describe(&short, *place),
                Err(broken) => *broken,
            })?;
        }
        Ok(Blog {
            title: self.setting(&["title"]),
            url: self.base_url.clone(),
            language: self.setting(&["locale", "lang", "default_locale"]),
            notes: Vec::new(),
        })
    }

    fn post(&self, place: Place) -> Result<Post, Error> {
        self.json.read(place).map(|row| self.read_post(row))
    }
}

impl Ghost {
    fn setting(&self, keys: &[&str]) -> Option<String> {
        let found = keys
            .iter()
            .find_map(|key| self.settings.iter().find(|row| row.key == *key));
        found
            .map(|row| row.value.clone())
            .filter(|value| !value.is_empty())
    }

    fn describe(&self, short: &Short, place: Place) -> Entry {
        let is_page = short.kind == "page"
            || short.page.as_bool() == Some(true)
            || short.page.as_u64() == Some(1);
        let kind = if is_page { Kind::Page } else { Kind::Post };
        let mut entry = Entry::new(kind, place);
        (entry.status, entry.reason) = status(&short.status, &short.visibility);
        entry.id = Some(short.id.0.clone());
        entry.url = self.address(&short.slug);
        entry.slug = (!short.slug.is_empty()).then(|| short.slug.clone());
        entry.title = Some(short.title.clone());
        entry.published = time(&short.published_at);
        entry
    }

    /// Where Ghost puts a post unless its routes were changed.
    fn address(&self, slug: &str) -> Option<String> {
        if slug.is_empty() {
            return None;
        }
        resolved(self.base_url.as_deref(), &format!("{slug}/"))
    }

    fn read_post(&self, row: Row) -> Post {
        let mut notes = Vec::new();
        let url = self.address(&row.slug);
        if url.is_some() {
            let message = "the address is made of the slug, as Ghost does by default";
            notes.push(Note::new(
                NoteKind::Guessed,
                "export.ghost.address",
                message,
            ));
        }
        if let (_, Some(reason)) = status(&row.status, &row.visibility) {
            notes.push(Note::new(
                NoteKind::Chosen,
                "export.ghost.visibility",
                reason,
            ));
        }
        let content = content(&row, &mut notes);
        let authors = self.authors(&row);
        let meta = self.meta.get(&row.id.0);
        let caption = meta.map(|meta| self.placed(&meta.feature_image_caption));
        let image = self.placed(&row.feature_image);
        Post {
            url,
            title: markup::text(&row.title),
            author: (!authors.is_empty()).then(|| names(&authors)),
            author_url: authors
                .first()
                .map(|user| user.website.clone())
                .filter(|website| authors.len() == 1 && !website.is_empty()),
            published: time(&row.published_at),
            updated: time(&row.updated_at),
            labels: self.labels(&row.id.0, &mut notes),
            language: (!row.locale.is_empty()).then_some(row.locale),
            dek: (!row.custom_excerpt.is_empty()).then(|| markup::text(&row.custom_excerpt)),
            image: (!image.is_empty()).then_some(image),
            image_alt: meta.map_or_else(String::new, |meta| meta.feature_image_alt.clone()),
            image_caption: caption.filter(|caption| !caption.is_empty()),
            content: self.placed(&content),
            notes,
            id: Some(row.id.0),
        }
    }

    fn authors(&self, row: &Row) -> Vec<&Named> {
        let joined = self.posts_authors.get(&row.id.0);
        let alone = row.author_id.as_ref().map(|id| &id.0);
        let ids = joined.into_iter().flatten();
        let found: Vec<_> = ids.filter_map(|id| self.users.get(id)).collect();
        if found.is_empty() {
            let user = alone.and_then(|id| self.users.get(id));
            return user.into_iter().collect();
        }
        found
    }

    /// The names of tags. Those that begin with `#` are the writers' own, no reader sees them.
    fn labels(&self, post: &str, notes: &mut Vec<Note>) -> Vec<String> {
        let ids = self.posts_tags.get(post).into_iter().flatten();
        let tags = ids.filter_map(|id| self.tags.get(id));
        let (internal, shown): (Vec<_>, Vec<_>) =
            tags.partition(|tag| tag.visibility == "internal" || tag.name.starts_with('#'));
        if !internal.is_empty() {
            let message = "tags that readers do not see";
            notes.push(Note::dropped("export.ghost.tag", message, names(&internal)));
        }
        labels::each_once(shown.iter().map(|tag| &tag.name))
    }

    /// A text with the blog's address where its placeholder stood; with a path where the address is
    /// not known.
    fn placed(&self, text: &str) -> String {
        let base = self.base_url.as_deref().unwrap_or_default();
        text.replace(PLACEHOLDER, base.trim_end_matches('/'))
    }
}

fn names(users: &[&Named]) -> String {
    let names: Vec<_> = users.iter().map(|user| user.name.as_str()).collect();
    names.join(", ")
}

/// Who may see a post, and what is odd about that.
fn status(status: &str, visibility: &str) -> (Status, Option<String>) {
    match (status, visibility) {
        ("draft", _) => (Status::Draft, None),
        ("scheduled", _) => (Status::Scheduled, None),
        ("sent", _) => (
            Status::Private,
            Some("it was sent by e-mail and is not on the site".to_owned()),
        ),
        (_, "" | "public") => (Status::Public, None),
        (_, who) => (
            Status::Private,
            Some(format!("only for readers of the kind {who:?}")),
        ),
    }
}

/// RFC 3339; before version 1 milliseconds.
fn time(value: &serde_json::Value) -> Option<String> {
    if let Some(text) = value.as_str() {
        return date::parse(text, DateOrder::Unknown, None);
    }
    let time = jiff::Timestamp::from_millisecond(value.as_i64()?).ok()?;
    date::parse(&time.to_string(), DateOrder::Unknown, None)
}

/// The content as HTML, from the first of its forms that has any.
fn content(row: &Row, notes: &mut Vec<Note>) -> String {
    if !row.html.trim().is_empty() {
        return row.html.clone();
    }
    let rendered = if !row.lexical.trim().is_empty() {
        lexical::html(&row.lexical, notes)
    } else if !row.mobiledoc.trim().is_empty() {
        mobiledoc::html(&row.mobiledoc, notes)
    } else {
        Some(markup::markdown(&row.markdown))
    };
    rendered.unwrap_or_else(|| {
        let message = "the content cannot be read: it is in no form that is known";
        notes.push(Note::new(
            NoteKind::Missing,
            "export.ghost.content",
            message,
        ));
        String::new()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_texts_or_milliseconds() {
        let old = time(&serde_json::json!(1_402_590_600_000_i64));
        assert_eq!(old.as_deref(), Some("2014-06-12T16:30:00Z"));
        let new = time(&serde_json::json!("2014-06-12T16:30:00.000Z"));
        assert_eq!(new, old);
    }

    #[test]
    fn posts_for_members_are_not_public() {
        assert_eq!(status("published", "public").0, Status::Public);
        assert_eq!(status("published", "paid").0, Status::Private);
        assert_eq!(status("draft", "paid").0, Status::Draft);
    }
}
