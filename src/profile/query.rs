//! A CSS selector, taken apart so that it can be answered from an index.
//!
//! `#comments li.comment > p:first-child` is three [`Compound`]s and how each stands to the one
//! before. The answer for a page is made from the left: the elements that the first compound
//! fits, those of the second one that stand in one of them, and so on ([`crate::read`] does it).
//! Only what a compound says beyond names and attributes is asked of the selectors library.

mod compound;
mod condition;

pub(crate) use compound::{Compound, Key};
pub(crate) use condition::Condition;

use compound::split_outside;

/// A compiled selector: its alternatives in order.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pub(crate) alternatives: Vec<Alternative>,
}

/// One of a selector's alternatives.
#[derive(Debug, Clone)]
pub(crate) struct Alternative {
    /// The leftmost compound.
    pub(crate) first: Compound,
    /// The others, each with its place as seen from the one before.
    pub(crate) steps: Vec<(Combinator, Compound)>,
    /// The numbers of the names of all its compounds: without an element for each nothing matches.
    pub(crate) numbers: Vec<usize>,
}

/// How an element stands to one that the compound before fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Combinator {
    /// ` `: anywhere in it.
    Descendant,
    /// `>`: directly in it.
    Child,
    /// `+`: directly behind it.
    NextSibling,
    /// `~`: behind it, in the same element.
    LaterSibling,
}

impl Query {
    /// Compiles what may not be a selector; the error is one line.
    pub(crate) fn checked(text: &str) -> Result<Self, String> {
        scraper::Selector::parse(text).map_err(|error| error.to_string())?;
        Self::parse(text)
    }

    /// Compiles a selector.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let alternatives = split_outside(text, &[',']).into_iter();
        let alternatives = alternatives.map(|(_, text)| Alternative::parse(text.trim()));
        Ok(Self {
            alternatives: alternatives.collect::<Result<_, String>>()?,
        })
    }

    /// Every name in it, for the index that must know them.
    pub(crate) fn visit_keys(&self, visit: &mut dyn FnMut(&Key)) {
        for alternative in &self.alternatives {
            let steps = alternative.steps.iter().map(|(_, compound)| compound);
            for compound in std::iter::once(&alternative.first).chain(steps) {
                compound.keys.iter().for_each(&mut *visit);
                let conditions = compound.conditions.iter();
                for query in conditions.flat_map(Condition::queries) {
                    query.visit_keys(visit);
                }
            }
        }
    }
}

impl Alternative {
    fn parse(text: &str) -> Result<Self, String> {
        let mut steps = Vec::new();
        let mut combinator = Combinator::Descendant;
        for (separator, part) in split_outside(text, &[' ', '\n', '>', '+', '~']) {
            combinator = match separator {
                '>' => Combinator::Child,
                '+' => Combinator::NextSibling,
                '~' => Combinator::LaterSibling,
                _ => combinator,
            };
            // Blanks around a combinator give empty parts.
            if !part.is_empty() {
                steps.push((combinator, Compound::parse(part)?));
                combinator = Combinator::Descendant;
            }
        }
        if steps.is_empty() {
            return Err("it is empty".to_owned());
        }
        let compounds = steps.iter().map(|(_, compound)| &compound.numbers);
        let numbers = compounds.flatten().copied().collect();
        let (_, first) = steps.remove(0);
        Ok(Self {
            first,
            steps,
            numbers,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Profile, builtin, systems};

    #[test]
    fn the_selectors_of_the_built_in_profiles_are_selectors() {
        for (name, text) in builtin().iter().chain(systems()) {
            assert!(Profile::from_toml(text).is_ok(), "{name}");
        }
    }

    fn keys(text: &str) -> Vec<Vec<Key>> {
        let query = Query::parse(text).expect("the test's selector is right");
        let mut all = Vec::new();
        for alternative in query.alternatives {
            all.push(alternative.first.keys);
            all.extend(
                alternative
                    .steps
                    .into_iter()
                    .map(|(_, compound)| compound.keys),
            );
        }
        all
    }

    #[test]
    fn a_selector_is_compounds_with_the_names_to_look_them_up_by() {
        let tag = |name: &str| Key::Tag(name.into());
        let class = |name: &str| Key::Class(name.into());
        assert_eq!(
            keys("#comments h4"),
            [[Key::Id("comments".into())], [tag("h4")]]
        );
        assert_eq!(keys("p.b:not(.c, .d)"), [[class("b"), tag("p")]]);
        assert_eq!(
            keys("li[id^='a > b']"),
            [[Key::Attribute("id".into()), tag("li")]]
        );
        assert_eq!(keys("a,b>.c"), [[tag("a")], [tag("b")], [class("c")]]);
        assert_eq!(keys(".a:not(.b *) *"), [vec![class("a")], vec![]]);
    }

    #[test]
    fn combinators_may_stand_without_blanks() {
        let query = Query::parse("a>b + c~d e").expect("the test's selector is right");
        let combinators: Vec<_> = query.alternatives[0]
            .steps
            .iter()
            .map(|step| step.0)
            .collect();
        let all = [
            Combinator::Child,
            Combinator::NextSibling,
            Combinator::LaterSibling,
            Combinator::Descendant,
        ];
        assert_eq!(combinators, all);
    }
}
