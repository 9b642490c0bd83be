//! The roads between the forms: HTML to blocks, Markdown to HTML by two parsers.

use pulldown_cmark::{Options as Extensions, Parser};
use repost::document::Block;
use repost::read::address::Addresses;
use repost::read::blocks::{Dropped, Reader};
use scraper::Html;

/// The blocks of a page.
pub(crate) fn read(html: &str) -> Vec<Block> {
    let page = Html::parse_document(html);
    let addresses = Addresses::new(None);
    let dropped = Dropped::default();
    Reader::new(&addresses, &dropped).blocks(page.root_element())
}

/// HTML as comrak reads Markdown.
pub(crate) fn comrak(markdown: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.render.r#unsafe = true;
    comrak::markdown_to_html(markdown, &options)
}

/// HTML as pulldown-cmark reads it.
pub(crate) fn pulldown(markdown: &str) -> String {
    let extensions = Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TABLES
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_FOOTNOTES;
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(markdown, extensions));
    html
}
