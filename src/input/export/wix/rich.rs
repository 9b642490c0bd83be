//! Rich content: a tree of nodes, each with data of its kind (`HEADING` has `headingData`).

use serde_json::Value;

use crate::input::export::markup;
use crate::note::Note;

/// Elements that a node is written as, with what is in it.
const ELEMENTS: &[(&str, &str)] = &[
    ("PARAGRAPH", "p"),
    ("BLOCKQUOTE", "blockquote"),
    ("CODE_BLOCK", "pre"),
    ("BULLETED_LIST", "ul"),
    ("ORDERED_LIST", "ol"),
    ("LIST_ITEM", "li"),
    ("TABLE", "table"),
    ("TABLE_ROW", "tr"),
    ("TABLE_CELL", "td"),
];

/// Elements of a text's decorations.
const DECORATIONS: &[(&str, &str)] = &[("BOLD", "strong"), ("ITALIC", "em"), ("UNDERLINE", "u")];

/// A tree as HTML. Its depth is bounded by that of the JSON.
pub(super) fn html(tree: &Value, notes: &mut Vec<Note>) -> String {
    let inside = tree.get("nodes").and_then(Value::as_array);
    let mut out = String::new();
    for node in inside.into_iter().flatten() {
        out += &write(node, notes);
    }
    out
}

/// The public address of a file: `wix:image://v1/ID/NAME#…`, or its id alone.
pub(super) fn address(name: &str) -> String {
    if name.starts_with("http") {
        return name.to_owned();
    }
    let id = name.strip_prefix("wix:image://v1/").unwrap_or(name);
    let id = id.split(['/', '#']).next().unwrap_or_default();
    format!("https://static.wixstatic.com/media/{id}")
}

/// The text at a path of fields; empty where there is none.
fn found<'a>(node: &'a Value, path: &str) -> &'a str {
    node.pointer(path)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn write(node: &Value, notes: &mut Vec<Note>) -> String {
    let kind = found(node, "/type");
    if let Some((_, element)) = ELEMENTS.iter().find(|(known, _)| *known == kind) {
        return markup::element(element, &html(node, notes));
    }
    match kind {
        "TEXT" => text(node),
        "HEADING" => {
            let level = node.pointer("/headingData/level").and_then(Value::as_u64);
            let level = level.unwrap_or(2).clamp(1, 6);
            markup::element(&format!("h{level}"), &html(node, notes))
        }
        "IMAGE" => image(&node["imageData"], &html(node, notes)),
        "GALLERY" => {
            let items = node.pointer("/galleryData/items").and_then(Value::as_array);
            let items = items.into_iter().flatten();
            items.map(|item| image(item, "")).collect()
        }
        "DIVIDER" => "<hr>\n".to_owned(),
        "VIDEO" => markup::link(found(node, "/videoData/video/src/url"), ""),
        "EMBED" => markup::link(found(node, "/embedData/src"), ""),
        "LINK_PREVIEW" => {
            let data = &node["linkPreviewData"];
            markup::link(found(data, "/link/url"), found(data, "/title"))
        }
        "HTML" => match found(node, "/htmlData/html") {
            "" => markup::link(found(node, "/htmlData/url"), ""),
            html => format!("{html}\n"),
        },
        _ if node
            .get("nodes")
            .is_some_and(|nodes| nodes != &Value::Array(Vec::new())) =>
        {
            html(node, notes)
        }
        _ => {
            let message = format!("a node of the kind {kind:?}, which is not known");
            notes.push(Note::new(
                crate::note::NoteKind::Dropped,
                "export.wix.node",
                message,
            ));
            String::new()
        }
    }
}

fn image(data: &Value, inside: &str) -> String {
    let src = [
        "/image/src/url",
        "/image/src/id",
        "/image/media/src/url",
        "/image/media/src/id",
    ]
    .into_iter()
    .map(|path| found(data, path))
    .find(|text| !text.is_empty());
    let caption = match found(data, "/caption") {
        "" => inside.to_owned(),
        caption => markup::text(caption),
    };
    let src = address(src.unwrap_or_default());
    markup::figure(
        &src,
        found(data, "/altText"),
        &caption,
        found(data, "/link/url"),
    )
}

fn text(node: &Value) -> String {
    let mut out = markup::text(found(node, "/textData/text")).replace('\n', "<br>");
    let decorations = node
        .pointer("/textData/decorations")
        .and_then(Value::as_array);
    for decoration in decorations.into_iter().flatten() {
        let kind = found(decoration, "/type");
        if let Some((_, element)) = DECORATIONS.iter().find(|(known, _)| *known == kind) {
            out = format!("<{element}>{out}</{element}>");
        } else if kind == "LINK" {
            let url = markup::attribute(found(decoration, "/linkData/link/url"));
            out = format!("<a href=\"{url}\">{out}</a>");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_have_public_addresses() {
        let name = "wix:image://v1/ab_12~mv2.jpg/boat.jpg#originWidth=6016";
        assert_eq!(
            address(name),
            "https://static.wixstatic.com/media/ab_12~mv2.jpg"
        );
        assert_eq!(
            address("https://a.example/b.jpg"),
            "https://a.example/b.jpg"
        );
    }
}
