//! Documents as nobody wrote them: whatever the model can hold, well-meant or not.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::document::{
    Alignment, Author, Block, Caption, Cell, Comment, CommentAuthor, CommentKind, Comments,
    Definition, Document, EmbedKind, Footnote, Headline, Image, Inline, ListItem, Row, Source,
    SourceGroup, SourceLink, TextLink, Update,
};

const WORDS: &[&str] = &[
    "boat",
    "river",
    "Thursday",
    "don't",
    "été",
    "שלום",
    "مرحبا",
    "日本語",
    "🎏",
    "42",
    "a<b>c",
    "R&D",
    "]]>",
    "\"quoted\"",
    "<script>alert(1)</script>",
    "&amp;",
    "x\u{0}y",
    "\u{202E}txt",
    "\u{FFFE}",
    "\u{7}",
    "--",
    "<!--",
    "{{x}}",
    "\u{200B}",
    " ",
    "  two  ",
    "line\nline",
    "\r\n",
    "\t",
    "\u{A0}",
    "\u{85}",
];

const URLS: &[&str] = &[
    "https://example.com/story?a=1&b=2#part",
    "http://example.org",
    "http://example.com/a b|c[d]",
    "https://example.com/caf\u{e9}/100%",
    "https://example.com/##",
    "http://ex ample.com/",
    "http://under_score.example.com/",
    "http://b\u{fc}cher.example/",
    "http://user:pw@example.com/",
    "http://example.com:99999/",
    "http://[::1]/",
    "http://[bad",
    "http://192.0.2.1/x",
    "//example.com/x",
    "/relative",
    "page.html",
    "",
    " ",
    "#",
    "#top",
    "#boat",
    "#caf%C3%A9",
    "#caf\u{e9}",
    "#fn1",
    "#c1",
    "https://blog.example.com/post.html#boat",
    "https://blog.example.com/post.html",
    "javascript:alert(1)",
    "data:text/html,<b>x</b>",
    "file:///etc/passwd",
    "vbscript:x",
    "feed:x",
    "mailto:a@example.com",
    "mailto:a b@example.com?subject=x y",
    "mailto:",
    "tel:+1-555-0100",
    "tel:x y",
    "ftp://example.com/pub",
    "http://example.com/\u{202E}\u{0}",
    "http://example.com/%zz%4",
    "http://example.com/'\"<>`^{}\\",
    "http://http://example.com/",
    "https://example.com/\u{1F38F}",
    "mailto:a@b@c",
    "mailto:\u{e9}@example.com",
    "http://1.2.3/",
    "http://0x7f.1/",
    "http://a..b/",
    "http://-a.example/",
    "http://xn--a/",
    "https://example.com/\u{E000}\u{FDD0}",
    "http://example.com?x#y",
    "HTTP://EXAMPLE.COM/X",
    "http:example.com",
    "http://example.com\\x",
    "http://example.com:8080\\x",
    "http:/example.com/x",
];

const NAMES: &[&str] = &[
    "boat",
    "caf\u{e9}",
    "a b",
    "1",
    "",
    "fn-1",
    "comments",
    "x:y",
    "\u{0}",
    "comment-1",
];

const LABELS: &[&str] = &["1", "2", "note", "", "a b", "\u{e9}", "1-ref"];

const TIMES: &[&str] = &[
    "2014-06-12T09:30:00-07:00",
    "2014-06-12",
    "2014-06-12T09:30:00",
    "2014-06-12T09:30:00.001Z",
    "2014-02-30",
    "yesterday",
    "",
    "2014-06-12T09:30:00+24:00",
];

const LANGUAGES: &[&str] = &[
    "en", "pt_BR", "fa", "zh-Hant", "english", "", "en-US-x", "x", "1", "ar-EG", "de-1996",
];

fn text() -> impl Strategy<Value = String> {
    vec(select(WORDS), 0..4).prop_map(|words| words.join(" "))
}

fn name() -> impl Strategy<Value = String> {
    select(NAMES).prop_map(str::to_owned)
}

fn label() -> impl Strategy<Value = String> {
    select(LABELS).prop_map(str::to_owned)
}

fn url() -> impl Strategy<Value = String> {
    select(URLS).prop_map(str::to_owned)
}

fn time() -> impl Strategy<Value = Option<String>> {
    option::of(select(TIMES).prop_map(str::to_owned))
}

fn image() -> impl Strategy<Value = Image> {
    let size = || option::of(any::<u32>());
    (
        url(),
        text(),
        option::of(text()),
        size(),
        size(),
        option::of(url()),
    )
        .prop_map(|(url, alt, title, width, height, link)| Image {
            url,
            alt,
            title,
            width,
            height,
            link,
        })
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        6 => text().prop_map(Inline::text),
        1 => text().prop_map(|text| Inline::Code { text }),
        1 => image().prop_map(Inline::Image),
        1 => Just(Inline::LineBreak),
        1 => label().prop_map(|label| Inline::FootnoteReference { label }),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let content = || vec(inner.clone(), 0..3);
        prop_oneof![
            content().prop_map(|content| Inline::Emphasis { content }),
            content().prop_map(|content| Inline::Strong { content }),
            content().prop_map(|content| Inline::Strike { content }),
            content().prop_map(|content| Inline::Subscript { content }),
            content().prop_map(|content| Inline::Superscript { content }),
            (url(), option::of(text()), content()).prop_map(|(url, title, content)| Inline::Link {
                url,
                title,
                content
            }),
        ]
    })
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    vec(inline(), 0..4)
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        5 => inlines().prop_map(|content| Block::Paragraph { content }),
        2 => (any::<u8>(), option::of(name()), inlines())
            .prop_map(|(level, id, content)| Block::Heading { level, id, content }),
        1 => (option::of(text()), text()).prop_map(|(language, text)| Block::Code { language, text }),
        1 => (image(), inlines()).prop_map(|(image, caption)| Block::Figure { image, caption }),
        1 => Just(Block::Rule),
        1 => (name(), text()).prop_map(|(element, text)| Block::Raw { element, text }),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let blocks = vec(inner, 0..3).boxed();
        prop_oneof![
            list(blocks.clone()),
            (option::of(url()), blocks.clone())
                .prop_map(|(cite, blocks)| Block::Quote { cite, blocks }),
            table(blocks.clone()),
            embed(blocks.clone()),
            definitions(blocks.clone()),
            vec((label(), blocks), 0..3).prop_map(|notes| Block::Footnotes {
                notes: notes
                    .into_iter()
                    .map(|(label, blocks)| Footnote { label, blocks })
                    .collect(),
            }),
        ]
    })
}

type Blocks = BoxedStrategy<Vec<Block>>;

fn list(blocks: Blocks) -> impl Strategy<Value = Block> {
    let item = (option::of(any::<bool>()), blocks)
        .prop_map(|(checked, blocks)| ListItem { checked, blocks });
    (option::of(any::<u32>()), any::<bool>(), vec(item, 0..3)).prop_map(|(start, tight, items)| {
        Block::List {
            start,
            tight,
            items,
        }
    })
}

fn table(blocks: Blocks) -> impl Strategy<Value = Block> {
    let span = || prop_oneof![4 => 0u16..4, 1 => any::<u16>()];
    let cell =
        (any::<bool>(), span(), span(), blocks).prop_map(|(header, colspan, rowspan, blocks)| {
            Cell {
                header,
                colspan,
                rowspan,
                blocks,
            }
        });
    let rows = vec(vec(cell, 0..3).prop_map(|cells| Row { cells }), 0..3);
    let alignment = select(
        &[
            Alignment::None,
            Alignment::Left,
            Alignment::Center,
            Alignment::Right,
        ][..],
    );
    (inlines(), vec(alignment, 0..4), rows.clone(), rows).prop_map(
        |(caption, columns, head, rows)| Block::Table {
            caption,
            columns,
            head,
            rows,
        },
    )
}

fn embed(blocks: Blocks) -> impl Strategy<Value = Block> {
    let kind = select(
        &[
            EmbedKind::Video,
            EmbedKind::Audio,
            EmbedKind::Post,
            EmbedKind::Frame,
        ][..],
    );
    (kind, url(), option::of(text()), blocks).prop_map(|(kind, url, title, blocks)| Block::Embed {
        kind,
        url,
        title,
        blocks,
    })
}

fn definitions(blocks: Blocks) -> impl Strategy<Value = Block> {
    vec((vec(inlines(), 0..3), vec(blocks, 0..3)), 0..3).prop_map(|items| Block::DefinitionList {
        items: items
            .into_iter()
            .map(|(terms, definitions)| Definition { terms, definitions })
            .collect(),
    })
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    vec(block(), 0..4)
}

fn comment() -> impl Strategy<Value = Comment> {
    let kind = select(
        &[
            CommentKind::Comment,
            CommentKind::Pingback,
            CommentKind::Trackback,
        ][..],
    );
    let author = (text(), option::of(url()), any::<bool>()).prop_map(|(name, url, is_owner)| {
        CommentAuthor {
            name,
            url,
            is_owner,
        }
    });
    let leaf = (
        option::of(name()),
        kind,
        option::of(author),
        time(),
        vec(block(), 0..2),
        any::<bool>(),
    )
        .prop_map(|(id, kind, author, published, body, deleted)| Comment {
            id,
            kind,
            author,
            published,
            body,
            deleted,
            replies: Vec::new(),
        });
    leaf.prop_recursive(3, 6, 2, |inner| {
        (inner.clone(), vec(inner, 0..3)).prop_map(|(mut comment, replies)| {
            comment.replies = replies;
            comment
        })
    })
}

fn source_group() -> impl Strategy<Value = SourceGroup> {
    let link = (
        text(),
        option::of(url()),
        option::of(text()),
        vec(text(), 0..3),
    )
        .prop_map(|(title, url, outlet, authors)| SourceLink {
            title,
            url,
            outlet,
            authors,
        });
    (option::of(text()), vec(link, 0..3))
        .prop_map(|(heading, links)| SourceGroup { heading, links })
}

fn head() -> impl Strategy<Value = Document> {
    let author = (text(), option::of(url())).prop_map(|(name, url)| Author { name, url });
    let caption =
        (option::of(image()), inlines(), option::of(text())).prop_map(|(image, text, credit)| {
            Caption {
                image,
                text,
                credit,
            }
        });
    let headline = (text(), option::of(url()), option::of(text()))
        .prop_map(|(text, url, outlet)| Headline { text, url, outlet });
    let page = option::of(select(
        &["https://blog.example.com/post.html", "no address"][..],
    ));
    let dates = (time(), time(), option::of(select(LANGUAGES)));
    (
        page,
        inlines(),
        option::of(author),
        dates,
        option::of(caption),
        option::of(headline),
        option::of(inlines()),
    )
        .prop_map(
            |(page, title, author, (published, updated, language), caption, headline, dek)| {
                Document {
                    source: Source {
                        url: page.map(str::to_owned),
                        ..Source::default()
                    },
                    title,
                    author,
                    published,
                    updated,
                    language: language.map(str::to_owned),
                    caption,
                    headline,
                    dek,
                    ..Document::default()
                }
            },
        )
}

/// How often a law is tried. What broke it belongs in a test of its own, not in a file.
pub(crate) fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(400)
    }
}

/// Any document.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    let update = (text(), time(), vec(block(), 0..3)).prop_map(|(label, date, text)| Update {
        label,
        date,
        text,
    });
    let read_more = (text(), url()).prop_map(|(text, url)| TextLink { text, url });
    let around = (
        vec(text(), 0..3),
        option::of(read_more),
        vec(source_group(), 0..2),
        vec(update, 0..3),
    );
    (head(), blocks(), around, vec(comment(), 0..3)).prop_map(
        |(head, body, (labels, read_more, source_links, updates), threads)| Document {
            labels,
            body,
            read_more,
            source_links,
            updates,
            comments: Comments {
                declared: None,
                threads,
            },
            ..head
        },
    )
}
