//! One line of a list of sources.

use crate::document::{Inline, SourceLink};
use crate::pass::{address, credit, phrase, story, words};
use crate::walk::{self, Leaf};

/// The source that a line is: a link with at most a credit behind it, or a title with an outlet
/// behind a dash. It may begin with its `number` in the list.
pub(super) fn one(line: &[Inline], number: usize) -> Option<SourceLink> {
    let Some(found) = story::read(line) else {
        return unlinked(line);
    };
    let numbered = phrase::bare(&found.before) == number.to_string();
    if !(found.before.is_empty() || numbered) || phrase::is_one_of(&found.title, &words::READ_MORE)
    {
        return None;
    }
    let behind = story::credit(&found.after)?;
    let split = |name: &str| credit::is_agency(name) || address::names_site(name, &found.url);
    let (title, inside) = if behind.is_empty() {
        story::split_title(&found.title, split)
    } else {
        (found.title.as_str(), None)
    };
    let credit = credit::read(inside.unwrap_or(behind))?;
    Some(SourceLink {
        title: title.to_owned(),
        url: Some(found.url.clone()),
        outlet: credit.outlet,
        authors: credit.authors,
    })
}

/// The number that a line begins with, before its link.
pub(super) fn number(line: &[Inline]) -> Option<String> {
    let before = story::read(line)?.before;
    let number = phrase::bare(&before);
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| number.to_owned())
}

/// "Title -- Outlet" without a link.
fn unlinked(line: &[Inline]) -> Option<SourceLink> {
    let words_only = |run: &walk::Run<'_>| matches!(run.leaf, Leaf::Text(_)) && run.url.is_none();
    if !walk::runs(line).iter().all(words_only) {
        return None;
    }
    let text = walk::plain_text(line);
    let (title, behind) = [" -- ", " — ", " – "]
        .iter()
        .find_map(|mark| text.rsplit_once(mark))?;
    let credit = credit::read(behind).filter(|_| credit::is_outlet(behind))?;
    (phrase::word_count(title) > 2).then(|| SourceLink {
        title: title.trim().to_owned(),
        url: None,
        outlet: credit.outlet,
        authors: credit.authors,
    })
}

/// The sources on one line: one with its credit, or links with nothing but commas between them.
pub(super) fn several(line: &[Inline]) -> Option<Vec<SourceLink>> {
    if let Some(found) = one(line, 1) {
        return Some(vec![found]);
    }
    let mut links: Vec<SourceLink> = Vec::new();
    let mut gap = String::new();
    for run in walk::runs(line) {
        let Leaf::Text(text) = run.leaf else {
            return None;
        };
        let Some(url) = run.url else {
            gap.push_str(text);
            continue;
        };
        match links.last_mut() {
            Some(last) if last.url.as_deref() == Some(url) && gap.trim().is_empty() => {
                last.title.push_str(&gap);
                last.title.push_str(text);
            }
            _ if is_gap(&gap) => links.push(SourceLink {
                title: text.to_owned(),
                url: Some(url.to_owned()),
                ..SourceLink::default()
            }),
            _ => return None,
        }
        gap.clear();
    }
    for link in &mut links {
        link.title = link.title.trim().to_owned();
    }
    let titled = |link: &SourceLink| !phrase::bare(&link.title).is_empty();
    (is_gap(&gap) && !links.is_empty() && links.iter().all(titled)).then_some(links)
}

/// Whether words between links only part them.
fn is_gap(text: &str) -> bool {
    phrase::bare(text).is_empty() || phrase::is_one_of(text, &words::AND)
}
