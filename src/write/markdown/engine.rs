//! The second engine: the XHTML form through html2md, for comparing.

use crate::document::Document;
use crate::write::{Options, front_matter, xhtml};

/// Writes a document.
pub(super) fn document(document: &Document, options: &Options) -> String {
    let page = xhtml::document(document, options);
    let body = page
        .find("<body")
        .map_or(page.as_str(), |start| &page[start..]);
    let text = html2md::parse_html(body);
    let front = front_matter::front_matter(document, options.front_matter);
    let gap = if front.is_empty() { "" } else { "\n" };
    format!("{front}{gap}{}\n", text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Inline};
    use crate::write::{FrontMatter, MarkdownEngine};

    #[test]
    fn the_second_engine_writes_the_same_words() {
        let document = Document {
            title: vec![Inline::text("Storks")],
            body: vec![Block::text("They came back."), Block::text("On Wednesday.")],
            ..Document::default()
        };
        let options = Options {
            front_matter: FrontMatter::None,
            engine: MarkdownEngine::Html2md,
            ..Options::default()
        };
        let text = crate::write::markdown::document(&document, &options);
        assert!(
            text.contains("They came back.\n\nOn Wednesday.\n"),
            "{text}"
        );
        assert!(!text.contains('<'), "{text}");
    }
}
