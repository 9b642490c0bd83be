//! The post's element on a page whose names say nothing: the one with the most running text.
//!
//! Each run of text earns points for its length and its commas, given to the element that holds
//! it, in half to the next one up, in a third to the one above. Links earn nothing. Names that
//! themes give to navigation and comments rule an element out.

use rustc_hash::FxHashMap;
use scraper::ElementRef;

use crate::read::dom::{self, Dom};

/// Words in ids and classes of what is never the post.
const OUTSIDE: &[&str] = &[
    "comment",
    "respond",
    "sidebar",
    "footer",
    "menu",
    "nav",
    "widget",
    "related",
    "share",
    "social",
    "cookie",
    "banner",
    "breadcrumb",
    "pagination",
    "popup",
    "modal",
    "newsletter",
    "sponsor",
    "promo",
    "masthead",
    "disqus",
    "blogroll",
];

/// Text shorter than this many bytes is a label, not a sentence.
const SENTENCE: u32 = 40;

/// The element that is most likely the post's.
pub(crate) fn best<'a>(
    dom: &Dom<'a>,
    is_comment: impl Fn(ElementRef<'a>) -> bool,
) -> Option<ElementRef<'a>> {
    let mut points: FxHashMap<usize, f64> = FxHashMap::default();
    let outside = ruled_out(dom, is_comment);
    for (place, element) in dom.elements().iter().enumerate() {
        let earned = if outside[place] {
            0.0
        } else {
            worth(dom, *element)
        };
        if earned > 0.0 {
            let ancestors = element.ancestors().filter_map(ElementRef::wrap).take(3);
            for (ancestor, share) in ancestors.zip([1.0, 0.5, 0.33]) {
                *points.entry(dom.position(ancestor)).or_default() += earned * share;
            }
        }
    }
    let mut candidates: Vec<(usize, f64)> = points
        .into_iter()
        .map(|(place, earned)| {
            (
                place,
                earned * (1.0 - link_share(dom, dom.elements()[place])),
            )
        })
        .collect();
    // Equal points: the earlier element, so that the order of a map decides nothing.
    candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let (place, _) = candidates.first()?;
    Some(widened(dom, dom.elements()[*place], &outside))
}

/// A post in several sections is as a whole in the element around them: goes up as long as the
/// siblings hold running text of their own.
fn widened<'a>(dom: &Dom<'a>, best: ElementRef<'a>, outside: &[bool]) -> ElementRef<'a> {
    let mut best = best;
    while let Some(parent) = best.parent().and_then(ElementRef::wrap) {
        let siblings = parent.child_elements().filter(|sibling| *sibling != best);
        let siblings = siblings.filter(|sibling| !outside[dom.position(*sibling)]);
        let prose = siblings.map(|sibling| prose_in(dom, sibling)).sum::<u32>();
        if parent.value().name() == "html" || prose * 4 < dom.weight(best).text {
            break;
        }
        best = parent;
    }
    best
}

/// Bytes of running text: what is in paragraphs and not mostly links.
fn prose_in(dom: &Dom<'_>, element: ElementRef<'_>) -> u32 {
    let range = dom.subtree(element);
    let paragraphs = dom.elements()[range]
        .iter()
        .filter(|e| e.value().name() == "p");
    let weights = paragraphs.map(|paragraph| dom.weight(*paragraph));
    let prose = weights.filter(|weight| weight.text >= SENTENCE && weight.links * 3 < weight.text);
    prose.map(|weight| weight.text).sum()
}

/// For each element whether it, or one around it, is no place for a post.
fn ruled_out<'a>(dom: &Dom<'a>, is_comment: impl Fn(ElementRef<'a>) -> bool) -> Vec<bool> {
    let mut out = vec![false; dom.elements().len()];
    let page = dom
        .elements()
        .first()
        .map_or(0, |root| dom.weight(*root).text);
    // What holds most of the page holds the post, whatever it is called (`.two-sidebars`).
    let is_most = |element| dom.weight(element).text * 2 > page;
    let mut place = 0;
    while place < out.len() {
        let element = dom.elements()[place];
        if (is_outside(element) && !is_most(element)) || is_comment(element) {
            let range = dom.subtree(element);
            place = range.end;
            out[range].fill(true);
        } else {
            place += 1;
        }
    }
    out
}

fn is_outside(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    if matches!(name, "nav" | "aside" | "footer" | "form" | "head") || dom::is_silent(name) {
        return true;
    }
    if matches!(name, "html" | "body" | "article" | "main") {
        return false;
    }
    let names = element
        .value()
        .attrs
        .iter()
        .filter(|(key, _)| matches!(&*key.local, "id" | "class"));
    let mut words = names.flat_map(|(_, value)| value.split(|c: char| !c.is_ascii_alphanumeric()));
    words.any(|word| OUTSIDE.iter().any(|bad| word.eq_ignore_ascii_case(bad)))
}

/// The points of one run of text: a paragraph, a cell, a block that holds text of its own.
fn worth(dom: &Dom<'_>, element: ElementRef<'_>) -> f64 {
    let own = match element.value().name() {
        "p" | "pre" | "td" | "blockquote" | "dd" | "li" => dom.weight(element),
        "div" | "section" | "article" | "font" | "span" | "center" if has_own_text(element) => {
            dom.weight(element)
        }
        _ => return 0.0,
    };
    let words = own.text - own.links;
    if words < SENTENCE {
        return 0.0;
    }
    let commas = own_text(element)
        .matches([',', '、', '，', '،'])
        .count()
        .min(10);
    1.0 + f64::from(u32::try_from(commas).unwrap_or(10)) + (f64::from(words) / 100.0).min(3.0)
}

fn has_own_text(element: ElementRef<'_>) -> bool {
    own_text(element).trim().len() >= SENTENCE as usize
}

fn own_text(element: ElementRef<'_>) -> String {
    element
        .children()
        .filter_map(|child| child.value().as_text().map(|text| &**text))
        .collect()
}

fn link_share(dom: &Dom<'_>, element: ElementRef<'_>) -> f64 {
    let weight = dom.weight(element);
    if weight.text == 0 {
        0.0
    } else {
        f64::from(weight.links) / f64::from(weight.text)
    }
}
