//! Wix: a table of posts, whose content stands in one column as a tree of nodes.
//!
//! Tags and categories may be ids, whose names are not in the table: those are told, not shown.

use serde_json::Value;

use crate::error::Error;
use crate::input::export::table::{self, Row, Table};
use crate::input::export::{
    Blog, Bytes, Context, Entry, Export, Form, Head, Kind, Place, Post, Status, labels, markup,
    resolved,
};
use crate::note::{Note, NoteKind};
use crate::read::date::{self, DateOrder};

mod rich;

/// The row in the table of forms.
pub(super) const FORM: Form = Form {
    name: "wix",
    is,
    open,
};

/// Columns that no other table has together.
const MARKS: &[&str] = &["Title", "Slug", "Plain Content", "Rich Content"];

fn is(head: &Head<'_>) -> bool {
    table::names_all(head.text, MARKS)
}

fn open(bytes: Bytes, context: &Context) -> Result<Box<dyn Export>, Error> {
    Ok(Box::new(Wix {
        table: Table::open(bytes, context.limits.bytes)?,
        base_url: context.base_url.clone(),
    }))
}

struct Wix {
    table: Table,
    base_url: Option<String>,
}

impl Export for Wix {
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

impl Wix {
    fn describe(&self, row: &Row<'_>, place: Place) -> Entry {
        let mut entry = Entry::new(Kind::Post, place);
        entry.id = id(row);
        if entry.id.is_none() && row.value("Title").is_none() {
            entry.kind = Kind::Broken;
            entry.reason = Some("a row without an ID and a title".to_owned());
            return entry;
        }
        entry.published = time(row, "Published Date");
        if entry.published.is_none() {
            entry.status = Status::Draft;
        }
        entry.url = self.address(row);
        entry.slug = row.value("Slug").map(str::to_owned);
        entry.title = row.value("Title").map(str::to_owned);
        entry
    }

    fn address(&self, row: &Row<'_>) -> Option<String> {
        let path = row.value("Post Page URL")?;
        resolved(self.base_url.as_deref(), path)
    }

    fn read_post(&self, row: &Row<'_>) -> Post {
        let mut notes = Vec::new();
        Post {
            id: id(row),
            url: self.address(row),
            title: markup::text(row.value("Title").unwrap_or_default()),
            author: row.value("Author").map(str::to_owned),
            published: time(row, "Published Date"),
            updated: time(row, "Last Published Date"),
            labels: labels(row, &mut notes),
            dek: row.value("Excerpt").map(markup::text),
            image: row.value("Cover Image").map(rich::address),
            content: content(row, &mut notes),
            notes,
            ..Post::default()
        }
    }
}

fn id(row: &Row<'_>) -> Option<String> {
    row.value("ID")
        .or(row.value("Internal ID"))
        .map(str::to_owned)
}

fn time(row: &Row<'_>, column: &str) -> Option<String> {
    date::parse(row.value(column)?, DateOrder::Unknown, None)
}

fn labels(row: &Row<'_>, notes: &mut Vec<Note>) -> Vec<String> {
    let mut names: Vec<&str> = Vec::new();
    for column in ["Main Category", "Categories", "Tags"] {
        let Some(value) = row.value(column) else {
            continue;
        };
        if value.starts_with('[') {
            if value != "[]" {
                let message = format!("{column} are ids, whose names are not in the export");
                notes.push(Note::dropped("export.wix.labels", message, value));
            }
            continue;
        }
        names.extend(value.split(','));
    }
    labels::each_once(names)
}

/// The content as HTML: of the nodes, or where they cannot be read of the plain text.
fn content(row: &Row<'_>, notes: &mut Vec<Note>) -> String {
    let tree = row.value("Rich Content");
    let tree = tree.and_then(|text| serde_json::from_str::<Value>(text).ok());
    if let Some(tree) = tree.filter(|tree| tree.get("nodes").is_some()) {
        return rich::html(&tree, notes);
    }
    let message = "the content cannot be read: its plain text stands for it";
    notes.push(Note::new(NoteKind::Repaired, "export.wix.content", message));
    let plain = row.value("Plain Content").unwrap_or_default();
    markup::paragraphs(&markup::text(plain))
}
