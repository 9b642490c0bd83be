//! Names out of what a page shows around them: "Posted by", "said...", dates, roles.
//!
//! Nothing is stripped that may be a name: "Edward Said" ends with no verb, because verbs are
//! written small, and "Von Miller" begins with no preposition, because one word behind a capital
//! "Von" is a family name as often as not.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::read::date;

mod plausible;
mod tails;
mod words;

pub(crate) use plausible::{Standing, standing};

use tails::{FURTHER, OCCUPATIONS, ROLES};
use words::{
    AVATAR_ENDS, AVATAR_STARTS, BEFORE_DATE, BEHIND_NAME, BETWEEN, NAME_LIKE, PREFIXES, SAID,
    SAID_ALONE, SAID_MARKED, SECTIONS, UNVERIFIED,
};

/// Letters in which a date has its first number.
const LONGEST_DATE: usize = 30;

/// A byline without everything that is not the name. None where no name is left.
pub(crate) fn clean(text: &str) -> Option<String> {
    let text = squeezed(text);
    if is_unfinished(&text) {
        return None;
    }
    let text = behind_sections(&text)?;
    let dated = date::starts_at(text);
    let shown = behind_date(text, dated).unwrap_or_else(|| before_date(text, dated));
    let unmarked = without_prefixes(shown, dated.is_some());
    let is_byline = unmarked.len() < shown.len();
    let placed = if is_byline {
        without_place(unmarked)
    } else {
        unmarked
    };
    name(without_tails(placed))
}

/// `Updated by`, whose name stands elsewhere.
fn is_unfinished(text: &str) -> bool {
    let mut rest = FURTHER.iter().filter_map(|word| strip_phrase(text, word));
    rest.any(|rest| rest.is_empty() || introduces(rest))
}

/// `Posted in Travel by Jane Roe`: what stands behind the sections. None where nobody does.
fn behind_sections(text: &str) -> Option<&str> {
    if !SECTIONS
        .iter()
        .any(|phrase| strip_phrase(text, phrase).is_some())
    {
        return Some(text);
    }
    let marks = BETWEEN.iter().chain(&[" — "]);
    let ends = marks.filter_map(|mark| Some(text.rfind(mark)? + mark.len()));
    ends.max().map(|end| &text[end..])
}

/// The name in an element that holds nothing else, such as a comment's author: only whole phrases
/// before it ("Comment by"), the verb or the date behind it, an avatar's label and an e-mail
/// address are not the name.
pub(crate) fn name(text: &str) -> Option<String> {
    let text = squeezed(text);
    let dated = date::starts_at(&text);
    let behind = behind_dash(&text, dated).or_else(|| behind_bare_date(&text, dated));
    let text = behind.unwrap_or_else(|| before_date(&text, dated));
    let of_words = |phrase: &&str| strip_phrase(text, phrase).filter(|_| phrase.contains(' '));
    let unmarked = prefixes(text).find_map(of_words);
    let shown = without_verb(without_avatar(without_doubt(unmarked.unwrap_or(text))));
    let name = without_addresses(shown);
    let name = name.trim_matches(|c: char| is_mark(c, ",;:：|–—·•~"));
    let is_shown = name.chars().any(|c| !c.is_ascii_punctuation());
    is_shown.then(|| name.to_owned())
}

/// Whether a text is nothing but what stands before a name: `Written by`.
pub(crate) fn introduces(text: &str) -> bool {
    let text = text.trim();
    let mut words = prefixes(text).chain(NAME_LIKE);
    words.any(|phrase| strip_phrase(text, phrase.trim_end_matches(':')).is_some_and(str::is_empty))
}

/// Whether a text is a day with an author behind it: `June 12, 2014 by Jane Roe`.
pub(crate) fn is_dated(text: &str) -> bool {
    let text = text.trim();
    if !text.chars().take(LONGEST_DATE).any(char::is_numeric) {
        return false;
    }
    let dated = date::starts_at(text).filter(|at| *at == 0);
    behind_date(text, dated).is_some_and(|name| name.starts_with(char::is_uppercase))
}

/// Whether a text begins with words that only stand before an author: `Written by Jane Roe`.
pub(crate) fn is_byline(text: &str) -> bool {
    let mut words = prefixes(text);
    let is_author = |rest: &str| !rest.is_empty() && !rest.starts_with(char::is_lowercase);
    words.any(|phrase| strip_phrase(text, phrase).is_some_and(is_author))
}

/// Whether a text is nothing but the verb behind a commenter's name, with its colon: `Says:`.
pub(crate) fn is_verb(text: &str) -> bool {
    let Some(verb) = text.trim().strip_suffix([':', '：']) else {
        return false;
    };
    let verb = verb.trim_end().to_lowercase();
    [SAID, SAID_MARKED, SAID_ALONE]
        .concat()
        .iter()
        .any(|known| known.trim_start() == verb)
}

/// One space for all white space, and none around the text.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// `Jane Roe on June 12, 2014` is Jane Roe.
fn before_date(text: &str, dated: Option<usize>) -> &str {
    let Some(at) = dated else { return text };
    let mut kept = trimmed(&text[..at]);
    while let Some(shorter) = BEFORE_DATE
        .iter()
        .find_map(|word| strip_last_word(kept, word))
    {
        kept = trimmed(shorter);
    }
    kept
}

/// `June 12, 2014 by Jane Roe`: what stands behind the preposition.
fn behind_date(text: &str, dated: Option<usize>) -> Option<&str> {
    let behind = &text[dated?..];
    let ends = BETWEEN
        .iter()
        .filter_map(|word| Some(behind.find(word)? + word.len()));
    ends.min().map(|end| &behind[end..])
}

/// `2. Le jeudi 19 juillet 2012, 18:40 par Jane Roe`: where nothing but a number and a preposition
/// stands before the date.
fn behind_bare_date(text: &str, dated: Option<usize>) -> Option<&str> {
    let mut before = text[..dated?].split_whitespace();
    let says_nothing = |word: &str| {
        !word.contains(char::is_alphabetic) || BEFORE_DATE.contains(&word.to_lowercase().as_str())
    };
    before.all(says_nothing).then(|| behind_date(text, dated))?
}

/// `Thu, 04/05/2007 - 21:14 — Jane Roe`, as Drupal wrote until its sixth version.
fn behind_dash(text: &str, dated: Option<usize>) -> Option<&str> {
    let (_, name) = text.rsplit_once(" — ")?;
    dated.filter(|at| *at == 0).map(|_| name)
}

/// `Jane Roe (not verified)` is Jane Roe.
fn without_doubt(text: &str) -> &str {
    let mut names = UNVERIFIED.iter().filter_map(|mark| text.strip_suffix(mark));
    names.next().map_or(text, str::trim_end)
}

fn without_prefixes(text: &str, dated: bool) -> &str {
    let mut kept = text.trim_start_matches(|c: char| is_mark(c, "-–—~"));
    for _ in 0..3 {
        let strong = prefixes(kept).find_map(|phrase| strip_phrase(kept, phrase));
        let shorter = strong.or_else(|| {
            NAME_LIKE
                .iter()
                .find_map(|word| strip_name_like(kept, word, dated))
        });
        match shorter {
            Some(shorter) => kept = shorter,
            None => break,
        }
    }
    kept
}

/// The [`PREFIXES`] that begin with the letter that a text begins with, in their order.
fn prefixes(text: &str) -> impl Iterator<Item = &'static &'static str> {
    static BY_LETTER: OnceLock<FxHashMap<char, Vec<&str>>> = OnceLock::new();
    let by_letter = BY_LETTER.get_or_init(|| {
        let mut by_letter: FxHashMap<char, Vec<&str>> = FxHashMap::default();
        for phrase in PREFIXES {
            let first = phrase.chars().next().expect("a phrase has letters");
            by_letter.entry(first).or_default().push(phrase);
        }
        by_letter
    });
    let first = text.chars().next();
    let small = first.and_then(|first| first.to_lowercase().next());
    let found = small.and_then(|small| by_letter.get(&small));
    found.into_iter().flatten()
}

/// Takes a phrase off the start, whatever its capitals, with the colon behind it.
fn strip_phrase<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    let stem = phrase.strip_suffix(':');
    let is_colon_due = stem.is_some();
    let phrase = stem.unwrap_or(phrase);
    let mut rest = text.chars();
    for expected in phrase.chars() {
        let found = rest.next()?;
        if !is_same_letter(found, expected) {
            return None;
        }
    }
    let rest = rest.as_str();
    if is_colon_due {
        return behind_colon(rest, phrase.ends_with(is_unspaced));
    }
    let joined = phrase.ends_with(is_unspaced);
    // Where two elements meet, the space is lost: "Geschrieben vonElisa".
    let joined = joined || phrase.contains(' ') && rest.starts_with(char::is_uppercase);
    let parted = joined
        || rest.is_empty()
        || rest.starts_with(|c: char| c.is_whitespace() || ":：".contains(c));
    parted.then(|| rest.trim_start_matches(|c: char| c.is_whitespace() || ":：".contains(c)))
}

/// What stands behind a colon, or behind what Chinese and Japanese write for one.
fn behind_colon(text: &str, is_eastern: bool) -> Option<&str> {
    let is_colon = |c: char| ":：".contains(c) || is_eastern && "/／=＝".contains(c);
    let rest = text.trim_start();
    rest.starts_with(is_colon)
        .then(|| rest.trim_start_matches(|c: char| c.is_whitespace() || is_colon(c)))
}

/// Whether a letter is another one or its capital.
fn is_same_letter(found: char, small: char) -> bool {
    if found.is_ascii() {
        found.to_ascii_lowercase() == small
    } else {
        found == small || found.to_lowercase().eq(std::iter::once(small))
    }
}

/// Chinese and Japanese, which put no space behind a word.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// Takes off a preposition that may as well begin a name. It is none where it is written small,
/// has a colon, where a date shows that this is a byline, or where two more words follow.
fn strip_name_like<'a>(text: &'a str, word: &str, dated: bool) -> Option<&'a str> {
    let rest = strip_phrase(text, word)?;
    let small = text.starts_with(char::is_lowercase);
    let colon = text[..text.len() - rest.len()].contains([':', '：']);
    let shown = !rest.is_empty() && (small || colon || dated || rest.contains(' '));
    shown.then_some(rest)
}

/// `Jane Roe in Travel` is Jane Roe, once a "Posted by" stood before it.
fn without_place(text: &str) -> &str {
    let ends = BEHIND_NAME.iter().filter_map(|word| text.find(word));
    ends.filter(|end| *end > 0)
        .min()
        .map_or(text, |end| &text[..end])
}

/// Cuts off counts and roles: `Jane Roe | 12 comments`, `Jane Roe, Staff writer`.
fn without_tails(text: &str) -> &str {
    let mut kept = trimmed(text);
    loop {
        if let Some(shorter) = without_last_word(kept) {
            kept = trimmed(shorter);
            continue;
        }
        let marks = [',', '|', '·', '•', '–', '—', '-', '(', '/'];
        let mut cuts = kept.rmatch_indices(marks);
        let Some((at, _)) = cuts.find(|(at, _)| is_tail(&kept[*at..])) else {
            return kept;
        };
        kept = trimmed(&kept[..at]);
    }
}

/// A name without the word behind it that belongs to a date: `Jane Roe Updated`.
fn without_last_word(text: &str) -> Option<&str> {
    let words = ["Updated", "Published", "Posted", "Last", "기자"];
    let shorter = words
        .iter()
        .find_map(|word| text.strip_suffix(word)?.strip_suffix(' '));
    shorter.filter(|shorter| !trimmed(shorter).is_empty())
}

/// True for a mark with a role, or with a count that is set apart, behind it.
fn is_tail(text: &str) -> bool {
    let mark = text.chars().next().unwrap_or_default();
    let tail = text[mark.len_utf8()..].trim_matches(|c: char| c == ')' || c.is_whitespace());
    let role = ROLES.iter().any(|role| role.eq_ignore_ascii_case(tail)) || is_occupation(tail);
    let further = FURTHER
        .iter()
        .any(|word| strip_phrase(tail, word).is_some());
    let is_number = tail.starts_with(|c: char| c.is_ascii_digit());
    let is_counted = || {
        let (number, thing) = tail.split_once(' ').unwrap_or_default();
        number.chars().all(|c| c.is_ascii_digit()) && thing.starts_with(char::is_alphabetic)
    };
    let count = is_number && ("|·•(".contains(mark) || is_counted());
    role || count || further
}

/// Whether a text is what somebody is: a few words, the last of which is an occupation.
fn is_occupation(text: &str) -> bool {
    const MOST_WORDS: usize = 6;
    let words = text.split(' ').count();
    let last = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
    words <= MOST_WORDS && OCCUPATIONS.contains(&last.as_str())
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| is_mark(c, ",;:|–—-·•/@("))
}

/// Whether a character is white space or one of some marks. Most are letters, which costs little.
fn is_mark(c: char, marks: &str) -> bool {
    !c.is_alphanumeric() && (c.is_whitespace() || marks.contains(c))
}

fn strip_last_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    if text.eq_ignore_ascii_case(word) {
        return Some("");
    }
    text.strip_suffix(word)?.strip_suffix(' ')
}

/// `Jane's avatar`, `Photo of Jane`.
fn without_avatar(text: &str) -> &str {
    let kept = AVATAR_STARTS
        .iter()
        .find_map(|phrase| strip_phrase(text, phrase))
        .unwrap_or(text);
    AVATAR_ENDS
        .iter()
        .find_map(|end| kept.strip_suffix(end))
        .unwrap_or(kept)
}

/// `Jane said...`, `Jane a dit…`, `Jane schreibt:`.
fn without_verb(text: &str) -> &str {
    let core = text.trim_end_matches(|c: char| is_mark(c, ".…:：⋯"));
    let marked = core.len() < text.len();
    let tables = [SAID, if marked { SAID_MARKED } else { &[] }];
    let verbs = tables.into_iter().flatten();
    let mut cut = verbs.filter_map(|verb| Some(core.strip_suffix(verb)?.len()));
    let name = cut.find(|end| *end > 0).map(|end| core[..end].trim_end());
    name.unwrap_or(text)
}

/// Drops e-mail addresses, with the brackets around them.
fn without_addresses(text: &str) -> String {
    let words = text.split(' ').filter(|word| !is_address(word));
    words.collect::<Vec<_>>().join(" ")
}

fn is_address(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(user, host)| user.chars().any(char::is_alphanumeric) && host.contains('.'))
}

#[cfg(test)]
mod tests;
