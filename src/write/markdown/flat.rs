//! Inlines as a flat list of tokens, tidied on the way: space stands outside of emphasis, equal
//! emphasis is one, nothing is empty.

use std::borrow::Cow;

use crate::document::{Image, Inline};
use crate::scheme::is_dangerous;
use crate::write::escape::markdown as escape;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    Emphasis,
    Strong,
    Strike,
    Subscript,
    Superscript,
    Link {
        url: &'a str,
        title: Option<&'a str>,
    },
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Space(char),
    Break,
    /// Which of the codes.
    Code(usize),
    Image(&'a Image),
    Note(&'a str),
    /// `<https://example.org>`.
    Address(&'a str),
    Open(usize),
    Close(usize),
}

/// Inlines on the way to tokens. Space and openings wait until something visible follows.
#[derive(Debug, Default)]
pub(super) struct Flat<'a> {
    pub(super) tokens: Vec<Token<'a>>,
    pub(super) kinds: Vec<Kind<'a>>,
    pub(super) codes: Vec<Cow<'a, str>>,
    /// Pairs that are open but have no token yet.
    waiting: Vec<usize>,
    /// Pairs that are open.
    open: Vec<usize>,
    space: Option<char>,
    breaks: bool,
}

impl<'a> Flat<'a> {
    /// Adds inlines.
    pub(super) fn all(&mut self, content: &'a [Inline]) {
        for inline in content {
            self.one(inline);
        }
    }

    fn one(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text { text } => self.text(text),
            Inline::Emphasis { content } => self.pair(Kind::Emphasis, content),
            Inline::Strong { content } => self.pair(Kind::Strong, content),
            Inline::Strike { content } => self.pair(Kind::Strike, content),
            Inline::Subscript { content } => self.pair(Kind::Subscript, content),
            Inline::Superscript { content } => self.pair(Kind::Superscript, content),
            Inline::Code { text } if text.is_empty() => {}
            Inline::Code { text } => self.code(text),
            Inline::Link {
                url,
                title,
                content,
            } if !is_dangerous(url) => {
                let title = title.as_deref();
                if is_autolink(url, title, content) && !self.in_link() {
                    return self.visible(Token::Address(url));
                }
                self.pair(Kind::Link { url, title }, content);
            }
            Inline::Link { content, .. } => self.all(content),
            Inline::Image(image) if is_dangerous(&image.url) => self.text(&image.alt),
            Inline::Image(image) => self.visible(Token::Image(image)),
            Inline::LineBreak => {
                self.space = None;
                self.breaks = true;
            }
            Inline::FootnoteReference { label } => self.visible(Token::Note(label)),
        }
    }

    fn text(&mut self, text: &'a str) {
        let hidden = |c: char| escape::is_space(c) || !escape::is_visible(c);
        let words = text.trim_matches(hidden);
        if words.is_empty() {
            self.spaces(text);
            return;
        }
        let start = text.len() - text.trim_start_matches(hidden).len();
        self.spaces(&text[..start]);
        self.visible(Token::Text(words));
        self.spaces(&text[start + words.len()..]);
    }

    fn spaces(&mut self, text: &str) {
        for c in text.chars().filter(|c| escape::is_space(*c)) {
            let c = if c.is_control() { ' ' } else { c };
            self.space = Some(if self.space.is_some() { ' ' } else { c });
        }
    }

    /// Code right behind code is one: there is nothing that could part their backticks.
    fn code(&mut self, text: &'a str) {
        self.gap();
        self.openings();
        if let Some(Token::Code(at)) = self.tokens.last() {
            self.codes[*at].to_mut().push_str(text);
        } else {
            self.tokens.push(Token::Code(self.codes.len()));
            self.codes.push(Cow::Borrowed(text));
        }
    }

    fn visible(&mut self, token: Token<'a>) {
        self.gap();
        self.openings();
        self.tokens.push(token);
    }

    /// Writes the space or break before something visible; none at the start.
    fn gap(&mut self) {
        let space = self.space.take();
        let breaks = std::mem::take(&mut self.breaks);
        if self.tokens.is_empty() {
            return;
        }
        if breaks {
            self.tokens.push(Token::Break);
        } else if let Some(space) = space {
            self.tokens.push(Token::Space(space));
        }
    }

    /// Gives the waiting pairs their tokens. One that continues the pair that has just been
    /// closed is that pair.
    fn openings(&mut self) {
        for pair in std::mem::take(&mut self.waiting) {
            match self.tokens.last() {
                Some(Token::Close(before)) if self.continues(*before, pair) => {
                    let before = *before;
                    self.tokens.pop();
                    for open in &mut self.open {
                        if *open == pair {
                            *open = before;
                        }
                    }
                }
                _ => self.tokens.push(Token::Open(pair)),
            }
        }
    }

    fn continues(&self, before: usize, pair: usize) -> bool {
        let is_link = matches!(self.kinds[pair], Kind::Link { .. });
        !is_link && self.kinds[before] == self.kinds[pair]
    }

    fn in_link(&self) -> bool {
        let is_link = |open: &usize| matches!(self.kinds[*open], Kind::Link { .. });
        self.open.iter().any(is_link)
    }

    fn pair(&mut self, kind: Kind<'a>, content: &'a [Inline]) {
        let is_link = matches!(kind, Kind::Link { .. });
        let mut open = self.open.iter();
        if is_link && self.in_link() || open.any(|open| self.kinds[*open] == kind) {
            self.all(content);
            return;
        }
        let pair = self.kinds.len();
        self.kinds.push(kind);
        self.open.push(pair);
        self.waiting.push(pair);
        self.all(content);
        if is_link && content.is_empty() {
            self.gap();
            self.openings();
        }
        // The opening may have become an earlier one.
        let pair = self.open.pop().unwrap_or(pair);
        if self.waiting.last() == Some(&pair) {
            self.waiting.pop();
        } else {
            self.tokens.push(Token::Close(pair));
        }
    }
}

/// Whether a link is its own address, and `<address>` says so.
fn is_autolink(url: &str, title: Option<&str>, content: &[Inline]) -> bool {
    let [Inline::Text { text }] = content else {
        return false;
    };
    title.is_none() && text == url && escape::is_autolink(url)
}
