//! What a text says of its dates: that something was published then, or changed.

use super::tokens::Token;
use super::{DateOrder, Stamp, first_in, words};

/// More dates are a list, and none of them is a post's.
const MOST: usize = 4;

/// What happened at a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// A word says that it was published.
    Published,
    /// A word says that it was changed.
    Changed,
    /// No word says anything.
    Unnamed,
}

/// A date with what happened then.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) stamp: Stamp,
    pub(super) event: Event,
}

/// The dates of a text, in order.
pub(super) fn dates(text: &str, tokens: &[Token], order: DateOrder) -> Vec<Told> {
    let mut told = Vec::new();
    let mut from = 0;
    while let Some((stamp, place)) = first_in(tokens, from, order) {
        let start = tokens.get(from).map_or(0, |token| token.start);
        let before = &text[start..tokens[place.start].start];
        told.push(Told {
            stamp,
            event: event(before),
        });
        from = place.end;
        if told.len() == MOST {
            break;
        }
    }
    told
}

/// True where a text without a date speaks of a change.
pub(super) fn is_change(text: &str) -> bool {
    event(text) == Event::Changed
}

/// The last of the words about an event in a text.
fn event(before: &str) -> Event {
    if !before.contains(char::is_alphabetic) {
        return Event::Unnamed;
    }
    let before = words::fold_word(before);
    let last = |stems: &[&str]| stems.iter().filter_map(|stem| before.rfind(stem)).max();
    match (last(words::PUBLISHED), last(words::CHANGED)) {
        (None, None) => Event::Unnamed,
        (published, changed) if published > changed => Event::Published,
        _ => Event::Changed,
    }
}
