//! `--explain`, warnings and colours.

use crate::place::{Place, Run, run};

/// A document whose notes are told: one of each kind, with words that a terminal would obey.
const DOCUMENT: &str = r#"{
  "format": 1,
  "source": {"platform": "blogger", "container": "html", "charset": "UTF-8"},
  "title": [{"type": "text", "text": "Storks"}],
  "labels": [],
  "body": [{"type": "paragraph", "content": [{"type": "text", "text": "They came back."}]}],
  "source_links": [], "updates": [],
  "comments": {"declared": 142, "threads": []},
  "notes": [
    {"kind": "chosen", "rule": "blogger.title[0]", "message": "the title"},
    {"kind": "dropped", "rule": "blogger.drop[3]", "message": "share buttons",
     "text": "Share\n\u001b[31merror: forged\u202e"},
    {"kind": "guessed", "rule": "pass.dek", "message": "the line in italics is the dek"},
    {"kind": "repaired", "rule": "input.charset", "message": "2 bytes"},
    {"kind": "missing", "rule": "read.comments", "message": "142 comments declared, 23 in the file"},
    {"kind": "missing", "rule": "read.images", "message": "a picture"}
  ]
}"#;

const EXPLAINED: &str = "\
explain: d.json: platform blogger, container html, charset UTF-8
explain: d.json: chosen by blogger.title[0]: the title
explain: d.json: dropped by blogger.drop[3]: share buttons: \"Share\\u{a}\\u{1b}[31merror: forged\\u{202e}\"
explain: d.json: guessed by pass.dek: the line in italics is the dek
explain: d.json: repaired by input.charset: 2 bytes
explain: d.json: found missing by read.comments: 142 comments declared, 23 in the file
explain: d.json: found missing by read.images: a picture
";

fn with(line: &str, environment: &[(&str, &str)]) -> Run {
    let place = Place::new();
    place.write("d.json", DOCUMENT);
    run(place
        .command()
        .args(line.split_whitespace())
        .envs(environment.iter().copied()))
}

#[test]
fn every_note_is_one_line_that_no_page_can_forge() {
    let run = with("convert d.json --explain -o out.md", &[]);
    assert_eq!((run.code, run.err.as_str()), (0, EXPLAINED));
}

#[test]
fn what_is_missing_is_one_warning() {
    let run = with("convert d.json -o out.md", &[]);
    let warning =
        "warning: d.json: 142 comments declared, 23 in the file (and 1 more: see --explain)\n";
    assert_eq!((run.code, run.err.as_str()), (0, warning));
    assert_eq!(with("convert d.json -o out.md --quiet", &[]).err, "");
}

#[test]
fn colours_are_for_terminals_and_can_be_forbidden() {
    let colours = |environment: &[(&str, &str)]| {
        with("convert d.json --explain -o out.md", environment)
            .err
            .contains("\u{1b}[")
    };
    assert!(!colours(&[]), "a pipe is no terminal");
    assert!(colours(&[("CLICOLOR_FORCE", "1")]));
    assert!(!colours(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}
