//! A line that is one link with a credit: `Title -- Wall Street Journal`, `Reuters: Title`.
//! The headline and the entries of source lists are such lines.

use crate::document::Inline;
use crate::pass::phrase;
use crate::walk::{self, Leaf};

/// A linked title and the words around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Story {
    /// The link's text.
    pub(super) title: String,
    /// Its target.
    pub(super) url: String,
    /// The words before the link, without a bullet or a quotation mark.
    pub(super) before: String,
    /// The words behind it, with the mark that sets them off.
    pub(super) after: String,
}

/// Reads a line. None where it holds anything but one link and words.
pub(super) fn read(line: &[Inline]) -> Option<Story> {
    let mut story = Story {
        title: String::new(),
        url: String::new(),
        before: String::new(),
        after: String::new(),
    };
    for run in walk::runs(line) {
        let Leaf::Text(text) = run.leaf else {
            return None;
        };
        match run.url {
            None if story.url.is_empty() => story.before.push_str(text),
            None => story.after.push_str(text),
            Some(url) if story.url.is_empty() => {
                url.clone_into(&mut story.url);
                story.title.push_str(text);
            }
            Some(url) if url == story.url && phrase::bare(&story.after).is_empty() => {
                let gap = std::mem::take(&mut story.after);
                story.title.push_str(&gap);
                story.title.push_str(text);
            }
            Some(_) => return None,
        }
    }
    story.clean();
    (!phrase::bare(&story.title).is_empty()).then_some(story)
}

impl Story {
    /// Trims all parts, and takes off bullets and quotation marks that stand around the link.
    fn clean(&mut self) {
        self.before = strip_marks(self.before.trim()).trim().to_owned();
        self.after = self.after.trim_start_matches(is_quote).trim().to_owned();
        self.title = self.title.trim().to_owned();
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '»' | '«' | '’' | '‘' | '\'')
}

/// A text without the bullet before it or the quotation mark behind it.
fn strip_marks(text: &str) -> &str {
    let text = text.trim_end_matches(is_quote);
    let bullet = text.trim_matches(|c: char| {
        matches!(c, '*' | '•' | '·' | '►' | '▪' | '-' | '–' | '—' | '>' | '→') || c.is_whitespace()
    });
    if bullet.is_empty() { bullet } else { text }
}

/// The credit in the words behind a link, without the mark that sets it off: ` -- Reuters`,
/// `(Reuters)`, `, Reuters`, `by Jane Roe, Reuters`. None where no mark does; empty where there
/// are no words.
pub(super) fn credit(after: &str) -> Option<&str> {
    let after = after.trim();
    if phrase::bare(after).is_empty() {
        return Some("");
    }
    if let Some(inside) = in_brackets(after) {
        return Some(inside);
    }
    if phrase::starts_with(after, &super::words::BY).is_some() {
        return Some(after);
    }
    let rest = after.trim_start_matches(is_separator);
    if rest.len() == after.len() {
        return None;
    }
    let rest = rest.trim();
    Some(in_brackets(rest).unwrap_or(rest))
}

/// What sets a credit off.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        '-' | '–' | '—' | '―' | '|' | '~' | '·' | '•' | ':' | ',' | '/' | '،' | '»' | '›' | '>'
    ) || c.is_whitespace()
}

/// The words in the one pair of brackets that a text is in.
fn in_brackets(text: &str) -> Option<&str> {
    let inside = text
        .strip_prefix(['(', '[', '（', '【', '「'])?
        .strip_suffix([')', ']', '）', '】', '」'])?;
    (!inside.contains([')', ']', '）', '】', '」'])).then_some(inside.trim())
}

/// Cuts ` -- Outlet` off the end of a link's own text, where `is_outlet` takes it for one.
pub(super) fn split_title(title: &str, is_outlet: impl Fn(&str) -> bool) -> (&str, Option<&str>) {
    let cut = [" -- ", " — ", " – ", " | ", " - "]
        .iter()
        .filter_map(|mark| title.rfind(mark).map(|at| (at, mark.len())))
        .max();
    let Some((at, length)) = cut else {
        return (title, None);
    };
    let (first, second) = (title[..at].trim(), title[at + length..].trim());
    if first.is_empty() || second.is_empty() || !is_outlet(second) {
        return (title, None);
    }
    (first, Some(second))
}
