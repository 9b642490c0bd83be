//! Comments as JSON-LD describes them: in the article, in each other, or beside it.

use serde_json::Value;

use super::article::{person, referenced, text_of};
use super::{each, is_of};
use crate::read::comments::identity;
use crate::read::date::{self, DateOrder};
use crate::read::embedded::CommentItem;
use crate::read::embedded::data::paragraphs;

/// Types of things that are comments.
const COMMENTS: &[&str] = &["Comment", "UserComments"];

/// More is no page's.
const MOST: usize = 5000;

/// The comments of an article, each behind the one that it stands in.
pub(super) fn comments(article: &Value, things: &[&Value]) -> Vec<CommentItem> {
    let beside = things.iter().filter(|thing| is_of(thing, COMMENTS));
    let inside = held(article);
    let mut waiting: Vec<(&Value, Option<usize>)> = beside.rev().map(|one| (*one, None)).collect();
    waiting.extend(inside.into_iter().rev().map(|one| (one, None)));
    let mut found = Vec::new();
    while let Some((value, within)) = waiting.pop().filter(|_| found.len() < MOST) {
        let Some(item) = comment(value, things) else {
            continue;
        };
        let replies = held(value).into_iter().rev();
        waiting.extend(replies.map(|reply| (reply, Some(found.len()))));
        found.push(CommentItem { within, ..item });
    }
    found
}

/// The comments that a thing holds.
fn held(thing: &Value) -> Vec<&Value> {
    let named = [&thing["comment"], &thing["comments"]];
    named.into_iter().flat_map(each).collect()
}

/// A comment; none where it says nothing.
fn comment(value: &Value, things: &[&Value]) -> Option<CommentItem> {
    let first = |names: &[&str]| names.iter().find_map(|name| value[*name].as_str());
    let said = first(&["text", "commentText", "articleBody", "description"])?;
    let author = [&value["author"], &value["creator"]];
    let author = author.into_iter().flat_map(each).next();
    let author = author.and_then(|author| {
        person(referenced(author, things)).or_else(|| {
            let name = text_of(&author["alternateName"])?;
            person(&Value::String(name))
        })
    });
    let published = first(&["dateCreated", "datePublished", "commentTime"]);
    let (name, url) = author.map(|author| (author.name, author.url)).unzip();
    Some(CommentItem {
        id: [&value["@id"], &value["url"], &value["identifier"]]
            .into_iter()
            .find_map(id),
        published: published.and_then(|text| date::parse(text, DateOrder::Unknown, None)),
        parent: [&value["parentItem"]["@id"], &value["parentItem"]["url"]]
            .into_iter()
            .find_map(id),
        author: name,
        author_url: url.flatten(),
        body: html(said),
        ..CommentItem::default()
    })
    .filter(|item| !item.body.is_empty())
}

/// The id of the comment that an address leads to (`#comment-12`, `/comment/12`), or one that
/// stands for itself.
fn id(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim(),
        Value::Number(number) => return Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    let is_address = text.contains('/') && !text.contains('#');
    identity(text).filter(|_| !is_address || text.contains("/comment/"))
}

/// A text that somebody wrote: HTML stays, plain text gets its paragraphs.
pub(super) fn html(said: &str) -> String {
    let said = said.trim();
    if said.contains("</") || said.contains("<br") {
        return said.to_owned();
    }
    // What is escaped in plain text was meant to be read.
    let text = scraper::Html::parse_fragment(&said.replace('<', "&lt;"));
    paragraphs(&text.root_element().text().collect::<String>())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_address_is_an_id_where_it_leads_to_a_comment() {
        let cases = [
            (json!("#comment-12"), Some("12")),
            (json!("https://a.example/post#comment-12"), Some("12")),
            (
                json!("https://a.example/odalys/comment/3bld3"),
                Some("3bld3"),
            ),
            (json!("https://a.example/2014/07/post"), None),
            (json!(12), Some("12")),
            (json!(null), None),
        ];
        for (value, expected) in cases {
            assert_eq!(id(&value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn what_says_nothing_is_no_comment() {
        let article = json!({"comment": [{"text": ""}, {"author": "Odalys"}, {"text": "Yes."}]});
        let found = comments(&article, &[]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].body, "<p>Yes.</p>");
    }
}
