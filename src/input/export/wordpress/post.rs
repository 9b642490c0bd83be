//! A post or page out of its item.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::input::export::Post;
use crate::input::export::xml::Field;
use crate::note::{Note, NoteKind};

use super::WordPress;
use super::content::{self, Rendered, Sources, missing};
use super::item::Item;
use super::library::File;

/// What is sorted by, but is no label: the form of a post, a theme, a menu.
const NO_LABELS: &[&str] = &[
    "post_format",
    "nav_menu",
    "wp_theme",
    "wp_template_part_area",
    "wp_pattern_category",
    "link_category",
    "post_translations",
    "term_language",
    "term_translations",
    "author",
    "ml-slide",
    "amp_validation_error",
];

/// What holds a post's labels.
const LABELS: &[&str] = &["", "category", "post_tag", "tag"];

/// In which a plugin keeps a post's language.
const LANGUAGE: &str = "language";

/// Says that CDATA stood in CDATA.
pub(super) fn nested_note() -> Note {
    let message = "the text held marks of XML that were not escaped";
    Note::new(NoteKind::Repaired, "export.wordpress.cdata", message)
}

/// Says that the file's encoding is not what it says.
fn unread_note(title: &str, content: &str) -> Option<Note> {
    const SIGN: char = char::REPLACEMENT_CHARACTER;
    let count = title.matches(SIGN).count() + content.matches(SIGN).count();
    let message =
        format!("{count} characters of the file cannot be read: they are shown as {SIGN}");
    (count > 0).then(|| Note::new(NoteKind::Missing, "export.wordpress.encoding", message))
}

/// Marks of XML as words: as HTML they would hide what is in them.
pub(super) fn shown(text: &str) -> String {
    text.replace("<![CDATA[", "&lt;![CDATA[")
}

impl WordPress {
    pub(super) fn read_post(&self, item: &Item<'_>) -> Post {
        let mut notes = Vec::new();
        let (title, _) = item.text("title");
        let (mut content, repaired) = self.content_of(item, &mut notes);
        if repaired {
            notes.push(nested_note());
            content = shown(&content);
        }
        notes.extend(unread_note(&title, &content));
        let sorted = self.sorted(item);
        let marks: Vec<Note> = sorted.notes().collect();
        let content = self.render(item, &content, &mut notes);
        let (status, _) = item.status();
        let creator = item.value("dc:creator");
        let post = Post {
            id: item.value("wp:post_id"),
            url: self.permalink(item, status),
            title: title.trim().to_owned(),
            author: creator.map(|login| self.channel.author(&login)),
            published: item.published(),
            updated: item.time("wp:post_modified", "wp:post_modified_gmt"),
            labels: sorted.labels,
            language: sorted.language,
            dek: self.dek(item, &content, &mut notes),
            image: self.lead_image(item, &mut notes),
            content,
            ..Post::default()
        };
        notes.extend(marks);
        notes.extend(fields_note(item));
        Post { notes, ..post }
    }

    /// The content as it stands. A feed without it has a summary.
    fn content_of(&self, item: &Item<'_>, notes: &mut Vec<Note>) -> (String, bool) {
        if !self.is_feed || item.field("content:encoded").is_some() {
            return item.text("content:encoded");
        }
        let message = "the feed holds a description only, which may be shorter than the post";
        notes.push(Note::new(NoteKind::Guessed, "export.rss.content", message));
        item.text("description")
    }

    fn render(&self, item: &Item<'_>, content: &str, notes: &mut Vec<Note>) -> String {
        if self.is_feed {
            // The blog made HTML of it before it wrote the feed.
            return content.to_owned();
        }
        let footnotes = item.meta("footnotes");
        let uploads = || {
            let id = item.number("wp:post_id");
            id.map(|id| self.library().children(id).to_vec())
                .unwrap_or_default()
        };
        let sources = Sources {
            file: &|id| self.file(id),
            uploads: &uploads,
            block: &|id| self.reusable(id),
            footnotes: footnotes.as_deref(),
        };
        let Rendered {
            mut html,
            notes: more,
        } = content::html(content, &sources);
        notes.extend(more);
        if let Some(url) = enclosure(item).filter(|url| !content.contains(url.as_str())) {
            html.push_str(&content::medium(&url));
        }
        html
    }

    /// The excerpt, where it says something that the content does not begin with.
    fn dek(&self, item: &Item<'_>, content: &str, notes: &mut Vec<Note>) -> Option<String> {
        if self.is_feed {
            return None;
        }
        let (excerpt, _) = item.text("excerpt:encoded");
        let words = words(&excerpt, usize::MAX);
        if words.is_empty() {
            return None;
        }
        if self::words(content, words.len() + 64).starts_with(&words) {
            let message = "the excerpt was left out: the post begins with the same words";
            notes.push(Note::new(
                NoteKind::Dropped,
                "export.wordpress.excerpt",
                message,
            ));
            return None;
        }
        Some(excerpt.trim().to_owned())
    }

    fn lead_image(&self, item: &Item<'_>, notes: &mut Vec<Note>) -> Option<String> {
        let id = item.meta("_thumbnail_id")?;
        let file = id.parse().ok().and_then(|id| self.file(id));
        if file.is_none() && id != "0" && id != "-1" {
            let message = format!("the lead image (file {id}) is not in this export");
            notes.push(missing("thumbnail", message));
        }
        file.map(|file| file.url)
    }

    fn sorted(&self, item: &Item<'_>) -> Sorted {
        let mut sorted = Sorted::default();
        for category in &item.categories {
            self.sort(category, &mut sorted);
        }
        sorted
    }

    fn sort(&self, category: &Field<'_>, sorted: &mut Sorted) {
        let Some(name) = category.value(self.encoding) else {
            return;
        };
        let domain = category.attribute("domain", self.encoding);
        let domain = domain.unwrap_or_default();
        if domain == LANGUAGE {
            sorted.language = category.attribute("nicename", self.encoding);
            return;
        }
        let name = plain(&name);
        if !LABELS.contains(&domain.as_str()) && !self.is_feed {
            let marks = sorted.marks.entry(domain.clone()).or_default();
            marks.push(name.clone());
        }
        let is_label = self.is_feed || !NO_LABELS.contains(&domain.as_str());
        if is_label && sorted.known.insert(name.clone()) {
            sorted.labels.push(name);
        }
    }

    /// A file of the library.
    fn file(&self, id: u64) -> Option<File> {
        let place = self.library().place(id)?;
        let bytes = self.record(place).ok()?;
        let item = Item::new(&bytes, &self.channel.names, self.encoding);
        let url = item.value("wp:attachment_url")?;
        let order = item
            .value("wp:menu_order")
            .and_then(|order| order.parse().ok());
        Some(File {
            url: self.channel.resolve(&url),
            alt: item.meta("_wp_attachment_image_alt").unwrap_or_default(),
            caption: item.value("excerpt:encoded").unwrap_or_default(),
            order: order.unwrap_or_default(),
        })
    }

    /// The content of a reusable block.
    fn reusable(&self, id: u64) -> Option<String> {
        let bytes = self.record(self.library().place(id)?).ok()?;
        let item = Item::new(&bytes, &self.channel.names, self.encoding);
        let is_block = item.value("wp:post_type").as_deref() == Some("wp_block");
        is_block.then(|| item.text("content:encoded").0)
    }
}

/// What a post is sorted by.
#[derive(Default)]
struct Sorted {
    labels: Vec<String>,
    /// The same, to be looked up.
    known: FxHashSet<String>,
    /// Marks of other kinds, by their kind.
    marks: BTreeMap<String, Vec<String>>,
    language: Option<String>,
}

impl Sorted {
    /// What became of marks that are neither categories nor tags.
    fn notes(&self) -> impl Iterator<Item = Note> {
        self.marks.iter().map(|(domain, names)| {
            let names = names.join(", ");
            if NO_LABELS.contains(&domain.as_str()) {
                let message = format!("marks that are no labels were left out: {domain}");
                return content::dropped("labels", message, names);
            }
            let message = format!("marks of the kind “{domain}” were taken as labels: {names}");
            Note::new(NoteKind::Guessed, "export.wordpress.labels", message)
        })
    }
}

/// The address of the file that a podcast's post stands for.
fn enclosure(item: &Item<'_>) -> Option<String> {
    let value = item.meta("enclosure")?;
    let mut lines = value.lines().map(str::trim);
    lines
        .next()
        .filter(|url| !url.is_empty())
        .map(str::to_owned)
}

/// Says which custom fields of the author's are not in the post. Those that begin with `_` are the
/// program's own.
fn fields_note(item: &Item<'_>) -> Option<Note> {
    const TAKEN: &[&str] = &["footnotes", "enclosure"];
    let mut keys: Vec<String> = item
        .meta_keys()
        .filter(|key| !key.starts_with('_') && !key.contains('@') && !TAKEN.contains(&key.as_str()))
        .collect();
    keys.sort();
    keys.dedup();
    let message = format!("custom fields were left out: {}", keys.join(", "));
    (!keys.is_empty()).then(|| Note::new(NoteKind::Dropped, "export.wordpress.fields", message))
}

/// A name without its references.
pub(super) fn plain(html: &str) -> String {
    if !html.contains(['&', '<']) {
        return html.to_owned();
    }
    let part = crate::input::parse_part(html);
    let words: String = part.root_element().text().collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The letters and digits of a text without its tags, up to so many bytes.
fn words(html: &str, most: usize) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag && c.is_alphanumeric() => out.push(c),
            _ => {}
        }
        if out.len() >= most {
            break;
        }
    }
    out
}
