//! A CSS selector, prepared so that most elements are turned down without asking the selector.
//!
//! Each alternative of a selector (between commas) has a [`Key`], by which candidates are looked
//! up, and a [`Compound`]: what its last compound says of the element itself. Only for candidates
//! that pass it, and only where there is more to the selector, is the whole selector asked.

use scraper::{ElementRef, Selector};

mod compound;

use compound::{Compound, split_outside};

/// A compiled selector.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    alternatives: Vec<Alternative>,
}

/// One of a selector's alternatives.
#[derive(Debug, Clone)]
pub(crate) struct Alternative {
    /// How candidates are looked up.
    pub(crate) key: Key,
    compound: Compound,
    /// The rest: ancestors, siblings, pseudo-classes. None where the compound says all.
    rest: Option<Selector>,
}

/// Something that every match of a selector has, taken from its last compound.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// `#name`
    Id(String),
    /// `.name`
    Class(String),
    /// `[name…]`
    Attribute(String),
    /// `name`
    Tag(String),
    /// Nothing to go by: every element is tried.
    Any,
}

impl Query {
    /// Compiles a selector; the error is one line.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let compile = |text: &str| Selector::parse(text).map_err(|error| error.to_string());
        compile(text)?;
        let alternatives = split_outside(text, ',').into_iter().map(|text| {
            let text = text.trim();
            let last = last_compound(text);
            let compound = Compound::parse(last);
            let says_all = last.len() == text.len() && compound.is_whole;
            let rest = if says_all { None } else { Some(compile(text)?) };
            Ok(Alternative {
                key: compound.key(),
                compound,
                rest,
            })
        });
        Ok(Self {
            alternatives: alternatives.collect::<Result<_, String>>()?,
        })
    }

    /// The alternatives in order.
    pub(crate) fn alternatives(&self) -> &[Alternative] {
        &self.alternatives
    }
}

impl Alternative {
    /// Whether an element matches.
    pub(crate) fn matches(&self, element: ElementRef<'_>) -> bool {
        self.compound.matches(element)
            && self
                .rest
                .as_ref()
                .is_none_or(|selector| selector.matches(&element))
    }
}

/// What stands behind the last combinator.
fn last_compound(complex: &str) -> &str {
    let mut last = complex;
    for combinator in [' ', '>', '+', '~'] {
        if let Some(part) = split_outside(last, combinator).last() {
            last = part.trim();
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Key> {
        let query = Query::parse(text).expect("the test's selector is right");
        query
            .alternatives()
            .iter()
            .map(|alternative| alternative.key.clone())
            .collect()
    }

    #[test]
    fn the_key_is_taken_from_the_last_compound() {
        assert_eq!(keys("#comments h4"), [Key::Tag("h4".into())]);
        assert_eq!(keys("div.a > p.b:not(.c)"), [Key::Class("b".into())]);
        assert_eq!(keys("li[id^='comment-']"), [Key::Attribute("id".into())]);
        assert_eq!(keys("A#x.y"), [Key::Id("x".into())]);
        assert_eq!(
            keys("a, b > .c"),
            [Key::Tag("a".into()), Key::Class("c".into())]
        );
        assert_eq!(
            keys(".a [href*=\"x, y > z\"]"),
            [Key::Attribute("href".into())]
        );
        assert_eq!(keys(".a:not(.b *) *"), [Key::Any]);
    }

    #[test]
    fn a_query_matches_what_its_selector_matches() {
        let html = scraper::Html::parse_document(
            "<div class='a b' id=x><p class=b lang=EN data-k='one two'>t</p><a href='/u?x=1'>l</a>\
             <p class='b c'>u</p></div><section><p class=b>v</p></section>",
        );
        let selectors = [
            "p",
            "*",
            ".b",
            "p.b",
            ".a.b",
            "#x",
            "div#x.a",
            "[lang]",
            "[lang=EN]",
            "[lang=en]",
            "[lang=en i]",
            "[lang='en' i]",
            "[data-k~=two]",
            "[data-k^=one]",
            "[data-k$=two]",
            "[data-k*='e t']",
            "[lang|=EN]",
            "[data-k=\"one two\"]",
            "div p",
            "div > .b",
            "p + a",
            "p ~ p",
            "p:not(.c)",
            "p:first-child",
            "a[href*='x=']",
            "section .b, a",
            "P.b",
            "[href='']",
            "[href*='']",
            "div:not([id]) p",
            "[data-k~='']",
            "p.b:not([lang])",
        ];
        for selector in selectors {
            let query = Query::parse(selector).expect("the test's selector is right");
            let whole = Selector::parse(selector).expect("the test's selector is right");
            for element in html.root_element().descendent_elements() {
                let ours = query.alternatives().iter().any(|one| one.matches(element));
                assert_eq!(
                    ours,
                    whole.matches(&element),
                    "{selector} on {}",
                    element.html()
                );
            }
        }
    }
}
