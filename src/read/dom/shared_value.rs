//! The values of an attribute that many elements share (`class`, `rel`), each once.
//!
//! A page has some hundred different ones on thousands of elements. What is asked of a value (the
//! wanted names in it, whether it contains `comment-meta`) is asked once for all its elements.

use rustc_hash::FxHashMap;

/// The different values in the order of their first elements.
#[derive(Debug, Default)]
pub(super) struct SharedValues<'a> {
    values: Vec<SharedValue<'a>>,
    /// Where in `values` a value is.
    known: FxHashMap<&'a str, usize>,
}

/// One value.
#[derive(Debug)]
pub(super) struct SharedValue<'a> {
    value: &'a str,
    /// The numbers of the wanted names in it.
    pub(super) numbers: Vec<usize>,
    /// The places of the elements that have it, in document order.
    pub(super) places: Vec<u32>,
}

impl<'a> SharedValues<'a> {
    /// The entry of a value, made where it is new.
    pub(super) fn entry(
        &mut self,
        value: &'a str,
        wanted: impl Fn(&str) -> Option<usize>,
    ) -> &mut SharedValue<'a> {
        let next = self.values.len();
        let at = *self.known.entry(value).or_insert(next);
        if at == next {
            let names = value.split_ascii_whitespace();
            self.values.push(SharedValue {
                value,
                numbers: names.filter_map(wanted).collect(),
                places: Vec::new(),
            });
        }
        &mut self.values[at]
    }

    /// The places of all elements whose value passes a test, in document order.
    pub(super) fn places(&self, passes: impl Fn(&str) -> bool) -> Vec<u32> {
        let values = self.values.iter().filter(|value| passes(value.value));
        let mut places: Vec<u32> = values.flat_map(|value| &value.places).copied().collect();
        places.sort_unstable();
        places
    }
}
