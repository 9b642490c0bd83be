//! How a text is compared with the word lists: without regard to case, to the kind of apostrophe,
//! of space and of colon, and to marks that do not show.

use crate::pass::words::Phrases;

/// A character as the tables have it; None for one that does not show.
fn fold(c: char) -> Option<char> {
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {
            None
        }
        '’' | '‘' | 'ʼ' | '´' => Some('\''),
        '：' | '﹕' => Some(':'),
        c if c.is_whitespace() => Some(' '),
        c if c.is_ascii() => Some(c.to_ascii_lowercase()),
        c => c.to_lowercase().next(),
    }
}

/// The length of `phrase` at the start of `text`, in bytes of `text`; None where it does not
/// stand there as whole words.
fn prefix(text: &str, phrase: &str) -> Option<usize> {
    let mut wanted = phrase.chars().peekable();
    let mut last = ' ';
    let mut shown = text.char_indices().peekable();
    while let Some(&(at, c)) = shown.peek() {
        let Some(folded) = fold(c) else {
            shown.next();
            continue;
        };
        if folded == ' ' && last == ' ' {
            shown.next();
            continue;
        }
        match wanted.peek() {
            None => return (!joins(last, folded)).then_some(at),
            Some(&wish) if wish == folded => {
                wanted.next();
                last = folded;
                shown.next();
            }
            Some(_) => return None,
        }
    }
    wanted.peek().is_none().then_some(text.len())
}

/// Whether two characters belong to one word. Scripts without spaces have no such words.
fn joins(before: char, after: char) -> bool {
    before.is_alphanumeric() && after.is_alphanumeric() && !is_dense(before) && !is_dense(after)
}

/// Whether a character is of a script that sets no spaces between words.
pub(super) fn is_dense(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}

/// The phrases of `table` with the first letter of `text`.
fn candidates<'a>(text: &str, table: &'a Phrases) -> impl Iterator<Item = &'static str> + 'a {
    let first = text.chars().filter_map(fold).find(|c| *c != ' ');
    let phrases = first.map_or(&[][..], |first| table.starting(first));
    phrases.iter().copied()
}

/// The longest phrase of `table` that `text` begins with: its length in bytes of `text`.
pub(super) fn starts_with(text: &str, table: &Phrases) -> Option<usize> {
    candidates(text, table)
        .filter_map(|phrase| prefix(text, phrase))
        .max()
}

/// Whether `text`, less the marks around it, is a phrase of `table`.
pub(super) fn is_one_of(text: &str, table: &Phrases) -> bool {
    let text = bare(text);
    candidates(text, table).any(|phrase| prefix(text, phrase) == Some(text.len()))
}

/// A text without the marks that dress it up: `"Read more ....»"`.
pub(super) fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && !is_mark(c))
}

/// Vowel signs and the like, which are part of their word.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}'
        | '\u{900}'..='\u{97f}' | '\u{e31}'..='\u{e4e}')
}

/// How many words a text has, where a script without spaces counts two characters for a word.
pub(super) fn word_count(text: &str) -> usize {
    let dense = text.chars().filter(|c| is_dense(*c)).count();
    let others = text
        .split(|c: char| c.is_whitespace() || is_dense(c))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count();
    others + dense.div_ceil(2)
}
