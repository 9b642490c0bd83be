//! Mobiledoc: sections with markers, Ghost's form from version 1 to 5.
//!
//! A section is `[1, "p", markers]`, `[2, address]` (an image), `[3, "ul", [markers, …]]` or
//! `[10, card]`; a marker is `[kind, opened markups, how many close, text or atom]`.

use serde_json::Value;

use super::cards;
use crate::input::export::markup;
use crate::note::Note;

/// Elements of sections that are written as they are; others become paragraphs.
const TAGS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "ul",
    "ol",
];

/// Elements of markups that are written as they are.
const MARKUPS: &[&str] = &[
    "a", "b", "strong", "i", "em", "code", "s", "u", "sub", "sup",
];

/// A document as HTML; none where it is none.
pub(super) fn html(text: &str, notes: &mut Vec<Note>) -> Option<String> {
    let document: Value = serde_json::from_str(text).ok()?;
    let sections = document.get("sections")?.as_array()?;
    let mut out = String::new();
    for section in sections {
        out.push_str(&write(section, &document, notes));
    }
    Some(out)
}

fn write(section: &Value, document: &Value, notes: &mut Vec<Note>) -> String {
    let inside = section.get(2).unwrap_or(&Value::Null);
    match section.get(0).and_then(Value::as_u64) {
        Some(1) => {
            let tag = known(section.get(1), TAGS).unwrap_or("p");
            let inside = markers(inside, document);
            markup::element(tag, &inside)
        }
        Some(2) => {
            let src = section.get(1).and_then(Value::as_str).unwrap_or_default();
            markup::figure(src, "", "", "")
        }
        Some(3) => {
            let tag = known(section.get(1), &["ul", "ol"]).unwrap_or("ul");
            let items = inside.as_array().into_iter().flatten();
            let items: String = items
                .map(|item| markup::element("li", &markers(item, document)))
                .collect();
            markup::element(tag, &items)
        }
        Some(10) => {
            let Some(card) = entry(document, "cards", section.get(1)) else {
                return String::new();
            };
            let name = card.get(0).and_then(Value::as_str).unwrap_or_default();
            cards::write(name, card.get(1).unwrap_or(&Value::Null), notes)
        }
        _ => String::new(),
    }
}

/// The entry of one of the document's lists.
fn entry<'a>(document: &'a Value, list: &str, place: Option<&Value>) -> Option<&'a Value> {
    let place = usize::try_from(place?.as_u64()?).ok()?;
    document.get(list)?.get(place)
}

fn known(name: Option<&Value>, names: &[&'static str]) -> Option<&'static str> {
    let name = name?.as_str()?.to_ascii_lowercase();
    names.iter().copied().find(|known| *known == name)
}

fn markers(markers: &Value, document: &Value) -> String {
    let mut out = String::new();
    let mut open: Vec<&str> = Vec::new();
    for marker in markers.as_array().into_iter().flatten() {
        let opened = marker.get(1).and_then(Value::as_array);
        for place in opened.into_iter().flatten() {
            let markup = entry(document, "markups", Some(place)).unwrap_or(&Value::Null);
            let tag = known(markup.get(0), MARKUPS).unwrap_or("span");
            out.push_str(&start_tag(tag, markup));
            open.push(tag);
        }
        out.push_str(&words(marker, document));
        let closing = marker.get(2).and_then(Value::as_u64).unwrap_or(0);
        for _ in 0..closing {
            let Some(tag) = open.pop() else {
                break;
            };
            out.push_str(&end_tag(tag));
        }
    }
    for tag in open.into_iter().rev() {
        out.push_str(&end_tag(tag));
    }
    out
}

/// The text of a marker, or of the atom that it names: a line break, or its words.
fn words(marker: &Value, document: &Value) -> String {
    if marker.get(0).and_then(Value::as_u64) != Some(1) {
        return markup::text(marker.get(3).and_then(Value::as_str).unwrap_or_default());
    }
    let atom = entry(document, "atoms", marker.get(3)).unwrap_or(&Value::Null);
    match atom.get(0).and_then(Value::as_str) {
        Some("soft-return") => "<br>".to_owned(),
        _ => markup::text(atom.get(1).and_then(Value::as_str).unwrap_or_default()),
    }
}

fn end_tag(tag: &str) -> String {
    format!("</{tag}>")
}

/// Attributes stand in one list: name, value, name, value.
fn start_tag(tag: &str, markup: &Value) -> String {
    let attributes = markup.get(1).and_then(Value::as_array);
    let attributes: Vec<&str> = attributes
        .into_iter()
        .flatten()
        .map(|value| value.as_str().unwrap_or_default())
        .collect();
    let href = attributes.chunks_exact(2).find(|pair| pair[0] == "href");
    match href {
        Some(pair) if tag == "a" => format!("<a href=\"{}\">", markup::attribute(pair[1])),
        _ => format!("<{tag}>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markups_open_and_close_around_their_words() {
        let document = serde_json::json!({
            "version": "0.3.1",
            "atoms": [["soft-return", "", {}]],
            "cards": [["image", {"src": "https://a.example/b.jpg", "caption": "A <b>boat</b>"}]],
            "markups": [["em"], ["a", ["href", "https://a.example/"]]],
            "sections": [
                [1, "h2", [[0, [], 0, "A & B"]]],
                [1, "p", [[0, [1, 0], 1, "one"], [1, [], 0, 0], [0, [], 1, " two"], [0, [], 0, " three"]]],
                [3, "ol", [[[0, [], 0, "first"]]]],
                [10, 0],
                [10, 7]
            ]
        });
        let html = html(&document.to_string(), &mut Vec::new()).expect("it is a document");
        assert_eq!(
            html,
            "<h2>A &amp; B</h2>\n\
             <p><a href=\"https://a.example/\"><em>one</em><br> two</a> three</p>\n\
             <ol><li>first</li>\n</ol>\n\
             <figure><img src=\"https://a.example/b.jpg\" alt=\"\"><figcaption>A <b>boat</b></figcaption></figure>\n"
        );
    }
}
