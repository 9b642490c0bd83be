//! A post of an export and its comments to a document.
//!
//! An export has no page around the post: nothing is to be found, nothing to be cut away. Its
//! content is read as any HTML.

use rustc_hash::FxHashMap;

use crate::document::{
    Author, Block, Caption, Comment, CommentAuthor, Comments, Document, Image, Inline, Source,
};
use crate::input::export;
use crate::input::parse_part;
use crate::note::{Note, NoteKind};
use crate::profile;
use crate::read::address::Addresses;
use crate::read::blocks::{Dropped, Reader};
use crate::read::comments::thread;
use crate::read::date::instant;
use crate::read::dom::Dom;
use crate::read::meta::detected_language;
use crate::read::prune::Pruner;
use crate::walk;

/// Reads a post with its comments. `form` is the name of the export's form, which is the platform's
/// as well.
pub fn entry(post: export::Post, comments: Vec<export::Comment>, form: &str) -> Document {
    let addresses = Addresses::new(post.url.as_deref());
    let mut fragments = Fragments {
        addresses: &addresses,
        notes: post.notes,
    };
    let body = fragments.content(&post.content, form);
    let language = post.language.or_else(|| detected_language(&body));
    let mut document = Document {
        title: fragments.inlines(&post.title),
        author: post
            .author
            .filter(|name| !name.is_empty())
            .map(|name| Author {
                name,
                url: post.author_url,
            }),
        published: post.published,
        updated: post.updated,
        labels: post.labels,
        language,
        dek: post
            .dek
            .map(|dek| fragments.inlines(&dek))
            .filter(|dek| !dek.is_empty()),
        body,
        source: Source {
            url: post.url,
            platform: Some(form.to_owned()),
            container: Some(format!("{form} export")),
            ..Source::default()
        },
        ..Document::default()
    };
    if let Some(url) = post.image {
        let caption = lead_image(&addresses, &url, &mut document);
        document.caption = caption.map(|mut caption| {
            if let Some(image) = &mut caption.image {
                image.alt = post.image_alt;
            }
            caption.text = fragments.inlines(&post.image_caption.unwrap_or_default());
            caption
        });
    }
    document.comments = fragments.comments(comments);
    document.notes = fragments.notes;
    document
}

/// The lead image, unless the body shows it anyway.
fn lead_image(addresses: &Addresses, url: &str, document: &mut Document) -> Option<Caption> {
    let url = addresses.resolve(url)?;
    let mut is_shown = false;
    walk::addresses_mut(document, &mut |role, shown| {
        is_shown |= role == walk::Role::Image && *shown == url;
    });
    (!is_shown).then(|| Caption {
        image: Some(Image {
            url,
            ..Image::default()
        }),
        ..Caption::default()
    })
}

/// Reads pieces of HTML that stand by themselves.
struct Fragments<'a> {
    addresses: &'a Addresses,
    notes: Vec<Note>,
}

/// Platforms that keep in the content of a post what is none of it (a button to subscribe).
const FURNISHED: &[&str] = &["ghost", "substack"];

impl Fragments<'_> {
    /// A post's content, less what its platform put into it.
    fn content(&mut self, html: &str, form: &str) -> Vec<Block> {
        let mut profiles = profile::compiled().iter();
        let found = profiles.find(|profile| profile.name() == form);
        let Some(profile) = found.filter(|_| FURNISHED.contains(&form)) else {
            return self.blocks(html);
        };
        let part = parse_part(html);
        let dom = Dom::new(&part, profile::wanted());
        let mut dropped = Dropped::default();
        let root = part.root_element();
        Pruner::new(&dom, root, self.addresses, &mut dropped, &mut self.notes).mark_rows(profile);
        let mut reader = Reader::new(self.addresses, &dropped);
        let blocks = reader.blocks(root);
        self.take_notes(reader);
        blocks
    }

    fn blocks(&mut self, html: &str) -> Vec<Block> {
        if html.trim().is_empty() {
            return Vec::new();
        }
        let part = parse_part(html);
        let nothing = Dropped::default();
        let mut reader = Reader::new(self.addresses, &nothing);
        let blocks = reader.blocks(part.root_element());
        self.take_notes(reader);
        blocks
    }

    fn inlines(&mut self, html: &str) -> Vec<Inline> {
        if html.trim().is_empty() {
            return Vec::new();
        }
        let part = parse_part(html);
        let nothing = Dropped::default();
        let mut reader = Reader::new(self.addresses, &nothing);
        let inlines = reader.inlines(part.root_element());
        self.take_notes(reader);
        inlines
    }

    /// Many comments say the same of themselves: once is enough.
    fn take_notes(&mut self, reader: Reader<'_>) {
        for note in reader.into_notes() {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
    }

    fn comments(&mut self, comments: Vec<export::Comment>) -> Comments {
        let found = u32::try_from(comments.len()).unwrap_or(u32::MAX);
        let comments = in_order(comments);
        let places: FxHashMap<String, usize> = comments
            .iter()
            .enumerate()
            .filter_map(|(place, comment)| Some((comment.id.clone()?, place)))
            .collect();
        let mut flat = Vec::with_capacity(comments.len());
        let mut orphans = 0;
        for comment in comments {
            let parent = comment.reply_to.as_ref().map(|id| places.get(id).copied());
            orphans += usize::from(parent == Some(None));
            flat.push((self.comment(comment), parent.flatten()));
        }
        self.note_count(
            orphans,
            "read.entry.orphans",
            "replies whose comment is not there stand at the top",
        );
        let (threads, too_deep) = thread::assemble(flat);
        self.note_count(
            too_deep,
            "read.comments.depth",
            "replies nested too deep were attached further up",
        );
        Comments {
            declared: Some(found),
            threads,
        }
    }

    fn note_count(&mut self, count: usize, rule: &str, words: &str) {
        if count > 0 {
            let message = format!("{count} {words}");
            self.notes
                .push(Note::new(NoteKind::Repaired, rule, message));
        }
    }

    fn comment(&mut self, comment: export::Comment) -> Comment {
        self.notes.extend(comment.notes);
        let url = comment.author_url.filter(|url| is_public(url));
        Comment {
            id: comment.id,
            kind: comment.kind,
            author: comment
                .author
                .filter(|name| !name.is_empty())
                .map(|name| CommentAuthor {
                    name,
                    url: url.and_then(|url| self.addresses.resolve(&url)),
                    is_owner: comment.is_owner,
                }),
            published: comment.published,
            body: self.blocks(&comment.content),
            deleted: comment.deleted,
            replies: Vec::new(),
        }
    }
}

/// E-mail addresses of commenters are nobody's business.
fn is_public(url: &str) -> bool {
    !url.trim().is_empty() && !url.starts_with("mailto:")
}

/// In the order in which they were written, so that what answers a comment stands behind it; as in
/// the export where a time is missing.
fn in_order(mut comments: Vec<export::Comment>) -> Vec<export::Comment> {
    let times = comments
        .iter()
        .map(|comment| comment.published.as_deref().and_then(instant));
    if times.clone().all(|time| time.is_some()) {
        comments.sort_by_cached_key(|comment| comment.published.as_deref().and_then(instant));
    }
    comments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(id: &str, reply_to: Option<&str>, published: &str) -> export::Comment {
        export::Comment {
            id: Some(id.to_owned()),
            reply_to: reply_to.map(str::to_owned),
            published: Some(published.to_owned()),
            content: format!("<p>Words of {id}.</p>"),
            ..export::Comment::default()
        }
    }

    #[test]
    fn comments_become_threads_in_the_order_in_which_they_were_written() {
        let comments = vec![
            comment("3", Some("1"), "2014-06-03T10:00:00Z"),
            comment("2", None, "2014-06-02T10:00:00+02:00"),
            comment("4", Some("9"), "2014-06-04T10:00:00Z"),
            comment("1", None, "2014-06-01T10:00:00Z"),
        ];
        let document = entry(export::Post::default(), comments, "blogger");
        let threads = &document.comments.threads;
        let ids: Vec<_> = threads
            .iter()
            .filter_map(|thread| thread.id.as_deref())
            .collect();
        assert_eq!(ids, ["1", "2", "4"]);
        assert_eq!(threads[0].replies[0].id.as_deref(), Some("3"));
        assert_eq!(document.comments.declared, Some(4));
        assert_eq!(document.notes[0].rule, "read.entry.orphans");
    }

    #[test]
    fn a_lead_image_that_the_body_shows_is_no_caption() {
        let mut post = export::Post {
            image: Some("https://a.example/boat.jpg".to_owned()),
            content: "<p>Boats.</p>".to_owned(),
            ..export::Post::default()
        };
        let with_caption = entry(post.clone(), Vec::new(), "wordpress");
        assert!(with_caption.caption.is_some());
        post.content
            .push_str("<img src='https://a.example/boat.jpg'>");
        assert_eq!(entry(post, Vec::new(), "wordpress").caption, None);
    }
}
