//! Cards: what stands between the paragraphs of a post in Ghost. Lexical and mobiledoc have the same
//! ones under nearly the same names.

use serde_json::Value;

use crate::input::export::markup::{self, attribute, figure, link};
use crate::note::Note;

/// What writes a card as HTML.
type Write = fn(&Value) -> String;

/// Cards by their names.
const CARDS: &[(&str, Write)] = &[
    ("image", image),
    ("gallery", gallery),
    ("code", code),
    ("codeblock", code),
    ("html", html),
    ("markdown", markdown),
    ("card-markdown", markdown),
    ("embed", embed),
    ("bookmark", bookmark),
    ("callout", callout),
    ("toggle", toggle),
    ("button", button),
    ("video", video),
    ("audio", audio),
    ("file", file),
    ("product", product),
    ("header", header),
    ("hr", rule),
    ("horizontalrule", rule),
];

/// Cards without content of their own: the form to subscribe, the line where the public part ends.
const EMPTY: &[&str] = &["paywall", "signup", "email", "email-cta", "zwnj"];

/// A card as HTML. What is left out is told.
pub(super) fn write(name: &str, card: &Value, notes: &mut Vec<Note>) -> String {
    if let Some((_, write)) = CARDS.iter().find(|(known, _)| *known == name) {
        return write(card);
    }
    let words = words(card);
    let message = if EMPTY.contains(&name) {
        format!("a {name} card, which is no part of the post")
    } else {
        format!("a {name:?} card, which is not known")
    };
    notes.push(Note::dropped("export.ghost.card", message, words));
    String::new()
}

/// A field's text; empty where there is none.
pub(super) fn field<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The first of several fields that has a text.
fn first<'a>(value: &'a Value, names: &[&str]) -> &'a str {
    let mut texts = names.iter().map(|name| field(value, name));
    texts.find(|text| !text.is_empty()).unwrap_or_default()
}

/// All texts of a card that are no addresses, to be told.
fn words(card: &Value) -> String {
    let Some(fields) = card.as_object() else {
        return String::new();
    };
    let texts = fields.iter().filter(|(name, _)| *name != "type");
    let texts = texts.filter_map(|(_, value)| value.as_str());
    let texts: Vec<_> = texts
        .map(str::trim)
        .filter(|text| text.contains(' ') && !text.is_empty())
        .collect();
    texts.join(" ")
}

fn image(card: &Value) -> String {
    figure(
        first(card, &["src", "url"]),
        field(card, "alt"),
        field(card, "caption"),
        field(card, "href"),
    )
}

fn gallery(card: &Value) -> String {
    let images = card.get("images").and_then(Value::as_array);
    let mut out: String = images.into_iter().flatten().map(image).collect();
    let caption = field(card, "caption");
    if !caption.is_empty() {
        out += &markup::element("p", caption);
    }
    out
}

fn code(card: &Value) -> String {
    let language = field(card, "language");
    let class = if language.is_empty() {
        String::new()
    } else {
        format!(" class=\"language-{}\"", attribute(language))
    };
    let code = markup::text(field(card, "code"));
    captioned(format!("<pre><code{class}>{code}</code></pre>\n"), card)
}

/// What a card shows, with its caption behind it.
fn captioned(mut out: String, card: &Value) -> String {
    let caption = field(card, "caption");
    if !caption.trim().is_empty() {
        out += &markup::element("p", caption);
    }
    out
}

fn html(card: &Value) -> String {
    format!("{}\n", field(card, "html"))
}

fn markdown(card: &Value) -> String {
    markup::markdown(field(card, "markdown"))
}

/// What the other site gave to be shown; a link where it gave nothing.
fn embed(card: &Value) -> String {
    let html = field(card, "html");
    if html.trim().is_empty() {
        let title = card.get("metadata").map(|data| field(data, "title"));
        return captioned(link(field(card, "url"), title.unwrap_or_default()), card);
    }
    captioned(format!("{html}\n"), card)
}

fn bookmark(card: &Value) -> String {
    let data = card.get("metadata").unwrap_or(card);
    let mut out = link(field(card, "url"), field(data, "title"));
    let description = field(data, "description");
    if !description.is_empty() {
        out += &markup::element("p", &markup::text(description));
    }
    captioned(format!("<blockquote>{out}</blockquote>\n"), card)
}

/// The sign stands in the same line as the words.
fn callout(card: &Value) -> String {
    let emoji = markup::text(field(card, "calloutEmoji"));
    let text = field(card, "calloutText");
    if !text.starts_with("<p") {
        return format!("<blockquote><p>{emoji} {text}</p></blockquote>\n");
    }
    let (tag, rest) = text.split_once('>').unwrap_or((text, ""));
    format!("<blockquote>{tag}>{emoji} {rest}</blockquote>\n")
}

fn toggle(card: &Value) -> String {
    let (heading, content) = (field(card, "heading"), field(card, "content"));
    format!("<p><strong>{heading}</strong></p>\n{content}\n")
}

fn button(card: &Value) -> String {
    link(field(card, "buttonUrl"), field(card, "buttonText"))
}

fn video(card: &Value) -> String {
    let src = attribute(field(card, "src"));
    captioned(format!("<video src=\"{src}\" controls></video>\n"), card)
}

fn audio(card: &Value) -> String {
    let src = attribute(field(card, "src"));
    let title = markup::text(field(card, "title"));
    format!("<p>{title}</p>\n<audio src=\"{src}\" controls></audio>\n")
}

fn file(card: &Value) -> String {
    let mut out = link(field(card, "src"), first(card, &["fileTitle", "fileName"]));
    let caption = field(card, "fileCaption");
    if !caption.is_empty() {
        out += &markup::element("p", &markup::text(caption));
    }
    out
}

fn product(card: &Value) -> String {
    let image = field(card, "productImageSrc");
    let mut out = if image.is_empty() {
        String::new()
    } else {
        figure(image, "", "", "")
    };
    let (title, text) = (
        field(card, "productTitle"),
        field(card, "productDescription"),
    );
    out += &markup::element("h4", title);
    out += &markup::element("p", text);
    let url = field(card, "productUrl");
    if !url.is_empty() {
        out.push_str(&link(url, field(card, "productButton")));
    }
    out
}

fn header(card: &Value) -> String {
    let heading = first(card, &["heading", "header"]);
    let below = first(card, &["subheading", "subheader"]);
    let mut out = format!("<h2>{heading}</h2>\n");
    if !below.is_empty() {
        out += &markup::element("p", below);
    }
    let url = field(card, "buttonUrl");
    if !url.is_empty() {
        out.push_str(&link(url, field(card, "buttonText")));
    }
    out
}

fn rule(_: &Value) -> String {
    "<hr>\n".to_owned()
}
