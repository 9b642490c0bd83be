//! The value of a field: rows of a profile asked of a page.

use scraper::ElementRef;

use crate::profile::{Row, Rows};
use crate::read::dom::{self, Dom};

/// A value and where it came from.
#[derive(Debug, Clone)]
pub(crate) struct Value<'a> {
    /// The text or attribute, trimmed, never empty.
    pub(crate) text: String,
    /// The row that gave it.
    pub(crate) rule: &'a str,
    /// The element that it stands in.
    pub(crate) element: ElementRef<'a>,
}

impl Row {
    /// Whether it asks for microdata or microformats, which state what they hold.
    pub(crate) fn is_markup(&self) -> bool {
        ["itemprop", ".h-entry", ".h-cite"]
            .iter()
            .any(|mark| self.selector.contains(mark))
    }

    /// What the row says of an element that it selected.
    pub(crate) fn value<'a>(&'a self, element: ElementRef<'a>) -> Option<Value<'a>> {
        let text = match &self.attribute {
            Some(name) => dom::attribute(element, name)?.trim().to_owned(),
            None => dom::text_of(element),
        };
        (!text.is_empty()).then_some(Value {
            text,
            rule: &self.name,
            element,
        })
    }
}

impl Rows {
    /// Every value of every row: rows from the top, each in document order.
    pub(crate) fn all<'a>(
        &'a self,
        dom: &'a Dom<'a>,
        allowed: impl Fn(ElementRef<'a>) -> bool + Copy + 'a,
    ) -> impl Iterator<Item = Value<'a>> + 'a {
        self.0.iter().flat_map(move |row| {
            let elements = dom
                .select(&row.query)
                .into_iter()
                .filter(move |element| allowed(*element));
            elements.filter_map(move |element| row.value(element))
        })
    }

    /// The name of the first row that selects anything.
    pub(crate) fn matching<'a>(&'a self, dom: &Dom<'a>) -> Option<&'a str> {
        self.0
            .iter()
            .find(|row| dom.has(&row.query))
            .map(|row| row.name.as_str())
    }
}
