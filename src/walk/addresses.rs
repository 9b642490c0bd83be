//! Visits the addresses of a document, so that they can be rewritten.

use crate::document::{Block, Comment, Document, Image, Inline};
use crate::walk::{child_blocks_mut, texts_mut};

/// What stands at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A page that a reader may go to.
    Link,
    /// A file that the post shows.
    Image,
    /// What a shown image links to: often its full-size file.
    ImageLink,
    /// Something that lives elsewhere and is shown in a frame.
    Embed,
}

type Visit<'a> = &'a mut dyn FnMut(Role, &mut String);

/// Calls `visit` for every address in the post and its comments, less those of people and of the
/// document's source.
pub fn addresses_mut(document: &mut Document, visit: Visit<'_>) {
    inlines(&mut document.title, visit);
    if let Some(caption) = &mut document.caption {
        caption
            .image
            .iter_mut()
            .for_each(|found| image(found, visit));
        inlines(&mut caption.text, visit);
    }
    if let Some(url) = document.headline.as_mut().and_then(|h| h.url.as_mut()) {
        visit(Role::Link, url);
    }
    document.dek.iter_mut().for_each(|dek| inlines(dek, visit));
    blocks(&mut document.body, visit);
    if let Some(link) = &mut document.read_more {
        visit(Role::Link, &mut link.url);
    }
    let groups = document.source_links.iter_mut();
    let sources = groups.flat_map(|group| &mut group.links);
    sources
        .filter_map(|link| link.url.as_mut())
        .for_each(|url| visit(Role::Link, url));
    document
        .updates
        .iter_mut()
        .for_each(|update| blocks(&mut update.text, visit));
    comments(&mut document.comments.threads, visit);
}

fn comments(threads: &mut [Comment], visit: Visit<'_>) {
    for comment in threads {
        blocks(&mut comment.body, visit);
        comments(&mut comment.replies, visit);
    }
}

fn blocks(content: &mut [Block], visit: Visit<'_>) {
    for block in content {
        match block {
            Block::Figure { image: found, .. } => image(found, visit),
            Block::Embed { url, .. } => visit(Role::Embed, url),
            Block::Quote {
                cite: Some(url), ..
            } => visit(Role::Link, url),
            Block::Paragraph { .. }
            | Block::Heading { .. }
            | Block::List { .. }
            | Block::Quote { .. }
            | Block::Code { .. }
            | Block::Table { .. }
            | Block::Rule
            | Block::DefinitionList { .. }
            | Block::Footnotes { .. }
            | Block::Raw { .. } => {}
        }
        for text in texts_mut(block) {
            inlines(text, visit);
        }
        for children in child_blocks_mut(block) {
            blocks(children, visit);
        }
    }
}

fn inlines(content: &mut [Inline], visit: Visit<'_>) {
    for inline in content {
        match inline {
            Inline::Image(found) => image(found, visit),
            Inline::Link { url, content, .. } => {
                let holds_image = content
                    .iter()
                    .any(|inline| matches!(inline, Inline::Image(_)));
                let role = if holds_image {
                    Role::ImageLink
                } else {
                    Role::Link
                };
                visit(role, url);
                inlines(content, visit);
            }
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Strike { content }
            | Inline::Subscript { content }
            | Inline::Superscript { content } => inlines(content, visit),
            Inline::Text { .. }
            | Inline::Code { .. }
            | Inline::LineBreak
            | Inline::FootnoteReference { .. } => {}
        }
    }
}

fn image(image: &mut Image, visit: Visit<'_>) {
    visit(Role::Image, &mut image.url);
    if let Some(link) = &mut image.link {
        visit(Role::ImageLink, link);
    }
}
