//! One comment's markup: its elements, and what stands where in them.

use ego_tree::NodeId;
use rustc_hash::{FxHashMap, FxHashSet};
use scraper::ElementRef;

use crate::document::{Block, Comment, CommentAuthor, CommentKind};
use crate::profile::{CommentRows, Rows};
use crate::read::blocks::Dropped;
use crate::read::dom::{self, Dom};
use crate::read::field::Value;
use crate::read::{Context, byline, date};

/// One comment.
#[derive(Debug)]
pub(crate) struct Item<'a> {
    /// Its element, or its elements where a comment goes on over siblings.
    pub(crate) roots: Vec<ElementRef<'a>>,
    /// The outermost items inside it: its direct replies.
    pub(super) inner: Vec<ElementRef<'a>>,
    /// The place of the comment that it answers.
    pub(crate) parent: Option<usize>,
}

/// Some themes print all comments twice, for wide and for narrow screens: of several items with
/// one numbered id the first is kept. Says how many were left out.
pub(crate) fn drop_twins<'a>(
    dom: &Dom<'a>,
    rows: &'a CommentRows,
    items: Vec<Item<'a>>,
) -> (Vec<Item<'a>>, usize) {
    let mut first: FxHashMap<String, usize> = FxHashMap::default();
    let mut places: Vec<usize> = Vec::with_capacity(items.len());
    let mut kept: Vec<Item<'a>> = Vec::with_capacity(items.len());
    let all = items.len();
    for mut item in items {
        let id = item
            .first(dom, &rows.id)
            .filter(|value| number_in(&value.text).is_some());
        let twin = id.as_ref().and_then(|id| first.get(&id.text)).copied();
        places.push(twin.unwrap_or(kept.len()));
        if twin.is_none() {
            first.extend(id.map(|id| (id.text, kept.len())));
            item.parent = item.parent.and_then(|parent| places.get(parent).copied());
            kept.push(item);
        }
    }
    let twins = all - kept.len();
    (kept, twins)
}

impl<'a> Item<'a> {
    /// Whether an element is the item's own and not a reply's.
    fn owns(&self, dom: &Dom<'a>, element: ElementRef<'a>) -> bool {
        let place = dom.position(element);
        let before = self
            .inner
            .partition_point(|inner| dom.position(*inner) <= place);
        before == 0 || !dom.holds(self.inner[before - 1], element)
    }

    /// The item's own elements that the first matching row selects.
    fn own_elements(&self, dom: &Dom<'a>, rows: &'a Rows) -> Vec<ElementRef<'a>> {
        for row in &rows.0 {
            let mut found = Vec::new();
            for root in &self.roots {
                found.extend(dom.select_in(&row.query, dom.subtree(*root)));
            }
            found.retain(|element| self.owns(dom, *element));
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The elements that hold what was said, none inside another.
    fn bodies(&self, dom: &Dom<'a>, rows: &'a CommentRows) -> Vec<ElementRef<'a>> {
        let mut end = 0;
        let mut bodies = self.own_elements(dom, &rows.body);
        bodies.retain(|element| {
            let outer = dom.position(*element) >= end;
            if outer {
                end = dom.subtree(*element).end;
            }
            outer
        });
        bodies
    }

    /// The first value that a row gives.
    pub(super) fn first<'r>(&self, dom: &Dom<'a>, rows: &'r Rows) -> Option<Value<'r>>
    where
        'a: 'r,
    {
        self.find(dom, rows, Some)
    }

    /// What the first value that `accept` takes becomes.
    pub(super) fn find<'r, T>(
        &self,
        dom: &Dom<'a>,
        rows: &'r Rows,
        accept: impl Fn(Value<'r>) -> Option<T>,
    ) -> Option<T>
    where
        'a: 'r,
    {
        for row in &rows.0 {
            for root in &self.roots {
                for element in dom.select_in(&row.query, dom.subtree(*root)) {
                    if self.owns(dom, element)
                        && let Some(value) = row.value(element)
                        && let Some(accepted) = accept(value)
                    {
                        return Some(accepted);
                    }
                }
            }
        }
        None
    }

    /// Whether it has what every comment has: something said (or its removal) by someone or at
    /// some time.
    pub(crate) fn is_comment(&self, dom: &Dom<'a>, rows: &'a CommentRows) -> bool {
        let said = self
            .own_elements(dom, &rows.body)
            .iter()
            .any(|body| dom.weight(*body).text > 0);
        (said || !self.own_elements(dom, &rows.deleted).is_empty())
            && (!self.own_elements(dom, &rows.author).is_empty()
                || !self.own_elements(dom, &rows.date).is_empty())
    }

    /// Takes out what is not the comment's text.
    pub(crate) fn mark(&self, dom: &Dom<'a>, rows: &'a CommentRows, dropped: &mut Dropped) {
        for inner in &self.inner {
            dropped.insert(inner.id());
        }
        for element in self.left_out(dom, rows, &self.bodies(dom, rows)) {
            dropped.insert(element.id());
        }
    }

    /// The item's own elements that are not its text and hold none of it.
    fn left_out(
        &self,
        dom: &Dom<'a>,
        rows: &'a CommentRows,
        bodies: &[ElementRef<'a>],
    ) -> Vec<ElementRef<'a>> {
        let mut found = Vec::new();
        for row in &rows.drop.0 {
            for root in &self.roots {
                found.extend(dom.select_in(&row.query, dom.subtree(*root)));
            }
        }
        found.retain(|element| {
            self.owns(dom, *element) && !bodies.iter().any(|body| dom.holds(*element, *body))
        });
        found
    }

    /// Reads the comment.
    pub(crate) fn read(&self, context: &mut Context<'a>, rows: &'a CommentRows) -> Comment {
        let dom = context.dom;
        let deleted = !self.own_elements(dom, &rows.deleted).is_empty();
        let mut body: Vec<Block> = Vec::new();
        for element in self.bodies(dom, rows) {
            body.append(&mut context.blocks(element));
        }
        Comment {
            id: self.id(dom, rows),
            kind: self.kind(dom, rows),
            author: self.author(context, rows),
            published: self.date(context, rows),
            body,
            deleted,
            replies: Vec::new(),
        }
    }

    /// What names it: a row, or the empty anchor that old templates set before each comment.
    pub(super) fn id(&self, dom: &Dom<'a>, rows: &'a CommentRows) -> Option<String> {
        let given = self.first(dom, &rows.id);
        given
            .and_then(|value| identity(&value.text))
            .or_else(|| anchor_before(dom, self.roots[0]))
    }

    fn kind(&self, dom: &Dom<'a>, rows: &'a CommentRows) -> CommentKind {
        if !self.own_elements(dom, &rows.pingback).is_empty() {
            CommentKind::Pingback
        } else if !self.own_elements(dom, &rows.trackback).is_empty() {
            CommentKind::Trackback
        } else {
            CommentKind::Comment
        }
    }

    fn author(&self, context: &Context<'a>, rows: &'a CommentRows) -> Option<CommentAuthor> {
        let dom = context.dom;
        let name = self.find(dom, &rows.author, |value| byline::name(&value.text))?;
        let url = self.find(dom, &rows.author_url, |value| {
            context.addresses.resolve(&value.text)
        });
        let is_owner = !self.own_elements(dom, &rows.owner).is_empty();
        Some(CommentAuthor {
            name,
            url,
            is_owner,
        })
    }

    fn date(&self, context: &Context<'a>, rows: &'a CommentRows) -> Option<String> {
        self.find(context.dom, &rows.date, |value| {
            let counted = show_comment(&value.text).or_else(|| date::from_count(&value.text));
            counted.or_else(|| context.date(&value.text))
        })
    }

    /// What the first date of the item says.
    pub(crate) fn date_text(&self, dom: &Dom<'a>, rows: &'a CommentRows) -> Option<String> {
        self.first(dom, &rows.date).map(|value| value.text)
    }

    /// Collects the item's own words that are in neither its fields nor its body.
    pub(crate) fn leftover(
        &self,
        context: &Context<'a>,
        rows: &'a CommentRows,
        out: &mut FxHashSet<String>,
    ) {
        let dom = context.dom;
        let bodies = self.bodies(dom, rows);
        let mut taken = self.fields(dom, rows);
        for element in self.left_out(dom, rows, &bodies) {
            if bodies.iter().any(|body| dom.holds(*body, element)) {
                collect_words(element, &taken, out);
            }
        }
        taken.extend(bodies.iter().map(|body| body.id()));
        for root in self.roots.iter().filter(|root| !taken.contains(&root.id())) {
            collect_words(*root, &taken, out);
        }
    }

    /// The elements of its name and its date, and of the replies inside it.
    fn fields(&self, dom: &Dom<'a>, rows: &'a CommentRows) -> Vec<NodeId> {
        let named = [&rows.author, &rows.date].map(|rows| self.own_elements(dom, rows));
        let fields = named.iter().flatten().chain(&self.inner);
        fields.map(|element| element.id()).collect()
    }

    /// What stands in its texts, without its name and its date.
    #[cfg(test)]
    pub(super) fn text(&self, dom: &Dom<'a>, rows: &'a CommentRows) -> String {
        let fields = self.fields(dom, rows);
        let mut words = String::new();
        for body in self.bodies(dom, rows) {
            dom::push_text(body, &mut words, |node| fields.contains(&node));
            words.push(' ');
        }
        words
    }
}

/// The visible words of an element, without those of some elements in it.
fn collect_words(element: ElementRef<'_>, without: &[NodeId], out: &mut FxHashSet<String>) {
    let mut text = String::new();
    if !without.contains(&element.id()) {
        dom::push_text(element, &mut text, |node| without.contains(&node));
    }
    if !text.is_empty() {
        out.insert(text);
    }
}

/// The exact time in a Blogger comment's address: `?showComment=<milliseconds>`, also as saved by
/// crawlers that encode the question mark and the equals sign.
fn show_comment(address: &str) -> Option<String> {
    let at = address.find("showComment")? + "showComment".len();
    let rest = address[at..]
        .trim_start_matches("%3D")
        .trim_start_matches('=');
    let digits = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    date::from_millis(rest[..digits].parse().ok()?)
}

/// The number of an id (`comment-12` is 12), of a link to it (`/comment/12#comment-12`,
/// `/comment/reply/7/12`), or all of an id that has none.
pub(super) fn identity(id: &str) -> Option<String> {
    let id = id.rsplit(['#', '/']).next().unwrap_or(id);
    number_in(id)
        .map(str::to_owned)
        .or_else(|| (!id.is_empty()).then(|| id.to_owned()))
}

/// The number of an anchor without words right before an element.
fn anchor_before(dom: &Dom<'_>, element: ElementRef<'_>) -> Option<String> {
    let mut before = element.prev_siblings().filter_map(ElementRef::wrap);
    let anchor = before
        .next()
        .filter(|before| before.value().name() == "a")?;
    let name = dom::attribute(anchor, "id").or_else(|| dom::attribute(anchor, "name"))?;
    let is_empty = dom.weight(anchor).text == 0;
    number_in(name).filter(|_| is_empty).map(str::to_owned)
}

/// The first digit and the digits and letters behind it: `12`, `6a00d8341c`.
pub(super) fn number_in(id: &str) -> Option<&str> {
    let start = id.find(|c: char| c.is_ascii_digit())?;
    let number = &id[start..];
    let end = number.find(|c: char| !c.is_ascii_alphanumeric());
    Some(&number[..end.unwrap_or(number.len())])
}
