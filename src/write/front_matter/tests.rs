//! Front matter, loaded again by parsers of both versions of YAML, of TOML and of JSON.

use proptest::prelude::*;
use saphyr::LoadableYamlNode;
use serde_json::{Value as Json, json};

use super::*;
use crate::document::{Author, Caption, Headline, Image, Inline};

/// Values that a loader takes for something else, or that end the block, unless they are quoted.
const TRAPS: &[&str] = &[
    "no",
    "No",
    "NO",
    "y",
    "on",
    "true",
    "null",
    "~",
    "1e3",
    "0x1F",
    "0o17",
    "1_000",
    "12:30:45",
    ".inf",
    "-.NaN",
    "2014-06-12",
    "2014-06-12T09:30:00-07:00",
    "<<",
    "=",
    "---",
    "...",
    "+++",
    "--- a",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "- a",
    "-",
    "? a",
    "&a b",
    "*a",
    "!a",
    "!!int 3",
    "%TAG",
    "@a",
    "`a`",
    "|",
    ">-",
    "{a}",
    "[a]",
    "\"a\"",
    "'a'",
    "a\"b",
    "a\\nb",
    "a\nb",
    "a\r\nb",
    "\ta",
    "a\tb",
    " a",
    "a ",
    "a\u{0}b",
    "a\u{7}b",
    "a\u{1b}[31mb",
    "a\u{7f}b",
    "a\u{85}b",
    "a\u{9b}b",
    "a\u{a0}b",
    "a\u{2028}b",
    "a\u{2029}b",
    "a\u{202e}b",
    "\u{feff}a",
    "a\u{fffe}b",
    "a\u{fffd}b",
    "a 🎉 b",
    "日本語",
    "العربية",
    "a, b",
    "a/b",
    "",
    "e",
    "inf",
    "a: |\n  b",
    "\u{e0041}",
    "Grüße",
];

fn document(text: &str) -> Document {
    let inlines = vec![Inline::text(text)];
    let some = || Some(text.to_owned());
    let mut document = Document {
        title: inlines.clone(),
        author: Some(Author {
            name: text.to_owned(),
            url: some(),
        }),
        published: some(),
        updated: some(),
        labels: vec![text.to_owned(), "second".to_owned()],
        language: some(),
        dek: Some(inlines.clone()),
        headline: Some(Headline {
            text: text.to_owned(),
            url: some(),
            outlet: some(),
        }),
        caption: Some(Caption {
            image: Some(Image {
                url: text.to_owned(),
                ..Image::default()
            }),
            text: inlines,
            credit: some(),
        }),
        ..Document::default()
    };
    document.source.url = some();
    document.source.platform = some();
    document
}

const TEXT_KEYS: &[&str] = &[
    "title",
    "date",
    "updated",
    "author",
    "author_url",
    "url",
    "language",
    "platform",
    "headline",
    "headline_url",
    "outlet",
    "dek",
    "image",
    "caption",
    "credit",
];

fn expected(text: &str) -> Json {
    let mut all = serde_json::Map::new();
    for key in TEXT_KEYS.iter().filter(|_| !text.is_empty()) {
        all.insert((*key).to_owned(), json!(text));
    }
    all.insert("tags".to_owned(), json!([text, "second"]));
    Json::Object(all)
}

fn inside<'a>(block: &'a str, fence: &str) -> &'a str {
    let inner = block
        .strip_prefix(fence)
        .unwrap()
        .strip_suffix(&format!("{fence}\n"))
        .unwrap();
    inner.strip_prefix('\n').unwrap()
}

fn load_yaml_1_2(text: &str) -> Json {
    let documents = saphyr::Yaml::load_from_str(text).unwrap();
    from_saphyr(&documents[0])
}

fn from_saphyr(value: &saphyr::Yaml<'_>) -> Json {
    if let Some(entries) = value.as_mapping() {
        let pair = |(key, value): (&saphyr::Yaml<'_>, &saphyr::Yaml<'_>)| {
            (key.as_str().unwrap().to_owned(), from_saphyr(value))
        };
        Json::Object(entries.iter().map(pair).collect())
    } else if let Some(items) = value.as_vec() {
        Json::Array(items.iter().map(from_saphyr).collect())
    } else {
        json!(
            value
                .as_str()
                .unwrap_or_else(|| panic!("not a string: {value:?}"))
        )
    }
}

fn assert_all_forms_load(text: &str) {
    let document = document(text);
    let expected = expected(text);
    let yaml = front_matter(&document, FrontMatter::Yaml);
    let yaml = inside(&yaml, "---");
    assert_eq!(load_yaml_1_2(yaml), expected, "YAML 1.2, {text:?}:\n{yaml}");
    let loaded: Json = serde_yaml_ng::from_str(yaml).unwrap();
    assert_eq!(loaded, expected, "YAML 1.1, {text:?}:\n{yaml}");
    let toml = front_matter(&document, FrontMatter::Toml);
    let loaded: Json = toml::from_str(inside(&toml, "+++")).unwrap();
    assert_eq!(loaded, expected, "TOML, {text:?}:\n{toml}");
    let json = front_matter(&document, FrontMatter::Json);
    assert_eq!(
        serde_json::from_str::<Json>(&json).unwrap(),
        expected,
        "JSON, {text:?}:\n{json}"
    );
    for block in [yaml, &toml, &json] {
        let controls = |c: char| c.is_control() && c != '\n';
        assert!(
            !block.contains(controls),
            "a control character stands as it is:\n{block:?}"
        );
    }
}

#[test]
fn every_trap_is_loaded_as_the_words_it_is() {
    for trap in TRAPS {
        assert_all_forms_load(trap);
    }
}

#[test]
fn an_ordinary_value_has_no_quotes_in_yaml() {
    let mut document = Document {
        title: vec![Inline::text("A day at the sea")],
        ..Document::default()
    };
    document.labels = vec!["travel".to_owned(), "no".to_owned()];
    document.published = Some("2014-06-12".to_owned());
    let expected =
        "---\ntitle: A day at the sea\ndate: \"2014-06-12\"\ntags:\n  - travel\n  - \"no\"\n---\n";
    assert_eq!(front_matter(&document, FrontMatter::Yaml), expected);
}

#[test]
fn a_headline_that_only_repeats_the_title_is_left_out() {
    let headline = Headline {
        text: "Storks".to_owned(),
        ..Headline::default()
    };
    let document = Document {
        title: vec![Inline::text("Storks")],
        headline: Some(headline),
        ..Document::default()
    };
    assert_eq!(
        front_matter(&document, FrontMatter::Toml),
        "+++\ntitle = \"Storks\"\n+++\n"
    );
}

#[test]
fn a_document_without_any_value_is_an_empty_mapping() {
    let document = Document::default();
    let yaml = front_matter(&document, FrontMatter::Yaml);
    assert_eq!(load_yaml_1_2(inside(&yaml, "---")), json!({}));
    assert_eq!(front_matter(&document, FrontMatter::Toml), "+++\n+++\n");
    assert_eq!(front_matter(&document, FrontMatter::Json), "{\n}\n");
    assert_eq!(front_matter(&document, FrontMatter::None), "");
}

proptest! {
    #[test]
    fn any_string_is_loaded_as_it_is(text in "\\PC*|[\\x00-\\x{10FFFF}]{0,12}|[-a-z0-9:#'\"\\\\ \n!&*?|>%@`{}\\[\\],.~=<+]{0,16}") {
        assert_all_forms_load(&text);
    }
}
