//! The programs that are compared, each with the options under which it returns most.

use dom_smoothie::{Readability, TextMode};
use encoding_rs::Encoding;
use scraper::{ElementRef, Html, Selector};

use super::neutral::{Neutral, NeutralComment};

/// Reads a page; what refuses it returns nothing. The second argument is called when the program
/// is done and only its answer is still to be put into the neutral form.
pub(crate) type Read = fn(&Input, &mut dyn FnMut()) -> Option<Neutral>;

/// Every program by its name.
pub(crate) const PROGRAMS: [(&str, Read); 5] = [
    ("repost", repost),
    ("dom_smoothie", dom_smoothie),
    ("trafilatura-crate", trafilatura),
    ("rs-trafilatura", rs_trafilatura),
    ("rs-trafilatura-article", rs_trafilatura_article),
];

/// A page as bytes and as text.
pub(crate) struct Input<'a> {
    bytes: &'a [u8],
    text: String,
}

impl<'a> Input<'a> {
    /// Decodes a page in the charset that repost finds, so that nobody stumbles over it.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let opened = repost::input::open(bytes, &repost::input::Limits::default());
        let charset = match opened {
            Ok(repost::input::Input::Page(page)) => page.source.charset,
            Ok(repost::input::Input::Document(_)) | Err(_) => None,
        };
        let encoding = charset.and_then(|charset| Encoding::for_label(charset.as_bytes()));
        let (text, _, _) = encoding.unwrap_or(encoding_rs::UTF_8).decode(bytes);
        Self {
            bytes,
            text: text.into_owned(),
        }
    }
}

/// From bytes, and to the end: the Markdown is written, too.
fn repost(input: &Input, done: &mut dyn FnMut()) -> Option<Neutral> {
    let document = repost::convert(input.bytes, &repost::Options::default()).ok()?;
    let options = repost::write::Options::default();
    let markdown = repost::write::write(&document, repost::write::Format::Markdown, &options);
    done();
    std::hint::black_box(markdown);
    Some(Neutral::from(&document))
}

/// From text. Its plain text joins the words of neighbouring elements; the formatted one does not.
fn dom_smoothie(input: &Input, done: &mut dyn FnMut()) -> Option<Neutral> {
    let config = dom_smoothie::Config {
        text_mode: TextMode::Formatted,
        ..dom_smoothie::Config::default()
    };
    let mut readability = Readability::new(input.text.as_str(), None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    done();
    Some(Neutral {
        title: Some(article.title),
        author: article.byline,
        published: article.published_time,
        body_text: article.text_content.to_string(),
        ..Neutral::default()
    })
}

/// From text, with its fallbacks.
fn trafilatura(input: &Input, done: &mut dyn FnMut()) -> Option<Neutral> {
    let options = trafilatura::Options::default().with_fallback(true);
    let result = trafilatura::extract(&input.text, &options).ok()?;
    done();
    let metadata = result.metadata;
    Some(Neutral {
        title: Some(metadata.title),
        author: Some(metadata.author),
        published: metadata.date.map(|date| date.to_string()),
        labels: [metadata.categories, metadata.tags].concat(),
        body_text: result.content_text,
        comments: comments(&result.comments_html),
    })
}

/// From text, by its defaults: a learned model says what type of page it is.
fn rs_trafilatura(input: &Input, done: &mut dyn FnMut()) -> Option<Neutral> {
    rs_trafilatura_of(input, None, done)
}

/// From text, with the type of page said, so that no learned model decides what is extracted.
fn rs_trafilatura_article(input: &Input, done: &mut dyn FnMut()) -> Option<Neutral> {
    rs_trafilatura_of(
        input,
        Some(rs_trafilatura::page_type::PageType::Article),
        done,
    )
}

fn rs_trafilatura_of(
    input: &Input,
    page_type: Option<rs_trafilatura::page_type::PageType>,
    done: &mut dyn FnMut(),
) -> Option<Neutral> {
    let options = rs_trafilatura::Options {
        include_comments: true,
        page_type,
        ..rs_trafilatura::Options::default()
    };
    let result = rs_trafilatura::extract_with_options(&input.text, &options).ok()?;
    done();
    let metadata = result.metadata;
    Some(Neutral {
        title: metadata.title,
        author: metadata.author,
        published: metadata.date.map(|date| date.to_rfc3339()),
        labels: [metadata.categories, metadata.tags].concat(),
        body_text: result.content_text,
        comments: comments(&result.comments_html.unwrap_or_default()),
    })
}

/// Comments that are given in one piece: each innermost block is taken for one.
fn comments(html: &str) -> Vec<NeutralComment> {
    let blocks = Selector::parse("p, li, div, blockquote, pre, dd, td, h1, h2, h3, h4, h5, h6")
        .expect("it is a selector");
    let page = Html::parse_fragment(html);
    let is_inner = |element: &ElementRef| element.select(&blocks).next().is_none();
    let texts = page.select(&blocks).filter(is_inner);
    texts
        .map(|element| {
            element
                .text()
                .collect::<Vec<_>>()
                .join(" ")
                .trim()
                .to_owned()
        })
        .filter(|text| !text.is_empty())
        .map(|text| NeutralComment {
            text,
            ..NeutralComment::default()
        })
        .collect()
}
