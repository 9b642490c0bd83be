//! Posts that a page keeps for its scripts to show: in a template (`<script type="text/template">`
//! holds the post's HTML, as on Google's own blogs on Blogger), or as HTML in data.

use ego_tree::NodeId;
use scraper::{ElementRef, Html, Node};

use crate::input;
use crate::note::{Note, NoteKind};
use crate::profile::Profile;
use crate::read::dom::{self, Dom};
use crate::read::embedded::{self, Data};

/// The page with the post that stands in its data alone; none where the page shows its post, or
/// has none in its data.
pub(crate) fn filled<'a>(
    html: &Html,
    dom: &Dom<'a>,
    known: &[&'a Profile],
) -> Option<(Html, Note)> {
    let mut profiles = known.iter().filter(|profile| !profile.data.body.is_empty());
    let profile = profiles.find(|profile| profile.detect.matching(dom).is_some())?;
    if profile.post.body.matching(dom).is_some() {
        return None;
    }
    let data = Data::of(profile, dom)?;
    with_post(html, dom, &data.body?, &format!("{}.body", data.rule))
}

/// The page with the text that JSON-LD has of the post: for pages where no post was found.
pub(crate) fn described(html: &Html, dom: &Dom<'_>) -> Option<(Html, Note)> {
    let body = embedded::described_body(dom)?;
    with_post(html, dom, &body, "read.json_ld.body")
}

fn with_post(html: &Html, dom: &Dom<'_>, post: &str, rule: &str) -> Option<(Html, Note)> {
    let post = format!("<article class=e-content>{post}</article>");
    let is_body = |element: &&ElementRef<'_>| element.value().name() == "body";
    let body = dom.elements().iter().find(is_body)?.id();
    let mut filled = html.clone();
    graft(&mut filled, body, input::parse_part(&post))?;
    let message = "the post stands in the page's data alone";
    let note = Note::new(NoteKind::Chosen, rule, message);
    Some((filled, note))
}

/// The page with the templates' content behind the scripts that hold it; none where the page has
/// no template.
pub(crate) fn unfold(html: &Html) -> Option<Html> {
    let templates: Vec<_> = html
        .root_element()
        .descendent_elements()
        .filter(|element| is_template(*element))
        .filter_map(|script| Some((script.id(), text_of(script)?)))
        .collect();
    if templates.is_empty() {
        return None;
    }
    let mut unfolded = html.clone();
    for (script, text) in templates {
        let parent = unfolded.tree.get(script)?.parent()?.id();
        graft(&mut unfolded, parent, input::parse_part(&text))?;
    }
    Some(unfolded)
}

/// Puts what the body of `content` holds at the end of `parent`. None where a node is missing,
/// which leaves the page as it was.
pub(super) fn graft(html: &mut Html, parent: NodeId, content: Html) -> Option<()> {
    let root = html.tree.get_mut(parent)?.append_subtree(content.tree).id();
    let mut inside = html.tree.get(root)?.descendants();
    let body = inside.find(|node| {
        node.value()
            .as_element()
            .is_some_and(|element| element.name() == "body")
    })?;
    let body = body.id();
    html.tree.get_mut(parent)?.reparent_from_id_append(body);
    html.tree.get_mut(root)?.detach();
    Some(())
}

fn is_template(element: ElementRef<'_>) -> bool {
    element.value().name() == "script" && dom::attribute(element, "type") == Some("text/template")
}

fn text_of(script: ElementRef<'_>) -> Option<String> {
    match script.first_child()?.value() {
        Node::Text(text) if text.contains('<') => Some(text.to_string()),
        _ => None,
    }
}
