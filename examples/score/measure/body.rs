//! The body: how much of it was found, and how much else was taken for it.

use unicode_normalization::UnicodeNormalization;

use super::gold::BodyGold;
use super::marks::{Field, Marks, Share, float};
use super::words::{Counts, grams, overlap, plain_words, size, words};

/// How many words are compared at a time.
const RUN: usize = 4;

/// Marks the body of a post.
pub(crate) fn mark(gold: &BodyGold, given: &str, marks: &mut Marks, reasons: &mut Vec<String>) {
    match gold {
        BodyGold::Grams {
            texts,
            optional,
            leading,
        } => {
            if let Some(best) = by_grams(texts, optional, leading, given) {
                best.mark(marks, reasons);
            }
        }
        BodyGold::Words(text) if text.is_empty() => {}
        BodyGold::Words(text) => by_words(text, given).mark(marks, reasons),
        BodyGold::Snippets { with, without } => by_snippets(with, without, given, marks, reasons),
    }
}

/// Precision and recall of one way to compare.
#[derive(Clone, Copy)]
struct Found {
    precision: f64,
    recall: f64,
}

impl Found {
    fn new(common: usize, given: usize, wanted: usize) -> Self {
        Self {
            precision: float(common) / float(given.max(1)),
            recall: float(common) / float(wanted.max(1)),
        }
    }

    fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 {
            2.0 * self.precision * self.recall / sum
        } else {
            0.0
        }
    }

    fn mark(self, marks: &mut Marks, reasons: &mut Vec<String>) {
        marks.add(Field::Body, Share::of_one(self.f1()));
        marks.add(Field::BodyPrecision, Share::of_one(self.precision));
        marks.add(Field::BodyRecall, Share::of_one(self.recall));
        if self.f1() < 0.9 {
            reasons.push(format!(
                "body F {:.2} P {:.2} R {:.2}",
                self.f1(),
                self.precision,
                self.recall
            ));
        }
    }
}

/// The best of all ways to begin the given text, against all texts that are right.
fn by_grams(
    texts: &[String],
    optional: &[String],
    leading: &[String],
    given: &str,
) -> Option<Found> {
    let right: Vec<Counts> = texts.iter().map(|text| grams(&words(text), RUN)).collect();
    if right.first().is_none_or(Counts::is_empty) {
        return None;
    }
    let optional = most(optional.iter().map(|text| grams(&words(text), RUN)));
    let mut best: Option<Found> = None;
    for given in beginnings(words(given), leading) {
        let given = grams(&given, RUN);
        for right in &right {
            let found = compare(&given, right, &optional);
            if best.is_none_or(|best| found.f1() > best.f1()) {
                best = Some(found);
            }
        }
    }
    best
}

fn compare(given: &Counts, right: &Counts, optional: &Counts) -> Found {
    let common = overlap(given, right);
    let neither = overlap(&less(given, right), optional);
    Found::new(common, size(given) - neither, size(right))
}

/// What is in one text and not in the other.
fn less(given: &Counts, right: &Counts) -> Counts {
    let rest = given.iter().map(|(gram, n)| {
        let right = right.get(gram).copied().unwrap_or_default();
        (gram.clone(), n.saturating_sub(right))
    });
    rest.filter(|(_, n)| *n > 0).collect()
}

/// Of each thing as many as the text has that has most of it.
fn most(texts: impl Iterator<Item = Counts>) -> Counts {
    let mut most = Counts::new();
    for (gram, n) in texts.flatten() {
        let entry = most.entry(gram).or_default();
        *entry = n.max(*entry);
    }
    most
}

/// The text as it is, then without a title at its beginning, then without two.
fn beginnings(given: Vec<String>, leading: &[String]) -> Vec<Vec<String>> {
    let leading: Vec<Vec<String>> = leading.iter().map(|text| words(text)).collect();
    let mut ways = vec![given];
    for _ in 0..2 {
        let last = ways.last().expect("the text as it is is the first");
        let title = leading
            .iter()
            .find(|title| !title.is_empty() && last.len() > title.len() && last.starts_with(title));
        if let Some(shorter) = title.map(|title| last[title.len()..].to_vec()) {
            ways.push(shorter);
        }
    }
    ways
}

fn by_words(text: &str, given: &str) -> Found {
    let (right, given) = (plain_words(text), plain_words(given));
    Found::new(overlap(&given, &right), size(&given), size(&right))
}

fn by_snippets(
    with: &[String],
    without: &[String],
    given: &str,
    marks: &mut Marks,
    reasons: &mut Vec<String>,
) {
    let given = shown(given);
    let stands = |snippet: &String| given.contains(&shown(snippet));
    let present = |snippets: &[String]| snippets.iter().filter(|s| stands(s)).count();
    let (found, wrong) = (present(with), present(without));
    marks.add(Field::Body, Share::f1(found, found + wrong, with.len()));
    marks.add(Field::BodyPrecision, Share::of(found, found + wrong));
    marks.add(Field::BodyRecall, Share::of(found, with.len()));
    for (snippets, is_wanted) in [(with, true), (without, false)] {
        for snippet in snippets.iter().filter(|s| stands(s) != is_wanted) {
            let what = if is_wanted { "without" } else { "with" };
            reasons.push(format!("body {what} {snippet:?}"));
        }
    }
}

/// A text as a reader sees it: whatever white space is one space, and letters with marks are written
/// in one way.
fn shown(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::super::marks::{Field, Marks};
    use super::{by_grams, by_snippets, by_words};

    fn strings(list: &[&str]) -> Vec<String> {
        list.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn optional_text_neither_helps_nor_hurts() {
        let right = strings(&["a b c d e"]);
        let optional = strings(&["x y z w"]);
        let found = by_grams(&right, &optional, &[], "a b c d e").expect("there is a text");
        assert!((found.f1() - 1.0).abs() < f64::EPSILON);
        let with = by_grams(&right, &optional, &[], "x y z w").expect("there is a text");
        assert!(with.f1().abs() < f64::EPSILON);
        // Of the six runs two are right, one is optional, three join the two texts.
        let both = by_grams(&right, &optional, &[], "a b c d e x y z w").expect("it is there");
        assert!((both.precision - 0.4).abs() < 1e-9, "{}", both.precision);
        assert!((both.recall - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_title_may_stand_before_the_text() {
        let right = strings(&["a b c d e"]);
        let title = strings(&["The Title", "And a dek"]);
        let found = by_grams(&right, &[], &title, "the title and a dek A B C D E");
        assert!((found.expect("there is a text").f1() - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_page_without_a_text_is_not_asked() {
        assert!(by_grams(&[], &[], &[], "a b c d").is_none());
    }

    #[test]
    fn words_are_compared_wherever_they_stand() {
        let found = by_words("one two two", "two ONE three four");
        assert!((found.precision - 0.5).abs() < f64::EPSILON);
        assert!((found.recall - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn snippets_are_there_or_not() {
        let (mut marks, mut reasons) = (Marks::default(), Vec::new());
        let (with, without) = (strings(&["one", "two"]), strings(&["share", "login"]));
        by_snippets(&with, &without, "one login", &mut marks, &mut reasons);
        assert_eq!(marks.ratio(Field::Body), Some(0.5));
        assert_eq!(reasons, ["body without \"two\"", "body with \"login\""]);
    }

    #[test]
    fn a_snippet_stands_there_whatever_its_spaces_and_ways_to_write_a_letter() {
        let (mut marks, mut reasons) = (Marks::default(), Vec::new());
        let with = strings(&[" caf\u{e9} noir "]);
        let given = "un cafe\u{301}\u{a0}\nnoir";
        by_snippets(&with, &[], given, &mut marks, &mut reasons);
        assert_eq!(marks.ratio(Field::Body), Some(1.0), "{reasons:?}");
    }
}
