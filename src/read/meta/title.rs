//! The title: which of a page's headings is the post's.

use scraper::ElementRef;

use crate::document::Inline;
use crate::note::NoteKind;
use crate::read::dom;
use crate::read::field::Value;
use crate::read::meta::Meta;
use crate::read::meta::source::TITLE;

mod names;

use names::PageNames;

/// Bytes of text outside of links that make prose: a long sentence.
const PROSE: u32 = 100;

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
            self.tell(NoteKind::Chosen, &TITLE, rule, &names.others(&value.text));
            self.heading = Some(self.context.dom.position(element));
            return self.context.inlines(element);
        }
        let Some((text, rule)) = names.own_title() else {
            return Vec::new();
        };
        self.tell(NoteKind::Chosen, &TITLE, &rule, &names.others(&text));
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
        // A heading inside the text is not its title, unless the page says so, or the body is the
        // whole post, or begins with it.
        let body = self.located.body;
        let is_whole = self.located.item == Some(body) || body == value.element;
        let is_inside = !is_whole
            && self.context.dom.holds(body, value.element)
            && !self.begins_with(body, value.element);
        if is_inside && agreement < Agreement::Exact {
            Agreement::SiteName
        } else {
            agreement
        }
    }

    /// Whether a body has no prose before its main heading.
    fn begins_with(&self, body: ElementRef<'a>, heading: ElementRef<'a>) -> bool {
        let dom = self.context.dom;
        let heading_at = dom.position(heading);
        let is_prose = |place: usize| {
            let weight = dom.weight(dom.elements()[place]);
            dom.end(place) <= heading_at && weight.text - weight.links >= PROSE
        };
        heading.value().name() == "h1" && !(dom.position(body)..heading_at).any(is_prose)
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
