//! Which platform a page is of, and which element holds the post.

use scraper::ElementRef;

use crate::profile::{Profile, Row, Rows};
use crate::read::comments::Found;
use crate::read::dom::Dom;
use crate::read::score::Score;

/// The element that holds the post.
#[derive(Debug, Clone)]
pub(crate) struct Located<'a> {
    /// What holds the text.
    pub(crate) body: ElementRef<'a>,
    /// The post's own element: what holds the body with its title and byline.
    pub(crate) item: Option<ElementRef<'a>>,
    /// The row, or `read.score`.
    pub(crate) rule: String,
}

/// The first profile that the page answers to, and the row that told. One of the user's own that
/// says nothing of how its pages are known is for every page.
pub(crate) fn detect<'a>(
    dom: &Dom<'a>,
    profiles: &[&'a Profile],
) -> Option<(&'a Profile, &'a str)> {
    for profile in profiles.iter().copied() {
        let row = profile.detect.0.iter().find(|row| dom.has(&row.query));
        if let Some(row) = row {
            return Some((profile, &row.name));
        }
        if let Some(marker) = dom.script_marker(&profile.detect_script) {
            return Some((profile, marker));
        }
        if profile.detect.0.is_empty() && profile.detect_script.is_empty() {
            return Some((profile, "read.detect"));
        }
    }
    None
}

/// The post's element: the rows of the page's profile, then those of the generic one, then the
/// score.
pub(crate) fn locate<'a>(
    dom: &Dom<'a>,
    profiles: &[&'a Profile],
    found: &Found<'a>,
    score: &Score<'_, 'a>,
) -> Option<Located<'a>> {
    let by_rows = |rows: fn(&'a Profile) -> &'a Rows| {
        let mut rows = profiles.iter().flat_map(|profile| &rows(profile).0);
        rows.find_map(|row| Some((heaviest(dom, row, found)?, row.name.clone())))
    };
    // What a dynamic view shows without its scripts is the blog's name.
    let scripted = profiles
        .iter()
        .any(|profile| profile.post.script_only.matching(dom).is_some());
    let by_default = || by_rows(|profile| &profile.post.body_by_default);
    let by_score = || Some((score.best()?, "read.score".to_owned()));
    let is_certain = profiles[0].post.body_is_certain;
    let named = by_rows(|profile| &profile.post.body);
    let (body, rule) = named
        .filter(|(body, _)| is_certain || !score.outweighs(*body))
        .map(|(body, rule)| {
            let whole = if is_certain {
                body
            } else {
                score.among_its_like(body)
            };
            (whole, rule)
        })
        .or_else(by_score)
        .or_else(|| by_default().filter(|_| !scripted))
        .filter(|(body, _)| !is_navigation(dom, *body))?;
    let item = item_of(dom, profiles, body);
    Some(Located { body, item, rule })
}

/// Bytes of text outside of links.
fn words_weight(dom: &Dom<'_>, element: ElementRef<'_>) -> u32 {
    let weight = dom.weight(element);
    weight.text - weight.links
}

/// Whether an element holds links and next to no other words, and is no part that a theme named
/// as the post's.
fn is_navigation(dom: &Dom<'_>, element: ElementRef<'_>) -> bool {
    let weight = dom.weight(element);
    element.value().name() == "body" && weight.links * 2 > weight.text
}

/// Of the elements that a row selects the one with the most text; a picture stands for some words.
fn heaviest<'a>(dom: &Dom<'a>, row: &'a Row, found: &Found<'a>) -> Option<ElementRef<'a>> {
    let mut best: Option<(u32, ElementRef<'a>)> = None;
    for element in dom.select(&row.query) {
        let weight = words_weight(dom, element).max(u32::from(shows_something(dom, element)));
        if weight > best.map_or(0, |(heaviest, _)| heaviest) && !found.holds(dom, element) {
            best = Some((weight, element));
        }
    }
    best.map(|(_, element)| element)
}

/// Whether an element shows a picture or a frame.
fn shows_something(dom: &Dom<'_>, element: ElementRef<'_>) -> bool {
    dom.elements()[dom.subtree(element)].iter().any(|element| {
        matches!(
            element.value().name(),
            "img" | "iframe" | "video" | "audio" | "embed" | "object"
        )
    })
}

/// The element that holds the post with its title and byline: the nearest ancestor of the body
/// that an `item` row of the page's profile selects, else one of the generic profile's.
fn item_of<'a>(
    dom: &Dom<'a>,
    profiles: &[&'a Profile],
    body: ElementRef<'a>,
) -> Option<ElementRef<'a>> {
    profiles.iter().find_map(|profile| {
        let items = profile
            .post
            .item
            .0
            .iter()
            .flat_map(|row| dom.select(&row.query));
        let items: Vec<usize> = items.map(|element| dom.position(element)).collect();
        let mut ancestors = std::iter::successors(Some(body), parent_element);
        ancestors.find(|ancestor| items.contains(&dom.position(*ancestor)))
    })
}

fn parent_element<'a>(element: &ElementRef<'a>) -> Option<ElementRef<'a>> {
    element.parent().and_then(ElementRef::wrap)
}
