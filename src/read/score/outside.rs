//! Parts of a page that are no place for a post, by their names.

use scraper::ElementRef;

use crate::read::comments::Found;
use crate::read::dom::{self, Dom};
use crate::read::score::heading;

/// How words in ids and classes of what is never the post begin.
const OUTSIDE: &[&str] = &[
    "comment",
    "respond",
    "sidebar",
    "footer",
    "menu",
    "nav",
    "related",
    "recommend",
    "share",
    "sharing",
    "social",
    "cookie",
    "consent",
    "banner",
    "breadcrumb",
    "pagination",
    "popup",
    "modal",
    "newsletter",
    "subscribe",
    "subscription",
    "sponsor",
    "promo",
    "masthead",
    "disqus",
    "blogroll",
];

/// For each element whether it, or one around it, is no place for a post.
pub(super) fn ruled_out<'a>(dom: &Dom<'a>, found: &Found<'a>) -> Vec<bool> {
    let mut out = vec![false; dom.elements().len()];
    let page = dom.elements().first().map_or(0, |root| words(dom, *root));
    // What holds much of the page holds the post, whatever it is called (`.two-sidebars`): a
    // column or the page's foot only with the title.
    let is_much = |element| {
        let is_post = || {
            !is_beside(element) || {
                let range = dom.subtree(element);
                heading::find(dom).iter().any(|place| range.contains(place))
            }
        };
        words(dom, element) * 3 > page && is_post()
    };
    let mut place = 0;
    while place < out.len() {
        let element = dom.elements()[place];
        let is_outside = is_never(element) || is_called_so(element) && !is_much(element);
        if is_outside || found.holds(dom, element) {
            let end = dom.end(place);
            out[place..end].fill(true);
            place = end;
        } else {
            place += 1;
        }
    }
    out
}

/// Bytes of text outside of links.
fn words(dom: &Dom<'_>, element: ElementRef<'_>) -> u32 {
    let weight = dom.weight(element);
    weight.text - weight.links
}

/// Whether an element holds what is to be chosen or not to be seen.
fn is_never(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    matches!(name, "nav" | "select" | "button" | "textarea" | "datalist")
        || dom::is_silent(&element.value().name.local)
}

/// Whether an element's kind or name says that it is beside the post.
fn is_called_so(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    if matches!(name, "aside" | "footer" | "form") {
        return true;
    }
    if matches!(name, "html" | "body" | "article" | "main") {
        return false;
    }
    let attributes = element.value().attrs.iter();
    let names = attributes.filter(|(key, _)| matches!(&*key.local, "id" | "class"));
    let mut words = names.flat_map(|(_, value)| dom::words_of_name(value));
    words.any(|word| OUTSIDE.iter().any(|bad| begins(word, bad)))
}

/// Whether an element is called the column beside the post, or a box in one, or the page's foot.
fn is_beside(element: ElementRef<'_>) -> bool {
    let attributes = element.value().attrs.iter();
    let names = attributes.filter(|(key, _)| matches!(&*key.local, "id" | "class"));
    let mut names = names.flat_map(|(_, value)| value.split_ascii_whitespace());
    element.value().name() == "footer"
        || names.any(|name| {
            matches!(name, "sidebar" | "widget" | "footer") || name.starts_with("widget_")
        })
}

fn begins(word: &str, beginning: &str) -> bool {
    let start = word.as_bytes().get(..beginning.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(beginning.as_bytes()))
}
