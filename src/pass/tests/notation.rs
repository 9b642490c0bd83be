//! Documents in a notation that reads like a page: blank lines part blocks, a line's end is a
//! line break, `**bold**`, `_italic_`, `[link](url)`, `![](picture)`, `# heading`, `- item`,
//! `> quote`, `---`, `!![caption](picture)` for a figure.

use std::fmt::Write as _;

use crate::document::{Block, Document, Image, Inline, ListItem};
use crate::walk;

/// A document from `name: value` lines, a blank line and its body.
pub(super) fn document(text: &str) -> Document {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut document = Document {
        body: blocks(body),
        ..Document::default()
    };
    for line in head.lines().filter(|line| !line.starts_with("//")) {
        let (name, value) = line.split_once(": ").expect("a name and a value");
        match name {
            "title" => document.title = inlines(value),
            "url" => document.source.url = Some(value.to_owned()),
            other => panic!("no field {other}"),
        }
    }
    document
}

/// Blocks, parted by blank lines.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    text.split("\n\n")
        .map(|block| block.trim_matches('\n'))
        .filter(|block| !block.is_empty())
        .map(block)
        .collect()
}

fn block(text: &str) -> Block {
    let hashes = text.len() - text.trim_start_matches('#').len();
    if text == "---" {
        return Block::Rule;
    }
    if let Some(figure) = text.strip_prefix("!![") {
        let (caption, url) = figure.split_once("](").unwrap();
        return Block::Figure {
            image: picture(url.trim_end_matches(')')),
            caption: inlines(caption),
        };
    }
    if hashes > 0 && text[hashes..].starts_with(' ') {
        return Block::Heading {
            level: u8::try_from(hashes).unwrap(),
            id: None,
            content: inlines(text[hashes..].trim()),
        };
    }
    if text.starts_with("- ") {
        let item = |line: &str| ListItem {
            checked: None,
            blocks: blocks(line.trim_start_matches("- ")),
        };
        return Block::List {
            start: None,
            tight: true,
            items: text.lines().map(item).collect(),
        };
    }
    if text.starts_with('>') {
        let inner: Vec<&str> = text
            .lines()
            .map(|line| line.trim_start_matches('>').trim_start())
            .collect();
        return Block::Quote {
            cite: None,
            blocks: blocks(&inner.join("\n")),
        };
    }
    Block::Paragraph {
        content: inlines(text),
    }
}

fn picture(url: &str) -> Image {
    Image {
        url: url.to_owned(),
        ..Image::default()
    }
}

fn inlines(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (inline, length) = inline(rest);
        out.push(inline);
        rest = &rest[length..];
    }
    walk::tidy_inlines(&mut out);
    out
}

/// The first inline of a text and its length.
fn inline(text: &str) -> (Inline, usize) {
    let within = |open: &str, close: &str| {
        let inner = text.strip_prefix(open)?;
        let end = inner.find(close)?;
        Some((&inner[..end], open.len() + end + close.len()))
    };
    if text.starts_with('\n') {
        return (Inline::LineBreak, 1);
    }
    if let Some((inner, length)) = within("**", "**") {
        return (
            Inline::Strong {
                content: inlines(inner),
            },
            length,
        );
    }
    if let Some((inner, length)) = within("_", "_") {
        return (
            Inline::Emphasis {
                content: inlines(inner),
            },
            length,
        );
    }
    if let Some((url, length)) = within("![](", ")") {
        return (Inline::Image(picture(url)), length);
    }
    // A linked picture: `[![](small)](large)`.
    if let Some((small, start)) = within("[![](", ")](") {
        let end = text[start..].find(')').expect("the link ends");
        let link = Inline::Link {
            url: text[start..start + end].to_owned(),
            title: None,
            content: vec![Inline::Image(picture(small))],
        };
        return (link, start + end + 1);
    }
    if let Some((link, length)) = within("[", ")").filter(|(link, _)| link.contains("](")) {
        let (words, url) = link.rsplit_once("](").unwrap();
        let content = inlines(words);
        return (
            Inline::Link {
                url: url.into(),
                title: None,
                content,
            },
            length,
        );
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    let end = text[first..]
        .find(['\n', '*', '_', '[', '!'])
        .map_or(text.len(), |at| first + at);
    (Inline::text(&text[..end]), end)
}

/// What the passes made of a document, in the same notation.
pub(super) fn show(document: &Document) -> String {
    let mut out = String::new();
    if let Some(caption) = &document.caption {
        let image = caption.image.as_ref().map_or("none", |image| &image.url);
        let credit = caption.credit.as_deref().unwrap_or("none");
        let _ = writeln!(
            out,
            "photo: {image}\ncaption: {}\ncredit: {credit}",
            show_inlines(&caption.text)
        );
    }
    if let Some(headline) = &document.headline {
        let _ = writeln!(out, "headline: {}", headline.text);
        for (name, value) in [("url", &headline.url), ("outlet", &headline.outlet)] {
            if let Some(value) = value {
                let _ = writeln!(out, "  {name}: {value}");
            }
        }
    }
    if let Some(dek) = &document.dek {
        let _ = writeln!(out, "dek: {}", show_inlines(dek));
    }
    if let Some(link) = &document.read_more {
        let _ = writeln!(out, "read more: {} <{}>", link.text, link.url);
    }
    for group in &document.source_links {
        let _ = writeln!(
            out,
            "sources: {}",
            group.heading.as_deref().unwrap_or("none")
        );
        for link in &group.links {
            let url = link.url.as_deref().unwrap_or("none");
            let outlet = link.outlet.as_deref().unwrap_or("none");
            let authors = link.authors.join("; ");
            let _ = writeln!(out, "- {} <{url}> | {authors} | {outlet}", link.title);
        }
    }
    for update in &document.updates {
        let date = update.date.as_deref().map(|date| format!(" ({date})"));
        let _ = writeln!(out, "update: {}{}", update.label, date.unwrap_or_default());
        for line in show_blocks(&update.text).lines() {
            let _ = writeln!(out, "  {line}");
        }
    }
    let _ = write!(out, "\n{}\n", show_blocks(&document.body));
    out
}

fn show_blocks(blocks: &[Block]) -> String {
    let shown: Vec<String> = blocks.iter().map(show_block).collect();
    shown.join("\n\n")
}

fn show_block(block: &Block) -> String {
    match block {
        Block::Paragraph { content } => show_inlines(content),
        Block::Heading { level, content, .. } => {
            format!(
                "{} {}",
                "#".repeat(usize::from(*level)),
                show_inlines(content)
            )
        }
        Block::List { items, .. } => {
            let items: Vec<String> = items
                .iter()
                .map(|item| format!("- {}", show_blocks(&item.blocks)))
                .collect();
            items.join("\n")
        }
        Block::Quote { blocks, .. } => {
            let inner = show_blocks(blocks);
            let lines: Vec<String> = inner.lines().map(|line| format!("> {line}")).collect();
            lines.join("\n").replace("> \n", ">\n")
        }
        Block::Figure { image, caption } => format!("!![{}]({})", show_inlines(caption), image.url),
        Block::Rule => "---".to_owned(),
        Block::Code { .. }
        | Block::Table { .. }
        | Block::Embed { .. }
        | Block::DefinitionList { .. }
        | Block::Footnotes { .. }
        | Block::Raw { .. } => panic!("not in the notation"),
    }
}

fn show_inlines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text } => out.push_str(text),
            Inline::Strong { content } => {
                let _ = write!(out, "**{}**", show_inlines(content));
            }
            Inline::Emphasis { content } => {
                let _ = write!(out, "_{}_", show_inlines(content));
            }
            Inline::Link { url, content, .. } => {
                let _ = write!(out, "[{}]({url})", show_inlines(content));
            }
            Inline::Image(image) => {
                let _ = write!(out, "![]({})", image.url);
            }
            Inline::LineBreak => out.push('\n'),
            Inline::Strike { .. }
            | Inline::Subscript { .. }
            | Inline::Superscript { .. }
            | Inline::Code { .. }
            | Inline::FootnoteReference { .. } => panic!("not in the notation"),
        }
    }
    out
}
