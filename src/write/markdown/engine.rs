//! The second engine: the body's XHTML through html2md, everything around it through our own
//! writer.
//!
//! html2md escapes little, decodes the addresses of links and ends code where the code holds a
//! backtick, so that words could become live markup. It therefore never sees what could: code,
//! addresses, `<sub>`, `<sup>` and the characters of Markdown go in as marks made of
//! noncharacters, which no document holds, and come out as what our own escapes make of them.

use crate::document::Document;
use crate::write::escape::markdown as escape;
use crate::write::{Options, xhtml};

/// Around the number of a [`Piece`].
const OPEN: char = '\u{FDD0}';
/// Its end.
const CLOSE: char = '\u{FDD1}';
/// The first of the noncharacters that stand for one of [`SIGNS`] each.
const FIRST_SIGN: u32 = 0xFDD2;
/// What Markdown could take for markup anywhere in a line.
const SIGNS: &str = "\\`*_[]<>&~|#";

/// What html2md passes on without seeing it.
enum Piece {
    /// Code in a line.
    Span(String),
    /// A code block with its language.
    Block(String, String),
    /// The address of a link.
    Target(String),
    /// A tag that stays one.
    Tag(String),
}

/// Writes a document, its body by html2md.
pub(super) fn document(document: &Document, options: Options) -> String {
    super::assemble(document, options, Some(&body(document)))
}

/// The body alone.
fn body(document: &Document) -> String {
    let (masked, pieces) = mask(&xhtml::body(document));
    unmask(&html2md::parse_html(&masked), &pieces)
}

/// Takes apart what our XHTML writer wrote: no comments, every `<` begins a tag, no `>` in
/// attributes, nothing but text in code.
fn mask(xhtml: &str) -> (String, Vec<Piece>) {
    let mut out = String::new();
    let mut pieces = Vec::new();
    let mut rest = xhtml;
    while let Some(start) = rest.find('<') {
        mask_text(&rest[..start], &mut out);
        rest = &rest[start..];
        rest = mask_code(rest, &mut out, &mut pieces).unwrap_or_else(|| {
            let end = rest.find('>').map_or(rest.len(), |at| at + 1);
            mask_tag(&rest[..end], &mut out, &mut pieces);
            &rest[end..]
        });
    }
    mask_text(rest, &mut out);
    (out, pieces)
}

/// Takes a code block or span off the front of `rest`; none where there is none.
fn mask_code<'x>(rest: &'x str, out: &mut String, pieces: &mut Vec<Piece>) -> Option<&'x str> {
    let block = rest.starts_with("<pre><code");
    if !block && !rest.starts_with("<code>") {
        return None;
    }
    let (code, after) = rest.split_once("</code>")?;
    let start = code.rfind('>')? + 1;
    let text = unescaped(&code[start..]);
    if !block {
        push_piece(out, pieces, Piece::Span(text));
        return Some(after);
    }
    let language = attribute(&code[..start], "class").unwrap_or_default();
    let language = language.trim_start_matches("language-").to_owned();
    out.push_str("<p>");
    push_piece(out, pieces, Piece::Block(language, text));
    out.push_str("</p>");
    after.strip_prefix("</pre>")
}

/// A tag without what html2md might repeat of it.
fn mask_tag(tag: &str, out: &mut String, pieces: &mut Vec<Piece>) {
    let inner = tag.trim_matches(['<', '>']);
    let name = inner
        .split([' ', '/'])
        .find(|part| !part.is_empty())
        .unwrap_or_default();
    let slash = if inner.starts_with('/') { "/" } else { "" };
    let bare = format!("<{slash}{name}>");
    if matches!(name, "sub" | "sup") {
        return push_piece(out, pieces, Piece::Tag(bare));
    }
    match attribute(tag, "href") {
        Some(address) if name == "a" => {
            out.push_str("<a href=\"");
            push_piece(out, pieces, Piece::Target(address));
            out.push_str("\">");
        }
        _ => out.push_str(&bare),
    }
}

fn push_piece(out: &mut String, pieces: &mut Vec<Piece>, piece: Piece) {
    out.push(OPEN);
    out.push_str(&pieces.len().to_string());
    out.push(CLOSE);
    pieces.push(piece);
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    after.split_once('"').map(|(value, _)| unescaped(value))
}

fn mask_text(escaped: &str, out: &mut String) {
    for c in unescaped(escaped).chars() {
        let sign = SIGNS.chars().position(|sign| sign == c);
        let mark = sign.and_then(|at| char::from_u32(FIRST_SIGN + u32::try_from(at).ok()?));
        out.push(mark.unwrap_or(c));
    }
}

/// The entities that our writer writes, decoded.
fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// Puts back what was taken out.
fn unmask(text: &str, pieces: &[Piece]) -> String {
    let mut out = String::new();
    for line in text.lines() {
        unmask_line(line, pieces, &mut out);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

fn unmask_line(line: &str, pieces: &[Piece], out: &mut String) {
    let in_cell = line.trim_start_matches([' ', '>']).starts_with('|');
    let start = out.len();
    let mut rest = line;
    while let Some(at) = rest.find(is_mark) {
        out.push_str(&rest[..at]);
        let mark = rest[at..].chars().next().unwrap_or(CLOSE);
        rest = &rest[at + mark.len_utf8()..];
        if mark != OPEN {
            push_sign(mark, out);
            continue;
        }
        let (number, after) = rest.split_once(CLOSE).unwrap_or((rest, ""));
        rest = after;
        if let Some(piece) = number
            .parse()
            .ok()
            .and_then(|number: usize| pieces.get(number))
        {
            restore(piece, in_cell, start, out);
        }
    }
    out.push_str(rest);
    drop_lonely_tag(start, out);
}

/// A tag alone on a line would begin a block of HTML, in which nothing is escaped.
fn drop_lonely_tag(start: usize, out: &mut String) {
    let is_margin = |c: char| " >*.".contains(c) || c.is_ascii_digit();
    let content = out[start..].trim_start_matches(is_margin);
    let tag = content
        .strip_prefix('<')
        .and_then(|rest| rest.split_once('>'));
    if tag.is_some_and(|(_, after)| after.trim().is_empty()) {
        out.truncate(out.len() - content.len());
    }
}

fn is_mark(c: char) -> bool {
    (u32::from(OPEN)..FIRST_SIGN + 16).contains(&u32::from(c))
}

/// A character of Markdown is one behind a backslash.
fn push_sign(mark: char, out: &mut String) {
    let at = u32::from(mark)
        .checked_sub(FIRST_SIGN)
        .map(|at| at as usize);
    if let Some(sign) = at.and_then(|at| SIGNS.chars().nth(at)) {
        out.push('\\');
        out.push(sign);
    }
}

/// Writes a piece on the line that begins at `start`.
fn restore(piece: &Piece, in_cell: bool, start: usize, out: &mut String) {
    match piece {
        Piece::Span(code) => escape::code_span(code, in_cell, out),
        Piece::Block(_, code) if in_cell => escape::code_span(code, in_cell, out),
        Piece::Block(language, code) => code_block(language, code, start, out),
        Piece::Target(address) => escape::target(address, in_cell, out),
        Piece::Tag(tag) => out.push_str(tag),
    }
}

/// A fence; its lines stand where the first one does, inside quotes and items.
fn code_block(language: &str, code: &str, start: usize, out: &mut String) {
    let margin = out[start..].chars();
    let margin: String = margin.map(|c| if c == '>' { '>' } else { ' ' }).collect();
    let fence = "`".repeat(escape::longest_run(code, '`').max(2) + 1);
    out.push_str(&fence);
    out.extend(
        language
            .chars()
            .filter(|c| c.is_alphanumeric() || "+-.#_".contains(*c)),
    );
    for line in code.split('\n').chain([fence.as_str()]) {
        out.push('\n');
        out.push_str(&margin);
        out.push_str(line);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options as Extensions, Parser, Tag};

    use super::*;
    use crate::document::{Block, Inline};
    use crate::write::arbitrary;

    fn written(blocks: Vec<Block>) -> String {
        body(&Document {
            body: blocks,
            ..Document::default()
        })
    }

    #[test]
    fn words_code_and_links_stay_what_they_are() {
        let text = written(vec![
            Block::Heading {
                level: 2,
                id: None,
                content: vec![Inline::text("A heading")],
            },
            Block::Paragraph {
                content: vec![
                    Inline::text("not [a](javascript:x) <b>, but "),
                    Inline::Code {
                        text: "a`b <i>".to_owned(),
                    },
                    Inline::Link {
                        url: "https://example.com/a%29b".to_owned(),
                        title: None,
                        content: vec![Inline::text("link")],
                    },
                ],
            },
            Block::Code {
                language: Some("rust".to_owned()),
                text: "```\n<b>".to_owned(),
            },
        ]);
        let expected = "\
A heading
----------

not \\[a\\](javascript:x) \\<b\\>, but ``a`b <i>``[link](https://example.com/a%29b)

````rust
```
<b>
````";
        assert_eq!(text, expected);
    }

    #[test]
    fn what_stands_around_the_body_is_our_own() {
        let document = Document {
            title: vec![Inline::text("Title")],
            body: vec![Block::text("Body")],
            labels: vec!["boats".to_owned()],
            ..Document::default()
        };
        let options = Options::default();
        let ours = super::super::document(&document, &options);
        assert_eq!(super::document(&document, options), ours);
    }

    proptest! {
        #![proptest_config(arbitrary::config())]

        #[test]
        fn nothing_becomes_live_markup(document in arbitrary::document()) {
            let text = body(&document);
            for event in Parser::new_ext(&text, Extensions::all()) {
                match event {
                    Event::Html(html) | Event::InlineHtml(html) => {
                        let known = ["<sub>", "</sub>", "<sup>", "</sup>", "<br/>", "<code>", "</code>"];
                        prop_assert!(known.contains(&html.trim()), "{html}\n{text}");
                    }
                    Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                        prop_assert!(!crate::scheme::is_dangerous(&dest_url), "{dest_url}\n{text}");
                    }
                    _ => {}
                }
            }
        }
    }
}
