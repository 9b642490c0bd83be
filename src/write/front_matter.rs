//! Front matter: the metadata block before a Markdown text, as site generators read it.
//!
//! The keys, always in this order, and each only where the document has a value for it:
//!
//! | key | value |
//! |---|---|
//! | `title` | the post's title, as plain text |
//! | `date`, `updated` | as the document has them, with no more precision than the page gave |
//! | `author`, `author_url` | who wrote the post |
//! | `url` | the post's address |
//! | `tags` | the labels, a list |
//! | `language` | BCP 47 |
//! | `platform` | what the page was made with |
//! | `headline`, `headline_url`, `outlet` | the story's headline, where it is not just the title again |
//! | `dek` | the standfirst, as plain text |
//! | `image`, `caption`, `credit` | the lead photo |
//!
//! Every value is a string or a list of strings, dates too: a loader gets the very words that the
//! document holds. In YAML a string stands without quotes only where no version of YAML, 1.1 or
//! 1.2, could take it for anything else.

use std::fmt::Write as _;

use crate::document::{Document, Inline};
use crate::walk;
use crate::write::FrontMatter;

/// What one key holds.
enum Value {
    Text(String),
    List(Vec<String>),
}

/// Writes the block with its delimiters; it ends with one line break. Nothing for
/// [`FrontMatter::None`].
pub fn front_matter(document: &Document, form: FrontMatter) -> String {
    let fields = fields(document);
    match form {
        FrontMatter::Yaml => yaml(&fields),
        FrontMatter::Toml => toml(&fields),
        FrontMatter::Json => json(&fields),
        FrontMatter::None => String::new(),
    }
}

/// The table of keys: see the module's documentation.
fn fields(document: &Document) -> Vec<(&'static str, Value)> {
    let mut fields = about_the_post(document);
    fields.extend(about_the_story(document));
    fields.retain(|(_, value)| match value {
        Value::Text(text) => !text.is_empty(),
        Value::List(items) => !items.is_empty(),
    });
    fields
}

fn about_the_post(document: &Document) -> Vec<(&'static str, Value)> {
    let author = document.author.as_ref();
    vec![
        ("title", Value::Text(walk::plain_text(&document.title))),
        ("date", text(document.published.as_ref())),
        ("updated", text(document.updated.as_ref())),
        ("author", text(author.map(|author| &author.name))),
        (
            "author_url",
            text(author.and_then(|author| author.url.as_ref())),
        ),
        ("url", text(document.source.url.as_ref())),
        ("tags", Value::List(document.labels.clone())),
        ("language", text(document.language.as_ref())),
        ("platform", text(document.source.platform.as_ref())),
    ]
}

fn about_the_story(document: &Document) -> Vec<(&'static str, Value)> {
    let headline = document.headline.as_ref().filter(|headline| {
        let more_than_the_title = headline.url.is_some() || headline.outlet.is_some();
        more_than_the_title || headline.text != walk::plain_text(&document.title)
    });
    let caption = document.caption.as_ref();
    let image = caption.and_then(|caption| caption.image.as_ref());
    vec![
        ("headline", text(headline.map(|headline| &headline.text))),
        (
            "headline_url",
            text(headline.and_then(|headline| headline.url.as_ref())),
        ),
        (
            "outlet",
            text(headline.and_then(|headline| headline.outlet.as_ref())),
        ),
        ("dek", plain(document.dek.as_ref())),
        ("image", text(image.map(|image| &image.url))),
        ("caption", plain(caption.map(|caption| &caption.text))),
        (
            "credit",
            text(caption.and_then(|caption| caption.credit.as_ref())),
        ),
    ]
}

fn text(value: Option<&String>) -> Value {
    Value::Text(value.cloned().unwrap_or_default())
}

fn plain(value: Option<&Vec<Inline>>) -> Value {
    Value::Text(
        value
            .map(|inlines| walk::plain_text(inlines))
            .unwrap_or_default(),
    )
}

fn yaml(fields: &[(&str, Value)]) -> String {
    let mut out = String::from("---\n");
    for (key, value) in fields {
        match value {
            Value::Text(text) => line(&mut out, format_args!("{key}: {}", yaml_string(text))),
            Value::List(items) => {
                line(&mut out, format_args!("{key}:"));
                for item in items {
                    line(&mut out, format_args!("  - {}", yaml_string(item)));
                }
            }
        }
    }
    if fields.is_empty() {
        out.push_str("{}\n");
    }
    out.push_str("---\n");
    out
}

fn toml(fields: &[(&str, Value)]) -> String {
    let mut out = String::from("+++\n");
    for (key, value) in fields {
        match value {
            Value::Text(text) => line(&mut out, format_args!("{key} = {}", quoted(text))),
            Value::List(items) => line(&mut out, format_args!("{key} = [{}]", row(items))),
        }
    }
    out.push_str("+++\n");
    out
}

fn json(fields: &[(&str, Value)]) -> String {
    let mut out = String::from("{");
    for (index, (key, value)) in fields.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        let value = match value {
            Value::Text(text) => quoted(text),
            Value::List(items) => format!("[{}]", row(items)),
        };
        write!(out, "  \"{key}\": {value}").expect("a String takes everything");
    }
    out.push_str("\n}\n");
    out
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a String takes everything");
    out.push('\n');
}

fn row(items: &[String]) -> String {
    items
        .iter()
        .map(|item| quoted(item))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A double-quoted string in the form that YAML, TOML and JSON share.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if must_be_escaped(character) => {
                write!(out, "\\u{:04X}", u32::from(character)).expect("a String takes everything");
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

/// What one of the three forms forbids in a string, takes for a line break or a byte order mark,
/// or what would show the line in another order than it is read. All of it has four hex digits.
fn must_be_escaped(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
        )
}

/// A string in YAML, without quotes where it needs none.
pub(crate) fn yaml_string(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Whether YAML 1.1 and 1.2 both read `text` as this very string without quotes: it begins with a
/// letter, so that it is no number, date or indicator; holds nothing that means anything inside a
/// line; and is none of the words for true, false and nothing.
fn is_plain(text: &str) -> bool {
    let harmless =
        |character: char| character.is_alphanumeric() || " -_.,'()/?!&+".contains(character);
    text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && text.chars().all(harmless)
        && !RESERVED.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// What YAML 1.1 reads as true, false or null.
const RESERVED: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

#[cfg(test)]
mod tests;
