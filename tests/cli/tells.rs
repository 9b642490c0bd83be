//! What repost tells about itself.

use crate::place::Place;

#[test]
fn help_shows_examples_and_exit_statuses() {
    for line in ["--help", "convert --help", "convert -h"] {
        let run = Place::new().repost(line);
        assert_eq!(run.code, 0);
        for part in [
            "Usage: repost",
            "Examples:",
            "Exit status:",
            "  5  a defect",
        ] {
            assert!(run.out.contains(part), "{line}: {part}");
        }
    }
}

#[test]
fn the_version_is_the_package_s() {
    let expected = concat!("repost ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(Place::new().repost("--version").out, expected);
}

#[test]
fn the_schema_is_a_schema_that_its_own_documents_fit() {
    let place = Place::with_page();
    let schema = serde_json::from_str(&place.repost("schema").out).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    let document = place.repost("convert a.html -t json").out;
    let document = serde_json::from_str(&document).expect("the document is JSON");
    assert!(validator.is_valid(&document));
}

#[test]
fn every_shell_has_its_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = Place::new().repost(&format!("completions {shell}"));
        assert_eq!(run.code, 0);
        assert!(run.out.contains("front-matter"), "{shell}");
    }
}

#[test]
fn every_command_has_its_manual_page() {
    let names = [
        "",
        "convert",
        "migrate",
        "profiles",
        "schema",
        "completions",
        "man",
    ];
    for name in names {
        let run = Place::new().repost(&format!("man {name}"));
        assert_eq!(run.code, 0);
        let title = if name.is_empty() {
            "repost".to_owned()
        } else {
            format!("repost-{name}")
        };
        assert!(
            run.out.contains(&format!(".TH {title} 1")),
            "{name}: {}",
            run.out
        );
    }
    let help = Place::new().repost("--help").out;
    let commands = help.split("Commands:").nth(1).expect("there are commands");
    let listed = commands
        .lines()
        .skip(1)
        .take_while(|line| !line.is_empty())
        .count();
    assert_eq!(
        listed + 1,
        names.len(),
        "a command has no manual page:\n{help}"
    );
}

#[test]
fn every_profile_is_listed_and_can_be_given_back() {
    let place = Place::with_page();
    let listed = place.repost("profiles").out;
    assert_eq!(place.repost("profiles list").out, listed);
    assert!(listed.contains("blogger\n"), "{listed}");
    for name in listed.lines() {
        place.write(
            "mine.toml",
            place.repost(&format!("profiles show {name}")).out,
        );
        let run = place.repost("convert a.html --profile mine.toml");
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
    }
}
