//! Running text.
//!
//! Inlines become a [`Flat`] list of tokens; then delimiters are chosen; then it is written.

use crate::document::{Image, Inline};
use crate::write::escape::markdown::{self as escape, Place};
use crate::write::markdown::delimiter::{End, Form, Pair, Piece, Side, choose, side};
use crate::write::markdown::flat::{Flat, Kind, Token};
use crate::write::markdown::templates::{self, Code, Templates};

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

/// Writes inlines; a line break of a paragraph is two spaces and a line break, without the
/// prefix of the next line.
pub(super) fn inlines(
    content: &[Inline],
    place: Context,
    templates: Templates,
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
        place,
        templates,
        labels,
        out,
        line_start: place == Context::Paragraph,
        links: 0,
        before: None,
    };
    for at in 0..flat.tokens.len() {
        writer.token(at);
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
        let links = |pair: usize| matches!(flat.kinds[pair], Kind::Link { .. });
        match token {
            Token::Open(pair) if links(*pair) => {
                in_link = true;
                line.push(piece);
                inside.push(piece);
            }
            Token::Close(pair) if links(*pair) => {
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
    place: Context,
    templates: Templates,
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
            Token::Code(code) => self.code(&self.flat.codes[code]),
            Token::Image(image) => self.image(image),
            Token::Note(label) => self.note(label),
            Token::Address(url) => self.address(url),
            Token::Open(pair) => self.open(pair),
            Token::Close(pair) => self.close(pair),
        }
        if self.out.len() > start {
            self.line_start = false;
            self.before = self.out.chars().next_back();
        }
    }

    fn in_cell(&self) -> bool {
        self.place == Context::Cell
    }

    fn in_site(&self) -> bool {
        self.templates.escape_braces()
    }

    fn code(&mut self, code: &str) {
        match self.templates.code(code) {
            Code::AsIs => escape::code_span(code, self.in_cell(), self.out),
            Code::Quoted(code) => escape::code_span(&code, self.in_cell(), self.out),
            Code::Element => {
                let mut text = String::new();
                let place = Place {
                    in_brackets: true,
                    in_cell: self.in_cell(),
                    before: Some('>'),
                    after: Some('<'),
                    ..Place::default()
                };
                escape::text(code, place, &mut text);
                self.out.push_str("<code>");
                self.out.push_str(&templates::without_braces(&text));
                self.out.push_str("</code>");
            }
        }
    }

    /// An address that is its own text.
    fn address(&mut self, url: &str) {
        if self.in_site() && url.contains('{') {
            self.out.push('[');
            self.out.push_str(&templates::without_braces(url));
            return self.destination(url, None);
        }
        self.out.push('<');
        self.out.push_str(url);
        self.out.push('>');
    }

    fn text(&mut self, words: &str, at: usize) {
        let place = Place {
            line_start: self.line_start,
            in_brackets: self.links > 0,
            in_cell: self.in_cell(),
            in_site: self.in_site(),
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
        match self.place {
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
            in_site: self.in_site(),
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
        if self.in_site() {
            let target = self.out.split_off(start);
            self.out
                .push_str(&target.replace('{', "%7B").replace('}', "%7D"));
        }
        if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
            if self.out.len() == start {
                self.out.push_str("<>");
            }
            self.out.push(' ');
            let start = self.out.len();
            escape::title(title, self.in_cell(), self.out);
            if self.in_site() {
                let title = self.out.split_off(start);
                self.out.push_str(&templates::without_braces(&title));
            }
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
