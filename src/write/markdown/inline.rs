//! Running text.
//!
//! Inlines become a flat list of [`Token`]s, in which space stands outside of emphasis, equal
//! emphasis is one, and nothing is empty; then delimiters are chosen; then it is written.

use std::borrow::Cow;

use crate::document::{Image, Inline};
use crate::scheme::is_dangerous;
use crate::write::escape::markdown::{self as escape, Place};
use crate::write::markdown::delimiter::{End, Form, Pair, Piece, Side, choose, side};

/// What a line of text is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    Paragraph,
    /// One line: a line break is an element.
    Heading,
    /// One line with escaped bars.
    Cell,
}

/// Which footnotes a reference may name.
pub(super) trait Labels {
    /// Whether a note with this label will be written; it counts as referred to from now on.
    fn refer(&mut self, label: &str) -> bool;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind<'a> {
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
enum Token<'a> {
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
struct Flat<'a> {
    tokens: Vec<Token<'a>>,
    kinds: Vec<Kind<'a>>,
    codes: Vec<Cow<'a, str>>,
    /// Pairs that are open but have no token yet.
    waiting: Vec<usize>,
    /// Pairs that are open.
    open: Vec<usize>,
    space: Option<char>,
    breaks: bool,
}

/// Writes inlines; a line break of a paragraph is two spaces and a line break, without the
/// prefix of the next line.
pub(super) fn inlines(
    content: &[Inline],
    context: Context,
    labels: &mut dyn Labels,
    out: &mut String,
) {
    let mut flat = Flat::default();
    flat.all(content);
    let mut pairs: Vec<Pair> = flat.kinds.iter().map(pair).collect();
    if !flat.kinds.is_empty() {
        choose_all(&flat, &mut pairs);
    }
    let mut writer = Writer {
        flat: &flat,
        pairs: &pairs,
        context,
        labels,
        out,
        line_start: context == Context::Paragraph,
        links: 0,
        before: None,
    };
    for at in 0..flat.tokens.len() {
        writer.token(at);
    }
}

impl<'a> Flat<'a> {
    fn all(&mut self, content: &'a [Inline]) {
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

fn pair(kind: &Kind<'_>) -> Pair {
    let (length, form) = match kind {
        Kind::Emphasis => (1, Form::Delimiter('*')),
        Kind::Strong => (2, Form::Delimiter('*')),
        Kind::Strike => (2, Form::Delimiter('~')),
        Kind::Subscript | Kind::Superscript | Kind::Link { .. } => (0, Form::Element),
    };
    Pair { length, form }
}

/// Chooses delimiters for the line, and for each link on its own: a parser looks for emphasis
/// inside a link before it looks around it.
fn choose_all(flat: &Flat<'_>, pairs: &mut [Pair]) {
    let mut inside: Vec<Piece> = Vec::new();
    let mut line: Vec<Piece> = Vec::new();
    let mut in_link = false;
    for token in &flat.tokens {
        let piece = piece(*token, flat);
        let is_link = |pair: usize| matches!(flat.kinds[pair], Kind::Link { .. });
        match token {
            Token::Open(pair) if is_link(*pair) => {
                in_link = true;
                line.push(piece);
                inside.push(piece);
            }
            Token::Close(pair) if is_link(*pair) => {
                in_link = false;
                inside.push(piece);
                choose(&inside, pairs);
                inside.clear();
                line.push(piece);
            }
            _ if in_link => inside.push(piece),
            _ => line.push(piece),
        }
    }
    choose(&line, pairs);
}

fn piece(token: Token<'_>, flat: &Flat<'_>) -> Piece {
    match token {
        Token::Text(words) => {
            let mut visible = words.chars().filter(|c| escape::is_visible(*c));
            let first = visible.next();
            Piece::Other(side(first), side(visible.next_back().or(first)))
        }
        Token::Space(_) | Token::Break => Piece::Other(Side::Space, Side::Space),
        Token::Open(pair) | Token::Close(pair) if is_delimited(flat.kinds[pair]) => {
            let opens = matches!(token, Token::Open(_));
            Piece::End(End { pair, opens })
        }
        Token::Code(_)
        | Token::Image(_)
        | Token::Note(_)
        | Token::Address(_)
        | Token::Open(_)
        | Token::Close(_) => Piece::Other(Side::Punctuation, Side::Punctuation),
    }
}

fn is_delimited(kind: Kind<'_>) -> bool {
    match kind {
        Kind::Emphasis | Kind::Strong | Kind::Strike => true,
        Kind::Subscript | Kind::Superscript | Kind::Link { .. } => false,
    }
}

struct Writer<'w, 'a> {
    flat: &'w Flat<'a>,
    pairs: &'w [Pair],
    context: Context,
    labels: &'w mut dyn Labels,
    out: &'w mut String,
    line_start: bool,
    /// Open links.
    links: usize,
    /// The character before, none at the start of a line.
    before: Option<char>,
}

impl Writer<'_, '_> {
    fn token(&mut self, at: usize) {
        let start = self.out.len();
        match self.flat.tokens[at] {
            Token::Text(words) => self.text(words, at),
            Token::Space(space) => self.out.push(space),
            Token::Break => return self.line_break(),
            Token::Code(code) => {
                escape::code_span(&self.flat.codes[code], self.in_cell(), self.out);
            }
            Token::Image(image) => self.image(image),
            Token::Note(label) => self.note(label),
            Token::Address(url) => {
                self.out.push('<');
                self.out.push_str(url);
                self.out.push('>');
            }
            Token::Open(pair) => self.open(pair),
            Token::Close(pair) => self.close(pair),
        }
        if self.out.len() > start {
            self.line_start = false;
            self.before = self.out.chars().next_back();
        }
    }

    fn in_cell(&self) -> bool {
        self.context == Context::Cell
    }

    fn text(&mut self, words: &str, at: usize) {
        let place = Place {
            line_start: self.line_start,
            in_brackets: self.links > 0,
            in_cell: self.in_cell(),
            before: self.before,
            after: self.after(at),
        };
        escape::text(words, place, self.out);
    }

    /// The first character of what follows a token, as far as escapes depend on it.
    fn after(&self, at: usize) -> Option<char> {
        match self.flat.tokens.get(at + 1)? {
            Token::Text(words) => words.chars().next(),
            Token::Space(space) => Some(*space),
            Token::Break => None,
            Token::Code(_) => Some('`'),
            Token::Image(_) => Some('!'),
            Token::Note(_) => Some('['),
            Token::Address(_) => Some('<'),
            Token::Open(pair) if self.is_link(*pair) => Some('['),
            Token::Close(pair) if self.is_link(*pair) => Some(']'),
            Token::Open(_) | Token::Close(_) => Some('*'),
        }
    }

    fn is_link(&self, pair: usize) -> bool {
        matches!(self.flat.kinds[pair], Kind::Link { .. })
    }

    fn line_break(&mut self) {
        match self.context {
            Context::Paragraph => {
                self.out.push_str("  \n");
                self.line_start = true;
                self.before = None;
            }
            Context::Heading | Context::Cell => {
                self.out.push_str(" <br>");
                self.before = Some('>');
            }
        }
    }

    fn image(&mut self, image: &Image) {
        self.out.push_str("![");
        let place = Place {
            in_brackets: true,
            in_cell: self.in_cell(),
            before: Some('['),
            after: Some(']'),
            ..Place::default()
        };
        escape::text(image.alt.trim(), place, self.out);
        self.destination(&image.url, image.title.as_deref());
    }

    /// `](url "title")`.
    fn destination(&mut self, url: &str, title: Option<&str>) {
        self.out.push_str("](");
        let start = self.out.len();
        escape::target(url, self.in_cell(), self.out);
        if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
            if self.out.len() == start {
                self.out.push_str("<>");
            }
            self.out.push(' ');
            escape::title(title, self.in_cell(), self.out);
        }
        self.out.push(')');
    }

    /// A reference; set high where its note is not in the document.
    fn note(&mut self, label: &str) {
        if self.labels.refer(label) {
            self.out.push_str("[^");
            self.out.push_str(label);
            self.out.push(']');
        } else {
            self.out.push_str("<sup>");
            let place = Place {
                in_brackets: true,
                in_cell: self.in_cell(),
                after: Some('<'),
                ..Place::default()
            };
            escape::text(label, place, self.out);
            self.out.push_str("</sup>");
        }
    }

    fn open(&mut self, pair: usize) {
        match self.flat.kinds[pair] {
            Kind::Link { .. } => {
                self.links += 1;
                self.out.push('[');
            }
            kind => self.mark(pair, kind, "<"),
        }
    }

    fn close(&mut self, pair: usize) {
        match self.flat.kinds[pair] {
            Kind::Link { url, title } => {
                self.links -= 1;
                self.destination(url, title);
            }
            kind => self.mark(pair, kind, "</"),
        }
    }

    /// A delimiter or a tag.
    fn mark(&mut self, pair: usize, kind: Kind<'_>, bracket: &str) {
        let Pair { length, form } = self.pairs[pair];
        match form {
            Form::Delimiter(character) => {
                for _ in 0..length {
                    self.out.push(character);
                }
            }
            Form::Element => {
                self.out.push_str(bracket);
                self.out.push_str(element(kind));
                self.out.push('>');
            }
        }
    }
}

fn element(kind: Kind<'_>) -> &'static str {
    match kind {
        Kind::Emphasis => "em",
        Kind::Strong => "strong",
        Kind::Strike => "del",
        Kind::Subscript => "sub",
        Kind::Superscript => "sup",
        Kind::Link { .. } => "a",
    }
}

/// Whether a link is its own address, and `<address>` says so.
fn is_autolink(url: &str, title: Option<&str>, content: &[Inline]) -> bool {
    let [Inline::Text { text }] = content else {
        return false;
    };
    title.is_none() && text == url && escape::is_autolink(url)
}
