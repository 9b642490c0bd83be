//! The addresses that a page declares in its head.

use html5ever::{LocalName, local_name};
use scraper::node::Element;
use scraper::{Html, Node};

/// What a page declares, as it stands there.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Declared {
    /// `<base href>`: what links are relative to.
    pub base: Option<String>,
    /// `<link rel=canonical>`: the address that the page wants to be known by.
    pub canonical: Option<String>,
    /// `<meta property="og:url">`: the same for social networks.
    pub og_url: Option<String>,
}

impl Declared {
    /// Reads the head, and what a broken head left at the top of the body.
    pub fn of(html: &Html) -> Self {
        let mut declared = Self::default();
        for element in html.tree.values().filter_map(Node::as_element) {
            if is_content(&element.name.local) {
                break;
            }
            declared.look_at(element);
        }
        declared
    }

    /// The address that the page calls its own, where it is whole.
    pub fn own(&self) -> Option<&str> {
        [&self.canonical, &self.og_url]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .find(|url| url.trim().starts_with("http") || url.contains("/web/"))
    }

    /// Of two declarations the first counts.
    fn look_at(&mut self, element: &Element) {
        let attribute = |name| element.attr(name).map(str::to_owned);
        match element.name.local {
            local_name!("base") if self.base.is_none() => self.base = attribute("href"),
            local_name!("link") if self.canonical.is_none() && is_canonical(element) => {
                self.canonical = attribute("href");
            }
            local_name!("meta") if self.og_url.is_none() && is_og_url(element) => {
                self.og_url = attribute("content");
            }
            _ => {}
        }
    }
}

fn is_canonical(link: &Element) -> bool {
    link.attr("rel").is_some_and(|rel| {
        rel.split_ascii_whitespace()
            .any(|word| word.eq_ignore_ascii_case("canonical"))
    })
}

fn is_og_url(meta: &Element) -> bool {
    ["property", "name"].iter().any(|name| {
        meta.attr(name)
            .is_some_and(|value| value.trim() == "og:url")
    })
}

/// Elements that no head holds: behind the first one nothing is declared any more.
fn is_content(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("div")
            | local_name!("p")
            | local_name!("table")
            | local_name!("article")
            | local_name!("main")
            | local_name!("section")
            | local_name!("header")
            | local_name!("center")
            | local_name!("a")
    )
}
