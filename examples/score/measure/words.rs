//! Texts as words, and words as multisets: what two texts have in common whatever their spaces,
//! capitals and ways to write one letter.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How often each thing stands in a text.
pub(crate) type Counts = HashMap<String, usize>;

/// The words of a text in one form: character references decoded, UTF-8 that was taken for Latin-1
/// repaired, compatibility forms and case folded. A letter of a script that is written without
/// spaces is a word; a text without any word is compared by its characters.
pub(crate) fn words(text: &str) -> Vec<String> {
    let text = folded(text);
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if is_spaceless(c) {
            words.extend(take(&mut word));
            words.push(c.to_string());
        } else if is_letter(c) {
            word.push(c);
        } else {
            words.extend(take(&mut word));
        }
    }
    words.extend(take(&mut word));
    if words.is_empty() {
        words = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(String::from)
            .collect();
    }
    words
}

/// The words of a text with one space between them.
pub(crate) fn norm(text: &str) -> String {
    words(text).join(" ")
}

/// Runs of letters, digits and underscores in lower case, and nothing else done to them.
pub(crate) fn plain_words(text: &str) -> Counts {
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| !(is_letter(c) || c == '_'));
    count(parts.filter(|part| !part.is_empty()).map(str::to_owned))
}

/// The runs of `n` words; of a shorter text, the whole of it.
pub(crate) fn grams(words: &[String], n: usize) -> Counts {
    if words.is_empty() {
        return Counts::new();
    }
    count(words.windows(n.min(words.len())).map(|run| run.join(" ")))
}

/// Counts things.
pub(crate) fn count(things: impl Iterator<Item = String>) -> Counts {
    let mut counts = Counts::new();
    for thing in things {
        *counts.entry(thing).or_default() += 1;
    }
    counts
}

/// How many things there are.
pub(crate) fn size(counts: &Counts) -> usize {
    counts.values().sum()
}

/// How many things two texts have in common.
pub(crate) fn overlap(a: &Counts, b: &Counts) -> usize {
    let common = |(thing, n): (&String, &usize)| b.get(thing).map_or(0, |other| *n.min(other));
    a.iter().map(common).sum()
}

/// Character references decoded, as a browser does.
pub(crate) fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    // No `<` of the text may begin a tag; a reference to it is decoded like every other.
    let fragment = scraper::Html::parse_fragment(&text.replace('<', "&lt;"));
    fragment.root_element().text().collect()
}

/// Letters and digits: what a word is made of. A mark above a letter is none.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_combining_mark(c)
}

fn take(word: &mut String) -> Option<String> {
    (!word.is_empty()).then(|| std::mem::take(word))
}

fn folded(text: &str) -> String {
    // Twice: feeds escape what was escaped already.
    let text = repaired(&unescaped(&unescaped(text)));
    let composed: String = text.nfkc().collect();
    let mut folded = caseless::default_case_fold_str(&composed);
    folded.retain(|c| !is_invisible(c));
    folded
}

fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe0f}'
    )
}

/// Repairs UTF-8 that was taken for Latin-1: `Ã©` is `é`.
fn repaired(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c| matches!(c, '\u{c2}'..='\u{f4}')) {
        out.push_str(&rest[..start]);
        let run = latin_run(&rest[start..]);
        out.push_str(&decoded(run).unwrap_or_else(|| run.to_owned()));
        rest = &rest[start + run.len()..];
    }
    out + rest
}

/// One character that may lead and all behind it that may follow in a sequence of UTF-8.
fn latin_run(text: &str) -> &str {
    let is_following = |c| matches!(c, '\u{80}'..='\u{bf}');
    let end = text.char_indices().skip(1).find(|(_, c)| !is_following(*c));
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

fn decoded(run: &str) -> Option<String> {
    let bytes: Result<Vec<u8>, _> = run.chars().map(u8::try_from).collect();
    String::from_utf8(bytes.ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::{norm, plain_words, unescaped, words};

    #[test]
    fn texts_that_look_the_same_have_the_same_words() {
        for (a, b) in [
            ("The  Quick-Fox", "the quick fox"),
            ("Caf\u{c3}\u{a9}", "café"),
            ("Cafe\u{301}", "café"),
            ("A &amp;amp; B", "a & b"),
            ("Straße", "STRASSE"),
            ("so\u{ad}ft \u{fb01}n", "soft fin"),
        ] {
            assert_eq!(norm(a), norm(b), "{a}");
        }
        assert_eq!(norm("1 < 2 &lt; 3"), "1 2 3");
    }

    #[test]
    fn a_letter_of_a_script_without_spaces_is_a_word() {
        assert_eq!(words("ab東京c"), ["ab", "東", "京", "c"]);
    }

    #[test]
    fn a_text_without_words_is_compared_by_its_characters() {
        assert_eq!(words("? !"), ["?", "!"]);
        assert!(words("  ").is_empty());
    }

    #[test]
    fn plain_words_are_lower_case_and_keep_their_underscores() {
        let counts = plain_words("One_two three, THREE");
        assert_eq!(
            (counts["one_two"], counts["three"], counts.len()),
            (1, 2, 2)
        );
    }

    #[test]
    fn a_text_that_looks_like_a_tag_stays() {
        assert_eq!(unescaped("<b> &amp; &#x41;"), "<b> & A");
    }
}
