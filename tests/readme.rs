//! What README.md says is true: its map, its options, its keys, its example.
#![cfg(feature = "cli")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use repost::profile::Profile;

const README: &str = include_str!("../README.md");

/// The standard output of repost.
fn repost(line: &str) -> String {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("repost"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(line.split_whitespace());
    let output = command.output().expect("repost can be started");
    assert!(
        output.status.success(),
        "{line}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("what repost prints is UTF-8")
}

/// The part of the README under a heading.
fn section(heading: &str) -> &'static str {
    let start = README
        .find(&format!("\n## {heading}\n"))
        .unwrap_or_else(|| panic!("{heading}"));
    let rest = &README[start + 1..];
    rest.find("\n## ").map_or(rest, |end| &rest[..end])
}

/// The inside of the first fenced block with this info string.
fn fenced(text: &'static str, info: &str) -> &'static str {
    let opening = format!("```{info}\n");
    let start = text.find(&opening).expect("there is such a block") + opening.len();
    let end = text[start..].find("\n```").expect("the block ends");
    &text[start..start + end]
}

/// Every `--option` in a text.
fn options(text: &str) -> BTreeSet<&str> {
    let word_end = |c: char| !(c.is_ascii_lowercase() || c == '-');
    let words = text.split(|c: char| " `|[(,\n".contains(c));
    words
        .filter_map(|word| word.strip_prefix("--"))
        .map(|word| word.split(word_end).next().unwrap_or(word))
        .filter(|word| word.starts_with(char::is_alphabetic))
        .collect()
}

#[test]
fn every_option_is_in_the_readme_and_no_other() {
    let help = repost("convert --help");
    let mut known = options(
        help.split("Examples:")
            .next()
            .expect("there is a first part"),
    );
    known.remove("help");
    // Of the optional feature: the part about the licence tells of it.
    known.remove("markdown-engine");
    assert_eq!(options(section("Command line")), known);
}

#[test]
fn every_option_of_migrate_is_in_the_readme_and_no_other() {
    let help = repost("migrate --help");
    let mut known = options(
        help.split("Examples:")
            .next()
            .expect("there is a first part"),
    );
    known.remove("help");
    assert_eq!(options(section("Migrating a blog")), known);
}

#[test]
fn every_command_is_in_the_readme() {
    let help = repost("--help");
    let commands = help
        .split("Commands:\n")
        .nth(1)
        .expect("there are commands");
    for line in commands.lines().take_while(|line| !line.is_empty()) {
        let name = line.split_whitespace().next().expect("a line has a word");
        let row = format!("| `repost {name}");
        assert!(section("Command line").contains(&row), "{row}");
    }
}

#[test]
fn the_exit_statuses_are_those_of_the_help() {
    let help = repost("--help");
    let table = help
        .split("Exit status:\n")
        .nth(1)
        .expect("there is a table");
    for line in table.lines().take_while(|line| line.starts_with("  ")) {
        let (code, meaning) = line
            .trim()
            .split_once("  ")
            .expect("a code and its meaning");
        let plain = README.replace('`', "");
        assert!(plain.contains(&format!("| {code} | {meaning} |")), "{line}");
    }
}

#[test]
fn the_keys_are_those_of_a_document() {
    let document = serde_json::to_string(&repost::Document::default()).expect("it is JSON");
    let mut rest = section("The JSON form");
    for key in document
        .split(['{', ','])
        .filter_map(|part| part.split('"').nth(1))
    {
        let inner = [
            "platform",
            "container",
            "file",
            "saved_at",
            "charset",
            "url",
            "threads",
            "declared",
        ];
        if !inner.contains(&key) {
            let at = rest
                .find(&format!("`{key}`"))
                .unwrap_or_else(|| panic!("{key}, in its place"));
            rest = &rest[at..];
        }
    }
}

#[test]
fn the_map_names_every_file_of_src_and_no_other() {
    let map = fenced(section("Map"), "text");
    let lines = map.lines().filter_map(|line| line.strip_prefix("  "));
    let named = lines.filter_map(|line| line.split_whitespace().next());
    let named: BTreeSet<String> = named.map(|name| format!("src/{name}")).collect();
    assert_eq!(named, listed("src"));
}

/// What is in a folder of the repository. A folder beside the file of its name is that file's.
fn listed(folder: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = fs::read_dir(root.join(folder)).expect("the folder can be listed");
    let names = entries.map(|entry| entry.expect("it can be listed").file_name());
    let names: BTreeSet<String> = names
        .map(|name| format!("{folder}/{}", name.to_string_lossy()))
        .collect();
    let is_own = |name: &&String| !names.contains(&format!("{name}.rs"));
    names.iter().filter(is_own).cloned().collect()
}

#[test]
fn every_key_of_a_profile_is_in_the_readme() {
    let text = section("Profiles");
    for table in [
        "",
        "[post]\n",
        "[[comments]]\n",
        "[data]\n",
        "[data.comments]\n",
    ] {
        let error = Profile::from_toml(&format!("name = \"x\"\n{table}nonsense = 1\n"));
        let told = error.expect_err("there is no such key").to_string();
        let (_, keys) = told.split_once("expected one of ").expect("it lists them");
        for key in keys.split(", ") {
            let as_table = key.replacen('`', "[", 1).replacen('`', "]", 1);
            assert!(text.contains(key) || text.contains(&as_table), "{key}");
        }
    }
}

#[test]
fn the_profile_that_is_shown_is_one() {
    let shown = fenced(section("Profiles"), "toml");
    assert_eq!(Profile::from_toml(shown).expect("it is one").name(), "mine");
}

#[test]
fn what_the_example_shows_is_what_the_sample_gives() {
    let shown: serde_json::Value =
        serde_json::from_str(fenced(README, "json")).expect("the example is JSON");
    let given = repost("convert samples/blogger/link-blog.html -t json");
    let given: serde_json::Value = serde_json::from_str(&given).expect("it is JSON");
    assert_contains(&given, &shown, "");
}

fn assert_contains(whole: &serde_json::Value, part: &serde_json::Value, place: &str) {
    match part.as_object() {
        Some(entries) => {
            for (key, value) in entries {
                assert_contains(&whole[key], value, &format!("{place}/{key}"));
            }
        }
        None => assert_eq!(whole, part, "{place}"),
    }
}

#[test]
fn every_file_that_is_named_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for word in README.split([' ', '`', '(', ')', '\n']) {
        let is_path = ["samples/", "src/", "tests/", "benches/", "LICENSE-"]
            .iter()
            .any(|beginning| word.starts_with(beginning));
        if is_path && !word.contains(['<', '*']) {
            assert!(root.join(word).exists(), "{word}");
        }
    }
}
