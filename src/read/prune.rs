//! Takes out what stands in the post's element and is not the post: share rows, related posts,
//! the comments. Each cut leaves a note with its row and the words that it took.

use scraper::ElementRef;

use crate::note::Note;
use crate::profile::Profile;
use crate::read::blocks::Dropped;
use crate::read::comments::Found;
use crate::read::dom::{self, Dom};
use crate::read::locate::Located;

/// Marks what is to be left out of the body.
pub(crate) fn mark<'a>(
    dom: &Dom<'a>,
    profiles: &[&'a Profile],
    located: &Located<'a>,
    found: &Found<'a>,
    dropped: &mut Dropped,
    notes: &mut Vec<Note>,
) {
    let body = located.body;
    for item in &found.roots {
        // Comments have a place of their own in the document.
        dropped.insert(item.id());
    }
    for row in profiles.iter().flat_map(|profile| &profile.post.drop.0) {
        for element in dom.select_in(&row.query, dom.subtree(body)) {
            if element != body && !is_most_of(dom, element, body) {
                cut(dom, element, &row.name, dropped, notes);
            }
        }
    }
}

/// Whether an element holds most of the body's words. A theme may call its whole post `.share`.
fn is_most_of(dom: &Dom<'_>, element: ElementRef<'_>, body: ElementRef<'_>) -> bool {
    dom.weight(element).text * 2 > dom.weight(body).text
}

fn cut(
    dom: &Dom<'_>,
    element: ElementRef<'_>,
    rule: &str,
    dropped: &mut Dropped,
    notes: &mut Vec<Note>,
) {
    let inside_another = element
        .ancestors()
        .any(|ancestor| dropped.contains(ancestor.id()));
    if inside_another || dropped.contains(element.id()) {
        return;
    }
    if dom.weight(element).text > 0 {
        let mut words = String::new();
        dom::push_text(element, &mut words, |node| dropped.contains(node));
        if !words.is_empty() {
            let name = element.value().name();
            let message = format!("<{name}> in the post's element is not the post's");
            notes.push(Note::dropped(rule, message, words));
        }
    }
    dropped.insert(element.id());
}
