//! The standfirst: what stands between the title and the body and says what the post is about.
//!
//! Themes print it in the post's header, outside of the element that holds the body. It is known
//! by a row of a profile, by its name (`lead`, `excerpt`, `chapô`), by what the page's data say
//! that the post is about, or by standing in the header as a sentence.

use std::ops::Range;

use scraper::ElementRef;

use crate::document::Inline;
use crate::note::NoteKind;
use crate::read::dom;
use crate::read::embedded::Tag;
use crate::read::meta::Meta;
use crate::read::meta::site::key;
use crate::read::meta::source::{DEK, Source};
use crate::read::prune;
use crate::read::{byline, date};

/// Bytes of the shortest and the longest standfirst.
const LENGTH: Range<u32> = 40..900;

/// Letters by which a standfirst and a description are known to be the same.
const SAME: usize = 30;

/// How words in names of standfirsts begin, in the languages that themes are written in.
const NAMES: &[&str] = &[
    "lead",
    "lede",
    "intro",
    "excerpt",
    "teaser",
    "summary",
    "standfirst",
    "dek",
    "deck",
    "subtitle",
    "subheading",
    "subhead",
    "subline",
    "abstract",
    "desc",
    "preamble",
    "ingress",
    "anreisser",
    "vorspann",
    "chapo",
    "chapeau",
    "accroche",
    "sommario",
    "occhiello",
    "entradilla",
    "bajada",
    "copete",
    "resumen",
    "resumo",
    "perex",
    "zajawka",
    "manchet",
    "sapo",
];

impl<'a> Meta<'a, '_> {
    /// The standfirst.
    pub(crate) fn dek(&mut self) -> Option<Vec<Inline>> {
        for source in DEK.sources {
            let found = match source {
                Source::Profile | Source::Theme => self.dek_in_rows(*source),
                Source::Nearby => self.dek_nearby(),
                Source::Platform => {
                    let Some(dek) = self.in_data("dek", |data| data.dek.clone()) else {
                        continue;
                    };
                    self.tell(NoteKind::Chosen, &DEK, &dek.rule, &[]);
                    return Some(vec![Inline::text(dek.value)]);
                }
                Source::JsonLd | Source::Markup | Source::Head | Source::Address | Source::Text => {
                    None
                }
            };
            let Some((element, rule)) = found else {
                continue;
            };
            let inlines = self.context.inlines(element);
            if !inlines.is_empty() {
                self.tell(source.kind(), &DEK, &rule, &[]);
                return Some(inlines);
            }
        }
        None
    }

    fn dek_in_rows(&self, source: Source) -> Option<(ElementRef<'a>, String)> {
        // A response on Medium has its first words for its title and its standfirst.
        let title = self
            .heading
            .map(|place| dom::text_of(self.context.dom.elements()[place]));
        let answers = self.rows_of(|post| &post.dek, source);
        let mut values = answers.flat_map(|answer| answer.values);
        let value = values.find(|value| title.as_ref() != Some(&value.text))?;
        Some((value.element, value.rule.to_owned()))
    }

    /// The first element between the title and the body that is a standfirst.
    fn dek_nearby(&self) -> Option<(ElementRef<'a>, String)> {
        let dom = self.context.dom;
        let body = self.located.body;
        let places = self.header()?;
        let mut place = places.start;
        let mut words = prune::Words::default();
        while place < places.end {
            let element = dom.elements()[place];
            let end = dom.end(place);
            if end > dom.position(body) {
                place += 1;
                continue;
            }
            let is_other = words.is_around_a_post(element);
            if !is_other && let Some(rule) = self.is_dek(element, &places) {
                return Some((element, rule.to_owned()));
            }
            place = if !is_other && self.is_wrapper(element) {
                place + 1
            } else {
                end
            };
        }
        None
    }

    /// The places between the title, or the beginning of the post's header, and the body.
    fn header(&self) -> Option<Range<usize>> {
        let dom = self.context.dom;
        let body = dom.position(self.located.body);
        let heading = self.heading.filter(|heading| *heading < body)?;
        Some(dom.end(heading)..body)
    }

    /// Whether an element is no line of its own but holds such lines.
    fn is_wrapper(&self, element: ElementRef<'a>) -> bool {
        let dom = self.context.dom;
        let is_line = |child: ElementRef<'_>| {
            dom::breaks_words(&child.value().name.local)
                && child.value().name() != "br"
                && dom.weight(child).text >= LENGTH.start
        };
        !is_outside(element) && element.child_elements().any(is_line)
    }

    /// Whether a line is a standfirst, and what told.
    fn is_dek(&self, element: ElementRef<'a>, header: &Range<usize>) -> Option<&'static str> {
        let dom = self.context.dom;
        let weight = dom.weight(element);
        let is_line = !self.is_wrapper(element)
            && LENGTH.contains(&weight.text)
            && weight.links * 2 < weight.text
            && !is_outside(element)
            && !(self.is_comment)(element);
        if !is_line {
            return None;
        }
        let text = dom::text_of(element);
        if byline::is_byline(&text) || date::starts_at(&text) == Some(0) || prune::is_label(&text) {
            return None;
        }
        let body = dom::beginning_of(self.located.body, LENGTH.end as usize);
        if is_same(&body, &text) {
            return None;
        }
        let about = self.embedded.meta.all(Tag::Description);
        if about.iter().any(|about| is_same(about, &text)) {
            Some("read.dek.description")
        } else if self.is_named(element, header) {
            Some("read.dek.name")
        } else {
            let ends = text.ends_with(['.', '!', '?', '…', '。', '।', '۔', '؟', '！', '？']);
            (ends && self.is_beside_title(element)).then_some("read.dek.header")
        }
    }

    /// Whether the element, or one around it in the header, has the name of a standfirst.
    fn is_named(&self, element: ElementRef<'a>, header: &Range<usize>) -> bool {
        let dom = self.context.dom;
        let around =
            std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap));
        let mut inside = around.take_while(|around| {
            let place = dom.position(*around);
            header.start <= place && dom.end(place) <= header.end
        });
        inside.any(|element| {
            let attributes = element.value().attrs.iter();
            let names = attributes.filter(|(key, _)| matches!(&*key.local, "id" | "class"));
            let mut names = names.flat_map(|(_, value)| value.split_ascii_whitespace());
            names.any(is_name)
        })
    }

    /// Whether the smallest box that holds more than the title holds the element, too.
    fn is_beside_title(&self, element: ElementRef<'a>) -> bool {
        let dom = self.context.dom;
        let Some(heading) = self.heading.map(|place| dom.elements()[place]) else {
            return false;
        };
        let title = dom.weight(heading).text;
        let around = heading.ancestors().filter_map(ElementRef::wrap);
        let mut boxes = around.filter(|around| dom.weight(*around).text > title);
        boxes.next().is_some_and(|around| {
            dom.holds(around, element) && !dom.holds(around, self.located.body)
        })
    }
}

/// Whether two texts begin with the same letters, as far as the shorter one goes.
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (key(one), key(other));
    let length = one.len().min(other.len());
    let whole = one.get(..length).is_some_and(|one| other.starts_with(one));
    length >= SAME && whole
}

/// Whether a class or id is that of a standfirst, and not of what has one (`with-excerpt`).
fn is_name(name: &str) -> bool {
    let of_parts = ["has", "no", "with", "without", "hide", "show", "is"];
    let mut words = dom::words_of_name(name)
        .map(str::to_ascii_lowercase)
        .peekable();
    let is_of_parts = words
        .peek()
        .is_some_and(|first| of_parts.contains(&&**first));
    let begins = |word: String| NAMES.iter().any(|name| word.starts_with(name));
    !is_of_parts && words.any(begins)
}

/// Elements that hold no standfirst.
fn is_outside(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name(),
        "nav"
            | "aside"
            | "footer"
            | "form"
            | "figure"
            | "figcaption"
            | "ul"
            | "ol"
            | "dl"
            | "table"
            | "button"
            | "select"
            | "details"
            | "dialog"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "picture"
            | "h1"
            | "time"
            | "address"
    )
}
