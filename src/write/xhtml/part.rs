//! What stands around the body: title, byline, photo, headline, sources, updates, labels.

use crate::document::{Block, Document, Headline, Inline, SourceGroup, SourceLink, Update};
use crate::walk;
use crate::write::date;
use crate::write::escape::{href, xml};

use super::Writer;
use super::inline::are_blank;

/// The title in plain words, never blank: a content document must have one.
pub(super) fn plain_title(document: &Document) -> String {
    let title = walk::plain_text(&document.title);
    let headline = document
        .headline
        .as_ref()
        .map(|headline| headline.text.as_str());
    let names = [
        Some(title.as_str()),
        headline,
        document.published.as_deref(),
        document.source.url.as_deref(),
        document.source.file.as_deref(),
    ];
    names
        .into_iter()
        .flatten()
        .find(|name| !xml::is_blank(name))
        .unwrap_or("Untitled")
        .to_owned()
}

impl Writer<'_> {
    pub(super) fn title(&mut self) {
        let document = self.document;
        self.out
            .push_str("<h1 class=\"p-name\" epub:type=\"title\">");
        let story = document
            .headline
            .as_ref()
            .filter(|headline| repeats_title(document, headline));
        let url = story.and_then(|headline| self.story_href(headline));
        self.linked("", url.as_deref(), |w| {
            if are_blank(&document.title) {
                let title = plain_title(document);
                w.text(&title);
            } else {
                w.inlines(&document.title);
            }
        });
        self.out.push_str("</h1>\n");
    }

    /// Where the story is, unless that is the post itself.
    fn story_href(&self, headline: &Headline) -> Option<String> {
        let url = headline.url.as_deref()?;
        let own = self.document.source.url.as_deref();
        self.anchors
            .href(url)
            .filter(|_| !own.is_some_and(|own| href::same_page(own, url)))
    }

    pub(super) fn byline(&mut self) {
        let document = self.document;
        let author = document
            .author
            .as_ref()
            .filter(|author| !xml::is_blank(&author.name));
        let updated = document
            .updated
            .as_deref()
            .filter(|_| document.updated != document.published);
        if author.is_none() && document.published.is_none() && updated.is_none() {
            return;
        }
        self.out.push_str("<p class=\"byline\">");
        let mut separator = "";
        if let Some(author) = author {
            let url = author.url.as_deref().and_then(href::href);
            self.linked("p-author h-card", url.as_deref(), |w| w.text(&author.name));
            separator = " · ";
        }
        if let Some(time) = &document.published {
            self.out.push_str(separator);
            let page = self.anchors.page_href().map(str::to_owned);
            self.linked("u-url", page.as_deref(), |w| w.time("dt-published", time));
            separator = " · ";
        }
        if let Some(time) = updated {
            self.out.push_str(separator);
            self.time("dt-updated", time);
        }
        self.out.push_str("</p>\n");
    }

    /// A time as people read it.
    pub(super) fn time(&mut self, class: &str, time: &str) {
        self.time_named(class, time, &date::display(time));
    }

    /// A time in words; in an element for times only where it is one.
    fn time_named(&mut self, class: &str, time: &str, words: &str) {
        let name = if date::parse(time).is_some() {
            "time"
        } else {
            "span"
        };
        self.out.push('<');
        self.out.push_str(name);
        self.attribute("class", class);
        if name == "time" {
            self.attribute("datetime", time);
        }
        self.out.push('>');
        self.text(words);
        self.end(name);
    }

    pub(super) fn photo(&mut self) {
        let Some(caption) = &self.document.caption else {
            return;
        };
        let credit = caption.credit.as_deref();
        if let Some(image) = &caption.image {
            self.figure(image, &caption.text, credit);
        } else if !are_blank(&caption.text) || credit.is_some() {
            self.out.push_str("<figure>\n");
            self.figure_caption(&caption.text, credit);
            self.out.push_str("</figure>\n");
        }
    }

    /// The caption, in which the credit is marked; a credit that is not in it stands behind it.
    pub(super) fn figure_caption(&mut self, caption: &[Inline], credit: Option<&str>) {
        let credit = credit.filter(|credit| !xml::is_blank(credit));
        if caption.is_empty() && credit.is_none() {
            return;
        }
        let inside = credit.is_some_and(|credit| walk::plain_text(caption).contains(credit));
        self.out.push_str("<figcaption>");
        if let Some(credit) = credit.filter(|_| inside) {
            self.credited(caption, credit);
        } else {
            self.inlines(caption);
        }
        if let Some(credit) = credit.filter(|_| !inside) {
            self.out.push(' ');
            self.credit(credit);
        }
        self.out.push_str("</figcaption>\n");
    }

    fn credited(&mut self, caption: &[Inline], credit: &str) {
        for inline in caption {
            match inline {
                Inline::Text { text } if text.contains(credit) => {
                    let (before, after) = text.rsplit_once(credit).expect("the text contains it");
                    self.text(before);
                    self.credit(credit);
                    self.text(after);
                }
                other => self.inlines(std::slice::from_ref(other)),
            }
        }
    }

    fn credit(&mut self, credit: &str) {
        self.element("span class=\"credit\"", |w| w.text(credit));
    }

    /// The story's headline; where it is the title, what it adds to it.
    pub(super) fn headline(&mut self) {
        let document = self.document;
        let Some(headline) = &document.headline else {
            return;
        };
        let outlet = headline
            .outlet
            .as_deref()
            .filter(|outlet| !xml::is_blank(outlet));
        if repeats_title(document, headline) {
            if let Some(outlet) = outlet {
                self.element("p class=\"outlet\"", |w| w.text(outlet));
                self.out.push('\n');
            }
            return;
        }
        let url = self.story_href(headline);
        let words = [
            headline.text.as_str(),
            outlet.unwrap_or_default(),
            url.as_deref().unwrap_or_default(),
        ];
        let Some(words) = words.into_iter().find(|words| !xml::is_blank(words)) else {
            return;
        };
        self.out.push_str("<h2 class=\"headline\">");
        self.linked("", url.as_deref(), |w| w.text(words));
        if let Some(outlet) = outlet.filter(|outlet| *outlet != words) {
            self.out.push_str(" — ");
            self.element("span class=\"outlet\"", |w| w.text(outlet));
        }
        self.out.push_str("</h2>\n");
    }

    pub(super) fn dek(&mut self) {
        if let Some(dek) = self.document.dek.as_deref().filter(|dek| !are_blank(dek)) {
            self.element("p epub:type=\"subtitle\" role=\"doc-subtitle\"", |w| {
                w.inlines(dek);
            });
            self.out.push('\n');
        }
    }

    pub(super) fn read_more(&mut self) {
        let Some(link) = &self.document.read_more else {
            return;
        };
        let words = if xml::is_blank(&link.text) {
            &link.url
        } else {
            &link.text
        };
        let url = self.anchors.href(&link.url);
        self.element("p class=\"read-more\"", |w| {
            w.linked("", url.as_deref(), |w| w.text(words));
        });
        self.out.push('\n');
    }

    pub(super) fn source_links(&mut self) {
        for group in &self.document.source_links {
            self.source_group(group);
        }
    }

    fn source_group(&mut self, group: &SourceGroup) {
        let heading = group
            .heading
            .as_deref()
            .filter(|heading| !xml::is_blank(heading));
        if heading.is_none() && group.links.is_empty() {
            return;
        }
        self.out.push_str("<div class=\"sources\">\n");
        if let Some(heading) = heading {
            self.element("h2", |w| w.text(heading));
            self.out.push('\n');
        }
        if !group.links.is_empty() {
            self.out.push_str("<ul>\n");
            for link in &group.links {
                self.element("li", |w| w.source_link(link));
                self.out.push('\n');
            }
            self.out.push_str("</ul>\n");
        }
        self.out.push_str("</div>\n");
    }

    fn source_link(&mut self, link: &SourceLink) {
        let url = link.url.as_deref().and_then(|url| self.anchors.href(url));
        let words = if xml::is_blank(&link.title) {
            url.as_deref().unwrap_or_default()
        } else {
            &link.title
        };
        self.linked("", url.as_deref(), |w| w.text(words));
        let mut separator = " — ";
        for author in &link.authors {
            self.out.push_str(separator);
            self.element("span class=\"author\"", |w| w.text(author));
            separator = ", ";
        }
        if let Some(outlet) = &link.outlet {
            self.out.push_str(separator);
            self.element("span class=\"outlet\"", |w| w.text(outlet));
        }
    }

    pub(super) fn updates(&mut self) {
        for update in &self.document.updates {
            self.update(update);
        }
    }

    /// One paragraph is the errata itself; more stand in a division that is.
    fn update(&mut self, update: &Update) {
        let (first, rest) = match update.text.split_first() {
            Some((Block::Paragraph { content }, rest)) => (content.as_slice(), rest),
            _ => (&[][..], update.text.as_slice()),
        };
        let errata = " epub:type=\"errata\" role=\"doc-errata\"";
        if !rest.is_empty() {
            self.out.push_str("<div");
            self.out.push_str(errata);
            self.out.push_str(">\n");
        }
        self.out.push_str("<p");
        self.out.push_str(if rest.is_empty() { errata } else { "" });
        self.out.push('>');
        self.update_label(update);
        self.inlines(first);
        self.out.push_str("</p>\n");
        if !rest.is_empty() {
            self.blocks(rest);
            self.out.push_str("</div>\n");
        }
    }

    /// The label, in an element for times where it names a day.
    fn update_label(&mut self, update: &Update) {
        if xml::is_blank(&update.label) {
            return;
        }
        let date = update
            .date
            .as_deref()
            .filter(|date| date::parse(date).is_some());
        self.element("strong", |w| match date {
            Some(date) => w.time_named("dt-updated", date, &update.label),
            None => w.text(&update.label),
        });
        self.out.push_str(": ");
    }

    pub(super) fn labels(&mut self) {
        let labels = &self.document.labels;
        if labels.is_empty() {
            return;
        }
        self.out.push_str("<p class=\"labels\">Labels: ");
        let mut separator = "";
        for label in labels {
            self.out.push_str(separator);
            self.element("span class=\"p-category\"", |w| w.text(label));
            separator = ", ";
        }
        self.out.push_str("</p>\n");
    }
}

/// Whether the headline says what the title says.
fn repeats_title(document: &Document, headline: &Headline) -> bool {
    let title = walk::plain_text(&document.title);
    if xml::is_blank(&title) {
        return plain_title(document) == headline.text;
    }
    title
        .split_whitespace()
        .eq(headline.text.split_whitespace())
}
