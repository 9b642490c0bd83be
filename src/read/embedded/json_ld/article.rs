//! What JSON-LD says of one thing: names, persons, dates, labels.

use serde_json::Value;

use super::comments::{comments, html};
use super::{each, is_of, shown};
use crate::read::embedded::CommentItem;

/// The post, as JSON-LD describes it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Article {
    /// Its title.
    pub(crate) headline: Option<String>,
    /// Its authors.
    pub(crate) authors: Vec<Person>,
    /// When it was published, as written.
    pub(crate) published: Option<String>,
    /// When it was changed, as written.
    pub(crate) modified: Option<String>,
    /// Labels in order, each once.
    pub(crate) keywords: Vec<String>,
    /// The blog's sections that it stands in.
    pub(crate) sections: Vec<String>,
    /// Its language.
    pub(crate) language: Option<String>,
    /// Its address.
    pub(crate) url: Option<String>,
    /// What the blog is called.
    pub(crate) site_names: Vec<String>,
    /// The number of comments that it claims.
    pub(crate) comment_count: Option<u32>,
    /// Its comments, each behind the one that it stands in.
    pub(crate) comments: Vec<CommentItem>,
    /// Its text as HTML.
    pub(crate) body: Option<String>,
}

/// A person or a group.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) url: Option<String>,
    /// Whether it is an organisation, as far as the data tell.
    pub(crate) is_group: bool,
}

/// Types of things that write and are no person.
const GROUPS: &[&str] = &[
    "Organization",
    "NewsMediaOrganization",
    "Corporation",
    "LocalBusiness",
    "Brand",
    "WebSite",
];

/// Reads a thing, with what it refers to among all `things`.
pub(super) fn read(thing: &Value, things: &[&Value]) -> Article {
    let text = |name: &str| text_of(&thing[name]);
    Article {
        headline: text("headline").or_else(|| text("name")),
        authors: authors(thing, things),
        published: text("datePublished").or_else(|| text("dateCreated")),
        modified: text("dateModified"),
        keywords: list(&thing["keywords"]),
        sections: list(&thing["articleSection"]),
        language: text("inLanguage")
            .or_else(|| text_of(&thing["inLanguage"]["alternateName"]))
            .or_else(|| text_of(&thing["inLanguage"]["name"])),
        url: address(thing),
        site_names: site_names(thing, things),
        comment_count: comment_count(thing),
        comments: comments(thing, things),
        body: ["articleBody", "text"]
            .into_iter()
            .find_map(|name| thing[name].as_str())
            .map(html)
            .filter(|body| !body.is_empty()),
    }
}

pub(super) fn text_of(value: &Value) -> Option<String> {
    each(value).iter().filter_map(Value::as_str).find_map(shown)
}

/// The authors: names, persons, or references to persons that stand elsewhere in the data.
fn authors(thing: &Value, things: &[&Value]) -> Vec<Person> {
    let mut authors: Vec<Person> = Vec::new();
    let given = [&thing["author"], &thing["creator"]]
        .into_iter()
        .find(|given| !given.is_null());
    for author in each(given.unwrap_or(&Value::Null)) {
        let person = person(referenced(author, things));
        let is_new = |name: &str| authors.iter().all(|known| known.name != name);
        if let Some(person) = person.filter(|person| is_new(&person.name)) {
            authors.push(person);
        }
    }
    authors
}

pub(super) fn person(value: &Value) -> Option<Person> {
    let name = text_of(value).or_else(|| text_of(&value["name"]))?;
    (!name.contains("://")).then(|| Person {
        name,
        url: text_of(&value["url"]).or_else(|| text_of(&value["sameAs"])),
        is_group: is_of(value, GROUPS),
    })
}

/// The thing that a reference without a name means.
pub(super) fn referenced<'a>(author: &'a Value, things: &[&'a Value]) -> &'a Value {
    if !author["name"].is_null() || author["@id"].is_null() {
        return author;
    }
    let mut others = things.iter().filter(|thing| !thing["name"].is_null());
    let named = others.find(|thing| thing["@id"] == author["@id"]);
    named.copied().unwrap_or(author)
}

/// A list of texts or of things with names, or one text with commas.
fn list(value: &Value) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for entry in each(value) {
        let entry = entry.as_str().or_else(|| entry["name"].as_str());
        let parts: Vec<&str> = match entry {
            Some(text) if value.is_array() => vec![text],
            Some(text) => text.split(',').collect(),
            None => Vec::new(),
        };
        for part in parts.into_iter().filter_map(shown) {
            if !found.contains(&part) {
                found.push(part);
            }
        }
    }
    found
}

/// The post's own address.
fn address(thing: &Value) -> Option<String> {
    let main = &thing["mainEntityOfPage"];
    [&thing["url"], &main["@id"], main]
        .into_iter()
        .filter_map(text_of)
        .find(|address| address.contains("://"))
}

/// What the publisher and the site are called.
fn site_names(thing: &Value, things: &[&Value]) -> Vec<String> {
    let publishers = each(&thing["publisher"]).iter();
    let publishers = publishers.map(|publisher| referenced(publisher, things));
    let sites = things
        .iter()
        .copied()
        .filter(|thing| is_of(thing, &["WebSite", "Blog"]));
    let names = publishers.chain(sites).map(|named| text_of(&named["name"]));
    names.flatten().collect()
}

fn comment_count(thing: &Value) -> Option<u32> {
    let number = |value: &Value| match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let count = number(&thing["commentCount"])?;
    u32::try_from(count).ok()
}
