//! What is written where, and what is refused.

use clap::Parser as _;

use super::*;
use crate::cli::{Cli, Command};

fn planned(line: &str) -> Result<Plan, Error> {
    let words = ["repost", "convert"]
        .into_iter()
        .chain(line.split_whitespace());
    match Cli::parse_from(words).command {
        Command::Convert(arguments) => plan(&arguments),
        other => panic!("not a conversion: {other:?}"),
    }
}

/// `format>target` for every output.
fn written(line: &str) -> Vec<String> {
    let plan = planned(line).unwrap();
    let outputs = plan.jobs.iter().flat_map(|job| &job.outputs);
    let told = |output: &Output| match &output.target {
        Target::Stdout => format!("{:?}>stdout", output.format),
        Target::File(path) => format!("{:?}>{}", output.format, path.display()),
    };
    outputs.map(told).collect()
}

fn refused(line: &str) -> String {
    let error = planned(line).unwrap_err();
    assert_eq!(error.exit_code(), 2);
    assert!(error.hint().is_some());
    error.to_string()
}

#[test]
fn markdown_goes_to_standard_output_when_nothing_is_said() {
    assert_eq!(written("a.html"), ["Markdown>stdout"]);
    assert_eq!(written("a.html -o -"), ["Markdown>stdout"]);
}

#[test]
fn the_ending_of_the_output_tells_the_format() {
    assert_eq!(written("a.html -o b.json"), ["Json>b.json"]);
    assert_eq!(written("a.html -o b.markdown"), ["Markdown>b.markdown"]);
    assert_eq!(written("a.html -o b.MD"), ["Markdown>b.MD"]);
    assert_eq!(written("a.json -o b.htm"), ["Xhtml>b.htm"]);
    assert_eq!(written("a.html -o b.txt"), ["Text>b.txt"]);
    assert_eq!(written("a.html -o b"), ["Markdown>b"]);
}

#[test]
fn a_chosen_format_is_stronger_than_the_ending() {
    assert_eq!(written("a.html -t text -o b.json"), ["Text>b.json"]);
    assert_eq!(written("a.html -t text -o b.pdf"), ["Text>b.pdf"]);
}

#[test]
fn several_formats_stand_beside_each_other() {
    assert_eq!(
        written("a.html -t json -t md -o b"),
        ["Json>b.json", "Markdown>b.md"]
    );
    assert_eq!(
        written("a.html -t json -t xhtml -o b.md"),
        ["Json>b.json", "Xhtml>b.xhtml"]
    );
    assert_eq!(
        written("a.html -t json -t text -o p.2014"),
        ["Json>p.2014.json", "Text>p.2014.txt"]
    );
    assert_eq!(written("a.html -t json -t json -o b"), ["Json>b"]);
}

#[test]
fn several_inputs_go_to_a_folder_under_their_own_names() {
    assert_eq!(
        written("x/a.html b.htm -o out"),
        ["Markdown>out/a.md", "Markdown>out/b.md"]
    );
    assert_eq!(written("a.html -t json -o out/"), ["Json>out/a.json"]);
    assert_eq!(written("a.html -o src"), ["Markdown>src/a.md"]);
    assert_eq!(written("- -o out/"), ["Markdown>out/stdin.md"]);
    assert_eq!(
        planned("a.html b.html -o out").unwrap().folder,
        Some("out".into())
    );
}

#[test]
fn json_alone_may_follow_itself_on_standard_output() {
    assert_eq!(
        written("a.html b.html -t json"),
        ["Json>stdout", "Json>stdout"]
    );
    assert!(refused("a.html b.html").contains("only JSON can follow JSON"));
    assert!(refused("a.html -t json -t md").contains("several formats"));
}

#[test]
fn an_output_file_takes_one_input() {
    assert_eq!(
        refused("a.html b.html -o b.json"),
        "b.json is one file, but there are 2 inputs"
    );
    assert_eq!(
        refused("a.html b.html -o Cargo.toml"),
        "Cargo.toml is one file, but there are 2 inputs"
    );
}

#[test]
fn an_unknown_ending_is_refused_without_a_format() {
    assert_eq!(
        refused("a.html -o b.pdf"),
        "b.pdf: no format is known by this ending"
    );
}

#[test]
fn two_inputs_never_write_one_file() {
    assert_eq!(
        refused("x/index.html y/index.html -o out/"),
        "x/index.html and y/index.html would both be written to out/index.md"
    );
    assert!(refused("Post.html post.htm -o out/").contains("would both be written"));
    assert!(refused("a.html a.html -o out/").contains("would both be written"));
}

#[test]
fn standard_input_is_read_once() {
    assert_eq!(
        refused("- - -t json"),
        "standard input can be read only once"
    );
}
