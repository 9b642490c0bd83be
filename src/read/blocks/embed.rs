//! Things that live elsewhere: players, frames, posts of social networks.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use crate::document::{Block, EmbedKind, Inline};
use crate::read::blocks::attributes::attribute;
use crate::read::blocks::whitespace::collapse;

/// Hosts by what they play. The first row whose name the address holds decides.
const HOSTS: &[(&str, EmbedKind)] = &[
    ("youtube.com/", EmbedKind::Video),
    ("youtube-nocookie.com/", EmbedKind::Video),
    ("youtu.be/", EmbedKind::Video),
    ("vimeo.com/", EmbedKind::Video),
    ("dailymotion.com/", EmbedKind::Video),
    ("blogger.com/video", EmbedKind::Video),
    ("videopress.com/", EmbedKind::Video),
    ("video.google.", EmbedKind::Video),
    ("twitch.tv/", EmbedKind::Video),
    ("ted.com/", EmbedKind::Video),
    ("rutube.ru/", EmbedKind::Video),
    ("wistia.", EmbedKind::Video),
    ("facebook.com/plugins/video", EmbedKind::Video),
    ("soundcloud.com/", EmbedKind::Audio),
    ("spotify.com/", EmbedKind::Audio),
    ("bandcamp.com/", EmbedKind::Audio),
    ("mixcloud.com/", EmbedKind::Audio),
    ("podcasts.apple.com/", EmbedKind::Audio),
    ("twitter.com/", EmbedKind::Post),
    ("instagram.com/", EmbedKind::Post),
    ("facebook.com/", EmbedKind::Post),
    ("tiktok.com/", EmbedKind::Post),
];

/// Parts of the addresses of frames that hold a button or an advertisement: no part of a post.
const BUTTONS: &[&str] = &[
    "facebook.com/plugins/like",
    "facebook.com/plugins/share_button",
    "facebook.com/plugins/likebox",
    "platform.twitter.com/widgets/tweet_button",
    "platform.twitter.com/widgets/follow_button",
    "plusone.google.com/",
    "apis.google.com/",
    "addthis.com/",
    "doubleclick.net/",
    "googlesyndication.com/",
    "blogger.com/comment",
];

/// Whether a frame with this address holds no content.
pub(super) fn is_button(url: &str) -> bool {
    BUTTONS.iter().any(|part| url.contains(part))
}

/// What a frame with this address shows.
pub(super) fn kind(url: &str) -> EmbedKind {
    let row = HOSTS.iter().find(|(host, _)| url.contains(host));
    row.map_or(EmbedKind::Frame, |(_, kind)| *kind)
}

/// The address in an `<iframe>`, `<video>` or `<audio>`: its own or its first source's.
pub(super) fn source<'a>(node: NodeRef<'a, Node>, element: &'a Element) -> Option<&'a str> {
    let own = ["src", "data-src", "data-lazy-src"]
        .iter()
        .filter_map(|name| attribute(element, name))
        .find(|src| !src.trim().is_empty() && !src.starts_with("about:"));
    own.or_else(|| {
        let mut elements = node
            .children()
            .filter_map(|child| child.value().as_element());
        elements.find_map(|child| attribute(child, "src"))
    })
}

/// The address in an `<object>` or `<embed>`. A Flash player's becomes the page of its video,
/// which still plays.
pub(super) fn plugin_source(node: NodeRef<'_, Node>) -> Option<String> {
    let found = node.descendants().find_map(|inner| {
        let element = inner.value().as_element()?;
        match element.name() {
            "object" => attribute(element, "data"),
            "embed" => attribute(element, "src"),
            "param" => matches!(
                attribute(element, "name")
                    .unwrap_or("")
                    .to_ascii_lowercase()
                    .as_str(),
                "movie" | "src"
            )
            .then(|| attribute(element, "value"))
            .flatten(),
            _ => None,
        }
        .filter(|url| !url.trim().is_empty())
    })?;
    Some(watch_page(found).unwrap_or_else(|| found.to_owned()))
}

/// `…youtube.com/v/ID&params` -> `https://www.youtube.com/watch?v=ID`.
fn watch_page(url: &str) -> Option<String> {
    let (_, rest) = url
        .split_once("youtube.com/v/")
        .or_else(|| url.split_once("youtube-nocookie.com/v/"))?;
    let id: String = rest
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    (!id.is_empty()).then(|| format!("https://www.youtube.com/watch?v={id}"))
}

/// The title that the page gives it.
pub(super) fn title(element: &Element) -> Option<String> {
    attribute(element, "title")
        .map(collapse)
        .filter(|title| !title.is_empty())
}

/// Attributes in which the networks' own markup keeps a post's address.
const POST_ATTRIBUTES: &[&str] = &["data-instgrm-permalink", "data-href", "cite"];

/// The address that a post's element names.
pub(super) fn post_address(element: &Element) -> Option<&str> {
    let mut found = POST_ATTRIBUTES
        .iter()
        .filter_map(|name| attribute(element, name));
    found.next()
}

/// Parts of the address of a single post.
const POST_PATHS: &[&str] = &[
    "/status/",
    "/statuses/",
    "instagram.com/p/",
    "/posts/",
    "/video/",
];

/// The address of a post by the last link in it that leads to one.
pub(super) fn post_link(blocks: &[Block]) -> Option<String> {
    let mut found = None;
    for block in blocks {
        if let Block::Paragraph { content } = block {
            visit_links(content, &mut |url| {
                if POST_PATHS.iter().any(|path| url.contains(path)) {
                    found = Some(url.to_owned());
                }
            });
        }
    }
    found
}

fn visit_links(content: &[Inline], visit: &mut dyn FnMut(&str)) {
    for inline in content {
        match inline {
            Inline::Link { url, content, .. } => {
                visit(url);
                visit_links(content, visit);
            }
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Strike { content }
            | Inline::Subscript { content }
            | Inline::Superscript { content } => visit_links(content, visit),
            Inline::Text { .. }
            | Inline::Code { .. }
            | Inline::Image(_)
            | Inline::LineBreak
            | Inline::FootnoteReference { .. } => {}
        }
    }
}
