//! What one compound of a selector says of what an element is not or what it holds.

use super::compound::split_outside;
use super::{Combinator, Query};

/// `:not(…)` or `:has(…)`.
#[derive(Debug, Clone)]
pub(crate) enum Condition {
    /// No alternative fits the element.
    Not(Query),
    /// One of these compounds fits an element in it, or directly in it.
    Has(Vec<(Combinator, Query)>),
}

impl Condition {
    /// Takes a pseudo-class apart; none where it is another one, or one that needs more than an
    /// index.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (name, arguments) = text.strip_prefix(':')?.split_once('(')?;
        let arguments = split_outside(arguments, &[')'])[0].1;
        match name {
            "not" => Some(Self::Not(Query::parse(arguments).ok()?)),
            "has" => {
                let held = split_outside(arguments, &[',']).into_iter();
                held.map(|(_, text)| held_compound(text.trim()))
                    .collect::<Option<_>>()
                    .map(Self::Has)
            }
            _ => None,
        }
    }

    /// The queries in it.
    pub(super) fn queries(&self) -> Vec<&Query> {
        match self {
            Self::Not(query) => vec![query],
            Self::Has(held) => held.iter().map(|(_, query)| query).collect(),
        }
    }
}

/// One alternative of `:has(…)`: a single compound, anywhere in the element or directly in it.
fn held_compound(text: &str) -> Option<(Combinator, Query)> {
    let (combinator, rest) = match text.strip_prefix('>') {
        Some(rest) => (Combinator::Child, rest.trim_start()),
        None => (Combinator::Descendant, text),
    };
    let query = Query::parse(rest).ok()?;
    let is_single = query.alternatives.iter().all(|one| one.steps.is_empty());
    (is_single && !rest.starts_with(['+', '~'])).then_some((combinator, query))
}
