//! The attributes that any element can have, gathered in one look at its list.

use scraper::node::Element;

use crate::read::blocks::style::Style;

/// What an element says about itself.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Attributes<'a> {
    pub(super) class: &'a str,
    pub(super) id: Option<&'a str>,
    pub(super) style: Style,
    pub(super) hidden: bool,
}

impl<'a> Attributes<'a> {
    /// Gathers them.
    pub(super) fn of(element: &'a Element) -> Self {
        let mut found = Self::default();
        for (name, value) in element.attrs() {
            match name {
                "class" => found.class = value,
                "id" => found.id = Some(value),
                "style" => found.style = Style::parse(value),
                "hidden" => found.hidden = !value.eq_ignore_ascii_case("until-found"),
                _ => {}
            }
        }
        found.hidden |= found.style.hidden;
        found
    }
}

/// One attribute, by a plain search: `ElementRef::attr` interns the name first.
pub(super) fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    let mut attributes = element.attrs();
    attributes
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}
