//! Running text.

use crate::document::{Image, Inline};
use crate::write::escape::{href, xml};
use crate::write::label;

use super::Writer;
use super::anchors::reference_id;

impl Writer<'_> {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text { text } => self.text(text),
            Inline::Emphasis { content } => self.element("em", |w| w.inlines(content)),
            Inline::Strong { content } => self.element("strong", |w| w.inlines(content)),
            Inline::Strike { content } => self.element("s", |w| w.inlines(content)),
            Inline::Subscript { content } => self.element("sub", |w| w.inlines(content)),
            Inline::Superscript { content } => self.element("sup", |w| w.inlines(content)),
            Inline::Code { text } => self.element("code", |w| w.text(text)),
            Inline::Link {
                url,
                title,
                content,
            } => self.link(url, title.as_deref(), content),
            Inline::Image(image) => self.image(image),
            Inline::LineBreak => self.out.push_str("<br/>"),
            Inline::FootnoteReference { label } => self.note_reference(label),
        }
    }

    /// A link inside a link, and one that leads nowhere, is its words.
    fn link(&mut self, url: &str, title: Option<&str>, content: &[Inline]) {
        let Some(href) = self.anchors.href(url).filter(|_| !self.in_link) else {
            return self.inlines(content);
        };
        self.out.push_str("<a");
        self.attribute("href", &href);
        self.title_attribute(title);
        if are_blank(content) {
            self.attribute("aria-label", title.unwrap_or(url));
        }
        self.out.push('>');
        self.in_link = true;
        self.inlines(content);
        self.in_link = false;
        self.end("a");
    }

    /// A picture that is not at hand: its alternative text, which links to the picture where no
    /// link is around it.
    pub(super) fn image(&mut self, image: &Image) {
        let target = href::href(&image.url);
        let name = if target.is_some() && !self.in_link {
            "a"
        } else {
            "span"
        };
        self.out.push('<');
        self.out.push_str(name);
        self.attribute("class", "repost-image");
        if let Some(target) = &target {
            self.attribute(if name == "a" { "href" } else { "data-src" }, target);
        }
        self.image_attributes(image);
        self.out.push('>');
        self.text(&label::image(image));
        self.end(name);
    }

    /// What the picture's element said, for who puts the picture back.
    fn image_attributes(&mut self, image: &Image) {
        if !image.alt.is_empty() {
            self.attribute("data-alt", &image.alt);
        }
        self.title_attribute(image.title.as_deref());
        for (name, pixels) in [("data-width", image.width), ("data-height", image.height)] {
            if let Some(pixels) = pixels {
                self.attribute(name, &pixels.to_string());
            }
        }
    }

    pub(super) fn title_attribute(&mut self, title: Option<&str>) {
        if let Some(title) = title.filter(|title| !xml::is_blank(title)) {
            self.attribute("title", title);
        }
    }

    fn note_reference(&mut self, label: &str) {
        let note = self
            .anchors
            .note(label)
            .map(|(id, number)| (id.to_owned(), number));
        self.out.push_str("<sup");
        let Some((id, number)) = note else {
            self.out.push('>');
            self.text(label);
            return self.end("sup");
        };
        self.id(&reference_id(&id));
        self.out.push('>');
        if self.in_link {
            self.text(&number.to_string());
        } else {
            self.out
                .push_str("<a epub:type=\"noteref\" role=\"doc-noteref\"");
            self.attribute("href", &format!("#{id}"));
            self.out.push('>');
            self.text(&number.to_string());
            self.end("a");
        }
        self.end("sup");
    }
}

/// Whether running text shows nothing.
pub(super) fn are_blank(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text { text } | Inline::Code { text } => xml::is_blank(text),
        Inline::Emphasis { content }
        | Inline::Strong { content }
        | Inline::Strike { content }
        | Inline::Subscript { content }
        | Inline::Superscript { content }
        | Inline::Link { content, .. } => are_blank(content),
        Inline::LineBreak => true,
        Inline::Image(_) | Inline::FootnoteReference { .. } => false,
    })
}
