//! Takes out what stands in the post's element and is not the post: share rows, related posts,
//! calls to subscribe, the comments. Each cut leaves a note with its rule and the words that it
//! took.
//!
//! 1. The rows `drop` of the profiles, which know their platform.
//! 2. Names that themes have in common ([`names`]), within the bounds of their [`kind`].
//! 3. What stands above the title, and the byline below it ([`header`]).
//! 4. What is said around posts in many languages ([`words`]), with the [`section`] that it heads.
//!
//! Where a platform names the post's element for certain, what is in it was written by the
//! blogger: there only the rows and the unmistakable names count.

use scraper::ElementRef;

use crate::note::{Note, NoteKind};
use crate::profile::Profile;
use crate::read::address::Addresses;
use crate::read::blocks::Dropped;
use crate::read::comments::Found;
use crate::read::dom::{self, Dom};

mod edge;
mod header;
mod kind;
mod names;
mod panels;
mod section;
mod sentence;
mod words;

use edge::Edges;
use kind::Kind;
use names::Name;
use section::Place;
use sentence::{Sentences, is_phrase};
use words::{How, Meaning};

pub(crate) use header::end as head_end;
pub(crate) use names::Words;

/// Bytes of a line that is looked up; in a label of the post's tags there may be more.
const LINE: u32 = 120;
const LABELS: u32 = 300;

/// Bytes of marks and spaces between a heading and the links that follow it in one line.
const MARKS: usize = 8;

/// Takes things out of one post.
pub(crate) struct Pruner<'p, 'a> {
    dom: &'p Dom<'a>,
    /// The post's element.
    body: ElementRef<'a>,
    addresses: &'p Addresses,
    /// What was taken out.
    dropped: &'p mut Dropped,
    notes: &'p mut Vec<Note>,
    sentences: Sentences,
}

impl<'p, 'a> Pruner<'p, 'a> {
    /// For the post in an element.
    pub(crate) fn new(
        dom: &'p Dom<'a>,
        body: ElementRef<'a>,
        addresses: &'p Addresses,
        dropped: &'p mut Dropped,
        notes: &'p mut Vec<Note>,
    ) -> Self {
        Self {
            dom,
            body,
            addresses,
            dropped,
            notes,
            sentences: Sentences::default(),
        }
    }

    /// Marks what is to be left out of the body.
    pub(crate) fn mark(&mut self, profiles: &[&'a Profile], found: &Found<'a>) {
        for item in &found.roots {
            // Comments have a place of their own in the document.
            self.dropped.insert(item.id());
        }
        self.show_panels();
        self.by_rows(profiles);
        let is_bloggers = profiles[0].post.body_is_certain;
        self.by_names(is_bloggers);
        if !is_bloggers {
            self.by_header();
            self.by_words();
        }
    }

    /// Marks only what a profile's rows name: for content that stands in no page.
    #[cfg(feature = "migrate")]
    pub(crate) fn mark_rows(&mut self, profile: &'a Profile) {
        self.by_rows(&[profile]);
    }

    /// Takes in what a click on the page shows.
    fn show_panels(&mut self) {
        let panels = panels::find(self.dom, self.body);
        if let Some(first) = panels.first() {
            let name = first.value().name();
            let message = format!("{} <{name}> that a click opens are read", panels.len());
            self.notes
                .push(Note::new(NoteKind::Guessed, "read.panels", message));
        }
        for panel in panels {
            self.dropped.show(panel.id());
        }
    }

    fn by_rows(&mut self, profiles: &[&'a Profile]) {
        for row in profiles.iter().flat_map(|profile| &profile.post.drop.0) {
            for element in self.dom.select_in(&row.query, self.dom.subtree(self.body)) {
                if element != self.body && !self.is_most(element) {
                    self.cut(element, &row.name, "not the post's");
                }
            }
        }
    }

    /// Whether an element holds most of the body's words. A theme may call its whole post `.share`.
    fn is_most(&self, element: ElementRef<'_>) -> bool {
        self.dom.weight(element).text * 2 > self.dom.weight(self.body).text
    }

    /// Cuts what the table of names knows. What counts at the edges only waits until it is known
    /// where they are.
    fn by_names(&mut self, certain_only: bool) {
        let mut words = Words::default();
        let mut at_edge: Vec<(ElementRef<'a>, Kind)> = Vec::new();
        let range = self.dom.subtree(self.body);
        let mut place = range.start + 1;
        while place < range.end {
            let element = self.dom.elements()[place];
            place += 1;
            let named = named(element, &mut words);
            let fitting = named.filter(|name| !certain_only || name.is_certain());
            match fitting.filter(|name| self.may_be(element, name.kind)) {
                Some(name) if name.edge => at_edge.push((element, name.kind)),
                Some(name) => self.cut_kind(element, name.kind),
                None => {}
            }
            if self.dropped.contains(element.id()) {
                place = self.dom.subtree(element).end;
            }
        }
        let edges = self.edges();
        for (element, kind) in at_edge {
            if edges.is_outside(&self.dom.subtree(element)) {
                self.cut_kind(element, kind);
            }
        }
    }

    /// Cuts the head that stands in the post's element.
    fn by_header(&mut self) {
        let body = self.dom.subtree(self.body);
        for (element, kind) in header::find(self.dom, body, self.edges(), &self.sentences) {
            self.cut_kind(element, kind);
        }
    }

    /// Whether an element has no more in it than a box of that kind.
    fn may_be(&self, element: ElementRef<'a>, kind: Kind) -> bool {
        let weight = self.dom.weight(element);
        let leads = || {
            let range = self.dom.subtree(element);
            let mut elements = self.dom.elements()[range].iter();
            elements.any(|element| is_lead(element.value().name()))
        };
        !self.is_most(element) && kind.holds(weight, leads) && !self.sentences.hold(element)
    }

    /// Cuts what is said around posts.
    fn by_words(&mut self) {
        let edges = self.edges();
        let range = self.dom.subtree(self.body);
        let mut place = range.start + 1;
        while place < range.end {
            let element = self.dom.elements()[place];
            place += 1;
            let is_out = self.dropped.contains(element.id());
            if is_out || self.is_line(element) && self.by_line(element, edges) {
                place = self.dom.subtree(element).end;
            }
        }
    }

    /// Whether an element is short, and more than the wrapping of one that was looked at already.
    fn is_line(&self, element: ElementRef<'a>) -> bool {
        let weight = self.dom.weight(element);
        let parent = element.parent().and_then(ElementRef::wrap);
        let is_part = |parent: ElementRef<'a>| {
            self.dom.weight(parent) == weight || is_prose(parent) && is_phrase(element)
        };
        weight.text > 0
            && weight.text <= LABELS
            && !matches!(
                element.value().name(),
                "table" | "tbody" | "tr" | "td" | "th"
            )
            && !parent.is_some_and(is_part)
            && !self.sentences.hold(element)
    }

    /// Cuts one line, or the section that it heads; whether it did.
    fn by_line(&mut self, element: ElementRef<'a>, edges: Edges) -> bool {
        let range = self.dom.subtree(element);
        let weight = self.dom.weight(element);
        let outside = edges.is_outside(&range);
        if weight.text > LINE && !outside {
            return false;
        }
        let mut text = String::new();
        dom::push_text(element, &mut text, |node| self.dropped.contains(node));
        let is_heading = || section::heading_level(element).is_some();
        let longer = || is_heading().then(|| words::heading(&text)).flatten();
        let Some(Meaning { kind, how }) = words::line(&text).or_else(longer) else {
            let start = outside.then(|| words::start(&text)).flatten();
            let kind = start.filter(|kind| self.may_be(element, *kind));
            let kind = kind.or_else(|| self.goes_on_as_links(element, &text));
            if let Some(kind) = kind {
                self.cut_kind(element, kind);
            }
            return kind.is_some();
        };
        let section = match how {
            How::Line if self.is_label(element, kind, outside) => vec![element],
            How::Line => Vec::new(),
            How::Section | How::Start => self.section(element, kind, edges),
        };
        for element in &section {
            self.cut_kind(*element, kind);
        }
        !section.is_empty()
    }

    /// What a line is that heads other posts and names them, too: "Read also: A storm in June".
    fn goes_on_as_links(&self, element: ElementRef<'a>, text: &str) -> Option<Kind> {
        let (kind, heading) = words::opening(text)?;
        let weight = self.dom.weight(element);
        let rest = (weight.text - weight.links) as usize;
        let is_links = rest <= heading + MARKS && weight.links > 0;
        let is_related = is_links && self.place(Edges::default()).leads_on(element);
        is_related
            .then_some(kind)
            .filter(|kind| *kind == Kind::Related)
    }

    /// Whether a line is no word of the blogger's: a link or a button, or at the edge, or in an
    /// element that is none for prose.
    fn is_label(&self, element: ElementRef<'a>, kind: Kind, outside: bool) -> bool {
        let weight = self.dom.weight(element);
        let is_link = weight.links == weight.text;
        outside || is_link || kind == Kind::Advertisement || !is_prose(element)
    }

    fn section(&self, heading: ElementRef<'a>, kind: Kind, edges: Edges) -> Vec<ElementRef<'a>> {
        self.place(edges).section(heading, kind)
    }

    fn place(&self, edges: Edges) -> Place<'_, 'a> {
        Place {
            dom: self.dom,
            body: self.body,
            dropped: self.dropped,
            edges,
            base: self.addresses.base(),
        }
    }

    fn edges(&self) -> Edges {
        Edges::of(self.dom, self.dom.subtree(self.body), self.dropped)
    }

    fn cut_kind(&mut self, element: ElementRef<'a>, kind: Kind) {
        self.cut(element, &kind.rule(), kind.says());
    }

    fn cut(&mut self, element: ElementRef<'a>, rule: &str, what: &str) {
        let inside_another = element
            .ancestors()
            .any(|ancestor| self.dropped.contains(ancestor.id()));
        if inside_another || self.dropped.contains(element.id()) {
            return;
        }
        if self.dom.weight(element).text > 0 {
            let mut words = String::new();
            dom::push_text(element, &mut words, |node| self.dropped.contains(node));
            if !words.is_empty() {
                let name = element.value().name();
                let message = format!("<{name}> in the post's element is {what}");
                self.notes.push(Note::dropped(rule, message, words));
            }
        }
        self.dropped.insert(element.id());
    }
}

/// Whether a line is what themes say around posts ("Related posts", "Share").
pub(crate) fn is_label(text: &str) -> bool {
    words::line(text).is_some() || words::start(text).is_some()
}

/// What the ids and classes of an element say.
fn named(element: ElementRef<'_>, words: &mut Words) -> Option<Name> {
    let tag = element.value().name();
    if matches!(
        tag,
        "main" | "body" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
    ) {
        return None;
    }
    let attributes = element.value().attrs.iter();
    let names = attributes.filter(|(key, _)| matches!(&*key.local, "id" | "class"));
    let found = names.filter_map(|(_, value)| words.find(value));
    found.min_by_key(|name| name.edge)
}

/// What leads somewhere else.
fn is_lead(name: &str) -> bool {
    matches!(name, "a" | "form" | "button" | "input" | "iframe")
}

/// Elements that people write their text in.
fn is_prose(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name(),
        "p" | "li"
            | "td"
            | "th"
            | "dd"
            | "dt"
            | "blockquote"
            | "figcaption"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}
