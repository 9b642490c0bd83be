//! The values of `class` attributes, each once.
//!
//! A page has some hundred different ones on thousands of elements. What is asked of a value (the
//! wanted names in it, whether it contains `comment-meta`) is asked once for all its elements.

use rustc_hash::FxHashMap;

/// The different values in the order of their first elements.
#[derive(Debug, Default)]
pub(super) struct ClassLists<'a> {
    lists: Vec<ClassList<'a>>,
    /// Where in `lists` a value is.
    known: FxHashMap<&'a str, usize>,
}

/// One value.
#[derive(Debug)]
pub(super) struct ClassList<'a> {
    value: &'a str,
    /// The numbers of the wanted class names in it.
    pub(super) numbers: Vec<usize>,
    /// The places of the elements that have it, in document order.
    pub(super) places: Vec<u32>,
}

impl<'a> ClassLists<'a> {
    /// The entry of a value, made where it is new.
    pub(super) fn entry(
        &mut self,
        value: &'a str,
        wanted: &FxHashMap<String, usize>,
    ) -> &mut ClassList<'a> {
        let next = self.lists.len();
        let at = *self.known.entry(value).or_insert(next);
        if at == next {
            let names = value.split_ascii_whitespace();
            self.lists.push(ClassList {
                value,
                numbers: names.filter_map(|name| wanted.get(name).copied()).collect(),
                places: Vec::new(),
            });
        }
        &mut self.lists[at]
    }

    /// The places of all elements whose value passes a test, in document order.
    pub(super) fn places(&self, passes: impl Fn(&str) -> bool) -> Vec<u32> {
        let lists = self.lists.iter().filter(|list| passes(list.value));
        let mut places: Vec<u32> = lists.flat_map(|list| &list.places).copied().collect();
        places.sort_unstable();
        places
    }
}
