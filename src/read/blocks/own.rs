//! What this crate's own XHTML writes in the place of something that a content document cannot
//! hold: read again, it is the same thing.
//!
//! The marks are class names and `data-` attributes. A page of somebody else's that carries them
//! gains nothing: addresses are asked the same questions as everywhere.

use scraper::node::Element;

use crate::document::{Block, EmbedKind, Image};
use crate::read::blocks::attributes::attribute;
use crate::read::blocks::build::{Builder, Claim};
use crate::read::blocks::embed;
use crate::read::blocks::frame::Kind as Container;
use crate::read::blocks::tag::Own;
use crate::scheme::is_dangerous;

impl Builder<'_, '_> {
    /// One of our own marks, where it says enough to be one.
    pub(super) fn enter_own(&mut self, own: Own, element: &Element) -> Claim {
        match own {
            Own::Image => match self.own_address(element) {
                Some(url) => {
                    self.push_image(image(url, element));
                    Claim::Over
                }
                None => Claim::Unclaimed,
            },
            Own::Embed if self.flat == 0 => self.enter_own_embed(element),
            Own::Embed => Claim::Unclaimed,
            Own::Label => Claim::Over,
            Own::Task => {
                self.tick(attribute(element, "aria-label") == Some("done"));
                Claim::Over
            }
        }
    }

    fn own_address(&self, element: &Element) -> Option<String> {
        let address = attribute(element, "data-src").or_else(|| attribute(element, "href"))?;
        let url = self.reader.addresses.resolve(address)?;
        (!is_dangerous(&url)).then_some(url)
    }

    fn enter_own_embed(&mut self, element: &Element) -> Claim {
        let kind = attribute(element, "data-kind");
        let Some((url, kind)) = self.own_address(element).zip(kind) else {
            return Claim::Unclaimed;
        };
        let kind = match kind {
            "post" => {
                let url = Some(url);
                return Claim::Entered(self.enter_frame(Container::Post { url }));
            }
            "video" => EmbedKind::Video,
            "audio" => EmbedKind::Audio,
            _ => EmbedKind::Frame,
        };
        self.flush();
        self.push(Block::Embed {
            kind,
            url,
            title: embed::title(element),
            blocks: Vec::new(),
        });
        Claim::Over
    }
}

fn image(url: String, element: &Element) -> Image {
    let pixels = |name| attribute(element, name).and_then(|value| value.parse().ok());
    Image {
        url,
        alt: attribute(element, "data-alt")
            .unwrap_or_default()
            .to_owned(),
        title: embed::title(element),
        width: pixels("data-width"),
        height: pixels("data-height"),
        link: None,
    }
}

/// The level that a heading had before it was moved below the title.
pub(super) fn level(class: &str) -> Option<u8> {
    let level = class.strip_prefix("repost-h")?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}
