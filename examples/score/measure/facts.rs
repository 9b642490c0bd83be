//! Title, author, day and labels: right or wrong, whatever their capitals and spaces.

use std::collections::BTreeSet;

use super::day::days;
use super::gold::{Gold, Labels};
use super::marks::{Field, Marks, Share, float};
use super::neutral::Neutral;
use super::words::{norm, unescaped};

/// What may stand before an author's name and is no part of it.
const VERBS: &[&str] = &[
    "posted by",
    "written by",
    "published by",
    "by",
    "von",
    "par",
    "por",
    "di",
    "автор",
];

/// Words that stand between two names.
const CONJUNCTIONS: &[&str] = &["and", "und", "et", "y"];

/// Marks what a page says about the post.
pub(crate) fn mark(gold: &Gold, given: &Neutral, marks: &mut Marks, reasons: &mut Vec<String>) {
    let mut answer = |field, given: &Option<String>, is_right: bool| {
        marks.add_answer(field, is_right);
        if !is_right {
            let given: String = given
                .as_deref()
                .unwrap_or("nothing")
                .chars()
                .take(50)
                .collect();
            reasons.push(format!("{field:?} is {given:?}"));
        }
    };
    if !gold.titles.is_empty() {
        answer(Field::Title, &given.title, is_title(gold, given));
    }
    if !gold.authors.is_empty() {
        answer(Field::Author, &given.author, is_author(gold, given));
    }
    if !gold.published.is_empty() {
        answer(Field::Date, &given.published, is_day(gold, given));
    }
    if let Some(share) = labels(&gold.labels, &given.labels) {
        marks.add(Field::Labels, share);
        if share.right < 0.5 {
            reasons.push(format!("labels {:.2}: {:?}", share.right, given.labels));
        }
    }
}

fn is_title(gold: &Gold, given: &Neutral) -> bool {
    let title = norm(given.title.as_deref().unwrap_or_default());
    gold.titles.iter().any(|right| norm(right) == title)
}

fn is_author(gold: &Gold, given: &Neutral) -> bool {
    let Some(author) = given.author.as_deref().filter(|author| !author.is_empty()) else {
        return false;
    };
    let forms = [name_set(author), name(author)];
    let right = gold
        .authors
        .iter()
        .flat_map(|right| [name_set(right), name(right)]);
    right.into_iter().any(|right| forms.contains(&right))
}

fn is_day(gold: &Gold, given: &Neutral) -> bool {
    let given = days(given.published.as_deref().unwrap_or_default());
    let right = gold.published.iter().flat_map(|date| days(date));
    right.into_iter().any(|day| given.contains(&day))
}

fn labels(gold: &Labels, given: &[String]) -> Option<Share> {
    let Labels::Known { labels, optional } = gold else {
        return None;
    };
    let (right, given) = (set(labels), set(given));
    let is_asked = !given.is_empty() || (!right.is_empty() && !optional);
    let common = right.intersection(&given).count();
    let f1 = 2.0 * float(common) / float((right.len() + given.len()).max(1));
    is_asked.then(|| Share::of_one(f1))
}

fn set(labels: &[String]) -> BTreeSet<String> {
    let labels = labels.iter().map(|label| norm(label));
    labels.filter(|label| !label.is_empty()).collect()
}

/// An author's name without its verb.
pub(crate) fn name(author: &str) -> String {
    norm(without_verb(&unescaped(author)))
}

/// The names of several authors, in an order that does not matter.
fn name_set(author: &str) -> String {
    let author = unescaped(author);
    let mut names: Vec<String> = vec![String::new()];
    for run in runs(without_verb(&author)) {
        if CONJUNCTIONS.contains(&run) || run.contains([',', ';', '&', '|', '/']) {
            names.push(String::new());
        } else if let Some(name) = names.last_mut() {
            name.push_str(run);
        }
    }
    let mut names: Vec<String> = names.iter().map(|name| norm(name)).collect();
    names.retain(|name| !name.is_empty());
    names.sort();
    names.join("|")
}

/// Words, and each character between them.
fn runs(text: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end.max(first.len_utf8()));
        runs.push(run);
        rest = behind;
    }
    runs
}

fn without_verb(author: &str) -> &str {
    let author = author.trim_start();
    for verb in VERBS {
        let Some(rest) = behind(author, verb) else {
            continue;
        };
        if !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            return rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
        }
    }
    author
}

/// What follows some words, in any capitals.
fn behind<'a>(text: &'a str, beginning: &str) -> Option<&'a str> {
    let end = text.char_indices().nth(beginning.chars().count());
    let (first, rest) = text.split_at(end.map_or(text.len(), |(at, _)| at));
    (first.to_lowercase() == beginning).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{Labels, name, name_set};

    #[test]
    fn a_verb_before_a_name_is_no_part_of_it() {
        for author in [
            "Ada Roe",
            "by Ada Roe",
            "Posted by: ada  roe",
            "VON Ada Roe",
        ] {
            assert_eq!(name(author), "ada roe", "{author}");
        }
        assert_eq!(name("Byron"), "byron");
        assert_eq!(name("Diana"), "diana");
    }

    #[test]
    fn several_names_may_stand_in_any_order() {
        let names = name_set("Ada Roe, Ben Poe and Cy Andy");
        assert_eq!(names, "ada roe|ben poe|cy andy");
        assert_eq!(names, name_set("Cy Andy & Ada Roe/Ben Poe"));
    }

    #[test]
    fn labels_are_a_set() {
        let labels = |right: &[&str], optional, given: &[&str]| {
            let strings = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
            let labels = strings(right);
            super::labels(&Labels::Known { labels, optional }, &strings(given)).map(|s| s.right)
        };
        assert_eq!(labels(&["A", "b"], false, &["B", "a"]), Some(1.0));
        assert_eq!(labels(&["a"], false, &["a", "b", "c"]), Some(0.5));
        assert_eq!(labels(&["a"], false, &[]), Some(0.0));
        assert_eq!(labels(&["a"], true, &[]), None);
        assert_eq!(labels(&[], false, &[]), None);
        assert_eq!(labels(&[], false, &["a"]), Some(0.0));
    }
}
