//! The neutral form: what any tool can say about a page, as plain text.

use repost::Document;
use repost::document::{Block, Comment, Headline, Inline, Row, SourceGroup, SourceLink, Update};
use serde::{Deserialize, Serialize};

/// A page as some tool read it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Neutral {
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) labels: Vec<String>,
    pub(crate) body_text: String,
    pub(crate) comments: Vec<NeutralComment>,
}

/// A comment; `parent` is its place in the list.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct NeutralComment {
    pub(crate) id: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) text: String,
    pub(crate) parent: Option<usize>,
}

impl From<&Document> for Neutral {
    fn from(document: &Document) -> Self {
        let mut comments = Vec::new();
        flatten(&document.comments.threads, None, &mut comments);
        Self {
            title: Some(inlines(&document.title)),
            author: document.author.as_ref().map(|author| author.name.clone()),
            published: document.published.clone(),
            labels: document.labels.clone(),
            body_text: body(document),
            comments,
        }
    }
}

/// What stands in the post, whichever field of the document it became.
fn body(document: &Document) -> String {
    let title = inlines(&document.title);
    let mut parts = Vec::new();
    parts.extend(
        document
            .caption
            .as_ref()
            .map(|caption| inlines(&caption.text)),
    );
    let headline = document.headline.as_ref();
    parts.extend(
        headline
            .filter(|headline| headline.text != title)
            .map(self::headline),
    );
    parts.extend(document.dek.as_deref().map(inlines));
    parts.push(blocks(&document.body));
    parts.extend(document.read_more.as_ref().map(|link| link.text.clone()));
    parts.extend(document.source_links.iter().map(source_group));
    parts.extend(document.updates.iter().map(update));
    lines(parts)
}

fn headline(headline: &Headline) -> String {
    match &headline.outlet {
        Some(outlet) => format!("{} {outlet}", headline.text),
        None => headline.text.clone(),
    }
}

fn source_group(group: &SourceGroup) -> String {
    let heading = group.heading.iter().cloned();
    lines(heading.chain(group.links.iter().map(source_link)))
}

fn source_link(link: &SourceLink) -> String {
    let outlet = link.outlet.as_deref().unwrap_or_default();
    [&link.title, &link.authors.join(", "), outlet].join(" ")
}

fn update(update: &Update) -> String {
    format!("{}: {}", update.label, blocks(&update.text))
}

fn flatten(threads: &[Comment], parent: Option<usize>, comments: &mut Vec<NeutralComment>) {
    for comment in threads {
        let place = comments.len();
        comments.push(NeutralComment {
            id: comment.id.clone(),
            author: comment.author.as_ref().map(|author| author.name.clone()),
            date: comment.published.clone(),
            text: blocks(&comment.body),
            parent,
        });
        flatten(&comment.replies, Some(place), comments);
    }
}

fn lines(parts: impl IntoIterator<Item = String>) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n")
}

fn blocks(blocks: &[Block]) -> String {
    lines(blocks.iter().map(block))
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph { content } | Block::Heading { content, .. } => inlines(content),
        Block::List { items, .. } => lines(items.iter().map(|item| blocks(&item.blocks))),
        Block::Quote { blocks, .. } | Block::Embed { blocks, .. } => self::blocks(blocks),
        Block::Code { text, .. } | Block::Raw { text, .. } => text.clone(),
        Block::Figure { caption, .. } => inlines(caption),
        Block::Table {
            caption,
            head,
            rows,
            ..
        } => {
            let caption = std::iter::once(inlines(caption));
            lines(caption.chain(head.iter().chain(rows).map(row)))
        }
        Block::DefinitionList { items } => lines(items.iter().flat_map(|item| {
            let terms = item.terms.iter().map(|term| inlines(term));
            terms.chain(item.definitions.iter().map(|blocks| self::blocks(blocks)))
        })),
        Block::Footnotes { notes } => lines(notes.iter().map(|note| blocks(&note.blocks))),
        Block::Rule => String::new(),
    }
}

fn row(row: &Row) -> String {
    let cells = row.cells.iter().map(|cell| blocks(&cell.blocks));
    cells.collect::<Vec<_>>().join(" ")
}

fn inlines(content: &[Inline]) -> String {
    let mut text = String::new();
    push(content, &mut text);
    text
}

fn push(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text } | Inline::Code { text } => out.push_str(text),
            Inline::LineBreak => out.push('\n'),
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Strike { content }
            | Inline::Subscript { content }
            | Inline::Superscript { content }
            | Inline::Link { content, .. } => push(content, out),
            Inline::Image(_) | Inline::FootnoteReference { .. } => {}
        }
    }
}
