//! A post that its theme splits over several boxes: the element around them all.
//!
//! Page builders set each paragraph, question or section into a box of its own, and the best
//! single box is then a part of the post. What is around it is the post where it adds next to
//! nothing but prose, or where what it adds is mostly in boxes of the same kind. A theme that
//! prints the post twice, for wide and for narrow screens, adds nothing.

use std::ops::Range;

use scraper::ElementRef;

use crate::read::dom::{self, Dom};
use crate::read::score::Score;

/// Characters at the beginning of a box by which it is known again.
const BEGINNING: usize = 80;

/// Characters at the beginning of another box among which those are looked for.
const COPY: usize = 2000;

/// The outermost element around `best` that is no more than the rest of the same post.
pub(super) fn widened<'a>(score: &Score<'_, 'a>, best: ElementRef<'a>) -> ElementRef<'a> {
    grown(score, best, true)
}

/// The outermost element around `named` that adds most of all boxes of its kind.
pub(super) fn among_its_like<'a>(score: &Score<'_, 'a>, named: ElementRef<'a>) -> ElementRef<'a> {
    grown(score, named, false)
}

fn grown<'a>(score: &Score<'_, 'a>, best: ElementRef<'a>, or_clean: bool) -> ElementRef<'a> {
    let dom = score.dom;
    let twins = twins(score, best);
    if twins.is_empty() && !or_clean {
        return best;
    }
    let own = score.runs().sums(dom.subtree(best));
    let (mut widest, mut held) = (best, (0.0, 0.0));
    for around in best.ancestors().filter_map(ElementRef::wrap) {
        let range = dom.subtree(around);
        let (prose, chaff, _) = score.runs().sums(range.clone());
        let (prose, chaff) = (prose - own.0, chaff - own.1);
        let inside = twins.iter().filter(|twin| range.contains(&twin.start));
        let alike: f64 = inside.map(|twin| score.runs().sums(twin.clone()).0).sum();
        let weights = score.weights;
        let is_clean = or_clean && prose >= own.0 * weights.rest && prose >= chaff * weights.clean;
        let is_alike = alike * 2.0 >= prose && prose >= chaff * weights.alike;
        // So must be what the last step adds, which may be a footer.
        let is_step = prose - held.0 >= (chaff - held.1) * weights.alike;
        if prose > 0.0 && is_step && (is_clean || is_alike) {
            if repeats(dom, best, &range) {
                break;
            }
            (widest, held) = (around, (prose, chaff));
        }
    }
    widest
}

/// Other boxes of the same tag and classes with prose in them, none inside another.
fn twins<'a>(score: &Score<'_, 'a>, best: ElementRef<'a>) -> Vec<Range<usize>> {
    let dom = score.dom;
    let class = |element| dom::attribute(element, "class").filter(|class| !class.trim().is_empty());
    let Some(wanted) = class(best) else {
        return Vec::new();
    };
    let own = dom.subtree(best);
    let mut twins: Vec<Range<usize>> = Vec::new();
    for (place, element) in dom.elements().iter().enumerate() {
        let is_inside = twins.last().is_some_and(|last| place < last.end);
        let is_alike = class(*element) == Some(wanted)
            && element.value().name() == best.value().name()
            && !own.contains(&place)
            && !dom.holds(*element, best);
        if !is_inside && is_alike && score.prose(*element) > 0.0 {
            twins.push(place..dom.end(place));
        }
    }
    twins
}

/// Whether the text that `best` begins with stands a second time at these places.
fn repeats(dom: &Dom<'_>, best: ElementRef<'_>, range: &Range<usize>) -> bool {
    let text = dom::beginning_of(best, BEGINNING);
    if text.chars().count() < BEGINNING {
        return false;
    }
    let end = text
        .char_indices()
        .nth(BEGINNING)
        .map_or(text.len(), |(end, _)| end);
    let own = dom.subtree(best);
    let mut places = range.clone().filter(|place| !own.contains(place));
    let weight = dom.weight(best);
    places.any(|place| {
        let element = dom.elements()[place];
        let is_as_long = dom.weight(element).text * 10 >= weight.text * 9;
        is_as_long
            && !dom.holds(element, best)
            && dom::beginning_of(element, COPY).contains(&text[..end])
    })
}
