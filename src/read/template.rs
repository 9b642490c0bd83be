//! Posts that a page keeps in a template: `<script type="text/template">` holds the post's HTML,
//! and a script puts it in its place. Google's own blogs on Blogger do so.

use ego_tree::NodeId;
use scraper::{ElementRef, Html, Node};

use crate::input;
use crate::read::dom;

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
fn graft(html: &mut Html, parent: NodeId, content: Html) -> Option<()> {
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
