//! What is said around posts in many languages: "Related posts", "Teilen", "Sign up".
//!
//! `words.tsv` has a column for what is meant, one for how the words stand (as a `line` of their
//! own, as the heading of a `section`, at the `start` of a line) and one for the language. Its
//! phrases are folded as [`fold`] folds a line of the page. The table is tried whole whatever the
//! language of the post is: themes are in other languages than what is written in them.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::read::prune::kind::Kind;

/// How a phrase stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// It is the whole line.
    Line,
    /// It is a heading, and what follows may belong to it.
    Section,
    /// A line begins with it.
    Start,
}

impl How {
    fn of(name: &str) -> Option<Self> {
        match name {
            "line" => Some(Self::Line),
            "section" => Some(Self::Section),
            "start" => Some(Self::Start),
            _ => None,
        }
    }
}

/// The most words of a heading that begins with a phrase of the table.
const HEADING: usize = 6;

/// What a phrase means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning {
    pub(super) kind: Kind,
    pub(super) how: How,
}

struct Table {
    whole: FxHashMap<&'static str, Meaning>,
    /// Phrases that begin a line, by their first word.
    starts: FxHashMap<&'static str, Vec<(&'static str, Kind)>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table {
            whole: FxHashMap::default(),
            starts: FxHashMap::default(),
        };
        for (phrase, meaning) in rows() {
            if meaning.how == How::Start {
                let first = phrase.split(' ').next().expect("a split has a part");
                let phrases = table.starts.entry(first).or_default();
                phrases.push((phrase, meaning.kind));
            } else {
                table.whole.insert(phrase, meaning);
            }
        }
        table
    })
}

fn rows() -> impl Iterator<Item = (&'static str, Meaning)> {
    let lines = include_str!("words.tsv").lines().skip(1);
    lines.flat_map(|line| {
        let mut columns = line.split('\t');
        let mut column = || columns.next().expect("a row has four columns");
        let kind = Kind::of(column()).expect("the kind is known");
        let how = How::of(column()).expect("how it stands is known");
        let _language = column();
        let phrases = column().split('|');
        phrases.map(move |phrase| (phrase, Meaning { kind, how }))
    })
}

/// What a whole line means.
pub(super) fn line(text: &str) -> Option<Meaning> {
    if !is_label(text) {
        return None;
    }
    table().whole.get(fold(text).as_str()).copied()
}

/// What a heading means that says more than a phrase of the table: "More on the topic at home".
pub(super) fn heading(text: &str) -> Option<Meaning> {
    if !is_label(text) {
        return None;
    }
    let folded = fold(text);
    let mut ends = folded.match_indices(' ').map(|(end, _)| end).skip(1);
    let longest = ends.by_ref().take(HEADING).collect::<Vec<_>>();
    let known = |end: &usize| table().whole.get(&folded[..*end]).copied();
    let meaning = longest.iter().rev().find_map(known)?;
    (meaning.how == How::Section && ends.next().is_none()).then_some(meaning)
}

/// What a line is where a colon follows a heading of the table ("Read also: A storm in June"), and
/// the bytes of that heading.
pub(super) fn opening(text: &str) -> Option<(Kind, usize)> {
    let end = text.find([':', '：'])?;
    let meaning = line(&text[..end])?;
    (meaning.how == How::Section).then_some((meaning.kind, end))
}

/// What a line begins with.
pub(super) fn start(text: &str) -> Option<Kind> {
    let folded = fold(text);
    let first = folded.split(' ').next()?;
    let phrases = table().starts.get(first)?;
    let mut fitting = phrases.iter().filter(|(phrase, _)| {
        let rest = folded.strip_prefix(phrase);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    fitting.next().map(|(_, kind)| *kind)
}

/// Somebody's sentence ends in a full stop, and what somebody says stands in quotation marks.
fn is_label(text: &str) -> bool {
    let speaks = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '「' | '。');
    !text.trim_end().ends_with('.') && !text.starts_with(speaks) && !text.ends_with('”')
}

/// Small letters, one space between two words, no marks, no apostrophes, no numbers at the ends:
/// "3 Comments »" is "comments".
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() || is_mark(c) {
            folded.extend(c.to_lowercase().filter(|c| *c != '\u{307}'));
        } else if !is_joining(c) && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    without_numbers(&folded).to_owned()
}

/// A folded text without the numbers before its first and behind its last word.
fn without_numbers(folded: &str) -> &str {
    let is_number = |word: &str| word.chars().all(char::is_numeric);
    let mut rest = folded.trim();
    while let Some((word, behind)) = rest.split_once(' ').filter(|(word, _)| is_number(word)) {
        debug_assert!(!word.is_empty(), "spaces are single");
        rest = behind;
    }
    while let Some((before, _)) = rest.rsplit_once(' ').filter(|(_, word)| is_number(word)) {
        rest = before;
    }
    if is_number(rest) { "" } else { rest }
}

/// Apostrophes and what nobody sees.
fn is_joining(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '‘' | 'ʼ' | '´' | '\u{AD}' | '\u{200B}'..='\u{200D}'
    )
}

/// Vowel signs and accents, which are part of their word.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}'
        | '\u{900}'..='\u{97F}' | '\u{E31}'..='\u{E4E}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_folded_and_stands_once() {
        let mut known = std::collections::BTreeSet::new();
        for (phrase, meaning) in rows() {
            assert_eq!(fold(phrase), phrase);
            assert!(
                known.insert((phrase, meaning.how == How::Start)),
                "{phrase}"
            );
        }
    }

    #[test]
    fn a_line_is_known_in_any_dress() {
        for text in [
            "Related Posts",
            "related posts:",
            "» RELATED POSTS «",
            "You’ll also like",
        ] {
            let found = line(text).expect(text);
            assert_eq!(
                (found.kind, found.how),
                (Kind::Related, How::Section),
                "{text}"
            );
        }
        assert_eq!(line("3 Comments »").unwrap().kind, Kind::Comments);
        assert_eq!(line("5 min read").unwrap().kind, Kind::Byline);
        assert_eq!(
            line("Das könnte dich auch interessieren …").unwrap().kind,
            Kind::Related
        );
    }

    #[test]
    fn a_heading_may_say_more_and_a_line_goes_on_behind_a_colon() {
        assert_eq!(
            heading("Mehr zum Thema auf unserer Seite").unwrap().kind,
            Kind::Related
        );
        assert!(heading("Related to nobody").is_none());
        assert!(heading("More on this than anybody wanted to know in the end").is_none());
        let (kind, bytes) = opening("Leggi anche: Il faro").unwrap();
        assert_eq!((kind, bytes), (Kind::Related, "Leggi anche".len()));
        assert!(opening("He said: read also").is_none());
    }

    #[test]
    fn what_somebody_says_is_no_label() {
        for text in ["Next.", "“Next”", "„Teilen", "Share the bread with them"] {
            assert!(line(text).is_none(), "{text}");
        }
    }

    #[test]
    fn numbers_inside_stay_and_numbers_at_the_ends_go() {
        assert_eq!(fold("Top 10 Posts 2014"), "top 10 posts");
        assert_eq!(fold("12"), "");
        assert_eq!(fold("3D prints"), "3d prints");
    }
}
