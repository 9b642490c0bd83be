//! Who wrote the post.

use scraper::ElementRef;

use crate::document::Author;
use crate::read::byline::{self, Standing};
use crate::read::dom;
use crate::read::embedded::{Person, Tag};
use crate::read::field::Value;
use crate::read::meta::site::{Site, key};
use crate::read::meta::source::{self, AUTHOR, Claim, Source};
use crate::read::meta::{Answer, Meta};

mod nearby;
mod pieces;

/// What a source says of the authors.
#[derive(Debug, Default)]
struct Authors {
    names: Vec<String>,
    /// The first one's own page.
    url: Option<String>,
}

/// Bytes of text of a byline that names several authors.
const BYLINE: u32 = 240;

impl<'a> Meta<'a, '_> {
    /// Who wrote the post.
    pub(crate) fn author(&mut self) -> Option<Author> {
        let site = Site::of(self);
        let claim = self.settle(
            &AUTHOR,
            |meta, source| meta.authors_of(source, &site),
            |authors| authors.names.join(", "),
            |one, other| is_same(&one.names, &other.names),
        )?;
        let Authors { names, url } = claim.value;
        let url = url.filter(|_| names.len() == 1);
        let url = self
            .values(|post| &post.author_url, 0)
            .map(|value| value.text)
            .chain(url)
            .find_map(|url| self.context.addresses.resolve(&url));
        let name = names.join(", ");
        Some(Author { name, url })
    }

    fn authors_of(&self, source: Source, site: &Site) -> Option<Claim<Authors>> {
        let claim = match source {
            Source::JsonLd => self.authors_in_data(),
            Source::Head => self.authors_in_head(),
            Source::Nearby => self.author_nearby(),
            Source::Profile | Source::Markup | Source::Theme => {
                let rows = self.rows_of(|post| &post.author, source);
                source::stronger(rows.filter_map(|answer| self.names_in(&answer)))
            }
            Source::Platform => self.in_data("author", |data| {
                let names = some(data.authors.clone())?;
                Some(Authors { names, url: None })
            }),
            Source::Address | Source::Text => None,
        };
        let mut claim = claim?;
        without_site(&mut claim.value.names, site);
        claim.is_weak |= claim
            .value
            .names
            .iter()
            .all(|name| site.is_named(name) || byline::standing(name) == Standing::Account);
        Some(claim)
    }

    fn authors_in_data(&self) -> Option<Claim<Authors>> {
        let authors = &self.embedded.article.as_ref()?.authors;
        let is_somebody = |person: &&Person| byline::standing(&person.name) != Standing::Nothing;
        let authors: Vec<&Person> = authors.iter().filter(is_somebody).collect();
        let first = authors.first()?;
        let names = authors
            .iter()
            .filter_map(|person| byline::clean(&person.name));
        let value = Authors {
            names: distinct(names),
            url: first.url.clone(),
        };
        let mut claim = claim_of(value, "read.json_ld.author")?;
        claim.is_weak = first.is_group || claim.value.names.iter().all(|name| is_login(name));
        Some(claim)
    }

    fn authors_in_head(&self) -> Option<Claim<Authors>> {
        let head = &self.embedded.meta;
        let rule = head.rule(Tag::Author);
        let in_order = |name: &String| match name.split_once(", ") {
            // Catalogues put the family name first.
            Some((family, given)) if rule.ends_with("citation_author") => {
                format!("{given} {family}")
            }
            Some(_) | None => name.clone(),
        };
        let names = head.all(Tag::Author).iter().map(in_order);
        let names = names.filter_map(|name| byline::clean(&name));
        let value = Authors {
            names: distinct(names),
            url: None,
        };
        let mut claim = claim_of(value, &rule)?;
        claim.is_weak = claim.value.names.iter().all(|name| is_login(name));
        Some(claim)
    }

    /// The names that one row gives. One name far from the post may be its author's; several are
    /// other posts'. Several near it are the author's where they stand together.
    fn names_in(&self, answer: &Answer<'a>) -> Option<Claim<Authors>> {
        let first = answer.values.first()?;
        let byline = self.byline_around(first.element);
        let together = |value: &&Value<'a>| {
            answer.near
                && byline.is_some_and(|byline| self.context.dom.holds(byline, value.element))
        };
        let mut values = answer.values.iter();
        let mut names = values.find_map(|value| some(pieces::names(value.element, &value.text)))?;
        for value in values.filter(together) {
            names.extend(pieces::names(value.element, &value.text));
        }
        let url = link_of(first.element).map(str::to_owned);
        let names = distinct(names.into_iter());
        let mut claim = claim_of(Authors { names, url }, first.rule)?;
        claim.is_weak = !answer.near && !self.is_beside(first.element);
        Some(claim)
    }

    /// The largest element around a name that holds no more than a byline.
    fn byline_around(&self, element: ElementRef<'a>) -> Option<ElementRef<'a>> {
        let around = element.ancestors().filter_map(ElementRef::wrap);
        around
            .take_while(|around| self.context.dom.weight(*around).text <= BYLINE)
            .last()
    }
}

fn claim_of(mut value: Authors, rule: &str) -> Option<Claim<Authors>> {
    value
        .names
        .retain(|name| byline::standing(name) != Standing::Nothing);
    (!value.names.is_empty()).then(|| Claim::new(value, rule))
}

/// Takes the blog's name off those of its authors: `Jane Roe, Marsh Notes`, `Jane Roe and Marsh
/// Notes`.
fn without_site(names: &mut Vec<String>, site: &Site) {
    for name in names.iter_mut() {
        let parted = MARKS.iter().find_map(|mark| {
            let behind = name
                .rsplit_once(mark)
                .filter(|(_, site_name)| site.is_office(site_name));
            let before = || {
                name.split_once(mark)
                    .filter(|(site_name, _)| site.is_office(site_name))
            };
            let behind = behind.map(|(name, _)| name);
            behind.or_else(|| before().map(|(_, name)| name))
        });
        if let Some(shorter) = parted.map(str::trim).filter(|shorter| !shorter.is_empty()) {
            *name = shorter.to_owned();
        }
    }
    if names.iter().any(|name| !site.is_office(name)) {
        names.retain(|name| !site.is_office(name));
    }
}

/// Marks between a name and the blog's.
const MARKS: &[&str] = &[", ", " | ", " - ", " – ", " — ", " · "];

/// Whether data name an account, where the page may show its owner's name: `quillon`, `QuillonM`,
/// `q.marrow`, `marrow77`.
fn is_login(name: &str) -> bool {
    let is_word = name.is_ascii() && !name.contains([' ', '\u{a0}']);
    let marked = || {
        name.chars()
            .any(|c| c.is_ascii_digit() || matches!(c, '_' | '.' | '@'))
    };
    let letters = name.as_bytes();
    let is_joined = || {
        let mut pairs = letters.windows(2);
        pairs.any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
    };
    is_word && (!name.chars().any(char::is_uppercase) || marked() || is_joined())
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// The address of an author's own page, where the name is a link that says so.
fn link_of(element: ElementRef<'_>) -> Option<&str> {
    let rel = dom::attribute(element, "rel").unwrap_or_default();
    let is_author = rel.split_ascii_whitespace().any(|word| word == "author");
    dom::attribute(element, "href").filter(|_| is_author)
}

/// Names, each once.
fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        if !all.iter().any(|known| key(known) == key(&name)) {
            all.push(name);
        }
    }
    all
}

/// Whether two sources name the same people: the words of one are among those of the other.
fn is_same(one: &[String], other: &[String]) -> bool {
    let words = |names: &[String]| -> Vec<String> {
        let words = names
            .iter()
            .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
        words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let holds = |all: &[String], some: &[String]| some.iter().all(|word| all.contains(word));
    holds(&one, &other) || holds(&other, &one)
}
