//! Elements that show something else than text: players, forms, drawings, scripts' stand-ins.

use ego_tree::NodeRef;
use scraper::node::Element;
use scraper::{Html, Node};

use crate::document::{Block, EmbedKind};
use crate::note::{Note, NoteKind};
use crate::read::blocks::attributes::attribute;
use crate::read::blocks::build::{Builder, Leave, Open};
use crate::read::blocks::embed;
use crate::read::blocks::frame::Kind as Container;
use crate::read::blocks::image::{Picture, picture};
use crate::read::blocks::tag::Tag;
use crate::read::blocks::words::words;
use crate::scheme::is_dangerous;

impl Builder<'_, '_> {
    /// `<iframe>`, `<video>`, `<audio>`. What is in them is for browsers that cannot show them.
    pub(super) fn player(
        &mut self,
        tag: Tag,
        node: NodeRef<'_, Node>,
        element: &Element,
    ) -> Option<Open> {
        let url = embed::source(node, element).map(str::to_owned);
        let kind = match tag {
            Tag::Video => Some(EmbedKind::Video),
            Tag::Audio => Some(EmbedKind::Audio),
            _ => None,
        };
        self.push_embed(kind, url, element);
        self.note_unseen(words(node));
        None
    }

    /// Notes the words inside of a frame or player.
    pub(super) fn note_unseen(&mut self, unseen: String) {
        if !unseen.is_empty() {
            let message = "words for browsers that cannot show a frame or player";
            self.reader
                .notes
                .push(Note::dropped("read.embed", message, unseen));
        }
    }

    /// `<object>`, `<embed>`. Without an address their content is shown.
    pub(super) fn plugin(&mut self, node: NodeRef<'_, Node>, element: &Element) -> Option<Open> {
        let Some(url) = embed::plugin_source(node) else {
            return Some(Open::default());
        };
        self.push_embed(None, Some(url), element);
        None
    }

    pub(super) fn push_embed(
        &mut self,
        kind: Option<EmbedKind>,
        url: Option<String>,
        element: &Element,
    ) {
        let url = url
            .and_then(|url| self.reader.addresses.resolve(&url))
            .filter(|url| !is_dangerous(url));
        let content = url.filter(|url| self.flat == 0 && !embed::is_button(url));
        let Some(url) = content else {
            // It stood between words all the same.
            self.line.space();
            self.reader.notes.push(Note::new(
                NoteKind::Dropped,
                "read.embed",
                format!(
                    "a frame or player without content was left out: {}",
                    element.name()
                ),
            ));
            return;
        };
        self.flush();
        self.push(Block::Embed {
            kind: kind.unwrap_or_else(|| embed::kind(&url)),
            url,
            title: embed::title(element),
            blocks: Vec::new(),
        });
    }

    /// A field or a button: only the box of a task is part of a text.
    pub(super) fn control(&mut self, node: NodeRef<'_, Node>, element: &Element) -> Option<Open> {
        let kind = attribute(element, "type").unwrap_or("");
        if element.name() != "input" {
            self.drop_words(node, "read.control", "a form's control was left out");
        } else if kind.eq_ignore_ascii_case("checkbox") {
            self.tick(attribute(element, "checked").is_some());
        } else if matches!(kind, "submit" | "button" | "reset")
            && let Some(value) = attribute(element, "value")
        {
            let message = "a form's button was left out";
            let dropped = Note::dropped("read.control", message, value.trim());
            self.reader.notes.push(dropped);
        }
        None
    }

    /// A box at the start of an item.
    pub(super) fn tick(&mut self, ticked: bool) {
        let at_start = self.line.is_empty();
        let top = self.top();
        let at_start = at_start && top.blocks.is_empty();
        if let Container::Item { checked, .. } = &mut top.kind
            && at_start
        {
            *checked = Some(ticked);
        }
    }

    /// `<noscript>`: only the picture that a script would have put there is missed. The parser
    /// gives its content as text or as elements.
    pub(super) fn noscript(&mut self, node: NodeRef<'_, Node>) -> Option<Open> {
        if node
            .prev_sibling()
            .is_some_and(|before| shows_a_picture(before, self))
        {
            return None;
        }
        let Some(Node::Text(text)) = node.first_child().map(|child| child.value()) else {
            return Some(Open {
                inlines: 0,
                leave: Leave::Quietly,
            });
        };
        if text.contains("<img") && !text.contains("<iframe") {
            let inner = Html::parse_fragment(text);
            for element in inner
                .tree
                .nodes()
                .filter_map(|node| node.value().as_element())
            {
                if element.name() == "img" {
                    self.image(element);
                }
            }
        }
        None
    }

    /// `<svg>`, `<math>`: their words. A formula in a line stays in it.
    pub(super) fn foreign(&mut self, node: NodeRef<'_, Node>, element: &Element) -> Option<Open> {
        let text = words(node);
        let is_block = attribute(element, "display") == Some("block") || element.name() == "svg";
        if text.is_empty() {
        } else if is_block && self.flat == 0 {
            self.flush();
            self.push(Block::Raw {
                element: element.name().to_owned(),
                text,
            });
        } else {
            self.say(&text);
        }
        None
    }
}

/// Whether a node is a picture with a file, so that the copy for browsers without script is not
/// needed.
fn shows_a_picture(node: NodeRef<'_, Node>, builder: &Builder<'_, '_>) -> bool {
    node.value().as_element().is_some_and(|element| {
        element.name() == "img"
            && matches!(
                picture(element, builder.reader.addresses),
                Picture::Shown(_)
            )
    })
}
