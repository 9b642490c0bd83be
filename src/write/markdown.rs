//! Markdown: CommonMark with GFM's tables, strikethrough, task lists and footnotes.
//!
//! The text is read back by any CommonMark parser as what it was: words never become markup, and
//! every parser agrees on it. What Markdown cannot say has one form each, chosen so that its words
//! show even where a generator leaves HTML out:
//!
//! | in the document | in Markdown |
//! |---|---|
//! | subscript, superscript | `<sub>`, `<sup>` |
//! | emphasis where delimiters cannot stand | `<em>`, `<strong>`, `<del>` |
//! | line break | two spaces at the line's end; `<br>` in headings and cells |
//! | figure | the picture, a line break, the caption in italics |
//! | embed | a link `Video: title`, then what the page showed of it as a quote |
//! | definition list | a list; in each item the terms in bold, then the definitions |
//! | table with blocks in cells | HTML tags on lines of their own around Markdown |
//! | table's caption | a paragraph in italics before it |
//! | footnotes | `[^1]` and, at the end of the text, `[^1]: …`; what nothing refers to is a list |
//! | raw | a paragraph of its words |
//! | the address of a quote, the id of a heading | not written |
//!
//! Around the body, each part stands only where the document has it: front matter, or else
//! `# title`, a line with author and date; the lead photo as a figure; the story's headline as
//! `## [headline](url) — outlet`, unless it only repeats the title; the standfirst in bold; the
//! body; the link that reads on; the sources as lists, `[title](url) — author, outlet`, under
//! their headings; updates, each behind its label in bold; without front matter the labels; and
//! the comments under `## Comments`. A comment is a quote that begins with its author in bold,
//! and the replies to it are quotes inside it.

use crate::document::{Author, Block, Caption, Document, Headline, Inline, SourceGroup, Update};
use crate::walk;
use crate::write::{CommentsMode, FrontMatter, Options, date, front_matter};

mod block;
mod code;
pub(crate) mod comment;
mod delimiter;
#[cfg(feature = "html2md")]
mod engine;
mod flat;
mod inline;
mod table;
pub(crate) mod templates;
#[cfg(test)]
mod tests;
mod tight;

use block::Writer;
#[cfg(feature = "migrate")]
use templates::Templates;

/// Writes a document.
pub fn document(document: &Document, options: &Options) -> String {
    #[cfg(feature = "html2md")]
    if options.engine == crate::write::MarkdownEngine::Html2md {
        return engine::document(document, *options);
    }
    assemble(document, *options, None)
}

/// Puts the parts together; `body` is the body where another engine wrote it.
fn assemble(document: &Document, options: Options, body: Option<&str>) -> String {
    let mut writer = Writer::default();
    let mut front = String::new();
    let with_post = options.comments != CommentsMode::Only;
    let with_comments = options.comments != CommentsMode::None;
    if with_post {
        front = front_matter::front_matter(document, options.front_matter);
        know(&mut writer, document, body.is_none());
        let bare = options.front_matter == FrontMatter::None;
        post(&mut writer, document, bare, body);
    }
    if with_comments {
        comment::know(&mut writer, &document.comments.threads);
        comment::section(&mut writer, &document.comments);
    }
    writer.footnotes();
    let text = writer.out.trim_end_matches(['\n', ' ']);
    let gap = if front.is_empty() || text.is_empty() {
        ""
    } else {
        "\n"
    };
    if text.is_empty() && !front.is_empty() {
        return front;
    }
    format!("{front}{gap}{text}\n")
}

/// Writes a document for a site generator, without front matter: words and code that the
/// generator would take for its own language are kept from it, and links can lead to headings
/// and comments.
#[cfg(feature = "migrate")]
pub(crate) fn for_site(
    document: &Document,
    templates: Templates,
    comments: CommentsMode,
) -> String {
    let mut writer = Writer::for_site(templates);
    if comments != CommentsMode::Only {
        know(&mut writer, document, true);
        post(&mut writer, document, false, None);
    }
    if comments != CommentsMode::None {
        comment::know(&mut writer, &document.comments.threads);
        comment::section(&mut writer, &document.comments);
    }
    writer.footnotes();
    let length = writer.out.trim_end_matches(['\n', ' ']).len();
    writer.out.truncate(length);
    writer.out
}

/// Writes blocks alone: what a body is in Markdown.
pub fn blocks(blocks: &[Block]) -> String {
    let mut writer = Writer::default();
    writer.know(blocks);
    writer.blocks(blocks);
    writer.footnotes();
    writer.out.push('\n');
    writer.out
}

fn know<'a>(writer: &mut Writer<'a>, document: &'a Document, with_body: bool) {
    if with_body {
        writer.know(&document.body);
    }
    for update in &document.updates {
        writer.know(&update.text);
    }
}

/// `bare`: without front matter, whose title and byline stand in the text instead.
fn post<'a>(writer: &mut Writer<'a>, document: &'a Document, bare: bool, body: Option<&str>) {
    if bare {
        title(writer, document);
    }
    if let Some(photo) = &document.caption {
        writer.apart(|writer| caption(writer, photo));
    }
    if let Some(story) = &document.headline {
        headline(writer, document, story);
    }
    if let Some(dek) = &document.dek {
        let content = dek.clone();
        writer.apart(|writer| writer.paragraph(&[Inline::Strong { content }]));
    }
    writer.apart(|writer| match body {
        Some(text) => writer.out.push_str(text),
        None => writer.blocks(&document.body),
    });
    if let Some(more) = &document.read_more {
        writer.apart(|writer| writer.paragraph(&[link(&more.text, Some(&more.url))]));
    }
    for group in &document.source_links {
        sources(writer, group);
    }
    for note in &document.updates {
        update(writer, note);
    }
    if bare && !document.labels.is_empty() {
        let labels = format!("Labels: {}", document.labels.join(", "));
        writer.apart(|writer| writer.paragraph(&[Inline::text(labels)]));
    }
}

fn title(writer: &mut Writer<'_>, document: &Document) {
    if !document.title.is_empty() {
        writer.apart(|writer| writer.heading(1, &document.title));
    }
    let mut line = Vec::new();
    if let Some(Author { name, url }) = &document.author {
        line.push(link(name, url.as_deref()));
    }
    if let Some(published) = &document.published {
        separate(&mut line, " · ");
        line.push(Inline::text(date::display(published)));
    }
    writer.apart(|writer| writer.paragraph(&line));
}

/// The photo; a credit that the caption does not tell stands after it.
fn caption(writer: &mut Writer<'_>, photo: &Caption) {
    let mut text = photo.text.clone();
    let told = walk::plain_text(&text);
    if let Some(credit) = photo
        .credit
        .as_ref()
        .filter(|credit| !told.contains(*credit))
    {
        separate(&mut text, " ");
        text.push(Inline::text(credit));
    }
    writer.figure(photo.image.as_ref(), &text);
}

fn headline(writer: &mut Writer<'_>, document: &Document, story: &Headline) {
    let title = walk::plain_text(&document.title);
    let repeated = title.split_whitespace().eq(story.text.split_whitespace());
    if repeated && story.url.is_none() && story.outlet.is_none() {
        return;
    }
    let line = source(&story.text, story.url.as_deref(), story.outlet.iter());
    writer.apart(|writer| writer.heading(2, &line));
}

fn sources(writer: &mut Writer<'_>, group: &SourceGroup) {
    if let Some(heading) = &group.heading {
        writer.apart(|writer| writer.heading(3, &[Inline::text(heading)]));
    }
    writer.apart(|writer| {
        for (number, one) in group.links.iter().enumerate() {
            if number > 0 {
                writer.next_line(false);
            }
            writer.out.push_str("- ");
            let names = one.authors.iter().chain(&one.outlet);
            let line = source(&one.title, one.url.as_deref(), names);
            writer.inside("  ", |writer| writer.paragraph(&line));
        }
    });
}

/// `[title](url) — name, name`.
fn source<'n>(
    title: &str,
    url: Option<&str>,
    names: impl Iterator<Item = &'n String>,
) -> Vec<Inline> {
    let mut line = vec![link(title, url)];
    let names: Vec<&str> = names.map(String::as_str).collect();
    if !names.is_empty() {
        separate(&mut line, " — ");
        line.push(Inline::text(names.join(", ")));
    }
    line
}

/// The label leads the first paragraph of what was added.
fn update<'a>(writer: &mut Writer<'a>, note: &'a Update) {
    let label = Inline::Strong {
        content: vec![Inline::text(format!("{}:", note.label))],
    };
    let mut line = vec![label];
    let rest = match note.text.split_first() {
        Some((Block::Paragraph { content }, rest)) => {
            line.push(Inline::text(" "));
            line.extend(content.iter().cloned());
            rest
        }
        _ => &note.text,
    };
    writer.apart(|writer| writer.paragraph(&line));
    writer.apart(|writer| writer.blocks(rest));
}

/// Words, linked where there is an address.
fn link(text: &str, url: Option<&str>) -> Inline {
    let text = Inline::text(text);
    match url {
        Some(url) => Inline::Link {
            url: url.to_owned(),
            title: None,
            content: vec![text],
        },
        None => text,
    }
}

/// Puts words between what stands there and what follows.
fn separate(line: &mut Vec<Inline>, words: &str) {
    if !line.is_empty() {
        line.push(Inline::text(words));
    }
}
