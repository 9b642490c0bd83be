//! What must hold of a document's written forms.

use ego_tree::iter::Edge;
use repost::document::{Block, Document, Inline};
use repost::read::address::Addresses;
use repost::read::blocks::{Dropped, Reader};
use repost::walk;
use repost::write::{Format, Options, markdown, write};
use scraper::{Html, Node, Selector};

/// XHTML is XML.
pub(crate) fn xhtml_is_well_formed(document: &Document, place: &str) {
    let text = write(document, Format::Xhtml, &Options::default());
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    let error = roxmltree::Document::parse_with_options(&text, options).err();
    assert!(error.is_none(), "{place}: {error:?}");
}

/// What is read from our XHTML is written as the same XHTML again.
pub(crate) fn xhtml_is_read_back(document: &Document, place: &str) {
    let text = body_of(document);
    let again = Document {
        body: read_back(&text),
        // A link into the page leads to the source where its target is not in the document.
        source: document.source.clone(),
        language: document.language.clone(),
        ..Document::default()
    };
    let once = body_of(&again);
    let twice = Document {
        body: read_back(&once),
        ..again.clone()
    };
    assert_eq!(again.body, twice.body, "{place}: XHTML is read back");
    // A picture whose address is not known is only its words.
    let words = |document: &Document| letters(&Said::by(&document.body).words);
    assert_subsequence(&words(document), &words(&again), place);
}

/// The content document of the body alone.
fn body_of(document: &Document) -> String {
    let body = Document {
        body: document.body.clone(),
        source: document.source.clone(),
        language: document.language.clone(),
        ..Document::default()
    };
    write(&body, Format::Xhtml, &Options::default())
}

fn read_back(text: &str) -> Vec<Block> {
    let page = Html::parse_document(text);
    let content = Selector::parse(".e-content").expect("it is a selector");
    let addresses = Addresses::new(None);
    let dropped = Dropped::default();
    let read = |element| Reader::new(&addresses, &dropped).blocks(element);
    page.select(&content).next().map(read).unwrap_or_default()
}

/// Both parsers find the words of the body in Markdown, in their order, and its links.
pub(crate) fn markdown_says_the_same(document: &Document, place: &str) {
    let mut has_notes = false;
    walk::blocks(&document.body, &mut |block| {
        has_notes |= matches!(block, Block::Footnotes { .. });
    });
    if has_notes {
        // They move to the end.
        return;
    }
    let text = markdown::blocks(&document.body);
    let expected = Said::by(&document.body);
    for html in [comrak(&text), pulldown(&text)] {
        let said = Said::in_html(&html);
        assert_subsequence(&expected.words, &said.words, place);
        assert_subsequence(&expected.links, &said.links, place);
    }
}

/// That `all` holds `some` in order, with whatever else between.
fn assert_subsequence(some: &[String], all: &[String], place: &str) {
    let mut rest = all.iter();
    let missing = some.iter().find(|one| !rest.any(|other| other == *one));
    assert_eq!(missing, None, "{place}: all is said, in its order\n{all:?}");
}

/// What a text says: its words and where its links lead, in order.
#[derive(Debug, Default)]
struct Said {
    words: Vec<String>,
    links: Vec<String>,
}

impl Said {
    fn by(body: &[Block]) -> Self {
        let mut said = Self::default();
        said.add(body);
        said
    }

    fn add(&mut self, body: &[Block]) {
        for block in body {
            if let Block::DefinitionList { items } = block {
                for item in items {
                    for term in &item.terms {
                        self.add_text(term);
                    }
                    for blocks in &item.definitions {
                        self.add(blocks);
                    }
                }
                continue;
            }
            if let Block::Code { text, .. } | Block::Raw { text, .. } = block {
                self.words.extend(words(text));
            }
            for text in walk::texts(block) {
                self.add_text(text);
            }
            for blocks in walk::child_blocks(block) {
                self.add(blocks);
            }
        }
    }

    fn add_text(&mut self, inlines: &[Inline]) {
        self.words.extend(words(&walk::plain_text(inlines)));
        self.links_of(inlines);
    }

    fn links_of(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Link { url, content, .. } => {
                    if url.starts_with("http") && !walk::plain_text(content).trim().is_empty() {
                        self.links.push(address(url));
                    }
                }
                Inline::Emphasis { content }
                | Inline::Strong { content }
                | Inline::Strike { content }
                | Inline::Subscript { content }
                | Inline::Superscript { content } => self.links_of(content),
                Inline::Text { .. }
                | Inline::Code { .. }
                | Inline::Image(_)
                | Inline::LineBreak
                | Inline::FootnoteReference { .. } => {}
            }
        }
    }

    fn in_html(html: &str) -> Self {
        let page = Html::parse_fragment(html);
        let mut text = String::new();
        let mut links = Vec::new();
        for edge in page.tree.root().traverse() {
            let (node, opens) = match edge {
                Edge::Open(node) => (node, true),
                Edge::Close(node) => (node, false),
            };
            match node.value() {
                Node::Text(words) if opens => text.push_str(words),
                Node::Element(element) => {
                    if !INLINE.contains(&element.name()) {
                        text.push(' ');
                    }
                    links.extend(element.attr("href").filter(|_| opens).map(address));
                }
                _ => {}
            }
        }
        Self {
            words: words(&text),
            links,
        }
    }
}

/// Elements that do not part words.
const INLINE: &[&str] = &["a", "em", "strong", "del", "sub", "sup", "code", "img"];

fn words(text: &str) -> Vec<String> {
    walk::words(text).map(str::to_owned).collect()
}

/// The letters of words: where words are parted may change, which letters there are may not.
fn letters(words: &[String]) -> Vec<String> {
    let letters = words.iter().flat_map(|word| word.chars());
    letters.map(String::from).collect()
}

/// An address without what parsers write in more than one way.
fn address(url: &str) -> String {
    let parsed = url::Url::parse(url).map(String::from);
    let address = parsed.unwrap_or_else(|_| url.to_owned());
    address.replace("%5B", "[").replace("%5D", "]")
}

fn comrak(markdown: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.render.r#unsafe = true;
    comrak::markdown_to_html(markdown, &options)
}

fn pulldown(markdown: &str) -> String {
    use pulldown_cmark::{Options as Extensions, Parser};
    let extensions =
        Extensions::ENABLE_STRIKETHROUGH | Extensions::ENABLE_TABLES | Extensions::ENABLE_TASKLISTS;
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(markdown, extensions));
    html
}
