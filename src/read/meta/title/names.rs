//! What a page calls itself outside of its text, and how well a heading agrees with it.

use scraper::ElementRef;

use super::Agreement;
use crate::read::embedded::Tag;
use crate::read::meta::Meta;
use crate::read::meta::site::{Site, fold, key};
use crate::read::meta::source::{Claim, Source, TITLE};

/// What the page calls itself.
pub(super) struct PageNames {
    /// `og:title` and its like, JSON-LD's headline, the platform's own data: without the blog's
    /// name, the better sources first.
    exact: Vec<(String, String)>,
    /// The `<title>` without the blog's name.
    document: Option<String>,
    pub(super) site: Site,
}

impl PageNames {
    pub(super) fn of(meta: &Meta<'_, '_>) -> Self {
        let site = Site::of(meta);
        let claims = TITLE.sources.iter();
        let claims = claims.filter_map(|source| stated(meta, *source));
        let exact = claims.map(|claim| (site.without_name(&claim.value).to_owned(), claim.rule));
        let exact = exact.filter(|(name, _)| !name.is_empty()).collect();
        let document = title_element(meta)
            .map(|title| site.without_name(&title).to_owned())
            .filter(|title| !title.is_empty());
        Self {
            exact,
            document,
            site,
        }
    }

    pub(super) fn agreement(&self, candidate: &str) -> Agreement {
        let candidate = self.site.without_name(candidate);
        let candidate = key(candidate);
        if candidate.is_empty() || self.site.is_named(&candidate) {
            return Agreement::SiteName;
        }
        if self.exact.iter().any(|(name, _)| key(name) == candidate) {
            return Agreement::Exact;
        }
        match self.document.as_deref().map(key) {
            Some(document) if document == candidate => Agreement::Part,
            Some(document) if is_part(&document, &candidate) => Agreement::Part,
            _ => Agreement::Nothing,
        }
    }

    /// The title that the page's names alone tell.
    pub(super) fn own_title(&self) -> Option<(String, String)> {
        let stated = self.exact.first().cloned();
        let document = || Some((self.document.clone()?, "read.title_element".to_owned()));
        stated.or_else(document)
    }

    /// The names that are not this title.
    pub(super) fn others(&self, title: &str) -> Vec<(String, String)> {
        let title = key(self.site.without_name(title));
        let others = self.exact.iter().filter(|(name, _)| key(name) != title);
        others
            .map(|(name, rule)| (rule.clone(), name.clone()))
            .collect()
    }
}

/// What a source says that the page is called.
fn stated(meta: &Meta<'_, '_>, source: Source) -> Option<Claim<String>> {
    let embedded = meta.embedded;
    let (name, rule) = match source {
        Source::Platform => {
            let in_data = meta.in_data("title", |data| data.title.clone());
            let in_data = in_data.map(|claim| (claim.value, claim.rule));
            let of_blog = || {
                let name = embedded.blog.as_ref()?.page_name.clone()?;
                Some((name, "read.blogger.page_name".to_owned()))
            };
            in_data.or_else(of_blog)?
        }
        Source::JsonLd => {
            let headline = embedded.article.as_ref()?.headline.clone()?;
            (headline, "read.json_ld.headline".to_owned())
        }
        Source::Head => {
            let title = embedded.meta.first(Tag::Title)?.to_owned();
            (title, embedded.meta.rule(Tag::Title))
        }
        Source::Profile
        | Source::Markup
        | Source::Theme
        | Source::Nearby
        | Source::Address
        | Source::Text => return None,
    };
    Some(Claim::new(fold(&name), rule))
}

/// The words of the `<title>`.
fn title_element(meta: &Meta<'_, '_>) -> Option<String> {
    let mut elements = meta.context.dom.elements().iter();
    let is_in_head = |element: &ElementRef<'_>| {
        let parent = element.parent();
        let parent = parent.and_then(|parent| parent.value().as_element());
        parent.is_some_and(|parent| parent.name() == "head")
    };
    let title =
        elements.find(|element| element.value().name() == "title" && is_in_head(element))?;
    Some(fold(&title.text().collect::<String>()))
}

/// Whether a heading is so large a part of a `<title>` that it is no word of it by chance.
fn is_part(document: &str, candidate: &str) -> bool {
    const LEAST_SHARE: usize = 3;
    document.contains(candidate) && candidate.len() * LEAST_SHARE >= document.len()
}
