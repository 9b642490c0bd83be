//! The title: which of a page's headings is the post's.

use scraper::ElementRef;

use crate::document::Inline;
use crate::note::{Note, NoteKind};
use crate::read::dom;
use crate::read::field::Value;
use crate::read::meta::Meta;
use crate::read::meta::site::fold;
use crate::read::meta::source::TITLE;

mod names;
mod own;

use names::PageNames;

/// Bytes of text that may stand in a body before its title: a section, a day.
const BEFORE_TITLE: usize = 200;

/// Nodes that may stand there.
const NODES_BEFORE_TITLE: usize = 300;

/// Bytes of the longest heading that is compared with the page's name.
const LONGEST_TITLE: u32 = 500;

/// A heading that may be the title.
struct Candidate<'a> {
    agreement: Agreement,
    /// Whether a row of the page's platform gave it.
    is_own: bool,
    value: Value<'a>,
}

impl Candidate<'_> {
    /// Whether it is a heading of the first rank.
    fn is_heading(&self) -> bool {
        self.value.element.value().name() == "h1"
    }
}

impl<'a> Meta<'a, '_> {
    /// The title: the first candidate that agrees with what the page calls itself, else the first
    /// of the platform's own rows, else the page's name.
    pub(crate) fn title(&mut self) -> Vec<Inline> {
        let names = PageNames::of(self);
        if let Some(value) = self.heading(&names) {
            self.heading = Some(self.context.dom.position(value.element));
            return self.title_of(&names, &value);
        }
        let Some((text, rule)) = names.own_title() else {
            return Vec::new();
        };
        self.tell(NoteKind::Chosen, &TITLE, &rule, &names.others(&text));
        vec![Inline::text(text)]
    }

    /// The words of a heading that are the title.
    fn title_of(&mut self, names: &PageNames, value: &Value<'a>) -> Vec<Inline> {
        let (rule, element) = (value.rule, value.element);
        if let Some((title, cut)) = own::words(names, element, &value.text) {
            self.tell(NoteKind::Chosen, &TITLE, rule, &names.others(&title));
            let message = "stood beside the title in its heading";
            self.context.note(Note::dropped("read.title", message, cut));
            return vec![Inline::text(title)];
        }
        self.tell(NoteKind::Chosen, &TITLE, rule, &names.others(&value.text));
        self.context.inlines(element)
    }

    /// The heading that is the title's.
    fn heading(&self, names: &PageNames) -> Option<Value<'a>> {
        let candidates = self.candidates(names);
        let by = |least: Agreement| {
            let mut all = candidates.iter();
            all.position(|candidate| candidate.agreement >= least)
        };
        let first_heading = |least: Agreement| {
            let mut all = candidates.iter();
            all.position(|candidate| candidate.agreement >= least && candidate.is_heading())
        };
        let of_platform = || candidates.iter().position(|candidate| candidate.is_own);
        let best = by(Agreement::Exact)
            .or_else(|| first_heading(Agreement::Part))
            .or_else(|| by(Agreement::Part))
            .or_else(|| by(Agreement::Alike))
            .or_else(of_platform)
            .or_else(|| self.only_heading(&candidates).filter(|_| !names.is_sure()));
        let chosen = best.and_then(|best| candidates.into_iter().nth(best));
        chosen
            .map(|candidate| candidate.value)
            .or_else(|| self.stated_heading(names))
    }

    /// What the title's rows give, but for headings that say something else.
    fn candidates(&self, names: &PageNames) -> Vec<Candidate<'a>> {
        let mut candidates: Vec<Candidate<'a>> = Vec::new();
        for profile in 0..self.context.profiles.len() {
            let is_own = profile == 0 && self.context.profiles.len() > 1;
            for (value, is_near) in self.headings(profile) {
                let agreement = self.agreement(names, &value, is_own);
                let least = if is_near {
                    Agreement::Nothing
                } else {
                    Agreement::Exact
                };
                if agreement >= least {
                    candidates.push(Candidate {
                        agreement,
                        is_own,
                        value,
                    });
                }
                if agreement == Agreement::Exact {
                    break;
                }
            }
        }
        candidates
    }

    /// What a profile's rows give, row by row; first what is in the post's own element, then, and
    /// marked, what is not.
    fn headings(&self, profile: usize) -> impl Iterator<Item = (Value<'a>, bool)> {
        let rows = &self.context.profiles[profile].post.title.0;
        rows.iter().flat_map(|row| {
            let found = self.context.dom.select(&row.query).into_iter();
            let found = found.filter(|element| !(self.is_comment)(*element));
            let (near, far): (Vec<_>, Vec<_>) = found.partition(|element| self.is_near(*element));
            let is_only = near.is_empty();
            let near = near.into_iter().map(|element| (element, true));
            let all = near.chain(far.into_iter().map(move |element| (element, is_only)));
            all.filter_map(|(element, is_near)| Some((row.value(element)?, is_near)))
        })
    }

    /// The candidate that is the page's only `<h1>`: a `<title>` written for search engines need
    /// not agree with it.
    fn only_heading(&self, candidates: &[Candidate<'a>]) -> Option<usize> {
        let is_heading = |element: ElementRef<'_>| element.value().name() == "h1";
        let elements = self.context.dom.elements().iter();
        let headings = elements.filter(|element| is_heading(**element)).count();
        let mut all = candidates.iter();
        all.position(|candidate| headings == 1 && candidate.is_heading())
    }

    /// The first heading that no row asks for and that says exactly what the page is called.
    fn stated_heading(&self, names: &PageNames) -> Option<Value<'a>> {
        let elements = self.context.dom.elements().iter().copied();
        let mut headings = elements.filter(|element| {
            matches!(element.value().name(), "h1" | "h2" | "h3")
                && self.context.dom.weight(*element).text <= LONGEST_TITLE
                && !(self.is_comment)(*element)
        });
        headings.find_map(|element| {
            let text = dom::text_of(element);
            names.is_stated(&text).then_some(Value {
                text,
                rule: "read.heading",
                element,
            })
        })
    }

    fn agreement(&self, names: &PageNames, value: &Value<'a>, is_own: bool) -> Agreement {
        let url = self.context.url.as_deref().unwrap_or_default();
        let is_shortened = value.text.ends_with('…') || value.text.ends_with("...");
        let agreement = match self.link_of(value.element) {
            Some(link) if link == url && !is_shortened => return Agreement::Exact,
            Some(link) if is_home(&link, url) || is_root(&link) => return Agreement::SiteName,
            _ => names.agreement(&value.text),
        };
        let is_heading = is_own || value.element.value().name() == "h1";
        let is_elsewhere = match agreement {
            Agreement::Exact => return agreement,
            Agreement::Whole | Agreement::SiteName | Agreement::Nothing => {
                self.is_in_text(value.element, BEFORE_TITLE)
            }
            Agreement::Part if value.element.value().name() == "h1" => {
                self.is_in_text(value.element, BEFORE_TITLE)
            }
            Agreement::Part => self.is_in_text(value.element, 0),
            Agreement::Alike => self.is_in_text(value.element, 0) || !is_heading,
        };
        if is_elsewhere || self.is_behind(value.element) {
            Agreement::SiteName
        } else {
            agreement
        }
    }

    /// Whether a heading stands in the text, behind more than so many bytes of it, and so is not
    /// its title, unless the body is the whole post.
    fn is_in_text(&self, element: ElementRef<'a>, most: usize) -> bool {
        let body = self.located.body;
        let is_whole = self.located.item == Some(body) || body == element;
        !is_whole
            && self.context.dom.holds(body, element)
            && (most == 0 || self.text_before(element) > most)
    }

    /// Bytes of text that stand in the body before an element; more than any title has before it
    /// where so many nodes stand there that it cannot be at the beginning.
    fn text_before(&self, element: ElementRef<'a>) -> usize {
        let dom = self.context.dom;
        let body = self.located.body;
        let levels = std::iter::successors(Some(element), |level| {
            level.parent().and_then(ElementRef::wrap)
        });
        let levels = levels.take_while(|level| *level != body);
        let before = levels.flat_map(|level| level.prev_siblings());
        let bytes = before.map(|node| match ElementRef::wrap(node) {
            Some(element) => dom.weight(element).text as usize,
            None => node.value().as_text().map_or(0, |text| text.trim().len()),
        });
        let mut sum = 0;
        for (nodes, bytes) in bytes.enumerate() {
            sum += bytes;
            if nodes > NODES_BEFORE_TITLE || sum > BEFORE_TITLE {
                return usize::MAX;
            }
        }
        sum
    }

    /// Whether an element stands behind the post, and not in the post's own element.
    fn is_behind(&self, element: ElementRef<'a>) -> bool {
        let dom = self.context.dom;
        dom.position(element) >= dom.subtree(self.located.body).end && !self.is_near(element)
    }

    /// Where a heading links to, by all of its words or most of them.
    fn link_of(&self, element: ElementRef<'a>) -> Option<String> {
        let range = self.context.dom.subtree(element);
        let inside = self.context.dom.elements()[range].iter().copied();
        let around = element.parent().and_then(ElementRef::wrap);
        let words = self.context.dom.weight(element).text;
        let mut links = inside.chain(around).filter(|link| {
            let is_most = self.context.dom.weight(*link).text * 2 > words;
            link.value().name() == "a" && is_most
        });
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
    /// Half of the words are the same.
    Alike,
    /// It is a part of the page's name.
    Part,
    /// It holds the page's name.
    Whole,
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

/// Whether a link leads to a host's front page.
fn is_root(link: &str) -> bool {
    let path = link
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('/'));
    path.is_some_and(|(_, path)| path.is_empty() || path.starts_with(['?', '#']))
}
