//! Headings in a file: what is shown, and the number.

use super::declared;

#[test]
fn headings_declare_the_number_of_comments() {
    let lines = include_str!("../../../tests/counts/counts.tsv");
    let mut wrong = Vec::new();
    for line in lines.lines() {
        let (shown, expected) = line.split_once('\t').expect("two fields");
        let found = declared(shown).map_or_else(|| "-".to_owned(), |count| count.to_string());
        if found != expected {
            wrong.push(format!("{shown}: {found}, not {expected}"));
        }
    }
    assert!(
        !lines.is_empty() && wrong.is_empty(),
        "{}",
        wrong.join("\n")
    );
}

#[test]
fn a_number_that_does_not_fit_is_none() {
    assert_eq!(declared("99999999999999 comments"), None);
}

proptest::proptest! {
    #[test]
    fn any_number_before_comments_is_declared(count: u32) {
        proptest::prop_assert_eq!(declared(&format!("{count} comments")), Some(count));
    }

    #[test]
    fn any_text_is_read_without_harm(text in "\\PC{0,80}") {
        declared(&text);
    }
}
