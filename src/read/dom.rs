//! One index over a page's tree, so that a row of a profile costs a look-up and not a walk.
//!
//! Built in one pass: elements in document order with the end of each subtree, and posting lists
//! for those names (ids, classes, tags, attributes) that some profile asks for.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::rc::Rc;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use html5ever::{LocalName, local_name};
use rustc_hash::FxHashMap;
use scraper::{ElementRef, Html, Node};

use crate::profile::Key;

mod answer;
mod name;
mod shared_value;
mod text;

use shared_value::SharedValues;

pub(crate) use name::words_of_name;
pub(crate) use text::{beginning_of, breaks_words, is_silent, push_text, text_of};

/// The index of one page.
#[derive(Debug)]
pub(crate) struct Dom<'a> {
    /// All elements in document order.
    elements: Vec<ElementRef<'a>>,
    /// For each element the position behind its last descendant.
    ends: Vec<u32>,
    /// Node number to position in `elements`; `u32::MAX` for what is no element.
    positions: Vec<u32>,
    /// The names that positions are kept for, each with its place in `postings`.
    wanted: &'a Wanted,
    /// For each wanted name the positions of its elements.
    postings: Vec<Vec<u32>>,
    /// Each value of a `class` attribute once: pages repeat few of them often.
    class_lists: SharedValues<'a>,
    /// Those of `rel` attributes.
    rels: SharedValues<'a>,
    /// For each element its bytes of visible text.
    weights: Vec<Weight>,
    /// What was weighed so far.
    total: Weight,
    /// The text of every script with its `type`.
    scripts: Vec<(&'a str, &'a str)>,
    /// The matches of the queries asked so far, by the address of the query, which the profiles
    /// keep where it is.
    answers: RefCell<FxHashMap<usize, Rc<[u32]>>>,
}

/// The names that the index keeps positions for, with the numbers of their keys.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// One more than the greatest number of its keys.
    count: usize,
    tags: FxHashMap<LocalName, usize>,
    ids: FxHashMap<String, usize>,
    classes: FxHashMap<String, usize>,
    attributes: FxHashMap<LocalName, usize>,
}

impl Wanted {
    /// Asks for a key.
    pub(crate) fn insert(&mut self, key: &Key) {
        let number = key.number();
        self.count = self.count.max(number + 1);
        match key {
            Key::Tag(name) => self.tags.insert(name.clone(), number),
            Key::Id(name) => self.ids.insert(name.clone(), number),
            Key::Class(name) => self.classes.insert(name.clone(), number),
            Key::Attribute(name) => self.attributes.insert(name.clone(), number),
        };
    }

    /// Asks for whatever `other` asks for.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.count = self.count.max(other.count);
        self.tags.extend(other.tags.clone());
        self.ids.extend(other.ids.clone());
        self.classes.extend(other.classes.clone());
        self.attributes.extend(other.attributes.clone());
    }
}

impl<'a> Dom<'a> {
    /// Indexes a page.
    pub(crate) fn new(html: &'a Html, wanted: &'a Wanted) -> Self {
        let mut dom = Self {
            elements: Vec::new(),
            ends: Vec::new(),
            positions: Vec::new(),
            wanted,
            postings: vec![Vec::new(); wanted.count],
            class_lists: SharedValues::default(),
            rels: SharedValues::default(),
            weights: Vec::new(),
            total: Weight::default(),
            scripts: Vec::new(),
            answers: RefCell::default(),
        };
        let mut inside = Inside::default();
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(value) => {
                        inside.enter(&value.name.local);
                        dom.open(ElementRef::wrap(node).expect("it is an element"));
                    }
                    Node::Text(text) => dom.weigh(text, &inside),
                    _ => {}
                },
                Edge::Close(node) => {
                    if let Node::Element(value) = node.value() {
                        inside.leave(&value.name.local);
                        let position = dom.position_of(node.id()).expect("it was opened");
                        dom.ends[position] = narrow(dom.elements.len());
                        dom.weights[position] = dom.total.since(dom.weights[position]);
                    }
                }
            }
        }
        dom
    }

    fn weigh(&mut self, text: &str, inside: &Inside) {
        if inside.silent > 0 {
            return;
        }
        let bytes = narrow(trimmed_len(text));
        self.total.text += bytes;
        if inside.links > 0 {
            self.total.links += bytes;
        }
    }

    fn open(&mut self, element: ElementRef<'a>) {
        let position = narrow(self.elements.len());
        let number = node_number(element.id());
        if self.positions.len() <= number {
            self.positions.resize(number + 1, u32::MAX);
        }
        self.positions[number] = position;
        self.elements.push(element);
        self.ends.push(position + 1);
        self.weights.push(self.total);
        self.post(element, position);
        if element.value().name() == "script" {
            self.keep_script(element);
        }
    }

    fn post(&mut self, element: ElementRef<'a>, position: u32) {
        let wanted = self.wanted;
        let postings = &mut self.postings;
        let mut add = |number: usize| {
            let list = &mut postings[number];
            if list.last() != Some(&position) {
                list.push(position);
            }
        };
        let value = element.value();
        wanted.tags.get(&value.name.local).copied().map(&mut add);
        for (name, value) in &value.attrs {
            if name.local == local_name!("class") {
                let list = self
                    .class_lists
                    .entry(value, |class| wanted.classes.get(class).copied());
                list.places.push(position);
                list.numbers.iter().copied().for_each(&mut add);
            } else if name.local == local_name!("rel") {
                self.rels.entry(value, |_| None).places.push(position);
            } else if name.local == local_name!("id") {
                wanted.ids.get(&**value).copied().map(&mut add);
            }
            wanted.attributes.get(&name.local).copied().map(&mut add);
        }
    }

    fn keep_script(&mut self, element: ElementRef<'a>) {
        if let Some(text) = script_text(element) {
            self.scripts
                .push((attribute(element, "type").unwrap_or(""), text));
        }
    }

    /// The names that it keeps positions for.
    pub(crate) fn wanted(&self) -> &'a Wanted {
        self.wanted
    }

    /// The scripts in the page, each with its `type` attribute, in order.
    pub(crate) fn scripts(&self) -> &[(&'a str, &'a str)] {
        &self.scripts
    }

    /// The first of these words that some script holds.
    pub(crate) fn script_marker<'m>(&self, markers: &'m [String]) -> Option<&'m str> {
        let in_scripts = |marker: &str| self.scripts.iter().any(|(_, text)| text.contains(marker));
        markers
            .iter()
            .map(String::as_str)
            .find(|marker| in_scripts(marker))
    }

    /// All elements in document order.
    pub(crate) fn elements(&self) -> &[ElementRef<'a>] {
        &self.elements
    }

    /// The place of an element in [`Dom::elements`].
    pub(crate) fn position(&self, element: ElementRef<'_>) -> usize {
        self.position_of(element.id())
            .expect("every element of the page was indexed")
    }

    fn position_of(&self, node: NodeId) -> Option<usize> {
        self.positions
            .get(node_number(node))
            .filter(|position| **position != u32::MAX)
            .map(|position| *position as usize)
    }

    /// The places of an element and all elements in it.
    pub(crate) fn subtree(&self, element: ElementRef<'_>) -> Range<usize> {
        let start = self.position(element);
        start..self.ends[start] as usize
    }

    /// The place behind the last element in the one at this place.
    pub(crate) fn end(&self, place: usize) -> usize {
        self.ends[place] as usize
    }

    /// How much visible text an element holds.
    pub(crate) fn weight(&self, element: ElementRef<'_>) -> Weight {
        self.weights[self.position(element)]
    }

    /// Whether `inner` is `outer` or in it.
    pub(crate) fn holds(&self, outer: ElementRef<'_>, inner: ElementRef<'_>) -> bool {
        self.subtree(outer).contains(&self.position(inner))
    }
}

/// Bytes of visible text, white space at the ends of text nodes not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Weight {
    /// All of it.
    pub(crate) text: u32,
    /// What stands in links.
    pub(crate) links: u32,
}

impl Weight {
    /// What came to it since it was `before`, or what is in it beside a part.
    pub(crate) fn since(self, before: Self) -> Self {
        Self {
            text: self.text - before.text,
            links: self.links - before.links,
        }
    }
}

/// The bytes of a text without the white space around it. Most of that is ASCII.
fn trimmed_len(text: &str) -> usize {
    let ascii = text.trim_ascii();
    let is_plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii);
    let bytes = ascii.as_bytes();
    if is_plain(bytes.first()) && is_plain(bytes.last()) {
        ascii.len()
    } else {
        ascii.trim().len()
    }
}

/// What the walk is in at the moment.
#[derive(Default)]
struct Inside {
    silent: usize,
    links: usize,
}

impl Inside {
    fn enter(&mut self, name: &LocalName) {
        self.silent += usize::from(is_silent(name));
        self.links += usize::from(*name == local_name!("a"));
    }

    fn leave(&mut self, name: &LocalName) {
        self.silent -= usize::from(is_silent(name));
        self.links -= usize::from(*name == local_name!("a"));
    }
}

/// The text of a script.
pub(crate) fn script_text(script: ElementRef<'_>) -> Option<&str> {
    script.first_child().and_then(|child| match child.value() {
        Node::Text(text) => Some(&**text),
        _ => None,
    })
}

/// The value of an attribute. Unlike scraper's own look-up it builds no name first.
pub(crate) fn attribute<'a>(element: ElementRef<'a>, name: &str) -> Option<&'a str> {
    element
        .value()
        .attrs
        .iter()
        .find(|(key, _)| &*key.local == name)
        .map(|(_, value)| &**value)
}

fn narrow(place: usize) -> u32 {
    u32::try_from(place).expect("a page has fewer than 2^32 nodes: its bytes are limited")
}

/// The number inside a node's id. ego-tree hands ids out from one and keeps nodes in a vector, but
/// shows the number to hashers only.
fn node_number(id: NodeId) -> usize {
    struct Number(usize);
    impl Hasher for Number {
        fn finish(&self) -> u64 {
            self.0 as u64
        }
        fn write(&mut self, bytes: &[u8]) {
            for byte in bytes {
                self.0 = (self.0 << 8) | usize::from(*byte);
            }
        }
        fn write_usize(&mut self, number: usize) {
            self.0 = number;
        }
    }
    let mut number = Number(0);
    id.hash(&mut number);
    number.0
}

#[cfg(test)]
mod tests;
