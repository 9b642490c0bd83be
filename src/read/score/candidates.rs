//! What else could have been the post: told by `--explain`.

use std::fmt::Write as _;

use scraper::ElementRef;

use crate::read::dom::{self, Dom};
use crate::read::score::Score;

/// How many candidates are told.
const MOST: usize = 5;

/// The most characters of an id or a class that are told.
const LONGEST_NAME: usize = 30;

/// The elements that are worth most, best first, none of them only a wrapper of another one.
fn leaders(score: &Score<'_, '_>) -> Vec<(usize, f64)> {
    let mut leaders: Vec<(usize, f64)> = Vec::new();
    for place in 0..score.dom.elements().len() {
        let worth = score.worth(place);
        let outer = leaders.iter().position(|(outer, points)| {
            place < score.dom.end(*outer) && is_wrapper(*points, worth)
        });
        if let Some(outer) = outer {
            leaders.remove(outer);
        }
        let after = leaders.partition_point(|(_, points)| *points >= worth);
        if worth > 0.0 && after < MOST {
            leaders.insert(after, (place, worth));
            leaders.truncate(MOST);
        }
    }
    leaders
}

/// Whether what holds an element is worth nearly the same.
fn is_wrapper(outer: f64, inner: f64) -> bool {
    (outer - inner).abs() < 0.005
}

/// The candidates in one line: path, points, words and the share of links.
pub(crate) fn told<'a>(score: &Score<'_, 'a>, chosen: ElementRef<'a>) -> String {
    let dom = score.dom;
    let mut out = format!("weighed up: `{}` ", path(dom, chosen));
    describe(score, chosen, &mut out);
    let place = dom.position(chosen);
    let others = leaders(score)
        .into_iter()
        .filter(|leader| leader.0 != place);
    for (index, (place, _)) in others.enumerate() {
        let element = dom.elements()[place];
        out.push_str(if index == 0 { ", before " } else { ", " });
        write!(out, "`{}` ", path(dom, element)).expect("a String takes everything");
        describe(score, element, &mut out);
    }
    out
}

fn describe<'a>(score: &Score<'_, 'a>, element: ElementRef<'a>, out: &mut String) {
    let weight = score.dom.weight(element);
    let links = u64::from(weight.links) * 100 / u64::from(weight.text).max(1);
    let points = score.points(element);
    write!(out, "({points:.2}, {} bytes, {links} % links)", weight.text)
        .expect("a String takes everything");
}

/// An element and the one around it, as a selector.
fn path(dom: &Dom<'_>, element: ElementRef<'_>) -> String {
    let around = element.parent().and_then(ElementRef::wrap);
    let around = around.filter(|parent| dom.position(*parent) > 0);
    match around {
        Some(parent) => format!("{} > {}", selector(parent), selector(element)),
        None => selector(element),
    }
}

/// The name of an element with its id, or else its first class.
fn selector(element: ElementRef<'_>) -> String {
    let mut out = element.value().name().to_owned();
    let class = || {
        dom::attribute(element, "class")?
            .split_ascii_whitespace()
            .next()
    };
    let id = dom::attribute(element, "id").filter(|id| !id.trim().is_empty());
    if let Some(name) = id.or_else(class) {
        out.push(if id.is_some() { '#' } else { '.' });
        out.extend(name.trim().chars().take(LONGEST_NAME));
    }
    out
}
