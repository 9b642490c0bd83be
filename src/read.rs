//! Page to document: the only place that knows HTML.
//!
//! 1. Index the tree once ([`dom`]) and find out the platform ([`locate`]).
//! 2. Find the comments and set them aside, then find the post ([`comments`], [`locate`]).
//! 3. Take out what is not the post's: share rows, related posts ([`prune`]).
//! 4. Read the fields ([`meta`]), the body ([`blocks`]) and the comments.

use std::borrow::Cow;

use scraper::{ElementRef, Html};

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
#[cfg(feature = "migrate")]
mod entry;
mod field;
mod frames;
mod locate;
mod meta;
mod prune;
mod refuse;
mod score;
mod template;

use address::Addresses;
use blocks::{Dropped, Reader};
use dom::Dom;
use score::Score;

pub(crate) use dom::Wanted;
#[cfg(feature = "migrate")]
pub use entry::entry;

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
    profiles: Vec<&'a Profile>,
    /// All comment systems.
    systems: &'a [&'a Profile],
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
        let (date, _) = date::parse_published(text, self.order, self.saved_at)?;
        Some(date)
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
/// [`NoPost`](crate::ErrorKind::NoPost), [`FrontPage`](crate::ErrorKind::FrontPage) and
/// [`DynamicView`](crate::ErrorKind::DynamicView), with what was looked for in their notes.
pub fn read(page: &Page, own_profiles: &[Profile]) -> Result<Document, Error> {
    let known = Known::of(own_profiles);
    let wanted = wanted_by(own_profiles);
    let dom = Dom::new(&page.html, &wanted);
    if let Some((html, mut notes)) = frames::opened(&page.html, &dom, &known, &wanted) {
        notes.splice(0..0, page.notes.iter().cloned());
        return read_html(page, &notes, &html, &Dom::new(&html, &wanted), &known);
    }
    read_html(page, &page.notes, &page.html, &dom, &known)
}

/// Reads a page's tree, or that tree with what its scripts were to put in.
fn read_html(
    page: &Page,
    notes: &[Note],
    html: &Html,
    dom: &Dom<'_>,
    known: &Known<'_>,
) -> Result<Document, Error> {
    let wanted = dom.wanted();
    if let Some((html, note)) = template::filled(html, dom, &known.platforms) {
        let notes = [notes, &[note]].concat();
        return read_tree(page, notes, &Dom::new(&html, wanted), known);
    }
    let mut result = read_tree(page, notes.to_vec(), dom, known);
    if result.is_err()
        && let Some(html) = template::unfold(html)
    {
        result = read_tree(page, notes.to_vec(), &Dom::new(&html, wanted), known);
    }
    if is_without_post(&result)
        && let Some((html, note)) = template::described(html, dom)
    {
        let notes = [notes, &[note]].concat();
        return read_tree(page, notes, &Dom::new(&html, wanted), known);
    }
    result
}

fn is_without_post(result: &Result<Document, Error>) -> bool {
    let error = result.as_ref().err();
    error.is_some_and(|error| matches!(error.kind, ErrorKind::NoPost(_)))
}

/// The profiles that a page is tested against, the user's own before the built-in ones.
struct Known<'a> {
    /// The generic one is the last.
    platforms: Vec<&'a Profile>,
    systems: Vec<&'a Profile>,
}

impl<'a> Known<'a> {
    fn of(own: &'a [Profile]) -> Self {
        let (systems, platforms): (Vec<_>, Vec<_>) =
            own.iter().partition(|profile| profile.is_system());
        Self {
            platforms: platforms.into_iter().chain(profile::compiled()).collect(),
            systems: systems
                .into_iter()
                .chain(profile::compiled_systems())
                .collect(),
        }
    }

    /// All profiles in the order in which comment markup is tried: what only one system writes
    /// before what many pages have in common, and the page's own platform before the others.
    fn with_comments(&self, own: &'a Profile) -> Vec<&'a Profile> {
        let others = self.platforms.iter().copied();
        let others = others.filter(|other| other.name() != own.name());
        let systems = self.systems.iter().copied();
        systems.chain(std::iter::once(own)).chain(others).collect()
    }
}

/// The names that the built-in profiles and the user's own ask for.
fn wanted_by(own_profiles: &[Profile]) -> Cow<'static, Wanted> {
    let mut wanted = Cow::Borrowed(profile::wanted());
    for profile in own_profiles {
        wanted.to_mut().merge(&profile.wanted);
    }
    wanted
}

fn read_tree<'a>(
    page: &Page,
    mut notes: Vec<Note>,
    dom: &'a Dom<'a>,
    known: &'a Known<'a>,
) -> Result<Document, Error> {
    let profiles = page_profiles(dom, &known.platforms, &mut notes);
    let found = comments::find(dom, &known.with_comments(profiles[0]));
    let score = Score::new(dom, &found, &score::WEIGHTS);
    let located = find_post(dom, &profiles, &found, &score)?;
    notes.push(Note::new(
        NoteKind::Chosen,
        located.rule.clone(),
        "gave the body",
    ));
    let told = score.told(located.body);
    notes.extend(told.map(|told| Note::new(NoteKind::Chosen, &located.rule, told)));

    let addresses = Addresses::for_page(page);
    let mut dropped = Dropped::default();
    comments::mark(dom, &found, &mut dropped);
    let body = located.body;
    let mut pruner = prune::Pruner::new(dom, body, &addresses, &mut dropped, &mut notes);
    pruner.mark(&profiles, &found);

    let mut document = Document {
        source: page.source.clone(),
        ..Document::default()
    };
    let mut context = Context {
        dom,
        profiles: profiles.clone(),
        systems: &known.systems,
        addresses: &addresses,
        url: None,
        order: date::DateOrder::Unknown,
        saved_at: page.source.saved_at.as_deref(),
        reader: Reader::new(&addresses, &dropped),
        notes,
    };
    fill(&mut context, &mut document, &located, &found);
    if document.body.is_empty() && document.comments.threads.is_empty() {
        return Err(refuse::no_post(dom, &profiles));
    }
    document.notes = context.notes;
    document.notes.append(&mut context.reader.into_notes());
    Ok(document)
}

/// The profile that the page answers to, then the generic one.
fn page_profiles<'a>(
    dom: &Dom<'a>,
    known: &[&'a Profile],
    notes: &mut Vec<Note>,
) -> Vec<&'a Profile> {
    let (generic, others) = known.split_last().expect("the generic one is built in");
    let Some((profile, rule)) = locate::detect(dom, others) else {
        return vec![generic];
    };
    let message = format!("a page of {}", profile.name());
    notes.push(Note::new(NoteKind::Chosen, rule, message));
    vec![profile, generic]
}

/// The post's element, or why there is none.
fn find_post<'a>(
    dom: &Dom<'a>,
    profiles: &[&'a Profile],
    found: &comments::Found<'a>,
    score: &Score<'_, 'a>,
) -> Result<locate::Located<'a>, Error> {
    if found.items.is_empty()
        && let Some(error) = refuse::front_page(dom, profiles[0], score)
    {
        return Err(error);
    }
    locate::locate(dom, profiles, found, score).ok_or_else(|| refuse::no_post(dom, profiles))
}

/// Fills the document field by field.
fn fill<'a>(
    context: &mut Context<'a>,
    document: &mut Document,
    located: &locate::Located<'a>,
    found: &comments::Found<'a>,
) {
    let dom = context.dom;
    let embedded = &embedded::Embedded::of(dom, context.profiles[0], context.systems);
    let is_comment = |element: ElementRef<'a>| found.holds(dom, element);
    let mut meta = meta::Meta {
        context,
        located,
        embedded,
        is_comment: &is_comment,
        heading: None,
    };
    document.source.platform = Some(meta.context.profiles[0].name().to_owned());
    document.language = meta.language();
    let language = document.language.as_deref().unwrap_or_default();
    meta.context.order = comments::date_order(dom, found)
        .or(meta::date_order(dom, &is_comment))
        .or(date::DateOrder::for_language(language));
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
    document.body = context.blocks(located.body);
    note_state(context);
    document.comments = comments::read(context, found, embedded);
}

/// Notes what the page says of the post as a whole: that it is a draft, or cut off.
fn note_state(context: &mut Context<'_>) {
    let rows = &context.profiles[0].post;
    let states = [
        (
            &rows.draft,
            "the post is a draft: it has no time of publication",
        ),
        (
            &rows.paywall,
            "the rest of the post is for subscribers and not in the file",
        ),
    ];
    for (rows, message) in states {
        if let Some(rule) = rows.matching(context.dom) {
            context.note(Note::new(NoteKind::Missing, rule, message));
        }
    }
}

#[cfg(test)]
mod law_tests;
