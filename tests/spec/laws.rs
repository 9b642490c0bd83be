//! Laws: whatever the words are, they come back as words; whatever the tree is, it comes back as
//! that tree.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use repost::document::{
    Alignment, Block, Cell, Comment, CommentAuthor, Comments, Document, Image, Inline, ListItem,
    Row,
};
use repost::write::{self, Format, markdown};
use scraper::Html;

use crate::canonical::canonical;
use crate::roads::{comrak, pulldown, read};

/// Pieces of text that mean something to Markdown, or nearly.
const PIECES: &[&str] = &[
    "a",
    "b1",
    "1",
    "2.",
    "3)",
    " ",
    " ",
    " ",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "[",
    "]",
    "](",
    "(",
    ")",
    "!",
    "![",
    "[^1]",
    "[^1]:",
    "]:",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<?",
    "&",
    "&amp;",
    "&#35;",
    "&lt",
    ";",
    "#",
    "##",
    "+",
    "-",
    "--",
    "---",
    "=",
    "===",
    "~",
    "~~",
    "~~~",
    "|",
    "|-|",
    ":",
    ":-:",
    "\\",
    "\\\\",
    "^",
    "\"",
    "'",
    "http://example.org/",
    "<https://example.org>",
    "{",
    "{{",
    "}",
    "$",
    "%",
    "@",
    "[ ]",
    "[x]",
    "é",
    "日",
    "「",
    "」",
    "“",
    "”",
    "🎉",
    "ß",
    "…",
    "\u{A0}",
    ".",
    ",",
    "x",
    "javascript:",
    "script",
    "/",
    "\u{301}",
    "Ⓐ",
    "¡",
    "€",
];

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => vec(select(PIECES), 1..8).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

/// The text as a document may hold it: space in runs is one, nothing invisible.
fn normal(text: &str) -> String {
    let visible = |c: &char| {
        c.is_whitespace()
            || !(c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
    };
    let text: String = text.chars().filter(visible).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words that a rendering shows.
fn shown(html: &str) -> String {
    let page = Html::parse_document(html);
    let mut text = String::new();
    for node in page.tree.nodes() {
        if let Some(words) = node.value().as_text() {
            text.push_str(words);
        }
    }
    normal(&text)
}

fn paragraph(content: Vec<Inline>) -> Vec<Block> {
    vec![Block::Paragraph { content }]
}

/// Places in which words can stand; around them stands `x`, where anything does.
fn places(words: &str) -> Vec<(&'static str, Vec<Block>)> {
    let text = || vec![Inline::text(words)];
    let in_lines = lines(words);
    let in_blocks = [
        (
            "a heading",
            Block::Heading {
                level: 2,
                id: None,
                content: text(),
            },
        ),
        ("an item", list(paragraph(text()))),
        (
            "a quote",
            Block::Quote {
                cite: None,
                blocks: paragraph(text()),
            },
        ),
        ("a cell", table(paragraph(text()))),
    ];
    let in_lines = in_lines
        .into_iter()
        .map(|(name, content)| (name, paragraph(content)));
    let in_blocks = in_blocks
        .into_iter()
        .map(|(name, block)| (name, vec![block]));
    in_lines.chain(in_blocks).collect()
}

/// The places that are in a line.
fn lines(words: &str) -> [(&'static str, Vec<Inline>); 6] {
    let text = || vec![Inline::text(words)];
    let x = || Inline::text("x");
    let link = |content| Inline::Link {
        url: "u".to_owned(),
        title: None,
        content,
    };
    let emphasis = Inline::Emphasis { content: text() };
    let strong = Inline::Strong { content: text() };
    let strike = Inline::Strike {
        content: vec![link(text())],
    };
    let links = vec![link(vec![x()]), Inline::text(words), link(text())];
    [
        ("a paragraph", text()),
        ("emphasis", vec![emphasis]),
        ("strong text in words", vec![x(), strong, x()]),
        ("a struck out link", vec![strike]),
        ("between links", links),
        (
            "after a line break",
            vec![x(), Inline::LineBreak, Inline::text(words)],
        ),
    ]
}

fn list(blocks: Vec<Block>) -> Block {
    Block::List {
        start: None,
        tight: true,
        items: vec![ListItem {
            checked: None,
            blocks,
        }],
    }
}

fn table(blocks: Vec<Block>) -> Block {
    let cell = |header, blocks| Cell {
        header,
        colspan: 1,
        rowspan: 1,
        blocks,
    };
    Block::Table {
        caption: Vec::new(),
        columns: vec![Alignment::None],
        head: vec![Row {
            cells: vec![cell(true, blocks.clone())],
        }],
        rows: vec![Row {
            cells: vec![cell(false, blocks)],
        }],
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_stay_words_wherever_they_stand(words in words()) {
        let expected = normal(&words);
        for (place, blocks) in places(&words) {
            let written = markdown::blocks(&blocks);
            let twice = matches!(place, "between links" | "a cell");
            for html in [comrak(&written), pulldown(&written)] {
                let shown = shown(&html).replace('x', "");
                let expected = expected.replace('x', "");
                let bare = |text: &str| text.split_whitespace().collect::<String>();
                let expected = if twice { expected.repeat(2) } else { expected };
                prop_assert_eq!(bare(&shown), bare(&expected), "in {}: {}\n{}", place, written, html);
            }
        }
    }

    #[test]
    fn code_stays_code(words in words()) {
        let code = || Inline::Code { text: words.clone() };
        for blocks in [
            paragraph(vec![Inline::text("x"), code(), Inline::text("x")]),
            vec![table(paragraph(vec![code()]))],
            vec![Block::Code { language: None, text: words.clone() }],
        ] {
            let written = markdown::blocks(&blocks);
            let html = comrak(&written);
            let bare = |text: &str| normal(text).split_whitespace().collect::<String>();
            let found = read(&html);
            let mut codes = String::new();
            collect_code(&found, &mut codes);
            let times = if matches!(blocks[0], Block::Table { .. }) { 2 } else { 1 };
            prop_assert_eq!(bare(&codes), bare(&words).repeat(times), "{}\n{}", written, html);
            prop_assert_eq!(canonical(&html), canonical(&pulldown(&written)), "{}", written);
        }
    }

    #[test]
    fn addresses_and_titles_stay_whole(url in words(), title in words(), alt in words()) {
        let image = Image { url: format!("i/{url}"), alt, title: Some(title.clone()), ..Image::default() };
        let link = Inline::Link {
            url: format!("u/{url}"),
            title: Some(title),
            content: vec![Inline::text("x"), Inline::Image(image)],
        };
        let written = markdown::blocks(&[Block::Paragraph { content: vec![link] }]);
        let html = comrak(&written);
        let page = Html::parse_document(&html);
        let count = |name: &str| page.tree.nodes()
            .filter(|node| node.value().as_element().is_some_and(|element| element.name() == name))
            .count();
        prop_assert_eq!((count("a"), count("img")), (1, 1), "{}\n{}", written, html);
        prop_assert_eq!(canonical(&html), canonical(&pulldown(&written)), "{}", written);
    }

    #[test]
    fn trees_come_back_as_they_were(blocks in blocks(3)) {
        let html = rendered(&blocks);
        let blocks = read(&html);
        let html = rendered(&blocks);
        let written = markdown::blocks(&blocks);
        for back in [comrak(&written), pulldown(&written)] {
            prop_assert_eq!(loose(&canonical(&back)), loose(&canonical(&html)), "{}\n{}", written, back);
        }
    }

    #[test]
    fn a_commenter_cannot_leave_the_comment(name in words(), text in words()) {
        let comment = |replies| Comment {
            author: Some(CommentAuthor { name: name.clone(), url: None, is_owner: false }),
            body: vec![Block::text(text.clone())],
            replies,
            ..Comment::default()
        };
        let document = Document {
            comments: Comments { declared: None, threads: vec![comment(vec![comment(Vec::new())])] },
            ..Document::default()
        };
        let options = write::Options {
            front_matter: write::FrontMatter::None,
            ..write::Options::default()
        };
        let written = write::write(&document, Format::Markdown, &options);
        let expected = format!("Comments{0}{1}{0}{1}", normal(&name), normal(&text)).replace([' ', '\u{A0}'], "");
        for html in [comrak(&written), pulldown(&written)] {
            prop_assert_eq!(shown(&html).replace([' ', '\u{A0}'], ""), expected.as_str(), "{}", written);
        }
    }
}

fn collect_code(blocks: &[Block], out: &mut String) {
    for block in blocks {
        if let Block::Code { text, .. } = block {
            out.push_str(text);
        }
        if let Block::Paragraph { content } = block {
            for inline in content {
                if let Inline::Code { text } = inline {
                    out.push_str(text);
                }
            }
        }
        for children in repost::walk::child_blocks(block) {
            collect_code(children, out);
        }
    }
}

/// Plain words for trees: what escapes are is a law of its own.
fn plain() -> impl Strategy<Value = Inline> {
    select(
        &[
            "boat", "a b", "(c)", "“d”", "e!", "日本", "🎉", "x_y", " f", "g ",
        ][..],
    )
    .prop_map(Inline::text)
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let one = plain().prop_recursive(3, 12, 4, |inner| {
        let inner = vec(inner, 1..4);
        prop_oneof![
            inner
                .clone()
                .prop_map(|content| Inline::Emphasis { content }),
            inner.clone().prop_map(|content| Inline::Strong { content }),
            inner.clone().prop_map(|content| Inline::Strike { content }),
            inner
                .clone()
                .prop_map(|content| Inline::Superscript { content }),
            inner.prop_map(|content| Inline::Link {
                url: "u".to_owned(),
                title: None,
                content
            }),
            Just(Inline::LineBreak),
            Just(Inline::Code {
                text: "c d".to_owned()
            }),
            Just(Inline::Image(Image {
                url: "i".to_owned(),
                alt: "k".to_owned(),
                ..Image::default()
            })),
        ]
    });
    vec(one, 1..6)
}

fn blocks(depth: u32) -> impl Strategy<Value = Vec<Block>> {
    let leaf = prop_oneof![
        4 => inlines().prop_map(|content| Block::Paragraph { content }),
        1 => (1u8..7, inlines()).prop_map(|(level, content)| Block::Heading { level, id: None, content }),
        1 => select(&["a\n  b\n\n", "```", "~~~\n", ""][..])
            .prop_map(|text| Block::Code { language: Some("rust".to_owned()), text: text.to_owned() }),
        1 => Just(Block::Rule),
        1 => inlines().prop_map(|content| table(paragraph(content))),
    ];
    let block = leaf.prop_recursive(depth, 24, 4, |inner| {
        let inner = vec(inner, 1..4);
        prop_oneof![
            inner
                .clone()
                .prop_map(|blocks| Block::Quote { cite: None, blocks }),
            (
                proptest::option::of(0u32..12),
                any::<bool>(),
                vec((proptest::option::of(any::<bool>()), inner), 1..4)
            )
                .prop_map(|(start, tight, items)| Block::List {
                    start,
                    tight,
                    items: items
                        .into_iter()
                        .map(|(_, blocks)| ListItem {
                            checked: None,
                            blocks
                        })
                        .collect(),
                }),
        ]
    });
    vec(block, 1..5)
}

/// HTML of a tree, written down without any care: the reader has to tidy it.
fn rendered(blocks: &[Block]) -> String {
    blocks.iter().map(render_block).collect()
}

fn render_block(block: &Block) -> String {
    match block {
        Block::Paragraph { content } => format!("<p>{}</p>", render_line(content)),
        Block::Heading { level, content, .. } => {
            format!("<h{level}>{}</h{level}>", render_line(content))
        }
        Block::Code { text, .. } => {
            format!("<pre><code class=\"language-rust\">{text}\n</code></pre>")
        }
        Block::Rule => "<hr>".to_owned(),
        Block::Quote { blocks, .. } => format!("<blockquote>{}</blockquote>", rendered(blocks)),
        Block::List { start, items, .. } => {
            let items = items
                .iter()
                .map(|item| format!("<li>{}</li>", rendered(&item.blocks)));
            let items = items.collect::<Vec<_>>().concat();
            match start {
                Some(start) => format!("<ol start=\"{start}\">{items}</ol>"),
                None => format!("<ul>{items}</ul>"),
            }
        }
        Block::Table { head, rows, .. } => {
            let cells = |rows: &[Row], name: &str| -> String {
                let cell = |cell: &Cell| match cell.blocks.as_slice() {
                    [Block::Paragraph { content }] => {
                        format!("<{name}>{}</{name}>", render_line(content))
                    }
                    other => format!("<{name}>{}</{name}>", rendered(other)),
                };
                let row = |row: &Row| {
                    format!(
                        "<tr>{}</tr>",
                        row.cells.iter().map(cell).collect::<String>()
                    )
                };
                rows.iter().map(row).collect()
            };
            format!("<table>{}{}</table>", cells(head, "th"), cells(rows, "td"))
        }
        _ => unreachable!("not made here"),
    }
}

fn render_line(content: &[Inline]) -> String {
    content.iter().map(render_inline).collect()
}

fn render_inline(inline: &Inline) -> String {
    match inline {
        Inline::Text { text } => text.clone(),
        Inline::Emphasis { content } => format!("<em>{}</em>", render_line(content)),
        Inline::Strong { content } => format!("<strong>{}</strong>", render_line(content)),
        Inline::Strike { content } => format!("<del>{}</del>", render_line(content)),
        Inline::Superscript { content } => format!("<sup>{}</sup>", render_line(content)),
        Inline::Link { content, .. } => format!("<a href=\"u\">{}</a>", render_line(content)),
        Inline::Code { text } => format!("<code>{text}</code>"),
        Inline::Image(_) => "<img src=\"i\" alt=\"k\">".to_owned(),
        Inline::LineBreak => "<br>".to_owned(),
        _ => unreachable!("not made here"),
    }
}

/// Without the paragraphs of items: parsers do not agree on which lists are tight.
fn loose(canonical: &str) -> String {
    let lines = canonical
        .lines()
        .filter(|line| !matches!(*line, "<p>" | "</p>"));
    lines.collect::<Vec<_>>().join("\n")
}
