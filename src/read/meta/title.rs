//! The title: which of a page's headings is the post's.

use scraper::ElementRef;

use crate::document::Inline;
use crate::read::dom;
use crate::read::field::Value;
use crate::read::meta::Meta;

/// How well it agrees, the profile that it is from (0 is the page's own), and the value.
type Candidate<'a> = (Agreement, usize, Value<'a>);

impl<'a> Meta<'a, '_> {
    /// The title: the first candidate that agrees with what the page calls itself, else the first
    /// of the platform's own rows, else the page's name.
    pub(crate) fn title(&mut self) -> Vec<Inline> {
        let names = PageNames::of(self);
        let mut candidates: Vec<Candidate<'a>> = Vec::new();
        for profile in 0..self.context.profiles.len() {
            for value in self.values(|post| &post.title, profile) {
                let agreement = self.agreement(&names, &value);
                if agreement > Agreement::SiteName {
                    candidates.push((agreement, profile, value));
                }
                if agreement == Agreement::Exact {
                    break;
                }
            }
        }
        let by = |least: Agreement, profiles: usize| {
            let mut all = candidates.iter();
            all.find(|(agreement, profile, _)| *agreement >= least && *profile < profiles)
        };
        let best = by(Agreement::Exact, 2)
            .or_else(|| by(Agreement::Part, 2))
            .or_else(|| by(Agreement::Nothing, 1))
            .or_else(|| self.only_heading(&candidates));
        if let Some((_, _, value)) = best {
            let (rule, element) = (value.rule, value.element);
            self.chose("title", rule);
            return self.context.inlines(element);
        }
        let Some((text, rule)) = names.own_title() else {
            return Vec::new();
        };
        self.chose("title", rule);
        vec![Inline::text(text)]
    }

    /// The candidate that is the page's only `<h1>`: a `<title>` written for search engines need
    /// not agree with it.
    fn only_heading<'c>(&self, candidates: &'c [Candidate<'a>]) -> Option<&'c Candidate<'a>> {
        let is_heading = |element: ElementRef<'_>| element.value().name() == "h1";
        let elements = self.context.dom.elements().iter();
        let headings = elements.filter(|element| is_heading(**element)).count();
        candidates
            .iter()
            .find(|(_, _, value)| headings == 1 && is_heading(value.element))
    }

    fn agreement(&self, names: &PageNames, value: &Value<'a>) -> Agreement {
        let url = self.context.url.as_deref().unwrap_or_default();
        let agreement = match self.link_of(value.element) {
            Some(link) if link == url => Agreement::Exact,
            Some(link) if is_home(&link, url) => Agreement::SiteName,
            _ => names.agreement(&value.text),
        };
        // A heading inside the text is not its title, unless the page says so or the body is the
        // whole post.
        let body = self.located.body;
        let is_whole = self.located.item == Some(body) || body == value.element;
        let is_inside = !is_whole && self.context.dom.holds(body, value.element);
        if is_inside && agreement < Agreement::Exact {
            Agreement::SiteName
        } else {
            agreement
        }
    }

    /// Where a heading links to.
    fn link_of(&self, element: ElementRef<'a>) -> Option<String> {
        let range = self.context.dom.subtree(element);
        let inside = self.context.dom.elements()[range].iter().copied();
        let around = element.parent().and_then(ElementRef::wrap);
        let mut links = inside
            .chain(around)
            .filter(|element| element.value().name() == "a");
        self.context
            .addresses
            .resolve(dom::attribute(links.next()?, "href")?)
    }

    /// The source that the title links to, where it is another site's.
    pub(crate) fn title_link(&mut self) -> Option<String> {
        let value = self.values(|post| &post.title_link, 0).next()?;
        let url = self.context.addresses.resolve(&value.text)?;
        let host = |url: &str| url::Url::parse(url).ok()?.host_str().map(str::to_owned);
        let own = self.context.url.as_deref().and_then(host)?;
        (host(&url)? != own).then_some(url)
    }
}

/// How well a candidate for the title agrees with what the page calls itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Agreement {
    /// It is the blog's name, or no title at all.
    SiteName,
    /// Not at all.
    Nothing,
    /// It is a part of the `<title>`.
    Part,
    /// It is the page's name in its data, or links to the page's own address.
    Exact,
}

/// What the page calls itself.
struct PageNames {
    /// `og:title` and its like, JSON-LD's headline, the platform's own data.
    exact: Vec<(String, String)>,
    /// The `<title>`, which may carry the blog's name.
    document: Option<String>,
    /// The blog's name.
    site: Option<String>,
}

impl PageNames {
    fn of(meta: &Meta<'_, '_>) -> Self {
        let embedded = meta.embedded;
        let blog = embedded
            .blog
            .as_ref()
            .and_then(|blog| blog.page_name.clone());
        let headline = embedded
            .article
            .as_ref()
            .and_then(|article| article.headline.clone());
        let data = embedded.data.as_ref();
        let in_data = data.and_then(|data| data.title.clone());
        let in_data_rule = data.map(|data| format!("{}.title", data.rule));
        let in_data_rule = in_data_rule.unwrap_or_default();
        let exact = [
            (in_data, in_data_rule.as_str()),
            (blog, "read.blogger.page_name"),
            (headline, "read.json_ld.headline"),
            (embedded.meta.og_title.clone(), "read.meta.og_title"),
        ];
        let titles = meta.context.dom.elements().iter();
        let title = titles.into_iter().find(|element| {
            element.value().name() == "title"
                && element.parent().is_some_and(|p| {
                    p.value()
                        .as_element()
                        .is_some_and(|value| value.name() == "head")
                })
        });
        Self {
            exact: exact
                .into_iter()
                .filter_map(|(name, rule)| Some((name?, rule.to_owned())))
                .collect(),
            document: title.map(|title| fold(&title.text().collect::<String>())),
            site: embedded.meta.og_site_name.clone().map(|name| fold(&name)),
        }
    }

    fn agreement(&self, candidate: &str) -> Agreement {
        let candidate = key(candidate);
        if candidate.is_empty()
            || self
                .site
                .as_deref()
                .is_some_and(|site| key(site) == candidate)
        {
            return Agreement::SiteName;
        }
        if self.exact.iter().any(|(name, _)| key(name) == candidate) {
            return Agreement::Exact;
        }
        match self.document.as_deref().map(key) {
            Some(document) if document.contains(&candidate) => Agreement::Part,
            _ => Agreement::Nothing,
        }
    }

    /// The title that the page's names alone tell.
    fn own_title(&self) -> Option<(String, &str)> {
        if let Some((name, rule)) = self.exact.iter().find(|(name, _)| !name.trim().is_empty()) {
            return Some((self.without_site(&fold(name)), rule));
        }
        let document = self.document.as_deref().filter(|title| !title.is_empty())?;
        Some((self.without_site(document), "read.title_element"))
    }

    /// A title without the blog's name before or behind it.
    fn without_site(&self, title: &str) -> String {
        let Some(site) = self.site.as_deref().filter(|site| !site.is_empty()) else {
            return title.to_owned();
        };
        let separators: &[char] = &['|', '-', '–', '—', '«', '»', ':', '·', '•', '~'];
        let rest = title
            .strip_suffix(site)
            .or_else(|| title.strip_prefix(site));
        match rest.map(|rest| (rest.trim(), rest.trim().trim_matches(separators).trim())) {
            Some((with, without)) if with != without && !without.is_empty() => without.to_owned(),
            _ => title.to_owned(),
        }
    }
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What two titles are compared by: letters and digits alone, in lower case.
fn key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a link leads from a post to its blog's front page: a folder above the post's address.
fn is_home(link: &str, url: &str) -> bool {
    let bare = |url: &str| {
        let url = url
            .trim_start_matches("https://")
            .trim_start_matches("http://");
        url.trim_start_matches("www.")
            .trim_end_matches('/')
            .to_owned()
    };
    let (link, url) = (bare(link), bare(url));
    url.strip_prefix(&link)
        .is_some_and(|rest| rest.starts_with('/'))
}
