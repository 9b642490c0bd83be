//! Text to a tree, at a cost that the input cannot choose.
//!
//! 1. NUL characters are taken out: each would be a token of its own.
//! 2. The text is fed to the tokenizer in chunks; between them the nodes are counted. Over the
//!    limit the rest is not read.
//! 3. The text of scripts and styles goes past the tokenizer ([`raw`]).
//! 4. A [`guard`] bounds depth and formatting elements in front of the tree builder.
//! 5. A tag that does not end and may hold thousands of attributes starts the parse again, slower
//!    and watched, so that the attributes that are too many can be left out ([`overlong`]).
//! 6. A tree that came out deeper than the limit is made flatter ([`depth`]).

use std::borrow::Cow;

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::TreeSink;
use scraper::Html;

use crate::input::Limits;
use crate::note::{Note, NoteKind};

mod depth;
mod guard;
mod overlong;
mod raw;
mod sink;

use guard::Guard;
use overlong::Suspicion;

/// Attributes of one element.
const MAX_ATTRIBUTES: usize = 256;

/// How many bytes are fed at once.
const CHUNK: usize = 16 << 10;

/// How many tokens are read for each node that is allowed: text in pieces of one character costs
/// time, though it makes no nodes.
const TOKENS_PER_NODE: usize = 6;

/// By how many levels a tree may be deeper than its limit before it is made flatter.
const SLACK: usize = 32;

/// The number of a line that nobody asks for.
const LINE: u64 = 1;

/// The smallest depth that a page fits in at all.
const MIN_DEPTH: usize = 16;

/// Parses a page, and notes what was left out.
pub(super) fn parse(text: &str, limits: &Limits, notes: &mut Vec<Note>) -> Html {
    let text = without_nul(text, notes);
    let queue = BufferQueue::default();
    let parsed = Feeder::new(&text, limits, &queue, false)
        .run()
        .or_else(|| {
            queue.replace_with(BufferQueue::default());
            Feeder::new(&text, limits, &queue, true).run()
        })
        .expect("a watched parse never stops to be watched");
    parsed.finish(limits, notes)
}

/// NUL is no character of HTML: a browser leaves it out or shows a replacement for it.
fn without_nul<'a>(text: &'a str, notes: &mut Vec<Note>) -> Cow<'a, str> {
    let count = memchr::memchr_iter(0, text.as_bytes()).count();
    if count == 0 {
        return Cow::Borrowed(text);
    }
    let message = format!("{count} NUL characters were taken out");
    notes.push(Note::new(NoteKind::Repaired, "input.html.nul", message));
    Cow::Owned(text.replace('\0', ""))
}

/// Feeds a text to a tokenizer.
struct Feeder<'t, 'q> {
    text: &'t str,
    queue: &'q BufferQueue,
    tokenizer: Tokenizer<Guard<'q>>,
    nodes: usize,
    /// Whether the position of every token is known.
    watched: bool,
    /// Bytes that were given to the tokenizer or left out.
    fed: usize,
    /// Where the token that is not finished yet begins, where this is known.
    pending: usize,
    suspicion: Suspicion,
    /// The end of the last long tag that was examined.
    examined: usize,
    /// Bytes of attributes that were left out.
    excess: usize,
}

/// What came of feeding.
struct Fed<'q> {
    guard: Guard<'q>,
    excess: usize,
    unread: usize,
    length: usize,
}

impl<'t, 'q> Feeder<'t, 'q> {
    fn new(text: &'t str, limits: &Limits, queue: &'q BufferQueue, watched: bool) -> Self {
        let guard = Guard::new(limits.depth.max(MIN_DEPTH), watched.then_some(queue));
        Self {
            text,
            queue,
            tokenizer: Tokenizer::new(guard, TokenizerOpts::default()),
            nodes: limits.nodes,
            watched,
            fed: 0,
            pending: 0,
            suspicion: Suspicion::default(),
            examined: 0,
            excess: 0,
        }
    }

    /// Feeds all of the text, or as much as fits the limit. None where the parse must begin again,
    /// watched.
    fn run(mut self) -> Option<Fed<'q>> {
        while self.fed < self.text.len() && !self.is_over_budget() {
            let tokens = self.tokenizer.sink.tokens();
            let end = chunk_end(self.text, self.fed);
            let raw = raw::start(self.text, self.fed, end);
            let chunk = &self.text[self.fed..raw.unwrap_or(end)];
            self.feed(chunk);
            if raw.is_some() {
                self.pass_raw_text();
            }
            if self.tokenizer.sink.tokens() != tokens {
                self.suspicion = Suspicion::default();
            } else if self.watched {
                self.leave_out_excess();
            } else {
                self.suspicion.look_at(chunk);
                if self.suspicion.is_strong() {
                    return None;
                }
            }
        }
        self.tokenizer.end();
        Some(Fed {
            guard: self.tokenizer.sink,
            excess: self.excess,
            unread: self.text.len() - self.fed,
            length: self.text.len(),
        })
    }

    fn is_over_budget(&self) -> bool {
        let guard = &self.tokenizer.sink;
        guard.builder.sink.nodes() > self.nodes || guard.tokens() / TOKENS_PER_NODE > self.nodes
    }

    fn feed(&mut self, chunk: &str) {
        self.queue.push_back(StrTendril::from_slice(chunk));
        // A finished script and a declared charset stop the tokenizer; neither matters here.
        while !matches!(self.tokenizer.feed(self.queue), TokenizerResult::Done) {}
        self.fed += chunk.len();
        if let Some(left) = self.tokenizer.sink.take_left() {
            self.pending = self.fed.saturating_sub(left);
        }
    }

    /// Gives the text of a script or a style that has just begun to the tree builder.
    fn pass_raw_text(&mut self) {
        let Some(raw) = self.tokenizer.sink.raw().filter(|_| !self.watched) else {
            return;
        };
        let Some((content, end)) = raw::content(self.text, self.fed, raw) else {
            return;
        };
        if !content.is_empty() {
            let token = Token::CharacterTokens(StrTendril::from_slice(&content));
            let result = self.tokenizer.sink.process_token(token, LINE);
            debug_assert_eq!(result, TokenSinkResult::Continue, "text changes no state");
        }
        self.fed = end;
    }

    fn leave_out_excess(&mut self) {
        if self.fed <= self.examined {
            return;
        }
        let Some(tag) = overlong::examine(self.text, self.pending, self.fed) else {
            return;
        };
        self.examined = tag.end;
        if let Some(cut) = tag.cut {
            self.feed(&self.text[self.fed..cut]);
            self.excess += tag.end - cut;
            self.fed = tag.end;
        }
    }
}

/// The end of the chunk that begins at `start`, between two characters.
fn chunk_end(text: &str, start: usize) -> usize {
    let mut end = (start + CHUNK).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

impl Fed<'_> {
    fn finish(self, limits: &Limits, notes: &mut Vec<Note>) -> Html {
        let (mut nested, formatting) = self.guard.held();
        let sink = self.guard.builder.sink;
        let deepened = sink.deepened();
        let mut html = sink.finish();
        if deepened > SLACK {
            nested += depth::flatten(&mut html.tree, limits.depth.max(MIN_DEPTH) + SLACK);
        }
        let limit = limits.depth;
        note(notes, "depth", nested, |count| {
            format!("{count} elements nested deeper than {limit} were taken out of their parents")
        });
        note(notes, "formatting", formatting, |count| {
            format!("{count} formatting tags were passed over: too many were left open before them")
        });
        note(notes, "attributes", self.excess, |count| {
            format!("{count} bytes of attributes were left out: a tag had too many")
        });
        if self.unread > 0 {
            let message = format!(
                "the last {} of {} bytes were not read: the page has more parts than {} nodes allow",
                self.unread, self.length, limits.nodes
            );
            notes.push(Note::new(NoteKind::Dropped, "input.html.nodes", message));
        }
        html
    }
}

fn note(notes: &mut Vec<Note>, rule: &str, count: usize, message: impl Fn(usize) -> String) {
    if count > 0 {
        let rule = format!("input.html.{rule}");
        notes.push(Note::new(NoteKind::Repaired, rule, message(count)));
    }
}

#[cfg(test)]
mod tests;
