//! Blocks.

use crate::document::{Block, Definition, EmbedKind, Footnote, Image, Inline, ListItem};
use crate::write::escape::{href, xml};
use crate::write::label;

use super::Writer;
use super::anchors::reference_id;

impl Writer<'_> {
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    /// One block and a line break.
    pub(super) fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph { content } => self.paragraph(content),
            Block::Heading { level, id, content } => self.heading(*level, id.as_deref(), content),
            Block::List {
                start,
                tight,
                items,
            } => self.list(*start, *tight, items),
            Block::Quote { cite, blocks } => self.quote(cite.as_deref(), blocks),
            Block::Code { language, text } => self.code(language.as_deref(), text),
            Block::Figure { image, caption } => self.figure(image, caption, None),
            Block::Table {
                caption,
                columns,
                head,
                rows,
            } => self.table(caption, columns, head, rows),
            Block::Embed {
                kind,
                url,
                title,
                blocks,
            } => {
                self.embed(*kind, url, title.as_deref(), blocks);
            }
            Block::Rule => self.out.push_str("<hr/>\n"),
            Block::DefinitionList { items } => self.definitions(items),
            Block::Footnotes { notes } => self.footnotes(notes),
            Block::Raw { element: _, text } => self.raw(text),
        }
    }

    pub(super) fn paragraph(&mut self, content: &[Inline]) {
        if !content.is_empty() {
            self.element("p", |w| w.inlines(content));
            self.out.push('\n');
        }
    }

    /// A heading; where none may stand, a paragraph that looks like one.
    fn heading(&mut self, level: u8, id: Option<&str>, content: &[Inline]) {
        let own = level.clamp(1, 6);
        let level = own.saturating_add(self.heading_shift).min(6);
        let heading = format!("h{level}");
        let name = if self.in_header_cell { "p" } else { &heading };
        self.out.push('<');
        self.out.push_str(name);
        if let Some(id) = id.and_then(|id| self.anchors.place(id)).map(str::to_owned) {
            self.id(&id);
        }
        if level != own {
            self.attribute("class", &format!("repost-h{own}"));
        }
        self.out.push('>');
        if self.in_header_cell {
            self.element("strong", |w| w.inlines(content));
        } else {
            self.inlines(content);
        }
        self.end(name);
        self.out.push('\n');
    }

    fn list(&mut self, start: Option<u32>, tight: bool, items: &[ListItem]) {
        if items.is_empty() {
            return;
        }
        let name = if start.is_some() { "ol" } else { "ul" };
        self.out.push('<');
        self.out.push_str(name);
        if let Some(start) = start.filter(|start| *start != 1) {
            self.attribute("start", &start.to_string());
        }
        self.out.push_str(">\n");
        for item in items {
            self.element("li", |w| w.item(item, tight));
            self.out.push('\n');
        }
        self.end(name);
        self.out.push('\n');
    }

    fn item(&mut self, item: &ListItem, tight: bool) {
        // A box would be a form's; a sign is read out and printed everywhere.
        if let Some(checked) = item.checked {
            let (name, sign) = if checked {
                ("done", "☑")
            } else {
                ("open", "☐")
            };
            self.out
                .push_str("<span class=\"repost-task\" role=\"img\"");
            self.attribute("aria-label", name);
            self.out.push('>');
            self.out.push_str(sign);
            self.out.push_str("</span> ");
        }
        if tight {
            self.close_blocks(&item.blocks);
        } else {
            self.out.push('\n');
            self.blocks(&item.blocks);
        }
    }

    /// Blocks whose paragraphs need no space around them: a paragraph stands without its element,
    /// or in a division where it meets another.
    pub(super) fn close_blocks(&mut self, blocks: &[Block]) {
        let is_paragraph = |block: Option<&Block>| matches!(block, Some(Block::Paragraph { .. }));
        for (at, block) in blocks.iter().enumerate() {
            let Block::Paragraph { content } = block else {
                self.block(block);
                continue;
            };
            if at > 0 && is_paragraph(blocks.get(at - 1)) || is_paragraph(blocks.get(at + 1)) {
                self.element("div", |w| w.inlines(content));
            } else {
                self.inlines(content);
            }
            if at + 1 < blocks.len() {
                self.out.push('\n');
            }
        }
    }

    fn quote(&mut self, cite: Option<&str>, blocks: &[Block]) {
        self.out.push_str("<blockquote");
        if let Some(cite) = cite.and_then(href::href) {
            // EPUBCheck takes `cite` for a resource, which must be had over https.
            let is_safe = cite.starts_with("https://");
            self.attribute(if is_safe { "cite" } else { "data-cite" }, &cite);
        }
        self.out.push_str(">\n");
        self.blocks(blocks);
        self.out.push_str("</blockquote>\n");
    }

    fn code(&mut self, language: Option<&str>, text: &str) {
        self.out.push_str("<pre><code");
        let language =
            language.filter(|name| !name.is_empty() && !name.contains(char::is_whitespace));
        if let Some(language) = language {
            self.attribute("class", &format!("language-{language}"));
        }
        self.out.push('>');
        self.text(&text.replace("\r\n", "\n"));
        if text.ends_with('\n') {
            // A reader takes the last line break for the last line's end.
            self.out.push('\n');
        }
        self.out.push_str("</code></pre>\n");
    }

    /// A picture with what stands below it.
    pub(super) fn figure(&mut self, image: &Image, caption: &[Inline], credit: Option<&str>) {
        self.out.push_str("<figure>\n");
        let target = image
            .link
            .as_deref()
            .and_then(|link| self.anchors.href(link));
        self.linked("", target.as_deref(), |w| w.image(image));
        self.out.push('\n');
        self.figure_caption(caption, credit);
        self.out.push_str("</figure>\n");
    }

    /// Something that lives elsewhere: a link to it, and what the page shows of it.
    fn embed(&mut self, kind: EmbedKind, url: &str, title: Option<&str>, blocks: &[Block]) {
        let target = href::href(url);
        self.out.push_str("<div");
        if let Some(target) = &target {
            self.attribute("class", "repost-embed");
            self.attribute("data-kind", label::kind(kind));
            self.attribute("data-src", target);
            self.title_attribute(title);
        }
        self.out.push_str(">\n<p class=\"repost-label\">");
        self.linked("", target.as_deref(), |w| {
            w.text(&label::embed(kind, title, url));
        });
        self.out.push_str("</p>\n");
        self.blocks(blocks);
        self.out.push_str("</div>\n");
    }

    /// A group needs a term and a definition; what is missing stays empty.
    fn definitions(&mut self, items: &[Definition]) {
        if items
            .iter()
            .all(|item| item.terms.is_empty() && item.definitions.is_empty())
        {
            return;
        }
        self.out.push_str("<dl>\n");
        for item in items {
            self.definition(item);
        }
        self.out.push_str("</dl>\n");
    }

    fn definition(&mut self, item: &Definition) {
        if item.terms.is_empty() && item.definitions.is_empty() {
            return;
        }
        let terms = if item.terms.is_empty() {
            &[Vec::new()]
        } else {
            item.terms.as_slice()
        };
        let definitions = if item.definitions.is_empty() {
            &[Vec::new()]
        } else {
            item.definitions.as_slice()
        };
        for term in terms {
            self.element("dt", |w| w.inlines(term));
            self.out.push('\n');
        }
        for definition in definitions {
            self.element("dd", |w| w.close_blocks(definition));
            self.out.push('\n');
        }
    }

    fn footnotes(&mut self, notes: &[Footnote]) {
        for note in notes {
            self.footnote(note);
        }
    }

    fn footnote(&mut self, note: &Footnote) {
        let target = self
            .anchors
            .note(&note.label)
            .map(|(id, number)| (id.to_owned(), number));
        // An aside is a section to a heading cell.
        let name = if self.in_header_cell { "div" } else { "aside" };
        self.out.push('<');
        self.out.push_str(name);
        self.out
            .push_str(" epub:type=\"footnote\" role=\"doc-footnote\"");
        if let Some((id, number)) = target {
            let back = reference_id(&id);
            let referred = self.written.contains(&back);
            self.id(&id);
            self.out.push_str(">\n<p class=\"note-number\">");
            let back = format!("#{back}");
            self.linked("", Some(back.as_str()).filter(|_| referred), |w| {
                w.text(&number.to_string());
            });
            self.out.push_str("</p>\n");
        } else {
            self.out.push_str(">\n");
        }
        self.blocks(&note.blocks);
        self.end(name);
        self.out.push('\n');
    }

    fn raw(&mut self, text: &str) {
        if !xml::is_blank(text) {
            self.element("p class=\"raw\"", |w| w.text(text));
            self.out.push('\n');
        }
    }
}
