//! The counts and the list of what was found.

use super::*;

fn link(number: u32, words: &str) -> Finding {
    Finding {
        fault: Fault::NoPost,
        input: "blog.xml".to_owned(),
        entry: Some(number.to_string()),
        title: Some(words.to_owned()),
        output: Some("posts/a.md".to_owned()),
        url: Some("http://hill.example/fog.html".to_owned()),
    }
}

#[test]
fn all_findings_are_counted_and_the_first_are_kept() {
    let mut checked = Checked::default();
    for number in 0..1500 {
        checked.push(link(number, "Fog"));
    }
    assert_eq!(checked.of(Fault::NoPost), 1500);
    assert_eq!(checked.findings[&Fault::NoPost].len(), MOST);
    assert_eq!(checked.list().unwrap().lines().count(), 1500);
}

#[test]
fn a_list_that_is_too_long_says_how_many_are_not_in_it() {
    let mut checked = Checked::default();
    for number in 0..20 {
        checked.push(link(number, &"ö".repeat(1 << 19)));
    }
    let list = checked.list().unwrap();
    assert!(list.len() < LONGEST + 20, "{}", list.len());
    assert!(list.ends_with("{\"more\":5}\n"));
    // What people see is short.
    let first = &checked.findings[&Fault::NoPost][0];
    let title = first.title.as_deref().unwrap();
    assert_eq!(title.chars().count(), WIDEST + 1);
}

#[test]
fn without_findings_there_is_no_list() {
    assert_eq!(Checked::default().list(), None);
}
