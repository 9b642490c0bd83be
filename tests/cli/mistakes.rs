//! Every mistake has its own message, a hint and an exit status.

use crate::place::{HOLLOW, Place, Run, run};

fn assert_told(run: &Run, code: i32, error: &str, hint: &str) {
    assert_eq!(run.err, format!("error: {error}\nhint: {hint}\n"));
    assert_eq!(run.code, code);
    assert_eq!(run.out, "");
}

#[test]
fn a_file_that_is_not_there() {
    let run = Place::new().repost("convert nowhere.html");
    assert_told(
        &run,
        3,
        "nowhere.html: no such file or folder",
        "check the name and the folder",
    );
}

#[test]
fn a_folder_as_input() {
    let place = Place::new();
    place.write("saved/a.html", "");
    let hint = "give the files in it one by one: folder/*.html";
    assert_told(
        &place.repost("convert saved"),
        3,
        "saved: a folder, not a file",
        hint,
    );
}

#[test]
fn an_output_folder_that_is_not_there() {
    let run = Place::with_page().repost("convert a.html -o x/y/b.md");
    assert_told(
        &run,
        3,
        "x/y/b.md: no such file or folder",
        "check the name and the folder",
    );
}

#[test]
fn an_output_folder_that_is_a_file() {
    let place = Place::with_page();
    place.write("out", "");
    let run = place.repost("convert a.html -o out/");
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.starts_with("error: out/: "), "{}", run.err);
}

#[test]
fn a_page_without_a_post() {
    let place = Place::new();
    place.write("hollow.html", HOLLOW);
    let run = place.repost("convert hollow.html");
    assert_eq!(run.code, 1);
    assert!(
        run.err.starts_with("error: hollow.html: no post found: "),
        "{}",
        run.err
    );
    assert!(run.err.contains("\nhint: "), "{}", run.err);
}

#[test]
fn a_file_that_is_no_page() {
    let cases: [(&[u8], &str, &str); 4] = [
        (
            b"%PDF-1.4\n%\xe2\xe3",
            "a PDF",
            "open the page in a browser, and save it as a web page",
        ),
        (
            b"\x89PNG\r\n\x1a\n0000",
            "a PNG image",
            "this is one of a page's files",
        ),
        (
            b"PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaa",
            "a zip archive",
            "unpack it",
        ),
        (
            b"{\"a\": 1}",
            "JSON of another kind",
            "repost reads JSON that it wrote itself",
        ),
    ];
    let place = Place::new();
    for (bytes, what, hint) in cases {
        place.write("file", bytes);
        let run = place.repost("convert file");
        let expected = format!("error: file: not a web page: this is {what}\nhint: {hint}");
        assert!(run.err.starts_with(&expected), "{}", run.err);
        assert_eq!(run.code, 1);
    }
}

#[test]
fn a_file_without_anything_in_it() {
    let place = Place::new();
    for text in ["", " \n\n"] {
        place.write("empty.html", text);
        let hint = "save the page again: the browser may have been stopped";
        assert_told(
            &place.repost("convert empty.html"),
            1,
            "empty.html: the file is empty",
            hint,
        );
    }
}

#[test]
fn a_document_of_another_format() {
    let place = Place::new();
    place.write("b.json", "{\"format\": 2}");
    let run = place.repost("convert b.json");
    assert_eq!(run.code, 1);
    assert!(
        run.err
            .starts_with("error: b.json: not a repost document: its format is 2"),
        "{}",
        run.err
    );
    assert!(
        run.err
            .ends_with("hint: see the form of a document with: repost schema\n"),
        "{}",
        run.err
    );
}

#[test]
fn a_page_over_the_limit() {
    let run = Place::with_page().repost("convert a.html --max-bytes 99");
    let error = "a.html: larger than the limit of 99 bytes";
    assert_told(
        &run,
        1,
        error,
        "raise the limit with --max-bytes, if you trust the file",
    );
}

#[test]
fn two_inputs_with_one_output_name() {
    let place = Place::with_page();
    place.write("sub/a.html", "");
    let run = place.repost("convert a.html sub/a.html -o out");
    let error = "a.html and sub/a.html would both be written to out/a.md";
    let hint = "rename one of them, or convert them into different folders";
    assert_told(&run, 2, error, hint);
    assert!(!place.path().join("out").exists(), "nothing was made");
}

#[test]
fn several_inputs_for_one_file() {
    let run = Place::new().repost("convert a.html b.html -o c.md");
    let error = "c.md is one file, but there are 2 inputs";
    assert_told(
        &run,
        2,
        error,
        "give a folder, with a slash at its end: -o folder/",
    );
}

#[test]
fn several_formats_for_standard_output() {
    let run = Place::new().repost("convert a.html -t json -t text");
    let error = "several formats do not go together on standard output";
    assert_told(
        &run,
        2,
        error,
        "give a folder, with a slash at its end: -o folder/",
    );
}

#[test]
fn an_ending_that_names_no_format() {
    let run = Place::new().repost("convert a.html -o b.pdf");
    let error = "b.pdf: no format is known by this ending";
    let hint = "end the name with .json, .md, .xhtml or .txt, or choose a format with -t";
    assert_told(&run, 2, error, hint);
}

#[test]
fn a_profile_that_is_not_there() {
    let run = Place::new().repost("convert a.html --profile mine.toml");
    assert_told(
        &run,
        3,
        "mine.toml: no such file or folder",
        "check the name and the folder",
    );
}

#[test]
fn a_profile_with_a_mistake_in_it() {
    let cases = [
        (
            "titel = [\"h1\"]",
            "line 2, column 1: unknown field `titel`",
        ),
        (
            "[post]\ntitle = [\"h1[[\"]",
            "line 3, column 10: `h1[[` is not a selector: no qualified name in attribute selector\n",
        ),
        (
            "[post]\ntitle = [\"h1\", \"größe\", \"h2 >\"]",
            "line 3, column 25: `h2 >` is not a selector: dangling combinator\n",
        ),
        (
            "[post]\ntitle = [\"h1 @\"]",
            "line 3, column 10: `h1 @` names no attribute behind its @\n",
        ),
        (
            "[[comments]]\nnesting = \"outside\"",
            "line 3, column 11: unknown variant `outside`, expected one of `inside`, ",
        ),
        ("[post", "line 2, column 6: "),
    ];
    let place = Place::with_page();
    for (text, told) in cases {
        place.write("mine.toml", format!("name = \"mine\"\n{text}\n"));
        let run = place.repost("convert a.html --profile mine.toml");
        assert_eq!(run.code, 2, "{}", run.err);
        let expected = format!("error: mine.toml: not a profile: {told}");
        assert!(run.err.starts_with(&expected), "{}", run.err);
        assert!(!run.err.contains("\\u{a}"), "one line:\n{}", run.err);
    }
}

#[test]
fn a_profile_that_nobody_knows() {
    let run = Place::new().repost("profiles show nobody");
    assert_eq!(run.code, 2);
    assert!(
        run.err
            .starts_with("error: no built-in profile is called nobody\nhint: "),
        "{}",
        run.err
    );
    assert!(run.err.contains("blogger"), "{}", run.err);
}

#[test]
fn words_that_are_no_options() {
    let place = Place::with_page();
    for line in [
        "",
        "convert",
        "convert a.html --skip nothing-of-the-kind",
        "convert a.html -t pdf",
        "convert a.html --front-matter xml",
        "convert a.html --jobs 0",
        "convert a.html --max-bytes many",
        "convert a.html --quiet --explain",
        "convert a.html --colour",
        "migrate",
        "completions sh",
        "man moonlight",
    ] {
        let run = place.repost(line);
        assert_eq!(run.code, 2, "{line}: {}", run.err);
        assert_eq!(run.out, "", "{line}");
    }
}

#[test]
fn a_name_that_would_be_obeyed_by_a_terminal_is_written_out() {
    let run = run(Place::new()
        .command()
        .args(["convert", "a\u{1b}[2Jb\u{202e}.html"]));
    assert!(
        run.err
            .starts_with("error: a\\u{1b}[2Jb\\u{202e}.html: no such file"),
        "{}",
        run.err
    );
}
