//! What a page calls itself outside of its text, and how well a heading agrees with it.

use scraper::ElementRef;

use super::Agreement;
use crate::read::embedded::Tag;
use crate::read::meta::Meta;
use crate::read::meta::site::{Site, fold, is_host, key};
use crate::read::meta::source::{Claim, Source, TITLE};

/// What the page calls itself.
pub(super) struct PageNames {
    /// `og:title` and its like, JSON-LD's headline, the platform's own data: without the blog's
    /// name, the better sources first.
    exact: Vec<(String, String)>,
    /// The `<title>` without the blog's name.
    document: Option<String>,
    /// The words of the page's address: `/2014/the-storm-wall.html` is the storm wall.
    address: String,
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
        let url = meta.context.url.as_deref().or(meta.embedded.meta.url());
        Self {
            exact,
            document,
            address: url.map(last_part).unwrap_or_default(),
            site,
        }
    }

    pub(super) fn agreement(&self, text: &str) -> Agreement {
        let text = self.site.without_name(text);
        let candidate = key(text);
        if candidate.is_empty() || self.site.is_named(&candidate) {
            return Agreement::SiteName;
        }
        if self.exact.iter().any(|(name, _)| key(name) == candidate) {
            return Agreement::Exact;
        }
        if is_host(text) {
            return Agreement::SiteName;
        }
        let names = self.exact.iter().map(|(name, _)| name);
        let mut names = names.chain(&self.document);
        let parts = names.clone().map(|name| key(name));
        let parts: Vec<String> = parts.filter(|name| is_part(name, &candidate)).collect();
        if !parts.is_empty() {
            let is_whole = parts.iter().any(|name| candidate.len() > name.len());
            return if is_whole {
                Agreement::Whole
            } else {
                Agreement::Part
            };
        }
        if names.any(|name| are_alike(name, text)) || are_alike(&self.address, text) {
            Agreement::Alike
        } else {
            Agreement::Nothing
        }
    }

    /// Whether the address repeats the page's name: then a heading that says something else is
    /// another part's.
    pub(super) fn is_sure(&self) -> bool {
        let name = self.exact.first().map(|(name, _)| name);
        name.is_some_and(|name| are_alike(name, &self.address))
    }

    /// The name that the page's data give it with exactly these words, or `<title>` does.
    pub(super) fn is_stated(&self, text: &str) -> bool {
        let (exact, document) = (self.exact.iter().map(|(name, _)| name), &self.document);
        let text = key(text);
        exact.chain(document).any(|name| key(name) == text)
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

/// Whether of two titles one holds the other, and is not so long that it does by chance.
fn is_part(one: &str, other: &str) -> bool {
    const LEAST_SHARE: usize = 3;
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    long.contains(short) && short.len() * LEAST_SHARE >= long.len()
}

/// Whether half of the words of two titles are the same, and more than one.
fn are_alike(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let common = one.iter().filter(|word| other.contains(word)).count();
    common > 1 && common * 4 >= one.len() + other.len()
}

/// The words of a text, each once, in lower case. Scripts without spaces are taken letter by letter.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    for c in text.chars() {
        let is_word = is_ideographic(c);
        if !c.is_alphanumeric() || is_word {
            words.push(String::new());
        }
        if let Some(last) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            last.extend(c.to_lowercase());
        }
        if is_word {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    words.sort();
    words.dedup();
    words
}

/// Chinese and Japanese, which put no spaces between words.
fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// The last part of an address that has words.
fn last_part(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let mut parts = path
        .split('/')
        .skip(1)
        .collect::<Vec<_>>()
        .into_iter()
        .rev();
    parts
        .find(|part| part.contains(['-', '_']))
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{are_alike, is_part, last_part, words};

    #[test]
    fn titles_are_alike_by_half_of_their_words() {
        assert!(are_alike(
            "Nine Ways to Dry Apples",
            "9 ways to dry your apples"
        ));
        assert!(!are_alike(
            "Nine Ways to Dry Apples",
            "Follow us to the market"
        ));
        assert!(!are_alike("Apples", "Apples"), "one word is chance");
        assert!(are_alike("嵐の壁が開く", "嵐の壁、ついに開く"));
        assert_eq!(words("A b, a 壁が"), ["a", "b", "が", "壁"]);
    }

    #[test]
    fn one_title_may_hold_the_other() {
        assert!(is_part("thestormwall", "thestormwallopens"));
        assert!(is_part("thestormwallopens", "thestormwall"));
        assert!(!is_part("wall", "thestormwallisopenedbythequeen"));
    }

    #[test]
    fn an_address_has_words() {
        let words = |url| last_part(url);
        assert_eq!(
            words("https://a.example/2014/06/the-storm-wall.html?m=1"),
            "the-storm-wall.html"
        );
        assert_eq!(
            words("https://a.example/the-storm-wall/12/"),
            "the-storm-wall"
        );
        assert_eq!(words("https://storm-wall.example/"), "");
    }
}
