//! The text of a whole post, then one case for each rule and the laws.

use proptest::prelude::*;

use super::*;
use crate::document::{Block, Cell, Definition, Footnote, Inline, ListItem, Row};
use crate::write::{arbitrary, json};

fn text(blocks: Vec<Block>) -> String {
    body(&Document {
        body: blocks,
        ..Document::default()
    })
}

fn list(start: Option<u32>, tight: bool, items: Vec<Vec<Block>>) -> Block {
    Block::List {
        start,
        tight,
        items: items
            .into_iter()
            .map(|blocks| ListItem {
                checked: None,
                blocks,
            })
            .collect(),
    }
}

#[test]
fn a_post_stands_in_the_order_of_reading() {
    let document = json::read(include_str!("../xhtml/tests/whole.json")).unwrap();
    let expected = "\
Monday links

Ada · 2014-06-12 09:30

A boat. Agency/Jane Roe

Boats float — Daily Boat

Most of them.

They do.

Read more ...

More News

- Rafts — B. Beam, Raft Post

Update (13 June): One sank.

Labels: boats, R&D

Comments

Cy

Which one?

    [removed]
";
    assert_eq!(super::document(&document, &Options::default()), expected);
}

#[test]
fn the_modes_leave_comments_or_the_post_out() {
    let document = json::read(include_str!("../xhtml/tests/whole.json")).unwrap();
    let with = |comments| {
        super::document(
            &document,
            &Options {
                comments,
                ..Options::default()
            },
        )
    };
    assert!(!with(CommentsMode::None).contains("Which one?"));
    assert!(!with(CommentsMode::Only).contains("They do."));
    assert!(with(CommentsMode::Only).contains("Which one?"));
}

#[test]
fn lists_are_numbered_and_indented() {
    let inner = list(None, true, vec![vec![Block::text("b")], vec![]]);
    let outer = list(
        Some(9),
        true,
        vec![vec![Block::text("a"), inner], vec![Block::text("c")]],
    );
    assert_eq!(
        text(vec![Block::text("x"), outer, Block::text("y")]),
        "x\n\n9. a\n   - b\n   -\n10. c\n\ny\n"
    );
    let loose = list(
        None,
        false,
        vec![vec![Block::text("a")], vec![Block::text("b")]],
    );
    assert_eq!(text(vec![loose]), "- a\n\n- b\n");
}

#[test]
fn an_item_that_begins_with_a_list_keeps_both_marks() {
    let inner = list(
        None,
        true,
        vec![vec![Block::text("a")], vec![Block::text("b")]],
    );
    assert_eq!(
        text(vec![list(None, true, vec![vec![inner]])]),
        "- - a\n  - b\n"
    );
}

#[test]
fn line_breaks_code_and_tables_keep_their_lines() {
    let lines = Block::Paragraph {
        content: vec![Inline::text("one"), Inline::LineBreak, Inline::text("two")],
    };
    let code = Block::Code {
        language: None,
        text: "a\n  b\n\nc".to_owned(),
    };
    let row = |words: &[&str]| Row {
        cells: words
            .iter()
            .map(|word| Cell {
                header: false,
                colspan: 1,
                rowspan: 1,
                blocks: vec![Block::text(*word)],
            })
            .collect(),
    };
    let table = Block::Table {
        caption: Vec::new(),
        columns: Vec::new(),
        head: vec![row(&["h", "i"])],
        rows: vec![row(&["j", "k"])],
    };
    assert_eq!(
        text(vec![lines, code, table]),
        "one\ntwo\n\n    a\n      b\n\n    c\n\nh\ti\nj\tk\n"
    );
}

#[test]
fn terms_and_notes_stand_before_what_they_mean() {
    let definitions = Block::DefinitionList {
        items: vec![Definition {
            terms: vec![vec![Inline::text("term")]],
            definitions: vec![vec![Block::text("meaning")]],
        }],
    };
    let reference = Block::Paragraph {
        content: vec![
            Inline::text("see"),
            Inline::FootnoteReference {
                label: "1".to_owned(),
            },
        ],
    };
    let notes = Block::Footnotes {
        notes: vec![Footnote {
            label: "1".to_owned(),
            blocks: vec![Block::text("note"), Block::text("more")],
        }],
    };
    assert_eq!(
        text(vec![definitions, reference, notes]),
        "term\n\n    meaning\n\nsee[1]\n\n[1] note\n\n    more\n"
    );
}

#[test]
fn the_label_of_a_note_is_one_line_without_controls() {
    let notes = Block::Footnotes {
        notes: vec![Footnote {
            label: "1\u{f}\r\n2\u{202e}".to_owned(),
            blocks: vec![Block::text("note")],
        }],
    };
    assert_eq!(text(vec![notes]), "[12] note\n");
}

proptest! {
    #![proptest_config(arbitrary::config())]

    #[test]
    fn any_document_becomes_lines_without_controls(document in arbitrary::document()) {
        let text = super::document(&document, &Options::default());
        prop_assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{text:?}");
        prop_assert!(text.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()), "{text:?}");
        prop_assert!(!text.contains('\u{202E}'), "{text:?}");
        prop_assert!(text.lines().all(|line| line.trim_end() == line), "{text:?}");
    }
}
