//! Comments in frames: programs that save a page as one file keep the document of a frame in its
//! `srcdoc`, and that is where Disqus, utterances and their like have their comments; what stood in
//! a shadow tree, as with Coral, they keep in a template. Other frames (films, advertisements) stay
//! closed.

use std::borrow::Cow;

use scraper::{ElementRef, Html};

use crate::input;
use crate::note::{Note, NoteKind};
use crate::profile::Profile;
use crate::read::Known;
use crate::read::comments;
use crate::read::dom::{self, Dom, Wanted};
use crate::read::embedded::Data;
use crate::read::template;

/// More frames are no comments.
const MOST_FRAMES: usize = 50;

/// The page with the documents of those frames that hold comments at its end, where their other
/// words are not the post's; none where there is no such frame.
pub(super) fn opened<'a>(
    html: &Html,
    dom: &Dom<'a>,
    known: &'a Known<'a>,
    wanted: &Wanted,
) -> Option<(Html, Vec<Note>)> {
    let rows = known
        .platforms
        .iter()
        .flat_map(|profile| &profile.post.frames.0);
    let frames = rows.flat_map(|row| {
        dom.select(&row.query)
            .into_iter()
            .map(move |frame| (row, frame))
    });
    let is_body = |element: &&ElementRef<'_>| element.value().name() == "body";
    let mut opened: Option<Html> = None;
    let mut notes = Vec::new();
    for (row, frame) in frames.take(MOST_FRAMES) {
        let text = match &row.attribute {
            Some(name) => dom::attribute(frame, name).map(Cow::Borrowed),
            None => Some(Cow::Owned(frame.inner_html())),
        };
        let Some(text) = text else {
            continue;
        };
        let document = input::parse_part(&text);
        if !has_comments(&document, &known.systems, wanted) {
            continue;
        }
        let body = dom.elements().iter().find(is_body)?.id();
        let page = opened.get_or_insert_with(|| html.clone());
        template::graft(page, body, document)?;
        page.tree.get_mut(frame.id())?.detach();
        let message = "holds comments, and was opened";
        notes.push(Note::new(NoteKind::Chosen, &row.name, message));
    }
    opened.map(|html| (html, notes))
}

fn has_comments(document: &Html, systems: &[&Profile], wanted: &Wanted) -> bool {
    let dom = Dom::new(document, wanted);
    let in_data =
        |system: &&Profile| Data::of(system, &dom).is_some_and(|data| !data.comments.is_empty());
    !comments::find(&dom, systems).items.is_empty() || systems.iter().any(in_data)
}
