//! Substack: `posts.csv`, and beside it `posts/<id>.<slug>.html` with the content of each post.
//!
//! The table is the export; a post whose file is not there is told. The address is not in the
//! table: it is made of the blog's and the slug, as Substack does.

use crate::error::Error;
use crate::input::export::table::{self, Row, Table};
use crate::input::export::{
    Blog, Bytes, Context, Entry, Export, Form, Head, Kind, Neighbours, Place, Post, Status, markup,
    resolved,
};
use crate::note::{Note, NoteKind};
use crate::read::date::{self, DateOrder};

/// The row in the table of forms.
pub(super) const FORM: Form = Form {
    name: "substack",
    is,
    open,
};

/// Columns that no other table has together.
const MARKS: &[&str] = &["post_id", "post_date", "is_published", "audience"];

fn is(head: &Head<'_>) -> bool {
    table::names_all(head.text, MARKS)
}

fn open(bytes: Bytes, context: &Context) -> Result<Box<dyn Export>, Error> {
    let limit = context.limits.bytes;
    Ok(Box::new(Substack {
        table: Table::open(bytes, limit)?,
        limit,
        base_url: context.base_url.clone(),
        neighbours: context.neighbours.clone(),
    }))
}

struct Substack {
    table: Table,
    /// Bytes of a post.
    limit: u64,
    base_url: Option<String>,
    neighbours: Neighbours,
}

impl Export for Substack {
    fn scan(&self, found: &mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<Blog, Error> {
        self.table
            .rows(found, |row, place| self.describe(row, place))?;
        Ok(Blog {
            url: self.base_url.clone(),
            ..Blog::default()
        })
    }

    fn post(&self, place: Place) -> Result<Post, Error> {
        self.table.row(place).map(|row| self.read_post(&row))
    }
}

/// What the columns say.
impl Row<'_> {
    /// Id and slug, which stand in one column.
    fn names(&self) -> (Option<&str>, Option<&str>) {
        let Some(both) = self.value("post_id") else {
            return (None, None);
        };
        match both.split_once('.') {
            Some((id, slug)) if !slug.is_empty() => (Some(id), Some(slug)),
            _ => (Some(both.trim_end_matches('.')), None),
        }
    }

    fn time(&self) -> Option<String> {
        let time = self.value("post_date").or(self.value("email_sent_at"))?;
        date::parse(time, DateOrder::Unknown, None)
    }

    /// Who may see the post, and what is odd about that.
    fn status(&self) -> (Status, Option<String>) {
        let is_published = self
            .value("is_published")
            .is_some_and(|value| value.eq_ignore_ascii_case("true"));
        match self.value("audience") {
            _ if !is_published => (Status::Draft, None),
            None | Some("everyone") => (Status::Public, None),
            Some(who) => (
                Status::Private,
                Some(format!("only for readers of the kind {who:?}")),
            ),
        }
    }
}

impl Substack {
    fn describe(&self, row: &Row<'_>, place: Place) -> Entry {
        let kind = match row.value("type") {
            Some("page") => Kind::Page,
            _ => Kind::Post,
        };
        let (id, slug) = row.names();
        let mut entry = Entry::new(kind, place);
        if id.is_none() {
            entry.kind = Kind::Broken;
            entry.reason = Some("a row without a post_id".to_owned());
            return entry;
        }
        (entry.status, entry.reason) = row.status();
        entry.id = id.map(str::to_owned);
        entry.slug = slug.map(str::to_owned);
        entry.url = self.address(slug);
        entry.title = row
            .value("title")
            .map(|title| markup::plain(&markup::lenient(title)));
        entry.published = row.time();
        entry
    }

    fn address(&self, slug: Option<&str>) -> Option<String> {
        resolved(self.base_url.as_deref(), &format!("/p/{}", slug?))
    }

    fn read_post(&self, row: &Row<'_>) -> Post {
        let mut notes = Vec::new();
        let (id, slug) = row.names();
        let mut content = self.body(row, &mut notes);
        if let Some(audio) = row.value("podcast_url") {
            let audio = markup::attribute(audio);
            content.insert_str(0, &format!("<audio src=\"{audio}\" controls></audio>\n"));
        }
        if let (_, Some(reason)) = row.status() {
            notes.push(Note::new(
                NoteKind::Chosen,
                "export.substack.audience",
                reason,
            ));
        }
        Post {
            id: id.map(str::to_owned),
            url: self.address(slug),
            title: markup::lenient(row.value("title").unwrap_or_default()),
            published: row.time(),
            dek: row.value("subtitle").map(markup::lenient),
            content,
            notes,
            ..Post::default()
        }
    }

    /// The content, which stands in a file of its own.
    fn body(&self, row: &Row<'_>, notes: &mut Vec<Note>) -> String {
        let name = row.value("post_id").unwrap_or_default();
        let name = format!("posts/{name}.html");
        let mut missing = |words: String| {
            notes.push(Note::new(NoteKind::Missing, "export.substack.body", words));
            String::new()
        };
        let Some(bytes) = self.neighbours.find(&name) else {
            return missing(format!("the content is not there: no file {name}"));
        };
        if bytes.len() > self.limit {
            return missing(format!("{name} is larger than {} bytes", self.limit));
        }
        match bytes.whole() {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => missing(format!("{name} cannot be read: {error}")),
        }
    }
}
