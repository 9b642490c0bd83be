//! Plain text: a page that was saved as text, without any tags.
//!
//! It is made a page of a few elements, so that everything after it does the same work: blank lines
//! part paragraphs, the other line breaks stay, and a short first line of its own is the title.

/// Elements whose tags show that a text is HTML. Something in angle brackets that is none of them
/// is an address or a remark in a text.
const TELLING: &[&str] = &[
    "a",
    "article",
    "b",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "li",
    "link",
    "main",
    "meta",
    "ol",
    "option",
    "p",
    "plaintext",
    "pre",
    "script",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "th",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "xmp",
    "!doctype",
];

/// The longest first line that is taken for a title, in characters.
const LONGEST_TITLE: usize = 120;

/// Whether the text has no tag that HTML knows.
pub(super) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    !memchr::memchr_iter(b'<', bytes).any(|at| is_telling(&bytes[at + 1..]))
}

fn is_telling(rest: &[u8]) -> bool {
    let rest = rest.strip_prefix(b"/").unwrap_or(rest);
    let end = rest
        .iter()
        .take(12)
        .position(|&byte| !byte.is_ascii_alphanumeric() && byte != b'!');
    let Some(end) = end else { return false };
    let ends_there = rest[end].is_ascii_whitespace() || matches!(rest[end], b'>' | b'/');
    ends_there
        && TELLING
            .iter()
            .any(|name| name.as_bytes().eq_ignore_ascii_case(&rest[..end]))
}

/// The text as a page.
pub(super) fn to_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    out.push_str("<!DOCTYPE html><html><body><article>");
    let mut paragraphs = Paragraphs::new(text);
    let mut first = paragraphs.next();
    if let Some(title) = first.as_deref().and_then(title) {
        out.push_str("<h1>");
        push_escaped(&mut out, title);
        out.push_str("</h1>");
        first = None;
    }
    for paragraph in first.into_iter().chain(paragraphs) {
        push_paragraph(&mut out, &paragraph);
    }
    out.push_str("</article></body></html>");
    out
}

/// A paragraph of one short line that does not end as a sentence does.
fn title<'a>(lines: &[&'a str]) -> Option<&'a str> {
    let [line] = *lines else { return None };
    let is_short = line.chars().nth(LONGEST_TITLE).is_none();
    (is_short && !line.ends_with(['.', ',', ';', ':', '。'])).then_some(line)
}

fn push_paragraph(out: &mut String, lines: &[&str]) {
    out.push_str("<p>");
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            out.push_str("<br>");
        }
        push_escaped(out, line);
    }
    out.push_str("</p>");
}

fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        out.push_str(&rest[..at]);
        out.push_str(if rest.as_bytes()[at] == b'&' {
            "&amp;"
        } else {
            "&lt;"
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// The paragraphs of a text: lines without blank lines between them.
struct Paragraphs<'a> {
    lines: std::str::Lines<'a>,
}

impl<'a> Paragraphs<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            lines: text.lines(),
        }
    }
}

impl<'a> Iterator for Paragraphs<'a> {
    type Item = Vec<&'a str>;

    fn next(&mut self) -> Option<Vec<&'a str>> {
        let lines = self.lines.by_ref().map(str::trim);
        let paragraph: Vec<&str> = lines
            .skip_while(|line| line.is_empty())
            .take_while(|line| !line.is_empty())
            .collect();
        (!paragraph.is_empty()).then_some(paragraph)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_paragraphs_lines_and_a_title() {
        let text = "\nOn Rye\r\n\r\nFlour & water <br, 3 < 4.\r\nSalt.\n \n\n  Bake it.\n";
        assert_eq!(
            to_html(text),
            "<!DOCTYPE html><html><body><article><h1>On Rye</h1>\
             <p>Flour &amp; water &lt;br, 3 &lt; 4.<br>Salt.</p><p>Bake it.</p></article></body></html>"
        );
    }

    #[test]
    fn a_first_line_that_is_a_sentence_is_no_title() {
        for text in [
            "I went home.\n\nThen I slept.",
            "One\ntwo\n\nthree",
            &"x".repeat(121),
        ] {
            assert!(!to_html(text).contains("<h1>"), "{text}");
        }
    }

    #[test]
    fn tags_that_html_knows_make_html() {
        for html in [
            "a<br>b",
            "<P class=x>",
            "</div>",
            "<!DOCTYPE html>x",
            "<hr/>",
            "<p\n>",
        ] {
            assert!(!is_plain(html), "{html}");
        }
        for text in [
            "a < b",
            "<jo@example.org>",
            "<http://a.example/>",
            "<p",
            "<",
            "x <3 y>",
            "<pa>",
        ] {
            assert!(is_plain(text), "{text}");
        }
    }
}
