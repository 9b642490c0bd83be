//! Cuts running text in two, into lines, and puts it together again.

use std::mem;

use crate::document::{Block, Image, Inline};
use crate::walk;

/// The content of an inline that holds others.
fn content_mut(inline: &mut Inline) -> Option<&mut Vec<Inline>> {
    match inline {
        Inline::Emphasis { content }
        | Inline::Strong { content }
        | Inline::Strike { content }
        | Inline::Subscript { content }
        | Inline::Superscript { content }
        | Inline::Link { content, .. } => Some(content),
        Inline::Text { .. }
        | Inline::Code { .. }
        | Inline::Image(_)
        | Inline::LineBreak
        | Inline::FootnoteReference { .. } => None,
    }
}

/// The same wrapper around other content.
fn rewrap(wrapper: &Inline, content: Vec<Inline>) -> Inline {
    match wrapper {
        Inline::Emphasis { .. } => Inline::Emphasis { content },
        Inline::Strong { .. } => Inline::Strong { content },
        Inline::Strike { .. } => Inline::Strike { content },
        Inline::Subscript { .. } => Inline::Subscript { content },
        Inline::Superscript { .. } => Inline::Superscript { content },
        Inline::Link { url, title, .. } => Inline::Link {
            url: url.clone(),
            title: title.clone(),
            content,
        },
        Inline::Text { .. }
        | Inline::Code { .. }
        | Inline::Image(_)
        | Inline::LineBreak
        | Inline::FootnoteReference { .. } => wrapper.clone(),
    }
}

/// Cuts running text at every line break, however deep in bold or links it stands. Lines are
/// trimmed; an empty one is left out.
pub(crate) fn lines(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut lines = Vec::new();
    for mut line in raw_lines(inlines) {
        trim(&mut line);
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines
}

fn raw_lines(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut lines = vec![Vec::new()];
    for mut inline in inlines {
        if inline == Inline::LineBreak {
            lines.push(Vec::new());
            continue;
        }
        let inner = content_mut(&mut inline).map(mem::take);
        let Some(inner) = inner else {
            push_last(&mut lines, inline);
            continue;
        };
        for (index, part) in raw_lines(inner).into_iter().enumerate() {
            if index > 0 {
                lines.push(Vec::new());
            }
            if !part.is_empty() {
                push_last(&mut lines, rewrap(&inline, part));
            }
        }
    }
    lines
}

fn push_last(lines: &mut [Vec<Inline>], inline: Inline) {
    lines
        .last_mut()
        .expect("there is always a line")
        .push(inline);
}

/// Puts lines together again, a line break between each two.
pub(crate) fn join_lines(lines: impl IntoIterator<Item = Vec<Inline>>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for line in lines {
        if !out.is_empty() && !line.is_empty() {
            out.push(Inline::LineBreak);
        }
        out.extend(line);
    }
    out
}

/// Cuts running text after `at` bytes of its [plain text](walk::plain_text). What has no words (a
/// picture, a footnote's number) at the cut goes to the second half.
pub(crate) fn split_at(inlines: Vec<Inline>, at: usize) -> (Vec<Inline>, Vec<Inline>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut at = at;
    for mut inline in inlines {
        let length = walk::plain_text(std::slice::from_ref(&inline)).len();
        if !right.is_empty() || at == 0 {
            right.push(inline);
        } else if length <= at {
            at -= length;
            left.push(inline);
        } else if let Inline::Text { text } | Inline::Code { text } = &mut inline {
            let cut = (0..=at).rev().find(|at| text.is_char_boundary(*at));
            let tail = text.split_off(cut.unwrap_or(0));
            let second = same_leaf(&inline, tail);
            left.push(inline);
            right.push(second);
        } else if let Some(content) = content_mut(&mut inline) {
            let (first, second) = split_at(mem::take(content), at);
            left.push(rewrap(&inline, first));
            right.push(rewrap(&inline, second));
        } else {
            right.push(inline);
        }
    }
    (left, right)
}

/// Text or code, as `like` is.
fn same_leaf(like: &Inline, text: String) -> Inline {
    if matches!(like, Inline::Code { .. }) {
        Inline::Code { text }
    } else {
        Inline::Text { text }
    }
}

/// Takes the first picture out of running text, with the address that it linked to.
pub(crate) fn take_image(inlines: &mut Vec<Inline>) -> Option<Image> {
    for index in 0..inlines.len() {
        if let Inline::Image(image) = &mut inlines[index] {
            let image = mem::take(image);
            inlines.remove(index);
            return Some(image);
        }
        let Some(content) = content_mut(&mut inlines[index]) else {
            continue;
        };
        let Some(mut image) = take_image(content) else {
            continue;
        };
        let empty = content.is_empty();
        if let Inline::Link { url, .. } = &inlines[index] {
            image.link.get_or_insert_with(|| url.clone());
        }
        if empty {
            inlines.remove(index);
        }
        return Some(image);
    }
    None
}

/// Takes white space and line breaks off both ends, and what is empty without them.
pub(crate) fn trim(inlines: &mut Vec<Inline>) {
    while inlines
        .last_mut()
        .is_some_and(|last| !trim_one(last, false))
    {
        inlines.pop();
    }
    let empty = inlines
        .iter_mut()
        .position(|first| trim_one(first, true))
        .unwrap_or(inlines.len());
    inlines.drain(..empty);
}

/// Trims one end of an inline; false when nothing is left of it.
fn trim_one(inline: &mut Inline, start: bool) -> bool {
    if let Some(content) = content_mut(inline) {
        if start {
            let kept = content.iter_mut().position(|first| trim_one(first, true));
            content.drain(..kept.unwrap_or(content.len()));
        } else {
            while content
                .last_mut()
                .is_some_and(|last| !trim_one(last, false))
            {
                content.pop();
            }
        }
        return !content.is_empty();
    }
    match inline {
        Inline::Text { text } => {
            let kept = if start {
                text.trim_start()
            } else {
                text.trim_end()
            };
            if kept.len() != text.len() {
                *text = kept.to_owned();
            }
            !text.is_empty()
        }
        Inline::LineBreak => false,
        Inline::Code { .. }
        | Inline::Image(_)
        | Inline::FootnoteReference { .. }
        | Inline::Emphasis { .. }
        | Inline::Strong { .. }
        | Inline::Strike { .. }
        | Inline::Subscript { .. }
        | Inline::Superscript { .. }
        | Inline::Link { .. } => true,
    }
}

/// Merges neighbouring texts, drops what is empty, trims both ends.
pub(crate) fn tidy_inlines(inlines: &mut Vec<Inline>) {
    merge(inlines);
    trim(inlines);
}

fn merge(inlines: &mut Vec<Inline>) {
    for inline in inlines.iter_mut() {
        if let Some(content) = content_mut(inline) {
            merge(content);
        }
    }
    inlines.retain(|inline| !is_empty(inline));
    inlines.dedup_by(|next, first| {
        let (Inline::Text { text: first }, Inline::Text { text: next }) = (first, next) else {
            return false;
        };
        first.push_str(next);
        true
    });
}

/// Whether an inline shows nothing at all.
fn is_empty(inline: &Inline) -> bool {
    match inline {
        Inline::Text { text } | Inline::Code { text } => text.is_empty(),
        Inline::Emphasis { content }
        | Inline::Strong { content }
        | Inline::Strike { content }
        | Inline::Subscript { content }
        | Inline::Superscript { content }
        | Inline::Link { content, .. } => content.is_empty(),
        Inline::Image(_) | Inline::LineBreak | Inline::FootnoteReference { .. } => false,
    }
}

/// Tidies every running text in blocks, and drops paragraphs, headings and quotes that are empty.
pub(crate) fn tidy_blocks(blocks: &mut Vec<Block>) {
    blocks.retain_mut(|block| {
        for text in walk::texts_mut(block) {
            tidy_inlines(text);
        }
        for children in walk::child_blocks_mut(block) {
            tidy_blocks(children);
        }
        match block {
            Block::Paragraph { content } | Block::Heading { content, .. } => !content.is_empty(),
            Block::Quote { blocks, .. } => !blocks.is_empty(),
            Block::List { items, .. } => !items.is_empty(),
            Block::Code { .. }
            | Block::Figure { .. }
            | Block::Table { .. }
            | Block::Embed { .. }
            | Block::Rule
            | Block::DefinitionList { .. }
            | Block::Footnotes { .. }
            | Block::Raw { .. } => true,
        }
    });
}
