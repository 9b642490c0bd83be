//! Elements to items, and which item answers which: by the page's nesting, by ids, by indentation.

use rustc_hash::{FxHashMap, FxHashSet};
use scraper::node::Element;
use scraper::{ElementRef, Node};

use crate::profile::{CommentRows, Nesting};
use crate::read::comments::item::{Item, identity, number_in};
use crate::read::dom::{self, Dom};

/// Makes items of the elements that a row selected, in document order.
pub(super) fn collect<'a>(
    dom: &Dom<'a>,
    rows: &'a CommentRows,
    elements: Vec<ElementRef<'a>>,
) -> Vec<Item<'a>> {
    let mut items = nest(dom, rows, elements);
    match rows.nesting {
        Nesting::Inside => {}
        Nesting::Siblings => spread(&mut items),
        Nesting::IdSuffix => join_by_suffix(dom, rows, &mut items),
        Nesting::Indented => join_by_depth(&mut items, indentation),
        Nesting::Margin => join_by_depth(&mut items, margin),
        Nesting::Depth => join_by_depth(&mut items, level),
    }
    if !rows.parent.0.is_empty() {
        join_by_reference(dom, rows, &mut items);
    }
    items
}

/// Finds the item around each item. A box in a box with the same id is one comment.
fn nest<'a>(dom: &Dom<'a>, rows: &'a CommentRows, elements: Vec<ElementRef<'a>>) -> Vec<Item<'a>> {
    let mut items: Vec<Item<'a>> = Vec::with_capacity(elements.len());
    let mut open: Vec<usize> = Vec::new();
    for element in elements {
        while open
            .last()
            .is_some_and(|place| !dom.holds(items[*place].roots[0], element))
        {
            open.pop();
        }
        let parent = open.last().copied();
        if let Some(parent) = parent {
            if same_comment(items[parent].roots[0], element) {
                continue;
            }
            items[parent].inner.push(element);
        }
        open.push(items.len());
        let parent = parent.filter(|_| rows.nesting != Nesting::Siblings);
        items.push(Item {
            roots: vec![element],
            inner: Vec::new(),
            parent,
        });
    }
    items
}

/// Whether two nested boxes carry one comment's number (`li-comment-7` around `comment-7`).
fn same_comment(outer: ElementRef<'_>, inner: ElementRef<'_>) -> bool {
    let number = |element| dom::attribute(element, "id").and_then(number_in);
    number(inner).is_some() && number(outer) == number(inner)
}

/// Each item goes on to the next one.
fn spread(items: &mut [Item<'_>]) {
    let starts: FxHashSet<_> = items.iter().map(|item| item.roots[0].id()).collect();
    for item in items {
        let siblings = item.roots[0].next_siblings();
        let rest = siblings.take_while(|node| !starts.contains(&node.id()));
        item.roots.extend(rest.filter_map(ElementRef::wrap));
    }
}

/// wpDiscuz: `wpd-comm-12_7` answers the comment 7.
fn join_by_suffix<'a>(dom: &Dom<'a>, rows: &'a CommentRows, items: &mut [Item<'a>]) {
    let ids: Vec<Option<(String, String)>> = items
        .iter()
        .map(|item| {
            let value = item.first(dom, &rows.id)?.text;
            let (own, parent) = value.rsplit_once('_')?;
            Some((number_in(own)?.to_owned(), parent.to_owned()))
        })
        .collect();
    for (place, item) in items.iter_mut().enumerate() {
        let Some((_, parent)) = &ids[place] else {
            continue;
        };
        let is_parent =
            |id: &Option<(String, String)>| id.as_ref().is_some_and(|id| id.0 == *parent);
        item.parent = ids[..place].iter().rposition(is_parent).or(item.parent);
    }
}

/// What stands deeper answers the last item before it that stands less deep.
fn join_by_depth(items: &mut [Item<'_>], depth: fn(ElementRef<'_>) -> u32) {
    let mut open: Vec<(u32, usize)> = Vec::new();
    for (place, item) in items.iter_mut().enumerate() {
        let own = depth(item.roots[0]);
        while open.last().is_some_and(|(deep, _)| *deep >= own) {
            open.pop();
        }
        // An item in an item answers that one, which is nearer.
        item.parent = item.parent.max(open.last().map(|(_, parent)| *parent));
        open.push((own, place));
    }
}

/// The classes of what stands behind a comment and holds its replies: Drupal's, `JComments`' and
/// Facebook's.
const INDENTED: &[&str] = &["indented", "comments-list", "UFIReplyList"];

/// How many lists of replies an element stands in.
fn indentation(element: ElementRef<'_>) -> u32 {
    let around = element.ancestors().filter_map(ElementRef::wrap);
    let lists = around.filter(|element| {
        let class = dom::attribute(*element, "class").unwrap_or_default();
        class
            .split_ascii_whitespace()
            .any(|name| INDENTED.contains(&name))
    });
    u32::try_from(lists.count()).unwrap_or(u32::MAX)
}

/// The number in an element's own `margin-left` or `padding-left`, or else the width of its spacer;
/// none is zero. One page writes them all in one unit, and only their order counts.
fn margin(element: ElementRef<'_>) -> u32 {
    let style = dom::attribute(element, "style").unwrap_or_default();
    let mut declarations = style.split(';').filter_map(|rule| rule.split_once(':'));
    let left = declarations.find(|(name, _)| {
        let name = name.trim();
        name.eq_ignore_ascii_case("margin-left") || name.eq_ignore_ascii_case("padding-left")
    });
    left.map_or_else(
        || spacer(element),
        |(_, value)| leading_number(value.trim()),
    )
}

/// The width of a picture one pixel high before all words, which pages of 2002 moved a comment to
/// the right with; none is zero.
fn spacer(element: ElementRef<'_>) -> u32 {
    let is_blank = |node: &Node| node.as_text().is_none_or(|text| text.trim().is_empty());
    let nodes = element.descendants().map(|node| node.value());
    let mut before_words = nodes.take_while(|node| is_blank(node));
    let image = before_words.find_map(|node| node.as_element().filter(|e| e.name() == "img"));
    let is_line = |image: &&Element| image.attr("height") == Some("1");
    let width = image.filter(is_line).and_then(|image| image.attr("width"));
    width.map_or(0, leading_number)
}

/// The number behind `depth`, `level` or `indent` in the classes of an element, or of the first
/// one in it that has such a class; none is zero.
fn level(element: ElementRef<'_>) -> u32 {
    let mut all = std::iter::once(element).chain(element.descendent_elements());
    all.find_map(own_level).unwrap_or(0)
}

fn own_level(element: ElementRef<'_>) -> Option<u32> {
    let class = dom::attribute(element, "class").unwrap_or_default();
    let mut levels = class.split_ascii_whitespace().filter_map(|name| {
        let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
        let word = name[..name.len() - digits.len()].trim_end_matches(['-', '_']);
        let says_depth = ["depth", "level", "indent"]
            .iter()
            .any(|end| word.ends_with(end));
        (says_depth && !digits.is_empty()).then(|| leading_number(digits))
    });
    levels.next()
}

fn leading_number(text: &str) -> u32 {
    let end = text.find(|c: char| !c.is_ascii_digit());
    text[..end.unwrap_or(text.len())].parse().unwrap_or(0)
}

/// Each item answers the earlier one that a row names: by its id, or by a link to it.
fn join_by_reference<'a>(dom: &Dom<'a>, rows: &'a CommentRows, items: &mut [Item<'a>]) {
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for (place, item) in items.iter_mut().enumerate() {
        let known = |reference: &str| places.get(&identity(reference)?).copied();
        let parent = item.find(dom, &rows.parent, |value| known(&value.text));
        item.parent = parent.or(item.parent);
        if let Some(id) = item.id(dom, rows) {
            places.entry(id).or_insert(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;

    fn first(html: &str, read: fn(ElementRef<'_>) -> u32) -> u32 {
        let html = Html::parse_fragment(html);
        let any = Selector::parse("div").expect("it is a selector");
        read(html.select(&any).next().expect("there is one"))
    }

    #[test]
    fn a_margin_is_the_number_on_the_left() {
        let cases = [
            ("<div style='margin-left: 50px'>", 50),
            (
                "<div style='color:red; MARGIN-LEFT:25PX;margin-top: 5px'>",
                25,
            ),
            ("<div style='padding-left:2em'>", 2),
            ("<div style='margin-left: -3px'>", 0),
            ("<div style='margin: 0 0 0 50px'>", 0),
            ("<div><b><img src=dot.gif height=1 width=75></b>Words", 75),
            (
                "<div style='margin-left:5px'><img height=1 width=75>Words",
                5,
            ),
            ("<div>Words <img src=pixel.gif height=1 width=1>", 0),
            ("<div><img src=face.gif height=90 width=75>", 0),
            ("<div>", 0),
        ];
        for (html, expected) in cases {
            assert_eq!(first(html, margin), expected, "{html}");
        }
    }

    #[test]
    fn a_level_is_the_number_behind_a_word_for_depth() {
        let cases = [
            ("<div class='comment odd depth-3'>", 3),
            (
                "<div class='comment-thread comment-depth-odd comment-depth-12'>",
                12,
            ),
            ("<div class='comment_level_2'>", 2),
            ("<div class='comment level1'>", 1),
            ("<div class='comment-7 user-3'>", 0),
            ("<div class='depth-x1'>", 0),
            ("<div><p><b class='coral-indent coral-indent-2'>", 2),
        ];
        for (html, expected) in cases {
            assert_eq!(first(html, level), expected, "{html}");
        }
    }
}
