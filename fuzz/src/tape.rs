//! A document out of bytes: each byte decides one thing, and an ended tape decides for the least.

use repost::document::{
    Alignment, Author, Block, Caption, Cell, Comment, CommentAuthor, CommentKind, Comments,
    Definition, Document, EmbedKind, Footnote, Headline, Image, Inline, ListItem, Row, Source,
    SourceGroup, SourceLink, TextLink, Update,
};

/// How deep blocks, inlines and threads nest.
const DEPTH: usize = 6;

/// Pieces that mean something to one of the forms.
const PIECES: &[&str] = &[
    "boat ",
    " ",
    "river",
    "*",
    "_",
    "`",
    "~~",
    "[",
    "](",
    "]",
    "!",
    "<b>",
    "<!--",
    "-->",
    "]]>",
    "&amp;",
    "&#0;",
    "\\",
    "|",
    "#",
    "1. ",
    "- ",
    "> ",
    "---",
    "\n",
    "\r",
    "\t",
    "\u{0}",
    "\u{1b}[31m",
    "\u{a0}",
    "\u{85}",
    "\u{2028}",
    "\u{202e}",
    "\u{fffe}",
    "[^1]",
    ": ",
    "'",
    "\"",
    "+++",
    "שלום",
    "日本",
    "é",
    "🎏",
    "{",
    "}",
    "%",
];

const URLS: &[&str] = &[
    "https://example.com/a?b=1&c=2#d",
    "javascript:alert(1)",
    " java\nscript:alert(1)",
    "data:text/html,<script>x</script>",
    "data:image/png;base64,AAAA",
    "/a b",
    "#fn1",
    "",
    "http://[bad",
    "mailto:a@example.com",
    "http://ex ample.com/)\"'<>",
    "file:///etc/passwd",
    "//example.com",
    "tel:1",
];

/// The bytes that are left.
pub(crate) struct Tape<'a> {
    rest: &'a [u8],
}

impl<'a> Tape<'a> {
    pub(crate) fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    pub(crate) fn document(&mut self) -> Document {
        Document {
            source: self.source(),
            title: self.inlines(0),
            author: self.option(Self::author),
            published: self.option(Self::text),
            updated: self.option(Self::text),
            labels: self.many(Self::text),
            language: self.option(Self::text),
            caption: self.option(Self::caption),
            headline: self.option(Self::headline),
            dek: self.option(|tape| tape.inlines(0)),
            body: self.blocks(0),
            read_more: self.option(Self::text_link),
            source_links: self.many(Self::source_group),
            updates: self.many(Self::update),
            comments: self.comments(),
            ..Document::default()
        }
    }

    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.rest.split_first() else {
            return 0;
        };
        self.rest = rest;
        *first
    }

    fn coin(&mut self) -> bool {
        self.byte() % 2 == 1
    }

    fn option<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.coin().then(|| make(self))
    }

    fn many<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.byte() % 5;
        (0..count).map(|_| make(self)).collect()
    }

    /// Bytes as they stand, or pieces.
    fn text(&mut self) -> String {
        let length = usize::from(self.byte());
        if length < 64 {
            let (text, rest) = self.rest.split_at(length.min(self.rest.len()));
            self.rest = rest;
            return String::from_utf8_lossy(text).into_owned();
        }
        let piece = |_| PIECES[usize::from(self.byte()) % PIECES.len()];
        (0..length % 8).map(piece).collect()
    }

    fn url(&mut self) -> String {
        let choice = usize::from(self.byte());
        URLS.get(choice)
            .map_or_else(|| self.text(), |url| (*url).to_owned())
    }

    fn source(&mut self) -> Source {
        Source {
            url: self.option(Self::url),
            ..Source::default()
        }
    }

    fn author(&mut self) -> Author {
        Author {
            name: self.text(),
            url: self.option(Self::url),
        }
    }

    fn caption(&mut self) -> Caption {
        Caption {
            image: self.option(Self::image),
            text: self.inlines(0),
            credit: self.option(Self::text),
        }
    }

    fn headline(&mut self) -> Headline {
        Headline {
            text: self.text(),
            url: self.option(Self::url),
            outlet: self.option(Self::text),
        }
    }

    fn text_link(&mut self) -> TextLink {
        TextLink {
            text: self.text(),
            url: self.url(),
        }
    }

    fn source_group(&mut self) -> SourceGroup {
        SourceGroup {
            heading: self.option(Self::text),
            links: self.many(Self::source_link),
        }
    }

    fn source_link(&mut self) -> SourceLink {
        SourceLink {
            title: self.text(),
            url: self.option(Self::url),
            outlet: self.option(Self::text),
            authors: self.many(Self::text),
        }
    }

    fn update(&mut self) -> Update {
        Update {
            label: self.text(),
            date: self.option(Self::text),
            text: self.blocks(0),
        }
    }

    fn comments(&mut self) -> Comments {
        Comments {
            declared: self.option(|tape| u32::from(tape.byte())),
            threads: self.threads(0),
        }
    }

    fn threads(&mut self, depth: usize) -> Vec<Comment> {
        if depth == DEPTH {
            return Vec::new();
        }
        self.many(|tape| tape.comment(depth))
    }

    fn comment(&mut self, depth: usize) -> Comment {
        Comment {
            id: self.option(Self::text),
            kind: CommentKind::Comment,
            author: self.option(|tape| CommentAuthor {
                name: tape.text(),
                url: tape.option(Self::url),
                is_owner: tape.coin(),
            }),
            published: self.option(Self::text),
            body: self.blocks(0),
            deleted: self.coin(),
            replies: self.threads(depth + 1),
        }
    }

    fn image(&mut self) -> Image {
        Image {
            url: self.url(),
            alt: self.text(),
            title: self.option(Self::text),
            width: self.option(|tape| u32::from(tape.byte())),
            height: None,
            link: self.option(Self::url),
        }
    }

    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        if depth == DEPTH {
            return Vec::new();
        }
        self.many(|tape| tape.block(depth))
    }

    fn block(&mut self, depth: usize) -> Block {
        let deeper = depth + 1;
        match self.byte() % 16 {
            0 => Block::Heading {
                level: self.byte(),
                id: self.option(Self::text),
                content: self.inlines(0),
            },
            1 => Block::List {
                start: self.option(|tape| u32::from(tape.byte()) << 22),
                tight: self.coin(),
                items: self.many(|tape| ListItem {
                    checked: tape.option(Self::coin),
                    blocks: tape.blocks(deeper),
                }),
            },
            2 => Block::Quote {
                cite: self.option(Self::url),
                blocks: self.blocks(deeper),
            },
            3 => Block::Code {
                language: self.option(Self::text),
                text: self.text(),
            },
            4 => Block::Figure {
                image: self.image(),
                caption: self.inlines(0),
            },
            5 => self.table(deeper),
            6 => self.embed(deeper),
            7 => Block::Rule,
            8 => Block::DefinitionList {
                items: self.many(|tape| Definition {
                    terms: tape.many(|tape| tape.inlines(0)),
                    definitions: tape.many(|tape| tape.blocks(deeper)),
                }),
            },
            9 => Block::Footnotes {
                notes: self.many(|tape| Footnote {
                    label: tape.label(),
                    blocks: tape.blocks(deeper),
                }),
            },
            10 => Block::Raw {
                element: self.text(),
                text: self.text(),
            },
            _ => Block::Paragraph {
                content: self.inlines(0),
            },
        }
    }

    fn table(&mut self, depth: usize) -> Block {
        Block::Table {
            caption: self.inlines(0),
            columns: self.many(|tape| match tape.byte() % 4 {
                0 => Alignment::None,
                1 => Alignment::Left,
                2 => Alignment::Center,
                _ => Alignment::Right,
            }),
            head: self.many(|tape| tape.row(depth)),
            rows: self.many(|tape| tape.row(depth)),
        }
    }

    fn row(&mut self, depth: usize) -> Row {
        let cells = self.many(|tape| Cell {
            header: tape.coin(),
            colspan: tape.span(),
            rowspan: tape.span(),
            blocks: tape.blocks(depth),
        });
        Row { cells }
    }

    fn span(&mut self) -> u16 {
        let span = self.byte();
        if span == u8::MAX {
            u16::MAX
        } else {
            u16::from(span)
        }
    }

    fn embed(&mut self, depth: usize) -> Block {
        Block::Embed {
            kind: match self.byte() % 4 {
                0 => EmbedKind::Video,
                1 => EmbedKind::Audio,
                2 => EmbedKind::Post,
                _ => EmbedKind::Frame,
            },
            url: self.url(),
            title: self.option(Self::text),
            blocks: self.blocks(depth),
        }
    }

    /// Few enough that references meet their notes.
    fn label(&mut self) -> String {
        match self.byte() % 4 {
            0 => self.text(),
            number => number.to_string(),
        }
    }

    fn inlines(&mut self, depth: usize) -> Vec<Inline> {
        if depth == DEPTH {
            return Vec::new();
        }
        self.many(|tape| tape.inline(depth + 1))
    }

    fn inline(&mut self, depth: usize) -> Inline {
        match self.byte() % 16 {
            0 => Inline::Emphasis {
                content: self.inlines(depth),
            },
            1 => Inline::Strong {
                content: self.inlines(depth),
            },
            2 => Inline::Strike {
                content: self.inlines(depth),
            },
            3 => Inline::Subscript {
                content: self.inlines(depth),
            },
            4 => Inline::Superscript {
                content: self.inlines(depth),
            },
            5 => Inline::Code { text: self.text() },
            6 => Inline::Link {
                url: self.url(),
                title: self.option(Self::text),
                content: self.inlines(depth),
            },
            7 => Inline::Image(self.image()),
            8 => Inline::LineBreak,
            9 => Inline::FootnoteReference {
                label: self.label(),
            },
            _ => Inline::Text { text: self.text() },
        }
    }
}
