//! `<meta>` and `<link>`: a table of the names that pages use, the better ones first.

use scraper::ElementRef;

use super::shown;
use crate::read::byline;
use crate::read::dom::attribute;

mod names;

use names::NAMES;

/// What `<meta>` says; each may have several values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    /// The post's title.
    Title,
    /// Who wrote the post.
    Author,
    /// When it was published.
    Published,
    /// When it was changed.
    Modified,
    /// Labels of the post.
    Label,
    /// The blog's section that the post stands in.
    Section,
    /// The language.
    Language,
    /// The blog's name.
    SiteName,
    /// What the post is about, in a sentence or two.
    Description,
    /// The page's own address.
    Address,
}

/// Fields of [`Tag`].
const TAGS: usize = Tag::Address as usize + 1;

/// What `<meta>` and `<link>` say of a page.
#[derive(Debug, Default)]
pub(crate) struct MetaTags {
    found: [Found; TAGS],
    canonical: Option<String>,
    /// The `N` of a `twitter:labelN` that introduces an author: `twitter:dataN` is the name.
    byline: Option<char>,
}

/// The values of one field, all of the best name that the page has.
#[derive(Debug, Default)]
struct Found {
    /// The name's row in the table, behind which better names do not stand.
    rank: Option<usize>,
    values: Vec<String>,
}

impl MetaTags {
    /// Reads the tags among the elements of a page, in one pass.
    pub(crate) fn of(elements: &[ElementRef<'_>]) -> Self {
        let mut tags = Self::default();
        for element in elements {
            match element.value().name() {
                "meta" => tags.meta(*element),
                "link"
                    if tags.canonical.is_none()
                        && attribute(*element, "rel") == Some("canonical") =>
                {
                    tags.canonical = attribute(*element, "href").and_then(shown);
                }
                _ => {}
            }
        }
        tags
    }

    /// The page's own address.
    pub(crate) fn url(&self) -> Option<&str> {
        self.canonical.as_deref().or(self.first(Tag::Address))
    }

    /// The addresses that the page calls its own, and what gave them.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = (&str, String)> {
        let canonical = self.canonical.as_deref().into_iter();
        let canonical = canonical.map(|url| (url, "read.link.canonical".to_owned()));
        let shared = self.first(Tag::Address).into_iter();
        canonical.chain(shared.map(|url| (url, self.rule(Tag::Address))))
    }

    /// The first value of a field.
    pub(crate) fn first(&self, tag: Tag) -> Option<&str> {
        self.all(tag).first().map(String::as_str)
    }

    /// The values of a field in the page's order, each once.
    pub(crate) fn all(&self, tag: Tag) -> &[String] {
        &self.found[tag as usize].values
    }

    /// How notes call the name that gave a field.
    pub(crate) fn rule(&self, tag: Tag) -> String {
        let rank = self.found[tag as usize].rank;
        format!("read.meta.{}", rank.map_or("", |rank| NAMES[rank].0))
    }

    fn meta(&mut self, element: ElementRef<'_>) {
        let name = ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .find_map(|key| attribute(element, key));
        let (Some(name), Some(content)) = (name, attribute(element, "content")) else {
            return;
        };
        let name = name.trim().to_ascii_lowercase();
        if let Some(number) = name.strip_prefix("twitter:label") {
            self.byline = self.byline.or_else(|| introduced(number, content));
            return;
        }
        let is_byline =
            |number: &str| self.byline.is_some() && number.chars().next() == self.byline;
        let of_label = name.strip_prefix("twitter:data").filter(|n| is_byline(n));
        let name = of_label.map_or(name.as_str(), |_| "twitter:data");
        let row = NAMES.iter().position(|(known, _)| *known == name);
        if let Some(rank) = row {
            self.put(NAMES[rank].1, rank, content);
        }
    }

    /// Keeps a value, unless a better name gave one before.
    fn put(&mut self, tag: Tag, rank: usize, content: &str) {
        // An address of a profile is no name.
        let address = tag == Tag::Author && content.contains("://");
        let Some(value) = shown(content).filter(|_| !address) else {
            return;
        };
        let found = &mut self.found[tag as usize];
        match found.rank {
            Some(best) if best < rank => return,
            Some(best) if best == rank => {}
            Some(_) | None => found.values.clear(),
        }
        found.rank = Some(rank);
        // What holds several labels with commas between them holds no comma in a label.
        let separator = if tag == Tag::Label && names::is_list(NAMES[rank].0) {
            ','
        } else {
            '\n'
        };
        for part in value.split(separator).map(str::trim) {
            if !part.is_empty() && !found.values.iter().any(|known| known == part) {
                found.values.push(part.to_owned());
            }
        }
    }
}

/// The number of a label that says that an author's name follows.
fn introduced(number: &str, label: &str) -> Option<char> {
    number.chars().next().filter(|_| byline::introduces(label))
}

#[cfg(test)]
mod tests;
