//! The score command: its own parts, a truth folder made here, and, where the development corpus
//! is, the floors of `tests/floors.toml`.
#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;

#[path = "../examples/score/main.rs"]
mod score;

/// A page whose every field is known.
const PAGE: &str = "<title>Storks</title><article><h1>Storks</h1><p>They came back on Wednesday, \
                    three days after the ice had gone from the ditch.</p></article>";

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("it is in the folder")).expect("it can be made");
    fs::write(path, text).expect("it can be written");
}

/// Scores a folder; whether all is well, and what is told.
fn scored(folder: &Path, more: impl FnOnce(&mut score::options::Options)) -> (bool, String) {
    let mut options = score::options::Options {
        folders: vec![folder.to_owned()],
        ..Default::default()
    };
    more(&mut options);
    let mut out = Vec::new();
    let is_good = score::run(&options, &mut out).expect("the folder can be scored");
    (is_good, String::from_utf8(out).expect("it is text"))
}

/// The cells of a row of the table, under their headings.
fn cell(told: &str, row: &str, heading: &str) -> String {
    let mut lines = told.lines();
    let headings: Vec<&str> = lines
        .next()
        .expect("there is a table")
        .split_whitespace()
        .collect();
    let place = headings
        .iter()
        .position(|cell| *cell == heading)
        .expect(heading);
    let cells = lines.map(|line| line.split_whitespace().collect::<Vec<_>>());
    let found = cells
        .into_iter()
        .find(|cells| cells.first() == Some(&row))
        .expect(row);
    found[place].to_owned()
}

#[test]
fn a_folder_of_pages_and_files_is_scored_by_kind() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    write(folder.path(), "html/garden/storks.html", PAGE);
    write(folder.path(), "html/yard/storks.html", PAGE);
    let truth = r#"{"title": "Storks", "author": "Ada Roe", "labels": [], "comments": [],
        "body_text": "They came back on Wednesday, three days after the ice had gone from the ditch."}"#;
    write(folder.path(), "truth/garden/storks.html.json", truth);
    let other = truth.replace("Storks", "Cranes");
    write(folder.path(), "truth/yard/storks.html.json", &other);
    let (is_good, told) = scored(folder.path(), |_| {});
    assert!(is_good);
    for (row, heading, expected) in [
        ("garden", "title", "1.000"),
        ("yard", "title", "0.000"),
        ("TOTAL", "title", "0.500"),
        ("TOTAL", "author", "0.000"),
        ("TOTAL", "bodyF", "1.000"),
        ("TOTAL", "cnt=", "1.000"),
        ("TOTAL", "pages", "2"),
    ] {
        assert_eq!(
            cell(&told, row, heading),
            expected,
            "{row} {heading}\n{told}"
        );
    }
}

#[test]
fn a_list_of_texts_is_scored_by_words() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    write(folder.path(), "html/a.html", PAGE);
    let lines = r#"{"id": "a", "file": "a.html", "title": "Storks", "publish_date": "2014-06-12", "main_content": "They came back on Wednesday"}
{"id": "b", "main_content": null}"#;
    write(folder.path(), "truth.jsonl", lines);
    let (_, told) = scored(folder.path(), |options| options.worst = 1);
    assert_eq!(cell(&told, "TOTAL", "pages"), "1");
    assert_eq!(cell(&told, "TOTAL", "bodyR"), "1.000");
    assert_eq!(cell(&told, "TOTAL", "date"), "0.000");
    assert!(told.contains("Date is \"nothing\"; body F"), "{told}");
}

#[test]
fn a_list_of_snippets_is_scored_by_what_is_there_and_what_is_not() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    write(folder.path(), "html/a.html", PAGE);
    let line = r#"{"id": "a", "file": "a.html", "with": ["the ice", "geese"], "without": ["Wednesday", "Share"], "comments": ["me too"]}"#;
    write(folder.path(), "truth.jsonl", line);
    let (_, told) = scored(folder.path(), |_| {});
    for heading in ["bodyF", "bodyP", "bodyR"] {
        assert_eq!(cell(&told, "TOTAL", heading), "0.500", "{heading}\n{told}");
    }
    assert_eq!(cell(&told, "TOTAL", "comF"), "0.000");
}

#[test]
fn an_earlier_run_is_compared() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    write(folder.path(), "html/a.html", PAGE);
    let line = r#"{"id": "a", "url": "http://www.storks.example/a", "file": "a.html", "title": "Storks", "with": ["the ice"]}"#;
    write(folder.path(), "truth.jsonl", line);
    let json = folder.path().join("run.json");
    scored(folder.path(), |options| options.json = Some(json.clone()));
    let same = |options: &mut score::options::Options| options.against = Some(json.clone());
    assert!(scored(folder.path(), same).0);
    write(
        folder.path(),
        "truth.jsonl",
        &line.replace("Storks", "Cranes"),
    );
    let (is_good, told) = scored(folder.path(), same);
    assert!(!is_good && told.contains("fell: "), "{told}");
}

#[test]
fn the_blog_that_moves_the_total_most_is_named() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let line = |id: &str, title: &str| {
        format!(
            r#"{{"id": "{id}", "url": "http://www.{id}.example/", "file": "a.html", "title": "{title}", "with": ["the ice"]}}"#
        )
    };
    write(folder.path(), "html/a.html", PAGE);
    let lines = [
        line("a", "Storks"),
        line("b", "Storks"),
        line("c", "Cranes"),
    ]
    .join("\n");
    write(folder.path(), "truth.jsonl", &lines);
    let (_, told) = scored(folder.path(), |options| options.hold_out = true);
    let row = told.lines().rfind(|line| line.starts_with("title"));
    let cells: Vec<&str> = row.expect("there is a row").split_whitespace().collect();
    assert_eq!(
        cells,
        ["title", "0.667", "0.667", "1.000", "c.example"],
        "{told}"
    );
}

#[test]
fn what_programs_made_of_the_pages_is_scored_beside_each_other() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let set = folder.path().join("garden");
    write(&set, "html/yard/storks.html", PAGE);
    write(&set, "html/yard/cranes.html", PAGE);
    let truth = r#"{"title": "Storks", "author": "Ada Roe", "labels": [], "body_text": "They came back",
        "comments": [{"author": "Bo", "text": "me too"}, {"author": "Cy", "text": "not me", "parent": 0}]}"#;
    write(&set, "truth/yard/storks.html.json", truth);
    write(&set, "truth/yard/cranes.html.json", truth);
    let predictions = folder.path().join("predictions");
    let whole = r#"{"title": "Storks", "author": "Ada Roe", "body_text": "They came back", "ms": 2.5,
        "comments": [{"author": "Bo", "text": "me too"}, {"text": "not me", "parent": 0}]}"#;
    let refused = r#"{"failed": true, "ms": 7}"#;
    write(&predictions, "all/garden/yard/storks.html.json", whole);
    write(&predictions, "all/garden/yard/cranes.html.json", refused);
    write(&predictions, "half/garden/yard/storks.html.json", whole);
    write(&predictions, "other/desert/yard/storks.html.json", whole);
    let (_, told) = scored(&set, |options| options.predictions = Some(predictions));
    let rows: Vec<Vec<&str>> = told
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    let headings = "set and program pages title author date labels bodyF cnt= comF cAuth cDate cPar cReply failed ms p99 ms";
    assert_eq!(rows[0], headings.split(' ').collect::<Vec<_>>());
    let all = "garden all 2 0.500 0.500 - - 0.500 0.500 0.500 0.500 - 1.000 1.000 1 7.00 7.00";
    assert_eq!(rows[1], all.split(' ').collect::<Vec<_>>());
    // A page that nothing was written about is a failure.
    let half = "garden half 2 0.500 0.500 - - 0.500 0.500 0.500 0.500 - 1.000 1.000 1 2.50 2.50";
    assert_eq!(rows[2], half.split(' ').collect::<Vec<_>>());
    assert_eq!(rows.len(), 4, "{told}");
}

#[test]
fn predictions_of_no_page_of_a_set_are_an_error() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    write(folder.path(), "html/a.html", PAGE);
    let line = r#"{"id": "a", "file": "a.html", "with": ["the ice"]}"#;
    write(folder.path(), "truth.jsonl", line);
    let options = score::options::Options {
        folders: vec![folder.path().to_owned()],
        predictions: Some(folder.path().to_owned()),
        ..Default::default()
    };
    let error = score::run(&options, &mut Vec::new()).expect_err("there are none");
    assert!(
        error.to_string().contains("no program was run on"),
        "{error}"
    );
}

/// The sets of the development corpus that have floors.
const SETS: &[&str] = &["pages", "trafilatura-blogs", "wcxb-dev"];

#[test]
fn the_corpus_reaches_its_floors() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let floors = root.join("tests/floors.toml");
    for set in SETS {
        let folder = root.join("../shared/corpus").join(set);
        if !folder.exists() {
            println!("skipped: the floors of {set}: no {}", folder.display());
            continue;
        }
        let (is_good, told) = scored(&folder, |options| options.floors = Some(floors.clone()));
        assert!(is_good, "{told}");
    }
}

#[test]
fn every_set_has_floors() {
    let floors: toml::Table = toml::from_str(include_str!("floors.toml")).expect("it is TOML");
    assert_eq!(floors.keys().map(String::as_str).collect::<Vec<_>>(), SETS);
}

#[test]
fn floors_are_raised_only_where_it_is_asked() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    write(folder.path(), "html/a.html", PAGE);
    let line = r#"{"id": "a", "file": "a.html", "title": "Storks", "with": ["the ice"]}"#;
    write(folder.path(), "truth.jsonl", line);
    let path = folder.path().join("floors.toml");
    let compare = |options: &mut score::options::Options| options.floors = Some(path.clone());
    assert!(scored(folder.path(), compare).0 && !path.exists());
    scored(folder.path(), |options| {
        compare(options);
        options.raise = true;
    });
    write(
        folder.path(),
        "truth.jsonl",
        &line.replace("Storks", "Cranes"),
    );
    let (is_good, told) = scored(folder.path(), compare);
    assert!(
        !is_good && told.contains("TOTAL title: 0.000 < 1.000"),
        "{told}"
    );
}
