//! What the components of AMP pages show (`<amp-youtube data-videoid=...>`): a table.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use crate::document::EmbedKind;
use crate::read::blocks::attributes::attribute;
use crate::read::blocks::build::{Builder, Open};
use crate::read::blocks::container::leave_line;
use crate::read::blocks::embed;
use crate::read::blocks::tag::{Role, role};
use crate::read::blocks::words::words;

/// An element, the attribute that names what it shows, and what its address begins with.
const COMPONENTS: &[(&str, &str, &str)] = &[
    (
        "amp-youtube",
        "data-videoid",
        "https://www.youtube.com/watch?v=",
    ),
    ("amp-vimeo", "data-videoid", "https://vimeo.com/"),
    (
        "amp-dailymotion",
        "data-videoid",
        "https://www.dailymotion.com/video/",
    ),
    ("amp-vine", "data-vineid", "https://vine.co/v/"),
    (
        "amp-twitter",
        "data-tweetid",
        "https://twitter.com/i/status/",
    ),
    (
        "amp-instagram",
        "data-shortcode",
        "https://www.instagram.com/p/",
    ),
    ("amp-facebook", "data-href", ""),
    ("amp-reddit", "data-src", ""),
    ("amp-tiktok", "data-src", ""),
    ("amp-pinterest", "data-url", ""),
    (
        "amp-soundcloud",
        "data-trackid",
        "https://api.soundcloud.com/tracks/",
    ),
    ("amp-gist", "data-gistid", "https://gist.github.com/"),
    ("amp-imgur", "data-imgur-id", "https://imgur.com/"),
];

/// The address of what a component shows.
fn address(element: &Element) -> Option<String> {
    let row = COMPONENTS.iter().find(|row| row.0 == element.name())?;
    let value = attribute(element, row.1)?.trim();
    (!value.is_empty()).then(|| format!("{}{value}", row.2))
}

/// Whether a post of a social network stands in it, in that network's own markup.
fn holds_post(node: NodeRef<'_, Node>) -> bool {
    let mut inside = node
        .descendants()
        .filter_map(|inner| inner.value().as_element());
    inside.any(|element| role(attribute(element, "class").unwrap_or_default()) == Some(Role::Post))
}

impl Builder<'_, '_> {
    /// `<amp-...>`. The words in a post's component stand for the post until a script has loaded
    /// it; those in another one are for browsers that cannot show it. What shows nothing from
    /// elsewhere is a box (`<amp-carousel>`, `<amp-accordion>`), and so is what holds the post in
    /// its network's own markup.
    pub(super) fn component(&mut self, node: NodeRef<'_, Node>, element: &Element) -> Option<Open> {
        let Some(url) = address(element).filter(|_| !holds_post(node)) else {
            self.boundary();
            return Some(leave_line());
        };
        let unseen = words(node);
        if self.flat == 0 && !unseen.is_empty() && embed::kind(&url) == EmbedKind::Post {
            return Some(self.enter_post_at(Some(&url)));
        }
        self.push_embed(None, Some(url), element);
        self.note_unseen(unseen);
        None
    }
}
