//! JSON there and back, and what the schema accepts and refuses.

use serde_json::{Value, json};

use super::*;
use crate::document::{
    Alignment, Block, Caption, Cell, Comment, CommentAuthor, Definition, EmbedKind, Footnote,
    Image, Inline, ListItem, Row,
};
use crate::note::{Note, NoteKind};
use crate::read::{MAX_CONTENT_DEPTH, MAX_THREAD_DEPTH};

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn picture() -> Image {
    Image {
        url: "a.png".to_owned(),
        alt: "A".to_owned(),
        ..Image::default()
    }
}

fn words() -> Vec<Inline> {
    vec![Inline::text("words")]
}

fn every_inline() -> Vec<Inline> {
    vec![
        Inline::text("text"),
        Inline::Emphasis { content: words() },
        Inline::Strong { content: words() },
        Inline::Strike { content: words() },
        Inline::Subscript { content: words() },
        Inline::Superscript { content: words() },
        Inline::Code {
            text: "code".to_owned(),
        },
        Inline::Link {
            url: "b.html".to_owned(),
            title: Some("B".to_owned()),
            content: words(),
        },
        Inline::Image(picture()),
        Inline::LineBreak,
        Inline::FootnoteReference {
            label: "1".to_owned(),
        },
    ]
}

fn blocks() -> Vec<Block> {
    vec![Block::text("words")]
}

fn blocks_of_blocks() -> Vec<Block> {
    let item = ListItem {
        checked: Some(true),
        blocks: blocks(),
    };
    let cell = Cell {
        header: false,
        colspan: 1,
        rowspan: 1,
        blocks: blocks(),
    };
    let rows = vec![Row { cells: vec![cell] }];
    let definition = Definition {
        terms: vec![words()],
        definitions: vec![blocks()],
    };
    let note = Footnote {
        label: "1".to_owned(),
        blocks: blocks(),
    };
    let url = "v".to_owned();
    vec![
        Block::List {
            start: Some(1),
            tight: true,
            items: vec![item],
        },
        Block::Quote {
            cite: None,
            blocks: blocks(),
        },
        Block::Table {
            caption: words(),
            columns: vec![Alignment::Left],
            head: vec![],
            rows,
        },
        Block::Embed {
            kind: EmbedKind::Video,
            url,
            title: None,
            blocks: blocks(),
        },
        Block::DefinitionList {
            items: vec![definition],
        },
        Block::Footnotes { notes: vec![note] },
    ]
}

fn blocks_of_text() -> Vec<Block> {
    vec![
        Block::Paragraph {
            content: every_inline(),
        },
        Block::Heading {
            level: 2,
            id: None,
            content: words(),
        },
        Block::Code {
            language: Some("rust".to_owned()),
            text: "x".to_owned(),
        },
        Block::Figure {
            image: picture(),
            caption: words(),
        },
        Block::Rule,
        Block::Raw {
            element: "math".to_owned(),
            text: "x".to_owned(),
        },
    ]
}

/// A document with every kind of block and inline, in an order of no meaning.
fn one_of_each() -> Document {
    let mut document = Document {
        body: [blocks_of_text(), blocks_of_blocks()].concat(),
        ..Document::default()
    };
    document.caption = Some(Caption {
        image: Some(picture()),
        ..Caption::default()
    });
    document.comments.threads = vec![Comment {
        author: Some(CommentAuthor::default()),
        replies: vec![Comment::default()],
        ..Comment::default()
    }];
    document.notes = vec![Note::new(NoteKind::Missing, "test", "nothing is missing")];
    document
}

/// Quotes in quotes as deep as a reader may make them, in the deepest reply of a thread.
fn as_deep_as_allowed() -> Document {
    // A quote is two levels of JSON (an object and its list); so is a reply.
    let quotes = (0..MAX_CONTENT_DEPTH / 2).fold(vec![Block::text("deep")], |blocks, _| {
        vec![Block::Quote { cite: None, blocks }]
    });
    let deepest = Comment {
        body: quotes,
        ..Comment::default()
    };
    let thread = (1..MAX_THREAD_DEPTH).fold(deepest, |reply, _| Comment {
        replies: vec![reply],
        ..Comment::default()
    });
    let mut document = Document::default();
    document.comments.threads = vec![thread];
    document
}

fn assert_there_and_back(document: &Document) {
    for compact in [false, true] {
        let options = Options {
            compact,
            ..Options::default()
        };
        let text = super::document(document, &options);
        assert_eq!(&read(&text).unwrap(), document);
        assert_eq!(text.trim_end().contains('\n'), !compact);
        let value: Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<String> = validator()
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn the_example_of_the_schema_is_a_document_with_every_key() {
    let example: Value = serde_json::from_str(EXAMPLE).unwrap();
    assert!(validator().is_valid(&example));
    let read = super::read(EXAMPLE).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), example);
    let empty = serde_json::to_value(Document::default()).unwrap();
    for key in empty.as_object().unwrap().keys() {
        let shows_it = match &example[key] {
            Value::Null => key == "updated",
            Value::Array(values) => !values.is_empty(),
            _ => true,
        };
        assert!(shows_it, "{key}");
    }
}

#[test]
fn every_kind_of_block_and_inline_comes_back_and_fits_the_schema() {
    assert_there_and_back(&one_of_each());
}

#[test]
fn the_deepest_document_comes_back_and_fits_the_schema() {
    assert_there_and_back(&as_deep_as_allowed());
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let good = serde_json::to_value(one_of_each()).unwrap();
    let mut unknown_key = good.clone();
    unknown_key["titel"] = json!([]);
    let mut unknown_block = good.clone();
    unknown_block["body"][0]["type"] = json!("marquee");
    let mut unknown_field = good.clone();
    unknown_field["body"][0]["colour"] = json!("red");
    let mut wrong_type = good.clone();
    wrong_type["labels"] = json!("one");
    let mut missing_key = good.clone();
    missing_key.as_object_mut().unwrap().remove("body");
    for bad in [
        unknown_key,
        unknown_block,
        unknown_field,
        wrong_type,
        missing_key,
    ] {
        assert!(read(&bad.to_string()).is_err(), "{bad}");
        assert!(!validator().is_valid(&bad), "{bad}");
    }
}

#[test]
fn an_error_names_line_and_column() {
    let error = read("{\n  \"format\": \"one\"\n}").unwrap_err();
    assert!(error.to_string().contains("line 2 column"), "{error}");
}

#[test]
fn the_keys_stand_in_the_order_of_the_contract() {
    let text = document(&Document::default(), &Options::default());
    let keys: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("  \""))
        .filter_map(|line| line.split('"').nth(1))
        .collect();
    let contract = "format source title author published updated labels language caption headline \
                    dek body read_more source_links updates comments notes";
    assert_eq!(keys.join(" "), contract);
}

#[test]
fn what_a_terminal_obeys_is_escaped_and_comes_back() {
    let document = Document {
        title: vec![Inline::text(
            "a\u{1b}[2Jb\u{9b}2Jc\u{7f}d\u{202e}e\u{2066}f é\u{200d}",
        )],
        ..Document::default()
    };
    let text = super::document(&document, &Options::default());
    assert!(
        text.contains(r"a\u001b[2Jb\u009b2Jc\u007fd\u202ee\u2066f é"),
        "{text}"
    );
    assert_eq!(read(&text).unwrap(), document);
}
