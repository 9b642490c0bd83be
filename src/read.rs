//! Page to document: the only place that knows HTML.
//!
//! 1. Index the tree once ([`dom`]) and find out the platform ([`locate`]).
//! 2. Find the comments and set them aside, then find the post ([`comments`], [`locate`]).
//! 3. Take out what is not the post's: share rows, related posts ([`prune`]).
//! 4. Read the fields ([`meta`]), the body ([`blocks`]) and the comments.

use scraper::ElementRef;

use crate::document::{Block, Document, Headline, Inline};
use crate::error::{Error, ErrorKind};
use crate::input::Page;
use crate::note::{Note, NoteKind};
use crate::profile::{self, Profile};

pub mod address;
pub mod blocks;
mod byline;
mod comments;
mod count;
pub mod date;
mod dom;
mod embedded;
mod field;
mod locate;
mod meta;
mod prune;
mod score;

use address::Addresses;
use blocks::{Dropped, Reader};
use dom::Dom;

pub(crate) use dom::Wanted;

/// How deep content may nest, counted in levels of the JSON form, so that a document stays
/// readable by parsers that stop at 128 levels. Deeper content is flattened, with a note.
pub const MAX_CONTENT_DEPTH: usize = 60;

/// How deep comments may nest. Deeper replies are attached to the deepest allowed ancestor, with
/// a note.
pub const MAX_THREAD_DEPTH: usize = 30;

/// What the steps of reading one page share.
struct Context<'a> {
    dom: &'a Dom<'a>,
    /// The page's profile and the generic one.
    profiles: [&'a Profile; 2],
    addresses: &'a Addresses,
    /// The post's permalink.
    url: Option<String>,
    order: date::DateOrder,
    saved_at: Option<&'a str>,
    reader: Reader<'a>,
    notes: Vec<Note>,
}

impl Context<'_> {
    fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    fn date(&self, text: &str) -> Option<String> {
        date::parse(text, self.order, self.saved_at)
    }

    fn blocks(&mut self, element: ElementRef<'_>) -> Vec<Block> {
        self.reader.blocks(element)
    }

    fn inlines(&mut self, element: ElementRef<'_>) -> Vec<Inline> {
        self.reader.inlines(element)
    }
}

/// Reads a page.
///
/// # Errors
///
/// [`ErrorKind::NoPost`], [`ErrorKind::FrontPage`], [`ErrorKind::DynamicView`].
pub fn read(page: &Page, own_profiles: &[Profile]) -> Result<Document, Error> {
    let builtin = profile::compiled();
    let known: Vec<&Profile> = own_profiles.iter().chain(builtin).collect();
    let wanted: Vec<&Wanted> = known.iter().map(|profile| &profile.wanted).collect();
    let dom = Dom::new(&page.html, &wanted);
    let generic = builtin.last().expect("the generic profile is built in");
    let detected = locate::detect(&dom, known.iter().copied());
    let profile = detected.map_or(generic, |(profile, _)| profile);

    let mut ordered = vec![profile];
    ordered.extend(known.iter().filter(|other| other.name() != profile.name()));
    let found = comments::find(&dom, &ordered);
    let is_comment = |element: ElementRef<'_>| found.holds(&dom, element);
    if let Some(kind) = locate::refuse(&dom, profile, !found.items.is_empty()) {
        return Err(Error::new(kind, ""));
    }
    let located = locate::locate(&dom, [profile, generic], is_comment)
        .ok_or_else(|| no_post(&dom, profile))?;

    let embedded = embedded::Embedded::of(&dom);
    let mut dropped = Dropped::default();
    comments::mark(&dom, &found, &mut dropped);
    let mut notes = page.notes.clone();
    notes.extend(detected.map(platform_note));
    notes.push(Note::new(
        NoteKind::Chosen,
        located.rule.clone(),
        "gave the body",
    ));
    let profiles = [profile, generic];
    prune::mark(&dom, profiles, &located, &found, &mut dropped, &mut notes);

    let addresses = Addresses::for_page(page);
    let mut context = Context {
        dom: &dom,
        profiles,
        addresses: &addresses,
        url: None,
        order: date::DateOrder::Unknown,
        saved_at: page.source.saved_at.as_deref(),
        reader: Reader::new(&addresses, &dropped),
        notes,
    };
    let mut document = Document {
        source: page.source.clone(),
        ..Document::default()
    };
    fill(&mut context, &mut document, &located, &embedded, &found);
    if document.body.is_empty() && document.comments.threads.is_empty() {
        return Err(no_post(&dom, profile));
    }
    document.notes = context.notes;
    document.notes.append(&mut context.reader.into_notes());
    Ok(document)
}

fn platform_note((profile, rule): (&Profile, &str)) -> Note {
    let message = format!("a page of {}", profile.name());
    Note::new(NoteKind::Chosen, rule, message)
}

fn no_post(dom: &Dom<'_>, profile: &Profile) -> Error {
    let kind = match profile.post.script_only.matching(dom) {
        Some(_) => ErrorKind::DynamicView,
        None => ErrorKind::NoPost(locate::describe(dom)),
    };
    Error::new(kind, "")
}

/// Fills the document field by field.
fn fill<'a>(
    context: &mut Context<'a>,
    document: &mut Document,
    located: &locate::Located<'a>,
    embedded: &embedded::Embedded,
    found: &comments::Found<'a>,
) {
    let dom = context.dom;
    let is_comment = |element: ElementRef<'a>| found.holds(dom, element);
    let mut meta = meta::Meta {
        context,
        located,
        embedded,
        is_comment: &is_comment,
    };
    document.source.platform = Some(meta.context.profiles[0].name().to_owned());
    document.language = meta.language();
    let language = document.language.as_deref().unwrap_or_default();
    meta.context.order =
        comments::date_order(dom, found).or(date::DateOrder::for_language(language));
    let permalink = meta.permalink();
    meta.context.url.clone_from(&permalink);
    document.source.url = permalink.or(document.source.url.take());
    document.title = meta.title();
    document.author = meta.author();
    document.published = meta.published();
    document.updated = meta.updated();
    document.labels = meta.labels();
    document.dek = meta.dek();
    if let Some(url) = meta.title_link() {
        let text = crate::walk::plain_text(&document.title);
        document.headline = Some(Headline {
            text,
            url: Some(url),
            outlet: None,
        });
    }
    for body in &located.body {
        document.body.append(&mut context.blocks(*body));
    }
    document.comments = comments::read(context, found, embedded);
}
