//! Lexical: a tree of nodes, Ghost's form since version 5.40.

use serde_json::Value;

use super::cards::{self, field};
use crate::input::export::markup;
use crate::note::Note;

/// The bits of a text's format and their elements, from the inside to the outside.
const FORMATS: &[(u64, &str)] = &[
    (16, "code"),
    (32, "sub"),
    (64, "sup"),
    (128, "mark"),
    (8, "u"),
    (4, "s"),
    (2, "em"),
    (1, "strong"),
];

/// A document as HTML; none where it is none.
pub(super) fn html(text: &str, notes: &mut Vec<Note>) -> Option<String> {
    let document: Value = serde_json::from_str(text).ok()?;
    let root = document.get("root")?;
    root.get("children")?.as_array()?;
    Some(children(root, notes))
}

/// The nodes in a node. Their depth is bounded by that of the JSON.
fn children(node: &Value, notes: &mut Vec<Note>) -> String {
    let children = node.get("children").and_then(Value::as_array);
    let mut out = String::new();
    for child in children.into_iter().flatten() {
        out.push_str(&write(child, notes));
    }
    out
}

/// Elements that a node is written as, with what is in it.
const ELEMENTS: &[(&str, &str)] = &[
    ("paragraph", "p"),
    ("quote", "blockquote"),
    ("extended-quote", "blockquote"),
    ("aside", "blockquote"),
    ("listitem", "li"),
    ("table", "table"),
    ("tablerow", "tr"),
    ("tablecell", "td"),
];

fn write(node: &Value, notes: &mut Vec<Note>) -> String {
    let kind = field(node, "type");
    if let Some((_, element)) = ELEMENTS.iter().find(|(known, _)| *known == kind) {
        return wrapped(element, node, notes);
    }
    match kind {
        "heading" | "extended-heading" => wrapped(heading(field(node, "tag")), node, notes),
        "list" => list(node, notes),
        "text" | "extended-text" => text(node),
        "linebreak" => "<br>".to_owned(),
        "tab" => " ".to_owned(),
        "link" | "autolink" | "at-link" => {
            let inside = children(node, notes);
            let url = markup::attribute(field(node, "url"));
            format!("<a href=\"{url}\">{inside}</a>")
        }
        _ if node.get("children").is_some() => children(node, notes),
        _ => cards::write(kind, node, notes),
    }
}

fn wrapped(element: &str, node: &Value, notes: &mut Vec<Note>) -> String {
    let inside = children(node, notes);
    markup::element(element, &inside)
}

fn heading(tag: &str) -> &'static str {
    let tags = ["h1", "h2", "h3", "h4", "h5", "h6"];
    tags.into_iter().find(|known| *known == tag).unwrap_or("h2")
}

fn list(node: &Value, notes: &mut Vec<Note>) -> String {
    let inside = children(node, notes);
    if field(node, "listType") != "number" && field(node, "tag") != "ol" {
        return format!("<ul>{inside}</ul>\n");
    }
    let start = node.get("start").and_then(Value::as_u64).unwrap_or(1);
    format!("<ol start=\"{start}\">{inside}</ol>\n")
}

fn text(node: &Value) -> String {
    let format = node.get("format").and_then(Value::as_u64).unwrap_or(0);
    let mut out = markup::text(field(node, "text"));
    for (_, element) in FORMATS.iter().filter(|(bit, _)| format & bit != 0) {
        out = format!("<{element}>{out}</{element}>");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(children: &Value) -> String {
        let document = serde_json::json!({"root": {"type": "root", "children": children}});
        html(&document.to_string(), &mut Vec::new()).expect("it is a document")
    }

    #[test]
    fn formats_are_bits() {
        let html = written(&serde_json::json!([{"type": "paragraph", "children": [
            {"type": "extended-text", "text": "a < b", "format": 3},
            {"type": "linebreak"},
            {"type": "link", "url": "https://a.example/?a&b", "children": [
                {"type": "text", "text": "c", "format": 16}]}]}]));
        assert_eq!(
            html,
            "<p><strong><em>a &lt; b</em></strong><br><a href=\"https://a.example/?a&amp;b\"><code>c</code></a></p>\n"
        );
    }

    #[test]
    fn an_unknown_card_is_told_with_its_words() {
        let mut notes = Vec::new();
        let document =
            r#"{"root": {"children": [{"type": "hologram", "caption": "A boat in the air"}]}}"#;
        assert_eq!(html(document, &mut notes).as_deref(), Some(""));
        assert_eq!(notes[0].text.as_deref(), Some("A boat in the air"));
    }

    #[test]
    fn what_is_no_document_is_none() {
        assert_eq!(html("[]", &mut Vec::new()), None);
        assert_eq!(html("{\"root\": 1}", &mut Vec::new()), None);
    }
}
