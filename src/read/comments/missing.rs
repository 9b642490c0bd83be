//! What the page tells of comments that the file has not: how many there were, further pages of
//! them, and the comment systems that kept them elsewhere.

use crate::note::{Note, NoteKind};
use crate::profile::{Profile, Rows};
use crate::read::Context;
use crate::read::comments::Found;
use crate::read::count;
use crate::read::embedded::Embedded;

/// A comment system that the page uses.
pub(super) struct System<'a> {
    profile: &'a Profile,
    /// Whether its comments are in the file.
    gave: bool,
}

/// The comment systems of the page.
pub(super) fn systems_of<'a>(
    context: &Context<'a>,
    found: &Found<'a>,
    embedded: &Embedded,
) -> Vec<System<'a>> {
    let data = embedded.system.as_ref();
    let data = data.filter(|data| !data.comments.is_empty());
    let rules = [Some(found.rule), data.map(|data| data.rule.as_str())];
    let system = |profile: &&'a Profile| {
        let is_own = |rule: &str| rule.split('.').next() == Some(profile.name());
        let gave = rules.iter().flatten().any(|rule| is_own(rule));
        let remote = &profile.post.remote_comments;
        (gave || remote.matching(context.dom).is_some()).then_some(System { profile, gave })
    };
    context.systems.iter().filter_map(system).collect()
}

/// The number of comments that the page claims: its words before its data.
pub(super) fn declared(
    context: &Context<'_>,
    systems: &[System<'_>],
    embedded: &Embedded,
) -> Option<u32> {
    let mut data = [&embedded.data, &embedded.system].into_iter().flatten();
    let article = embedded.article.as_ref();
    rows(context, systems, |profile| &profile.post.declared)
        .flat_map(|rows| rows.all(context.dom, |_| true).collect::<Vec<_>>())
        .find_map(|value| count::declared(&value.text))
        .or_else(|| data.find_map(|data| data.declared))
        .or_else(|| article.and_then(|article| article.comment_count))
}

/// Notes comments that the page announces but that are not in the file.
pub(super) fn note(
    context: &mut Context<'_>,
    systems: &[System<'_>],
    declared: Option<u32>,
    found: usize,
) {
    let declared = declared.unwrap_or(0) as usize;
    let paging = rows(context, systems, |profile| &profile.post.more_comments)
        .find_map(|rows| rows.matching(context.dom));
    if declared > found {
        let rule = paging.unwrap_or("read.comments.declared");
        let message = format!("{declared} comments declared, {found} in the file");
        context.note(Note::new(NoteKind::Missing, rule, message));
    } else if let Some(rule) = paging {
        let message = format!("the page links to further comments; {found} are in the file");
        context.note(Note::new(NoteKind::Missing, rule, message));
    }
    for system in systems.iter().filter(|system| !system.gave) {
        let name = &system.profile.system;
        let message = if found == 0 {
            format!("comments are kept by {name} and not in the file")
        } else {
            format!("other comments may be kept by {name}; they are not in the file")
        };
        let rule = system.profile.post.remote_comments.matching(context.dom);
        let rule = rule.unwrap_or("read.comments.system");
        context.note(Note::new(NoteKind::Missing, rule, message));
    }
    let mut platform = context.profiles.iter();
    let rule = platform.find_map(|profile| profile.post.remote_comments.matching(context.dom));
    if let Some(rule) = rule.filter(|_| found == 0 && systems.is_empty()) {
        let message = "comments are loaded by script and not in the file";
        context.note(Note::new(NoteKind::Missing, rule, message));
    }
}

/// The rows of the page's profiles, then of its comment systems.
fn rows<'a>(
    context: &Context<'a>,
    systems: &[System<'a>],
    of: impl Fn(&'a Profile) -> &'a Rows,
) -> impl Iterator<Item = &'a Rows> {
    let systems = systems.iter().map(|system| system.profile);
    let profiles = context.profiles.iter().copied().chain(systems);
    profiles.map(of).collect::<Vec<_>>().into_iter()
}
