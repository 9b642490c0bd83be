//! Posts made of blocks, Tumblr's form since 2019: `content`, and before it what was passed on, in
//! `trail`.

use serde_json::Value;

use super::api::{field, list};
use super::{said_by, shown};
use crate::input::export::markup;
use crate::note::Note;

/// Elements of a format over a part of a text.
const FORMATS: &[(&str, &str)] = &[
    ("bold", "strong"),
    ("italic", "em"),
    ("strikethrough", "s"),
    ("small", "small"),
];

/// The content of a post as HTML.
pub(super) fn html(post: &Value, notes: &mut Vec<Note>) -> String {
    let mut out = String::new();
    for part in list(post, "trail") {
        let name = part.get("blog").map_or("", |blog| field(blog, "name"));
        let inside = all(part, notes);
        out += &said_by(name, &inside);
    }
    out + &all(post, notes)
}

fn all(post: &Value, notes: &mut Vec<Note>) -> String {
    let mut out = String::new();
    let blocks: Vec<&Value> = list(post, "content").collect();
    // Items of a list that follow each other stand in one.
    for group in blocks.chunk_by(|one, next| list_of(one) == list_of(next)) {
        let inside: String = group.iter().map(|block| write(block, notes)).collect();
        out += &match list_of(group[0]) {
            Some(name) => markup::element(name, &inside),
            None => inside,
        };
    }
    out
}

/// The element of the list that a block is an item of.
fn list_of(block: &Value) -> Option<&'static str> {
    match field(block, "subtype") {
        "unordered-list-item" => Some("ul"),
        "ordered-list-item" => Some("ol"),
        _ => None,
    }
}

fn write(block: &Value, notes: &mut Vec<Note>) -> String {
    match field(block, "type") {
        "text" => text(block),
        "image" => {
            let largest =
                list(block, "media").max_by_key(|size| size.get("width").and_then(Value::as_u64));
            let src = largest.map_or("", |size| field(size, "url"));
            let caption = markup::text(field(block, "caption"));
            markup::figure(src, field(block, "alt_text"), &caption, "")
        }
        "link" => {
            let title = field(block, "title");
            let about = markup::text(field(block, "description"));
            format!(
                "{}<p>{about}</p>\n",
                markup::link(field(block, "url"), title)
            )
        }
        "audio" | "video" => {
            let embedded = field(block, "embed_html");
            let url = field(block, "url");
            let media = block.get("media").map_or("", |media| field(media, "url"));
            let mut known = [embedded, url, media].into_iter();
            let found = known.find(|text| !text.is_empty());
            found.map_or_else(String::new, shown)
        }
        kind => {
            let message = format!("a block of the kind {kind:?}, which is not known");
            let words = field(block, "question");
            notes.push(Note::dropped("export.tumblr.block", message, words));
            String::new()
        }
    }
}

fn text(block: &Value) -> String {
    let inside = formatted(block);
    let tag = match field(block, "subtype") {
        "heading1" => "h2",
        "heading2" => "h3",
        "quote" | "indented" => "blockquote",
        "chat" => "pre",
        "unordered-list-item" | "ordered-list-item" => "li",
        _ => "p",
    };
    markup::element(tag, &inside)
}

/// A text with its formats, which name where they begin and end in characters.
fn formatted(block: &Value) -> String {
    let text = field(block, "text");
    let mut tags: Vec<(usize, bool, String)> = Vec::new();
    for format in list(block, "formatting") {
        let number = |name| format.get(name).and_then(Value::as_u64).unwrap_or(0);
        let place = |name| usize::try_from(number(name)).unwrap_or(usize::MAX);
        let (start, end) = (place("start"), place("end"));
        let kind = field(format, "type");
        let (open, close) = if kind == "link" {
            let url = markup::attribute(field(format, "url"));
            (format!("<a href=\"{url}\">"), "</a>".to_owned())
        } else if let Some((_, tag)) = FORMATS.iter().find(|(known, _)| *known == kind) {
            (format!("<{tag}>"), format!("</{tag}>"))
        } else {
            continue;
        };
        tags.push((start, true, open));
        tags.push((end, false, close));
    }
    // What ends at a place ends before another begins there, the innermost first.
    tags.reverse();
    tags.sort_by_key(|(place, opens, _)| (*place, *opens));
    let mut tags = tags.into_iter().peekable();
    let mut out = String::new();
    for (place, c) in text.chars().enumerate() {
        while let Some((_, _, tag)) = tags.next_if(|(at, _, _)| *at <= place) {
            out += &tag;
        }
        match c {
            '\n' => out += "<br>",
            c => out += &markup::text(c.encode_utf8(&mut [0; 4])),
        }
    }
    for (_, opens, tag) in tags {
        if !opens {
            out += &tag;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_begin_and_end_where_they_say() {
        let block = serde_json::json!({"type": "text", "text": "Fog & é boats", "formatting": [
            {"type": "bold", "start": 0, "end": 3},
            {"type": "link", "start": 6, "end": 13, "url": "https://a.example/"},
            {"type": "italic", "start": 8, "end": 99}]});
        assert_eq!(
            formatted(&block),
            "<strong>Fog</strong> &amp; <a href=\"https://a.example/\">é <em>boats</a></em>"
        );
    }

    #[test]
    fn items_of_a_list_stand_in_one() {
        let post = serde_json::json!({"content": [
            {"type": "text", "text": "a", "subtype": "unordered-list-item"},
            {"type": "text", "text": "b", "subtype": "unordered-list-item"},
            {"type": "text", "text": "c"}]});
        assert_eq!(
            html(&post, &mut Vec::new()),
            "<ul><li>a</li>\n<li>b</li>\n</ul>\n<p>c</p>\n"
        );
    }
}
