//! What belongs to a heading like "Related posts": the box around it, or what follows it, where
//! that has the shape of such a thing. Running text never has.

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};
use url::Url;

use crate::read::blocks::Dropped;
use crate::read::dom::{self, Dom, Weight};
use crate::read::prune::edge::Edges;
use crate::read::prune::is_prose;
use crate::read::prune::kind::Kind;

/// Bytes of text outside of links beside each link of a list of teasers.
const TEASER: u32 = 300;

/// The page around a heading.
pub(super) struct Place<'p, 'a> {
    pub(super) dom: &'p Dom<'a>,
    pub(super) body: ElementRef<'a>,
    pub(super) dropped: &'p Dropped,
    pub(super) edges: Edges,
    /// Where the page is from.
    pub(super) base: Option<&'p Url>,
}

impl<'a> Place<'_, 'a> {
    /// The elements that go with a heading of this kind, the heading included; none where the
    /// heading stays.
    pub(super) fn section(&self, heading: ElementRef<'a>, kind: Kind) -> Vec<ElementRef<'a>> {
        let alone = self.outermost(heading, |_, rest| rest.text == 0);
        let own = self.dom.weight(heading);
        let around = self.outermost(alone, |around, _| {
            let rest = self.dom.weight(around).since(own);
            rest.text == 0 || self.is_section(around, rest, kind)
        });
        if around != alone {
            return vec![around];
        }
        let mut section = self.following(alone, kind);
        if !section.is_empty() || self.ends_with(alone) {
            section.insert(0, alone);
        }
        section
    }

    /// The outermost element that begins with `inner` and holds what is allowed beside it.
    fn outermost(
        &self,
        inner: ElementRef<'a>,
        allowed: impl Fn(ElementRef<'a>, Weight) -> bool,
    ) -> ElementRef<'a> {
        let mut outermost = inner;
        while let Some(parent) = outermost.parent().and_then(ElementRef::wrap) {
            let rest = self.dom.weight(parent).since(self.dom.weight(outermost));
            let is_most = self.dom.weight(parent).text * 2 > self.dom.weight(self.body).text;
            let goes_on = parent != self.body && !is_most && self.begins_with(parent, outermost);
            if !goes_on || !allowed(parent, rest) {
                break;
            }
            outermost = parent;
        }
        outermost
    }

    /// Whether nothing is to be seen in `outer` before `inner`.
    fn begins_with(&self, outer: ElementRef<'a>, inner: ElementRef<'a>) -> bool {
        let mut before = outer.children().take_while(|child| *child != *inner);
        before.all(|node| self.is_blank(node))
    }

    /// Whether nothing is to be read behind an element in the whole post.
    fn ends_with(&self, element: ElementRef<'a>) -> bool {
        let mut at = element;
        while at != self.body {
            if !at.next_siblings().all(|node| self.is_blank(node)) {
                return false;
            }
            let Some(parent) = at.parent().and_then(ElementRef::wrap) else {
                return true;
            };
            at = parent;
        }
        true
    }

    fn is_blank(&self, node: NodeRef<'a, Node>) -> bool {
        match node.value() {
            Node::Text(text) => text.trim().is_empty(),
            Node::Element(_) => ElementRef::wrap(node).is_none_or(|element| {
                self.dropped.contains(node.id()) || self.dom.weight(element).text == 0
            }),
            _ => true,
        }
    }

    /// The siblings behind a heading that have the shape of its kind.
    fn following(&self, heading: ElementRef<'a>, kind: Kind) -> Vec<ElementRef<'a>> {
        let level = level(heading);
        let mut following = Vec::new();
        let mut length = 0;
        for node in heading.next_siblings() {
            let Some(element) = ElementRef::wrap(node) else {
                if self.is_blank(node) {
                    continue;
                }
                break;
            };
            let next = self.level_inside(element);
            if next.is_some_and(|next| next <= level) {
                break;
            }
            following.push(element);
            if self.is_section(element, self.dom.weight(element), kind) && kind != Kind::Author {
                length = following.len();
            } else if !self.is_blank(node) {
                break;
            }
        }
        following.truncate(length);
        following
    }

    /// The level of a heading, or of the one that an element is wrapped around.
    fn level_inside(&self, element: ElementRef<'a>) -> Option<u8> {
        let first = element.child_elements().next();
        let inner = first.filter(|child| self.dom.weight(*child) == self.dom.weight(element));
        heading_level(element).or_else(|| inner.and_then(heading_level))
    }

    /// Whether an element with so much text beside its heading has the shape of a section of this
    /// kind.
    fn is_section(&self, element: ElementRef<'a>, rest: Weight, kind: Kind) -> bool {
        let range = self.dom.subtree(element);
        let links = || self.links(element);
        let words = rest.text - rest.links.min(rest.text);
        match kind {
            Kind::Related | Kind::Navigation => {
                let links = links();
                let count = u32::try_from(links.len()).unwrap_or(u32::MAX);
                let is_list = if is_prose(element) {
                    rest.links * 10 >= rest.text * 9
                } else {
                    rest.links * 2 >= rest.text
                        || count > 1 && words / count <= TEASER && !self.has_prose(element)
                };
                count > 0 && is_list && kind.holds(rest, || true) && self.stay_here(&links)
            }
            Kind::Contents => {
                let links = links();
                let here = links.iter().filter(|href| href.contains('#')).count();
                !links.is_empty() && here * 5 >= links.len() * 4 && kind.holds(rest, || true)
            }
            Kind::Author => self.edges.is_first_or_last(&range) && kind.holds(rest, || true),
            Kind::Signup | Kind::Appeal | Kind::Comments => {
                let asks = self.has(element, &["form", "input", "button", "iframe"]);
                let calls = self.has(element, &["a"]) && words <= TEASER;
                self.edges.is_first_or_last(&range) && (asks || calls) && kind.holds(rest, || true)
            }
            Kind::Share
            | Kind::Header
            | Kind::Byline
            | Kind::Labels
            | Kind::Advertisement
            | Kind::Notice
            | Kind::Player
            | Kind::Screen
            | Kind::Sidebar => false,
        }
    }

    /// The addresses that an element links to.
    fn links(&self, element: ElementRef<'a>) -> Vec<&'a str> {
        let range = self.dom.subtree(element);
        let links = self.dom.elements()[range].iter();
        let links = links.filter(|element| element.value().name() == "a");
        links
            .filter_map(|link| dom::attribute(*link, "href"))
            .collect()
    }

    /// Whether an element links to other pages of the same site.
    pub(super) fn leads_on(&self, element: ElementRef<'a>) -> bool {
        let links = self.links(element);
        !links.is_empty() && self.stay_here(&links)
    }

    /// Whether most links stay on the site that the page is from: other posts of the same blog, and
    /// not sources elsewhere.
    fn stay_here(&self, links: &[&str]) -> bool {
        let away = links.iter().filter(|href| self.leads_away(href)).count();
        away * 2 <= links.len()
    }

    fn leads_away(&self, href: &str) -> bool {
        let Some(host) = host(href) else {
            return false;
        };
        let own = self.base.and_then(Url::host_str);
        own.is_some_and(|own| !is_same_site(own, host))
    }

    /// Whether an element holds a paragraph that is longer than a teaser.
    fn has_prose(&self, element: ElementRef<'a>) -> bool {
        let range = self.dom.subtree(element);
        let mut elements = self.dom.elements()[range].iter();
        elements.any(|element| {
            let weight = self.dom.weight(*element);
            element.value().name() == "p" && weight.text - weight.links > TEASER
        })
    }

    /// Whether an element holds one of these tags.
    fn has(&self, element: ElementRef<'a>, tags: &[&str]) -> bool {
        let range = self.dom.subtree(element);
        let mut elements = self.dom.elements()[range].iter();
        elements.any(|element| tags.contains(&element.value().name()))
    }
}

/// The host of an absolute address, unwrapped from an archive's.
fn host(href: &str) -> Option<&str> {
    let last = href.rfind("://").filter(|at| *at > 0)?;
    href[last + 3..].split(['/', '?', '#', ':']).next()
}

/// Whether one host is the other, or a part of it: `blog.example.org` and `www.example.org`.
fn is_same_site(one: &str, other: &str) -> bool {
    let bare = |host: &str| {
        host.strip_prefix("www.")
            .unwrap_or(host)
            .to_ascii_lowercase()
    };
    let (one, other) = (bare(one), bare(other));
    let is_part = |part: &str, whole: &str| {
        let before = part.strip_suffix(whole);
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    is_part(&one, &other) || is_part(&other, &one)
}

pub(super) fn heading_level(element: ElementRef<'_>) -> Option<u8> {
    match element.value().name() {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ => None,
    }
}

/// The level of a heading; a paragraph that serves as one is below them all.
fn level(element: ElementRef<'_>) -> u8 {
    heading_level(element).unwrap_or(7)
}
