//! Runs of text: what stands in an element and in no block inside it.

use std::ops::Range;

use crate::read::comments::Found;
use crate::read::dom::{self, Dom, Weight};
use crate::read::score::{Weights, outside, teasers};

/// Sums over the elements of a page, so that each subtree costs two look-ups.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// For each place what stands before it.
    before: Vec<Sums>,
    /// For each place the prose that is in no box inside it.
    flow: Vec<f64>,
}

/// Prose, chaff (weighted), and what of it stands in links.
type Sums = (f64, f64, f64);

impl Runs {
    pub(super) fn of<'a>(dom: &Dom<'a>, found: &Found<'a>, weights: &Weights) -> Self {
        let own = own_text(dom);
        let mut outside = outside::ruled_out(dom, found);
        let is_comment = |place: usize| found.holds(dom, dom.elements()[place]);
        let mut runs = Self::default();
        runs.sum_up(&own, &outside, is_comment, weights);
        let lists = teasers::find(dom, &runs, weights);
        if !lists.is_empty() {
            for list in lists {
                outside[list].fill(true);
            }
            runs.sum_up(&own, &outside, is_comment, weights);
        }
        runs.flow = flow(dom, &runs);
        runs
    }

    /// Prose that is in an element and in no box inside it.
    pub(super) fn flow(&self, place: usize) -> f64 {
        self.flow[place]
    }

    fn sum_up(
        &mut self,
        own: &[Weight],
        outside: &[bool],
        is_comment: impl Fn(usize) -> bool,
        weights: &Weights,
    ) {
        self.before = vec![Sums::default()];
        let mut all = Sums::default();
        for (place, run) in own.iter().enumerate() {
            if run.text > 0 && !is_comment(place) {
                let worth = worth(*run, outside[place], weights);
                all = (all.0 + worth.0, all.1 + worth.1, all.2 + worth.2);
            }
            self.before.push(all);
        }
    }

    /// The sums for the elements at these places.
    pub(super) fn sums(&self, range: Range<usize>) -> Sums {
        let (from, to) = (self.before[range.start], self.before[range.end]);
        (to.0 - from.0, to.1 - from.1, to.2 - from.2)
    }
}

/// What one run is.
fn worth(run: Weight, is_outside: bool, weights: &Weights) -> Sums {
    let words = run.text - run.links;
    let all = f64::from(run.text);
    if run.links > words {
        (0.0, all * weights.link, all)
    } else if words < weights.sentence {
        (0.0, all * weights.label, 0.0)
    } else if is_outside {
        (0.0, all * weights.outside, 0.0)
    } else {
        (all, 0.0, 0.0)
    }
}

/// For each element that is a block the text that is in no block inside it.
fn own_text(dom: &Dom<'_>) -> Vec<Weight> {
    let elements = dom.elements();
    let mut own = vec![Weight::default(); elements.len()];
    let mut around: Vec<usize> = Vec::new();
    for (place, element) in elements.iter().enumerate() {
        let name = &element.value().name.local;
        if !dom::breaks_words(name) || dom::is_silent(name) {
            continue;
        }
        while around.last().is_some_and(|outer| dom.end(*outer) <= place) {
            around.pop();
        }
        let weight = dom.weight(*element);
        own[place] = weight;
        if let Some(outer) = around.last() {
            own[*outer] = own[*outer].since(weight);
        }
        around.push(place);
    }
    own
}

/// For each box the prose that is in no box inside it.
fn flow(dom: &Dom<'_>, runs: &Runs) -> Vec<f64> {
    let mut flow = vec![0.0; dom.elements().len()];
    let mut around: Vec<usize> = Vec::new();
    for (place, element) in dom.elements().iter().enumerate() {
        if !is_box(element.value().name()) {
            continue;
        }
        while around.last().is_some_and(|outer| dom.end(*outer) <= place) {
            around.pop();
        }
        let (prose, ..) = runs.sums(place..dom.end(place));
        flow[place] = prose;
        if let Some(outer) = around.last() {
            flow[*outer] -= prose;
        }
        around.push(place);
    }
    flow
}

/// Elements that a theme builds a page of.
fn is_box(name: &str) -> bool {
    matches!(
        name,
        "body" | "main" | "article" | "section" | "div" | "td" | "aside" | "header" | "footer"
    )
}
