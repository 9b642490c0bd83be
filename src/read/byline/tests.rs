//! Bylines in a file: what is shown, and the name.

use super::{clean, name};

fn check(lines: &str, read: fn(&str) -> Option<String>) {
    let mut wrong = Vec::new();
    for line in lines.lines() {
        let (shown, expected) = line.split_once('\t').expect("two fields");
        let found = read(shown).unwrap_or_else(|| "-".to_owned());
        if found != expected {
            wrong.push(format!("{shown}: {found:?}, not {expected:?}"));
        }
    }
    assert!(
        !lines.is_empty() && wrong.is_empty(),
        "{}",
        wrong.join("\n")
    );
}

#[test]
fn a_byline_is_reduced_to_the_name() {
    check(include_str!("../../../tests/bylines/bylines.tsv"), clean);
}

#[test]
fn a_commenter_keeps_the_whole_name() {
    check(include_str!("../../../tests/bylines/commenters.tsv"), name);
}

#[test]
fn a_preposition_alone_is_a_name() {
    assert_eq!(clean("Von").as_deref(), Some("Von"));
    assert_eq!(name("By").as_deref(), Some("By"));
}

#[test]
fn a_text_without_a_name_gives_none() {
    for text in [
        "",
        "   ",
        "Posted by",
        "by jane@example.org",
        "...",
        "June 12, 2014",
        " | ",
    ] {
        assert_eq!(clean(text), None, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_harm(text in "\\PC{0,80}") {
        for name in [clean(&text), name(&text)].into_iter().flatten() {
            proptest::prop_assert!(!name.trim().is_empty());
        }
    }
}
