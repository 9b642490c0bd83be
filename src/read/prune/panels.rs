//! Parts of a post that a click opens: slides, tabs, answers to questions. The page hides all but
//! one of them, and they are the post's all the same.
//!
//! One hidden box may be anything; several of a kind that hold paragraphs are panels.

use rustc_hash::FxHashMap;
use scraper::ElementRef;

use crate::read::blocks::is_hidden;
use crate::read::dom::{self, Dom};

/// Bytes of text outside of links that make a paragraph.
const PARAGRAPH: u32 = 100;

/// The hidden elements in a post that are panels, outermost first.
pub(super) fn find<'a>(dom: &Dom<'a>, body: ElementRef<'a>) -> Vec<ElementRef<'a>> {
    let mut kinds: FxHashMap<(&str, &str), Vec<ElementRef<'a>>> = FxHashMap::default();
    let mut end = 0;
    for place in dom.subtree(body) {
        let element = dom.elements()[place];
        let value = element.value();
        if place >= end && is_hidden(value) {
            end = dom.end(place);
            if holds_paragraph(dom, element) {
                let class = dom::attribute(element, "class").unwrap_or_default();
                kinds
                    .entry((value.name(), class))
                    .or_default()
                    .push(element);
            }
        }
    }
    let mut panels: Vec<_> = kinds
        .into_values()
        .filter(|elements| elements.len() > 1)
        .flatten()
        .collect();
    panels.sort_by_key(|element| dom.position(*element));
    panels
}

fn holds_paragraph(dom: &Dom<'_>, element: ElementRef<'_>) -> bool {
    let mut inside = dom.elements()[dom.subtree(element)].iter();
    inside.any(|element| {
        let weight = dom.weight(*element);
        matches!(element.value().name(), "p" | "li") && weight.text - weight.links >= PARAGRAPH
    })
}
