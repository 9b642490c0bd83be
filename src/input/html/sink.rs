//! The receiving end of the tree builder: scraper's, with a bound on attributes, and counting what
//! can make the tree deeper than the stack of open elements.

use std::borrow::Cow;
use std::cell::{Cell, Ref};

use ego_tree::NodeId;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName, local_name};
use scraper::{Html, HtmlTreeSink};

use super::MAX_ATTRIBUTES;

/// Builds the tree.
#[derive(Debug)]
pub(super) struct Sink {
    inner: HtmlTreeSink,
    deepened: Cell<usize>,
    attributes: Cell<usize>,
}

/// How many attributes take the memory of one node.
const ATTRIBUTES_PER_NODE: usize = 4;

impl Sink {
    pub(super) fn new() -> Self {
        Self {
            inner: HtmlTreeSink::new(Html::new_document()),
            deepened: Cell::new(0),
            attributes: Cell::new(0),
        }
    }

    /// How many nodes were made so far; some attributes count as one.
    pub(super) fn nodes(&self) -> usize {
        self.inner.0.borrow().tree.values().len() + self.attributes.get() / ATTRIBUTES_PER_NODE
    }

    /// By how many levels the tree can be deeper than the stack of open elements: each run of the
    /// adoption agency and each template adds one.
    pub(super) fn deepened(&self) -> usize {
        self.deepened.get()
    }

    /// Whether the node is an element that is kept open for formatting.
    pub(super) fn is_formatting(&self, node: NodeId) -> bool {
        let html = self.inner.0.borrow();
        let element = html
            .tree
            .get(node)
            .and_then(|node| node.value().as_element());
        element.is_some_and(|element| super::guard::is_formatting(&element.name.local))
    }

    fn deepen(&self) {
        self.deepened.set(self.deepened.get() + 1);
    }

    fn attributes_of(&self, node: NodeId) -> usize {
        let html = self.inner.0.borrow();
        let element = html
            .tree
            .get(node)
            .and_then(|node| node.value().as_element());
        element.map_or(0, |element| element.attrs.len())
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Html;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Html {
        self.inner.finish()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.inner.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.inner.elem_name(target)
    }

    fn create_element(
        &self,
        name: QualName,
        mut attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> NodeId {
        attributes.truncate(MAX_ATTRIBUTES);
        self.attributes
            .set(self.attributes.get() + attributes.len());
        if name.local == local_name!("template") {
            self.deepen();
        }
        self.inner.create_element(name, attributes, flags)
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.inner.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.inner.create_pi(target, data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.inner.append(parent, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        self.inner
            .append_based_on_parent_node(element, previous, child);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.inner.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.inner.get_template_contents(target)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.inner.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &NodeId, new: NodeOrText<NodeId>) {
        self.inner.append_before_sibling(sibling, new);
    }

    /// A second `<body>` gives its attributes to the first; a thousandth one need not.
    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        if self.attributes_of(*target) + attributes.len() <= MAX_ATTRIBUTES {
            self.inner.add_attrs_if_missing(target, attributes);
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.inner.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.deepen();
        self.inner.reparent_children(node, new_parent);
    }
}
