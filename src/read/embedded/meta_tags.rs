//! `<meta>` and `<link>`: a table of the names that pages use, the better ones first.

use scraper::ElementRef;

use super::shown;
use crate::read::dom::attribute;

/// What `<meta>` and `<link>` say of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct MetaTags {
    /// The post's title.
    pub(crate) og_title: Option<String>,
    /// Who wrote the post.
    pub(crate) author: Option<String>,
    /// When it was published, as written.
    pub(crate) article_published: Option<String>,
    /// When it was changed, as written.
    pub(crate) article_modified: Option<String>,
    /// The language.
    pub(crate) og_locale: Option<String>,
    /// The blog's name.
    pub(crate) og_site_name: Option<String>,
    /// Labels in the page's order, each once.
    pub(crate) tags: Vec<String>,
    canonical: Option<String>,
    og_url: Option<String>,
}

/// The fields that have one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Author,
    Published,
    Modified,
    Locale,
    SiteName,
    Url,
}

/// Names in lower case, of one field the better ones first.
const NAMES: &[(&str, Field)] = &[
    ("og:title", Field::Title),
    ("twitter:title", Field::Title),
    ("dc.title", Field::Title),
    ("dcterms.title", Field::Title),
    ("citation_title", Field::Title),
    ("author", Field::Author),
    ("article:author", Field::Author),
    ("article:author_name", Field::Author),
    ("dc.creator", Field::Author),
    ("dcterms.creator", Field::Author),
    ("citation_author", Field::Author),
    ("parsely-author", Field::Author),
    ("sailthru.author", Field::Author),
    ("article:published_time", Field::Published),
    ("og:article:published_time", Field::Published),
    ("datepublished", Field::Published),
    ("parsely-pub-date", Field::Published),
    ("sailthru.date", Field::Published),
    ("dc.date.issued", Field::Published),
    ("dcterms.issued", Field::Published),
    ("dcterms.created", Field::Published),
    ("dc.date.created", Field::Published),
    ("dc.date", Field::Published),
    ("citation_publication_date", Field::Published),
    ("pubdate", Field::Published),
    ("publish-date", Field::Published),
    ("date", Field::Published),
    ("article:modified_time", Field::Modified),
    ("og:updated_time", Field::Modified),
    ("datemodified", Field::Modified),
    ("dc.date.modified", Field::Modified),
    ("dcterms.modified", Field::Modified),
    ("og:locale", Field::Locale),
    ("content-language", Field::Locale),
    ("og:site_name", Field::SiteName),
    ("application-name", Field::SiteName),
    ("og:url", Field::Url),
];

impl MetaTags {
    /// Reads the tags among the elements of a page, in one pass.
    pub(crate) fn of(elements: &[ElementRef<'_>]) -> Self {
        let mut tags = Self::default();
        let mut ranks = [NAMES.len(); NAMES.len()];
        for element in elements {
            match element.value().name() {
                "meta" => tags.meta(*element, &mut ranks),
                "link" if attribute(*element, "rel") == Some("canonical") => {
                    tags.canonical = attribute(*element, "href").and_then(shown);
                }
                _ => {}
            }
        }
        tags
    }

    /// The page's own address.
    pub(crate) fn url(&self) -> Option<&str> {
        self.canonical.as_deref().or(self.og_url.as_deref())
    }

    fn meta(&mut self, element: ElementRef<'_>, ranks: &mut [usize]) {
        let name = ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .find_map(|key| attribute(element, key));
        let (Some(name), Some(content)) = (name, attribute(element, "content")) else {
            return;
        };
        let name = name.trim().to_ascii_lowercase();
        if name == "article:tag" {
            self.tags
                .extend(shown(content).filter(|tag| !self.tags.contains(tag)));
            return;
        }
        let row = NAMES
            .iter()
            .enumerate()
            .find(|(_, (known, _))| *known == name);
        if let Some((rank, (_, field))) = row {
            self.put(*field, rank, content, ranks);
        }
    }

    /// Keeps a value, unless a better name gave one before.
    fn put(&mut self, field: Field, rank: usize, content: &str, ranks: &mut [usize]) {
        let best = &mut ranks[field as usize];
        // An address of a profile is no name.
        let address = field == Field::Author && content.contains("://");
        let Some(value) = shown(content).filter(|_| rank < *best && !address) else {
            return;
        };
        *best = rank;
        *self.slot(field) = Some(value);
    }

    fn slot(&mut self, field: Field) -> &mut Option<String> {
        match field {
            Field::Title => &mut self.og_title,
            Field::Author => &mut self.author,
            Field::Published => &mut self.article_published,
            Field::Modified => &mut self.article_modified,
            Field::Locale => &mut self.og_locale,
            Field::SiteName => &mut self.og_site_name,
            Field::Url => &mut self.og_url,
        }
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn tags(html: &str) -> MetaTags {
        let page = Html::parse_document(html);
        let nodes = page
            .root_element()
            .descendants()
            .filter_map(ElementRef::wrap);
        MetaTags::of(&nodes.collect::<Vec<_>>())
    }

    #[test]
    fn the_better_name_wins_wherever_it_stands() {
        let found = tags(
            "<meta name=date content=2001-01-01><meta property=article:published_time content=2014-06-12>\
             <meta name=DC.date content=2002-02-02><meta name=author content='Odalys &amp;amp; Finch'>",
        );
        assert_eq!(found.article_published.as_deref(), Some("2014-06-12"));
        assert_eq!(found.author.as_deref(), Some("Odalys & Finch"));
    }

    #[test]
    fn an_address_is_no_author() {
        let found = tags("<meta property='article:author' content='https://faces.example/odalys'>");
        assert_eq!(found.author, None);
    }

    #[test]
    fn the_canonical_address_comes_before_the_shared_one() {
        let found = tags(
            "<meta property=og:url content=https://a.example/b><link rel=canonical href=https://a.example/c>",
        );
        assert_eq!(found.url(), Some("https://a.example/c"));
    }

    #[test]
    fn each_tag_is_kept_once() {
        let found = tags(
            "<meta property=article:tag content=Snow><meta property=article:tag content=Ice><meta property=article:tag content=Snow>",
        );
        assert_eq!(found.tags, ["Snow", "Ice"]);
    }
}
