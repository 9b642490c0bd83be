//! The post's element on a page whose names say nothing: the one that holds most of the page's
//! running text and least of all else.
//!
//! Every run of text is prose or chaff ([`runs`]). An element is worth as much as the pair of
//! what it has of the page's prose (recall) and what of its own text is prose (precision): their
//! harmonic mean. So a post that is split over sections is found in the element around them, and
//! what would bring in lists of links is too wide. Names that themes give to navigation and
//! comments make chaff of what they hold ([`outside`]).

use std::cell::OnceCell;

use scraper::ElementRef;

use crate::read::comments::Found;
use crate::read::dom::Dom;

mod candidates;
mod heading;
mod outside;
mod runs;
mod teasers;
mod widen;

use runs::Runs;

pub(crate) use heading::find as headings;

/// The tuned numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weights {
    /// A run of fewer bytes is a label, not a sentence.
    pub(crate) sentence: u32,
    /// With less prose than that an element is no post, if no name says so.
    pub(crate) least: f64,
    /// What a byte of a label counts against an element, where a byte of prose counts one.
    pub(crate) label: f64,
    /// The same for a byte in links.
    pub(crate) link: f64,
    /// The same for a byte of prose in parts whose names rule them out.
    pub(crate) outside: f64,
    /// With fewer bytes of prose and a link that stands alone, an element among its like is a teaser.
    pub(crate) teaser: f64,
    /// What it adds to an element's worth that all its prose flows, in no box inside it.
    pub(crate) flow: f64,
    /// Around the best element, that much more prose, as a share of its own, ...
    pub(crate) rest: f64,
    /// ... with so many bytes of it to each of chaff, is the rest of the same post.
    pub(crate) clean: f64,
    /// The same where the prose is in boxes of the same kind.
    pub(crate) alike: f64,
    /// How many times better than a named element another one must be to be the post.
    pub(crate) name: f64,
    /// The same where the named element is nearer to the page's title.
    pub(crate) near_title: f64,
}

/// The numbers in use; [`hold_out`] tells how they were found.
pub(crate) const WEIGHTS: Weights = Weights {
    sentence: 40,
    least: 120.0,
    label: 0.3,
    link: 1.0,
    outside: 0.5,
    teaser: 350.0,
    flow: 0.3,
    rest: 0.1,
    clean: 5.0,
    alike: 1.5,
    name: 2.0,
    near_title: 8.0,
};

/// How much each element of a page is like its post. Nothing is counted before the first question.
#[derive(Debug)]
pub(crate) struct Score<'d, 'a> {
    dom: &'d Dom<'a>,
    found: &'d Found<'a>,
    weights: &'static Weights,
    runs: OnceCell<Runs>,
    best: OnceCell<Option<ElementRef<'a>>>,
}

impl<'d, 'a> Score<'d, 'a> {
    pub(crate) fn new(dom: &'d Dom<'a>, found: &'d Found<'a>, weights: &'static Weights) -> Self {
        Self {
            dom,
            found,
            weights,
            runs: OnceCell::new(),
            best: OnceCell::new(),
        }
    }

    fn runs(&self) -> &Runs {
        self.runs
            .get_or_init(|| Runs::of(self.dom, self.found, self.weights))
    }

    /// What was weighed up for the choice of an element; none where nothing was.
    pub(crate) fn told(&self, chosen: ElementRef<'a>) -> Option<String> {
        self.runs.get()?;
        Some(candidates::told(self, chosen))
    }

    /// Prose in an element, in bytes.
    pub(crate) fn prose(&self, element: ElementRef<'a>) -> f64 {
        self.runs().sums(self.dom.subtree(element)).0
    }

    /// Whether a link stands alone in an element, as a teaser's does.
    pub(crate) fn links_on(&self, element: ElementRef<'a>) -> bool {
        self.runs().sums(self.dom.subtree(element)).2 > 0.0
    }

    /// Prose in the whole page.
    pub(crate) fn all_prose(&self) -> f64 {
        self.runs().sums(0..self.dom.elements().len()).0
    }

    /// Whether the page's running text is elsewhere than in an element that a name gave: themes
    /// give the post's names to author boxes and teasers, too, and to each of a post's sections.
    pub(crate) fn outweighs(&self, named: ElementRef<'a>) -> bool {
        // What holds most of the page's words needs no comparison.
        let words = |element| {
            let weight = self.dom.weight(element);
            weight.text - weight.links
        };
        let page = self.dom.elements().first().map_or(0, |root| words(*root));
        if words(named) * 2 > page {
            return false;
        }
        let Some(best) = self.best() else {
            return false;
        };
        let times_better = self.points(best) / self.points(named);
        let is_beside = !self.dom.holds(best, named) && !self.dom.holds(named, best);
        times_better > self.weights.name
            && (times_better > self.weights.near_title
                || !(is_beside && self.is_nearer_to_title(named, best)))
    }

    fn is_nearer_to_title(&self, named: ElementRef<'a>, other: ElementRef<'a>) -> bool {
        let headings = heading::find(self.dom);
        let distance = |element| heading::distance(self.dom, &headings, element);
        distance(named) < distance(other)
    }

    /// The element that is most likely the post's: the inner one of two that are worth the same,
    /// and around it the rest of a post that is split over several.
    pub(crate) fn best(&self) -> Option<ElementRef<'a>> {
        *self.best.get_or_init(|| self.find_best())
    }

    fn find_best(&self) -> Option<ElementRef<'a>> {
        let places = 0..self.dom.elements().len();
        let worth = places.map(|place| (place, self.worth(place)));
        let best = worth.max_by(|a, b| a.1.total_cmp(&b.1))?;
        let element = widen::widened(self, self.dom.elements()[best.0]);
        (self.prose(element) >= self.weights.least).then_some(element)
    }

    /// A named element, or what holds it with the others of its kind that a post is split over.
    pub(crate) fn among_its_like(&self, named: ElementRef<'a>) -> ElementRef<'a> {
        widen::among_its_like(self, named)
    }

    /// What an element is worth, from 0 to 1.
    pub(crate) fn points(&self, element: ElementRef<'a>) -> f64 {
        self.worth(self.dom.position(element))
    }

    fn worth(&self, place: usize) -> f64 {
        let range = place..self.dom.end(place);
        let (prose, chaff, _) = self.runs().sums(range);
        let all = self.all_prose();
        if prose > 0.0 {
            let flow = self.runs().flow(place) / prose;
            2.0 * prose / (all + prose + chaff) * (1.0 + self.weights.flow * flow)
        } else {
            0.0
        }
    }
}
