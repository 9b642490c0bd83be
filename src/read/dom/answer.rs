//! Queries answered from the index: a query's answer is made for the whole page at once.

use std::ops::Range;
use std::rc::Rc;

use ego_tree::NodeRef;
use html5ever::local_name;
use scraper::{ElementRef, Node};

use super::{Dom, narrow};
use crate::profile::{Alternative, Combinator, Compound, Condition, Query};

impl<'a> Dom<'a> {
    /// All elements that match, in document order.
    pub(crate) fn select(&self, query: &'a Query) -> Vec<ElementRef<'a>> {
        self.select_in(query, 0..self.elements.len())
    }

    /// The matching elements among those places, in document order.
    pub(crate) fn select_in(&self, query: &'a Query, range: Range<usize>) -> Vec<ElementRef<'a>> {
        if !self.is_possible(query) {
            return Vec::new();
        }
        let matches = self.matches(query);
        let from = matches.partition_point(|place| (*place as usize) < range.start);
        let to = from + matches[from..].partition_point(|place| (*place as usize) < range.end);
        matches[from..to]
            .iter()
            .map(|place| self.elements[*place as usize])
            .collect()
    }

    /// The places of all matches of a query. Rows are asked of one comment after the other, so
    /// the answer for the whole page is kept.
    fn matches(&self, query: &'a Query) -> Rc<[u32]> {
        let known = std::ptr::from_ref(query) as usize;
        if let Some(matches) = self.answers.borrow().get(&known) {
            return Rc::clone(matches);
        }
        let mut places: Vec<u32> = Vec::new();
        for alternative in query.alternatives.iter().filter(|one| self.may_match(one)) {
            places.append(&mut self.answer(alternative));
        }
        if query.alternatives.len() > 1 {
            places.sort_unstable();
            places.dedup();
        }
        let matches: Rc<[u32]> = places.into();
        self.answers.borrow_mut().insert(known, Rc::clone(&matches));
        matches
    }

    /// The places that one alternative of a selector fits, from its leftmost compound on.
    fn answer(&self, alternative: &'a Alternative) -> Vec<u32> {
        let mut places = self.fitting(&alternative.first);
        for (combinator, compound) in &alternative.steps {
            if places.is_empty() {
                break;
            }
            let candidates = self.fitting(compound);
            places = self.related(*combinator, &places, candidates);
        }
        places
    }

    fn fitting(&self, compound: &'a Compound) -> Vec<u32> {
        let fits = |place: &u32| self.fits(compound, *place);
        if let Some((name, passes)) = compound.shared_value() {
            let is_class = *name == local_name!("class");
            let values = if is_class {
                &self.class_lists
            } else {
                &self.rels
            };
            let mut places = values.places(passes);
            places.retain(fits);
            return places;
        }
        match self.rarest(&compound.numbers) {
            Some(places) => places.iter().copied().filter(fits).collect(),
            None => (0..narrow(self.elements.len())).filter(fits).collect(),
        }
    }

    fn fits(&self, compound: &'a Compound, place: u32) -> bool {
        compound.fits(self.elements[place as usize])
            && compound.conditions.iter().all(|condition| match condition {
                Condition::Not(query) => !self.is_match(query, place),
                Condition::Has(held) => {
                    let mut held = held.iter();
                    held.any(|(combinator, query)| self.has_in(*combinator, query, place))
                }
            })
    }

    /// Whether a query matches one element.
    fn is_match(&self, query: &'a Query, place: u32) -> bool {
        query.alternatives.iter().any(|alternative| {
            if alternative.steps.is_empty() {
                self.fits(&alternative.first, place)
            } else {
                self.matches(query).binary_search(&place).is_ok()
            }
        })
    }

    /// Whether a query matches something in an element, or directly in it.
    fn has_in(&self, combinator: Combinator, query: &'a Query, place: u32) -> bool {
        let matches = self.matches(query);
        let from = matches.partition_point(|inner| *inner <= place);
        let end = self.ends[place as usize];
        let mut inside = matches[from..].iter().take_while(|inner| **inner < end);
        if combinator == Combinator::Descendant {
            return inside.next().is_some();
        }
        let element = self.elements[place as usize].id();
        inside.any(|inner| {
            let parent = self.elements[*inner as usize].parent();
            parent.is_some_and(|parent| parent.id() == element)
        })
    }

    /// The places of the elements with the rarest of these names; none where there is no name.
    fn rarest(&self, numbers: &[usize]) -> Option<&[u32]> {
        let lists = numbers.iter().map(|number| self.posting(*number));
        lists.min_by_key(|list| list.len())
    }

    /// The places of the elements with a name.
    fn posting(&self, number: usize) -> &[u32] {
        self.postings.get(number).map_or(&[], Vec::as_slice)
    }

    /// Whether the page has an element for each name that some alternative asks for: most rows
    /// are of other platforms, and end here.
    fn is_possible(&self, query: &Query) -> bool {
        query.alternatives.iter().any(|one| self.may_match(one))
    }

    fn may_match(&self, alternative: &Alternative) -> bool {
        let mut numbers = alternative.numbers.iter();
        numbers.all(|number| !self.posting(*number).is_empty())
    }

    /// Those candidates that stand to one of `places` as the combinator says; both in order.
    fn related(
        &self,
        combinator: Combinator,
        places: &[u32],
        mut candidates: Vec<u32>,
    ) -> Vec<u32> {
        let is_in = |element: Option<NodeRef<'_, Node>>| {
            let place = element.and_then(|node| self.position_of(node.id()));
            place.is_some_and(|place| places.binary_search(&narrow(place)).is_ok())
        };
        let is_element = |node: &NodeRef<'_, Node>| node.value().is_element();
        match combinator {
            Combinator::Descendant => {
                let (mut next, mut end) = (0, 0);
                candidates.retain(|candidate| {
                    while next < places.len() && places[next] < *candidate {
                        end = end.max(self.ends[places[next] as usize]);
                        next += 1;
                    }
                    *candidate < end
                });
            }
            Combinator::Child => {
                candidates.retain(|place| is_in(self.elements[*place as usize].parent()));
            }
            Combinator::NextSibling => candidates.retain(|place| {
                is_in(
                    self.elements[*place as usize]
                        .prev_siblings()
                        .find(is_element),
                )
            }),
            Combinator::LaterSibling => candidates.retain(|place| {
                let mut before = self.elements[*place as usize].prev_siblings();
                before.any(|node| is_in(Some(node)))
            }),
        }
        candidates
    }

    /// Whether anything matches.
    pub(crate) fn has(&self, query: &'a Query) -> bool {
        self.is_possible(query) && !self.matches(query).is_empty()
    }
}
