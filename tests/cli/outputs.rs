//! Where texts go to, and that nothing is lost on the way.

use std::process::Stdio;

use crate::place::{HOLLOW, PAGE, Place, run};

#[test]
fn markdown_is_printed_when_nothing_else_is_said() {
    let run = Place::with_page().repost("convert a.html");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(
        run.out
            .contains("They came back in the second week of March"),
        "{}",
        run.out
    );
}

#[test]
fn the_format_is_guessed_from_the_name_of_the_output() {
    let place = Place::with_page();
    assert_eq!(place.repost("convert a.html -o b.json").code, 0);
    assert!(place.read("b.json").starts_with("{\n  \"format\": 1,"));
    assert_eq!(place.repost("convert a.html -o b.xhtml").code, 0);
    assert!(place.read("b.xhtml").starts_with("<?xml"));
}

#[test]
fn several_formats_are_written_beside_each_other() {
    let place = Place::with_page();
    let run = place.repost("convert a.html -t json -t markdown -t xhtml -t text -o out/");
    assert_eq!((run.code, run.err.as_str(), run.out.as_str()), (0, "", ""));
    assert_eq!(place.names("out"), ["a.json", "a.md", "a.txt", "a.xhtml"]);
}

#[test]
fn a_written_file_is_what_would_have_been_printed() {
    let place = Place::with_page();
    for format in ["json", "markdown", "xhtml", "text"] {
        place.repost(&format!("convert a.html -t {format} -o out/b --force"));
        place.repost(&format!("convert a.html -t {format} -o b --force"));
        assert_eq!(
            place.read("b"),
            place.repost(&format!("convert a.html -t {format}")).out
        );
    }
}

#[test]
fn compact_json_is_one_line() {
    let run = Place::with_page().repost("convert a.html -t json --compact");
    assert_eq!(run.out.lines().count(), 1);
    assert!(run.out.ends_with("}\n"));
}

#[test]
fn the_document_names_its_file() {
    let run = Place::with_page().repost("convert ./a.html -t json");
    assert!(run.out.contains("\"file\": \"a.html\""), "{}", run.out);
}

#[test]
fn a_bad_file_does_not_stop_the_others() {
    let place = Place::with_page();
    place.write("hollow.html", HOLLOW);
    place.write("z.html", PAGE);
    let run = place.repost("convert a.html hollow.html missing.html z.html -o out");
    assert_eq!(place.names("out"), ["a.md", "z.md"]);
    assert_eq!(run.code, 3, "the greatest of 0, 1, 3 and 0");
    assert!(run.err.contains("error: hollow.html: "), "{}", run.err);
    assert!(
        run.err
            .contains("error: missing.html: no such file or folder"),
        "{}",
        run.err
    );
    assert!(
        run.err.ends_with("done: 2 of 4 inputs converted\n"),
        "{}",
        run.err
    );
}

#[test]
fn quiet_leaves_errors_only() {
    let place = Place::with_page();
    let run = place.repost("convert a.html missing.html -o out -q");
    assert_eq!(
        run.err,
        "error: missing.html: no such file or folder\nhint: check the name and the folder\n"
    );
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let place = Place::new();
    let names: Vec<String> = (0..20).map(|number| format!("{number}.html")).collect();
    for (number, name) in names.iter().enumerate() {
        let longer = PAGE.replace("Nobody", &"Nobody at all ".repeat(1 + number % 3 * 500));
        let text = if number % 5 == 4 {
            HOLLOW.to_owned()
        } else {
            longer
        };
        place.write(name, text);
    }
    let names = names.join(" ");
    let one = place.repost(&format!("convert -j1 -t json {names}"));
    let eight = place.repost(&format!("convert -j8 -t json {names}"));
    assert_eq!(
        (one.code, &one.out, &one.err),
        (eight.code, &eight.out, &eight.err)
    );
    assert_eq!(one.err.matches("error: ").count(), 4);
}

#[test]
fn an_output_that_exists_stays() {
    let place = Place::with_page();
    place.write("b.txt", "precious");
    let run = place.repost("convert a.html -o b.txt");
    assert_eq!(run.code, 4);
    assert_eq!(
        run.err,
        "error: b.txt: the file exists already\n\
         hint: choose another name, or overwrite it with --force\n"
    );
    assert_eq!(place.read("b.txt"), "precious");
    assert_eq!(place.repost("convert a.html -o b.txt --force").code, 0);
    assert!(place.read("b.txt").contains("They came back"));
}

#[test]
fn no_output_is_written_where_one_of_them_exists() {
    let place = Place::with_page();
    place.write("out/a.xhtml", "precious");
    assert_eq!(
        place.repost("convert a.html -t json -t xhtml -o out").code,
        4
    );
    assert_eq!(place.names("out"), ["a.xhtml"]);
}

#[test]
fn a_document_can_be_converted_over_itself() {
    let place = Place::with_page();
    place.repost("convert a.html -o a.json");
    let first = place.read("a.json");
    assert_eq!(place.repost("convert a.json -o a.json").code, 4);
    assert_eq!(place.repost("convert a.json -o a.json -f").code, 0);
    assert_eq!(place.read("a.json"), first);
}

#[test]
fn standard_input_is_an_input() {
    let place = Place::new();
    let printed = run(place
        .command()
        .args(["convert", "-", "-t", "text"])
        .write_stdin(PAGE));
    assert_eq!(printed.code, 0);
    assert!(printed.out.contains("They came back"));
    run(place
        .command()
        .args(["convert", "-", "-o", "out/"])
        .write_stdin(PAGE));
    assert_eq!(place.names("out"), ["stdin.md"]);
}

#[test]
fn a_failed_write_leaves_nothing_behind() {
    let place = Place::with_page();
    place.write("out/a.md/keep.txt", "a folder has the output's name");
    let run = place.repost("convert a.html -o out --force");
    assert_eq!(run.code, 3, "{}", run.err);
    assert_eq!(place.names("out"), ["a.md"]);
    assert_eq!(place.names("out/a.md"), ["keep.txt"]);
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let place = Place::new();
    // More than a pipe holds, so that writing goes on after the reader has gone.
    place.write("long.html", PAGE.replace("They", &"They ".repeat(100_000)));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("repost"))
        .args(["convert", "long.html", "-t", "text"])
        .current_dir(place.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("repost can be started");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("repost ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[cfg(target_os = "linux")]
mod devices {
    use super::*;

    #[test]
    fn a_device_is_written_to_and_not_replaced() {
        let place = Place::with_page();
        assert_eq!(place.repost("convert a.html -o /dev/null").code, 0);
        assert!(
            place
                .repost("convert a.html -t text -o /dev/stdout")
                .out
                .contains("They came back")
        );
    }

    #[test]
    fn a_full_disk_is_an_error_with_a_hint() {
        let place = Place::with_page();
        let full = || {
            std::fs::File::options()
                .write(true)
                .open("/dev/full")
                .expect("Linux has it")
        };
        let status = std::process::Command::new(assert_cmd::cargo::cargo_bin!("repost"))
            .args(["convert", "a.html"])
            .current_dir(place.path())
            .stdout(full())
            .stderr(Stdio::null())
            .status()
            .expect("repost can be started");
        assert_eq!(status.code(), Some(3));
        let run = place.repost("convert a.html -o /dev/full");
        assert_eq!(
            run.err,
            "error: /dev/full: no space left on the device\n\
             hint: free some space, then run the same command again\n"
        );
    }

    #[test]
    fn an_input_without_an_end_is_stopped_at_the_limit() {
        let run = Place::new().repost("convert /dev/zero --max-bytes 100000");
        assert_eq!(run.code, 1);
        assert!(
            run.err.contains("larger than the limit of 100000 bytes"),
            "{}",
            run.err
        );
    }

    #[test]
    fn a_new_file_has_the_rights_of_any_new_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let place = Place::with_page();
        place.repost("convert a.html -o b.md");
        let mode = |name: &str| {
            let found = place.path().join(name).metadata().expect("it is there");
            found.permissions().mode()
        };
        assert_eq!(mode("b.md"), mode("a.html"));
    }
}

#[test]
fn a_document_becomes_what_its_page_becomes() {
    let place = Place::with_page();
    place.repost("convert a.html -o a.json");
    for format in ["json", "markdown", "xhtml", "text"] {
        let from_page = place.repost(&format!("convert a.html -t {format}"));
        let from_document = place.repost(&format!("convert a.json -t {format}"));
        assert_eq!((from_document.code, from_document.out), (0, from_page.out));
    }
}
