//! Pictures: which file is meant, and which are none.

use scraper::node::Element;

use crate::document::Image;
use crate::read::address::Addresses;
use crate::read::blocks::whitespace::collapse;
use crate::scheme::is_dangerous;

/// What an `<img>` turned out to be.
#[derive(Debug)]
pub(super) enum Picture {
    /// A picture.
    Shown(Image),
    /// A face or a sign that stands for its text.
    Letters(String),
    /// Counts visitors; its address.
    Pixel(String),
    /// Has no file; its alternative text.
    Missing(String),
}

/// Attributes in which scripts keep the file until the reader scrolls to it.
const LAZY: &[&str] = &[
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-orig-file",
    "data-lazy",
    "data-url",
    "data-srcset",
    "data-lazy-srcset",
    "srcset",
];

/// Classes of pictures that are letters.
const LETTERS: &[&str] = &["wp-smiley", "emoji", "emoticon", "smiley", "twemoji"];

/// Names of files that only hold a place.
const PLACEHOLDERS: &[&str] = &[
    "blank.gif",
    "spacer.gif",
    "pixel.gif",
    "transparent.gif",
    "transparent.png",
    "placeholder.gif",
    "1x1.gif",
    "lazy.png",
    "grey.gif",
    "loading.gif",
];

/// A `data:` address shorter than this is no photo.
const SHORTEST_INLINE_PICTURE: usize = 200;

/// Everything that an `<img>` says.
#[derive(Debug, Default)]
struct Said<'a> {
    src: &'a str,
    lazy: Vec<(&'a str, &'a str)>,
    alt: &'a str,
    title: &'a str,
    class: &'a str,
    width: Option<u32>,
    height: Option<u32>,
}

/// Reads an `<img>`.
pub(super) fn picture(element: &Element, addresses: &Addresses) -> Picture {
    let said = hear(element);
    let alt = collapse(said.alt);
    if !alt.is_empty() && is_letters(&said) {
        return Picture::Letters(alt);
    }
    if said.width.is_some_and(|w| w <= 1) && said.height.is_some_and(|h| h <= 1) {
        return Picture::Pixel(said.src.to_owned());
    }
    let url = file(&said).and_then(|url| addresses.resolve(url));
    match url.filter(|url| !is_dangerous(url)) {
        Some(url) => Picture::Shown(Image {
            url,
            alt,
            title: Some(collapse(said.title)).filter(|title| !title.is_empty()),
            width: said.width,
            height: said.height,
            link: None,
        }),
        None => Picture::Missing(alt),
    }
}

fn hear(element: &Element) -> Said<'_> {
    let mut said = Said::default();
    for (name, value) in element.attrs() {
        match name {
            "src" => said.src = value.trim(),
            "alt" => said.alt = value,
            "title" => said.title = value,
            "class" => said.class = value,
            "width" => said.width = pixels(value),
            "height" => said.height = pixels(value),
            _ if LAZY.contains(&name) => said.lazy.push((name, value.trim())),
            _ => {}
        }
    }
    said
}

fn pixels(value: &str) -> Option<u32> {
    let value = value.trim();
    value
        .strip_suffix("px")
        .unwrap_or(value)
        .trim_end()
        .parse()
        .ok()
}

fn is_letters(said: &Said<'_>) -> bool {
    let mut classes = said.class.split_ascii_whitespace();
    classes.any(|class| LETTERS.contains(&class))
        || said.src.contains("/smilies/")
        || said.src.contains("/emoji/")
        || said.src.contains("emoticons/")
}

/// The file that is shown in the end.
fn file<'a>(said: &Said<'a>) -> Option<&'a str> {
    if !is_placeholder(said.src) {
        return Some(said.src);
    }
    LAZY.iter().find_map(|wanted| {
        let (name, value) = said.lazy.iter().find(|(name, _)| name == wanted)?;
        let url = if name.ends_with("srcset") {
            largest(value)
        } else {
            value
        };
        (!is_placeholder(url)).then_some(url)
    })
}

fn is_placeholder(src: &str) -> bool {
    src.is_empty()
        || src == "about:blank"
        || (has_data_scheme(src) && src.len() < SHORTEST_INLINE_PICTURE)
        || PLACEHOLDERS.iter().any(|name| src.ends_with(name))
}

fn has_data_scheme(src: &str) -> bool {
    src.get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("data:"))
}

/// The candidate of a `srcset` with the largest size.
fn largest(srcset: &str) -> &str {
    let mut best = ("", -1.0);
    for candidate in srcset.split(", ").flat_map(|part| part.split(",\n")) {
        let mut parts = candidate.split_ascii_whitespace();
        let url = parts.next().unwrap_or("").trim_end_matches(',');
        let size = parts.next().and_then(|size| size.get(..size.len() - 1));
        let size = size.and_then(|size| size.parse().ok()).unwrap_or(1.0);
        if !url.is_empty() && size > best.1 {
            best = (url, size);
        }
    }
    best.0
}
