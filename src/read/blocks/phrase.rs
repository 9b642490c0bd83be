//! Elements inside a line: emphasis, styles, links, pictures.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use crate::document::{Block, Image, Inline};
use crate::note::{Note, NoteKind};
use crate::read::blocks::attributes::{Attributes, attribute};
use crate::read::blocks::build::{Builder, Leave, Numbering, Open};
use crate::read::blocks::frame::Kind as Container;
use crate::read::blocks::image::{Picture, picture};
use crate::read::blocks::line::Kind;
use crate::read::blocks::style::Style;
use crate::read::blocks::tag::Tag;
use crate::read::blocks::whitespace::collapse;
use crate::read::blocks::words::words;
use crate::scheme::is_dangerous;

impl Builder<'_, '_> {
    /// `<span>`, `<font>` and what is not known: only its style counts.
    pub(super) fn enter_span(
        &mut self,
        node: NodeRef<'_, Node>,
        attributes: &Attributes<'_>,
    ) -> Option<Open> {
        if attributes.style.marker && self.line.is_empty() && self.flat == 0 {
            let marker = words(node);
            let number: String = marker.chars().take_while(char::is_ascii_digit).collect();
            self.item = Some(Numbering(number.parse().ok()));
            return None;
        }
        Some(Open {
            inlines: self.open_style(attributes.style),
            leave: Leave::Quietly,
        })
    }

    /// Emphasis by style.
    pub(super) fn open_style(&mut self, style: Style) -> usize {
        let mut inlines = 0;
        if style.bold == Some(true) {
            inlines += self.open_inline(Kind::Strong, false);
        }
        if style.italic == Some(true) {
            inlines += self.open_inline(Kind::Emphasis, false);
        }
        if style.strike {
            inlines += self.open_inline(Kind::Strike, false);
        }
        inlines
    }

    /// Emphasis by element, code, quotation marks. A `<b>` that its style sets in normal weight
    /// (the wrapper of every paste from Google Docs) is none.
    pub(super) fn enter_phrase(&mut self, tag: Tag, attributes: &Attributes<'_>) -> Open {
        let style = attributes.style;
        let kind = match tag {
            Tag::Code => return self.enter_code(),
            Tag::Quotation => return self.enter_quotation(),
            Tag::RubyText => {
                self.say("(");
                return Open {
                    inlines: 0,
                    leave: Leave::Saying(")"),
                };
            }
            Tag::Emphasis if style.italic != Some(false) => Some(Kind::Emphasis),
            Tag::Strong if style.bold != Some(false) => Some(Kind::Strong),
            Tag::Strike => Some(Kind::Strike),
            Tag::Subscript => Some(Kind::Subscript),
            Tag::Superscript => Some(Kind::Superscript),
            _ => None,
        };
        let inlines = kind.map_or(0, |kind| self.open_inline(kind, false));
        Open {
            inlines: inlines + self.open_style(style),
            leave: Leave::Quietly,
        }
    }

    /// `<code>` and its like.
    pub(super) fn enter_code(&mut self) -> Open {
        self.code += 1;
        Open {
            inlines: 0,
            leave: Leave::Code,
        }
    }

    /// `<q>`: quotation marks, other ones inside others.
    pub(super) fn enter_quotation(&mut self) -> Open {
        let (opening, closing) = if self.quotations.is_multiple_of(2) {
            ("\u{201C}", "\u{201D}")
        } else {
            ("\u{2018}", "\u{2019}")
        };
        self.quotations += 1;
        self.say(opening);
        Open {
            inlines: 0,
            leave: Leave::Saying(closing),
        }
    }

    /// `<p>`.
    pub(super) fn enter_paragraph(&mut self, attributes: &Attributes<'_>) -> Open {
        self.boundary();
        self.paragraphs += 1;
        Open {
            inlines: self.open_style(attributes.style),
            leave: Leave::Paragraph,
        }
    }

    /// `<a>`.
    pub(super) fn enter_link(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        attributes: &Attributes<'_>,
    ) -> Option<Open> {
        let href = attribute(element, "href");
        if self.footnote_link(node, element, href) {
            return None;
        }
        let mut inlines = self.open_style(attributes.style);
        if let Some(kind) = href.and_then(|href| self.link_kind(href, element)) {
            // An empty link to a place on the page is an anchor; any other is an address.
            let empty = !node.has_children();
            let keep = empty && !href.is_some_and(|href| href.starts_with('#'));
            if self.line.link().is_none() {
                inlines += self.open_inline(kind, keep);
            }
        }
        Some(Open {
            inlines,
            leave: Leave::Quietly,
        })
    }

    fn link_kind(&mut self, href: &str, element: &Element) -> Option<Kind> {
        let url = self.reader.addresses.resolve(href).unwrap_or_default();
        if is_dangerous(&url) || is_dangerous(href) {
            self.reader.notes.push(Note::new(
                NoteKind::Dropped,
                "read.dangerous_url",
                "a link that runs a script was taken off its words",
            ));
            return None;
        }
        let title = attribute(element, "title")
            .map(collapse)
            .filter(|title| !title.is_empty());
        Some(Kind::Link { url, title })
    }

    /// `<br>`.
    pub(super) fn line_break(&mut self) -> Option<Open> {
        self.line.line_break();
        None
    }

    /// `<img>`.
    pub(super) fn image(&mut self, element: &Element) -> Option<Open> {
        match picture(element, self.reader.addresses) {
            Picture::Shown(image) => self.push_image(image),
            Picture::Letters(letters) => self.say(&letters),
            Picture::Pixel(url) => self.reader.notes.push(Note::new(
                NoteKind::Dropped,
                "read.tracking_pixel",
                format!("a picture of one pixel was left out: {}", shortened(&url)),
            )),
            Picture::Missing(alt) => {
                self.reader.notes.push(Note::new(
                    NoteKind::Missing,
                    "read.image",
                    "a picture has no file in the page",
                ));
                self.say(&alt);
            }
        }
        None
    }

    /// A picture: the figure's own, or part of the line.
    pub(super) fn push_image(&mut self, mut image: Image) {
        if self.flat == 0 && matches!(self.top().kind, Container::Figure { .. }) {
            self.flush();
            image.link = self.line.link().map(str::to_owned);
            let caption = Vec::new();
            self.push(Block::Figure { image, caption });
        } else {
            self.before_words();
            self.line.atom(Inline::Image(image));
        }
    }
}

/// An address that fits into a note.
fn shortened(url: &str) -> String {
    url.chars().filter(|c| !c.is_control()).take(100).collect()
}
