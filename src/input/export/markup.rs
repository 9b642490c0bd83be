//! HTML that a form of export writes where its platform kept something else: plain text, line
//! breaks, pictures with captions.

/// Text as HTML.
pub(crate) fn text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Text as HTML, except that references stay: some platforms write them into plain fields.
pub(super) fn lenient(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        out.push_str(match rest.as_bytes()[at] {
            b'<' => "&lt;",
            _ if is_reference(behind) => "&",
            _ => "&amp;",
        });
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Whether what stands behind `&` is a reference.
fn is_reference(text: &str) -> bool {
    let Some(end) = text.find(';').filter(|end| (2..=8).contains(end)) else {
        return false;
    };
    let name = text[..end].strip_prefix('#').unwrap_or(&text[..end]);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// HTML as plain text on one line.
pub(super) fn plain(html: &str) -> String {
    if !html.contains(['&', '<']) {
        return html.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let part = crate::input::parse_part(html);
    let text: String = part.root_element().text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value between double quotation marks.
pub(super) fn attribute(value: &str) -> String {
    text(value).replace('"', "&quot;")
}

/// An element with HTML in it.
pub(super) fn element(name: &str, inside: &str) -> String {
    format!("<{name}>{inside}</{name}>\n")
}

/// A picture with a caption, which is HTML, and a link around it; what is empty is left out.
pub(super) fn figure(src: &str, alt: &str, caption: &str, href: &str) -> String {
    let (src, alt) = (attribute(src), attribute(alt));
    let mut out = format!("<img src=\"{src}\" alt=\"{alt}\">");
    if !href.is_empty() {
        out = format!("<a href=\"{}\">{out}</a>", attribute(href));
    }
    if !caption.trim().is_empty() {
        out.push_str("<figcaption>");
        out.push_str(caption);
        out.push_str("</figcaption>");
    }
    element("figure", &out)
}

/// A paragraph with one link; of an empty text the address stands for it.
pub(super) fn link(href: &str, words: &str) -> String {
    let words = if words.trim().is_empty() { href } else { words };
    format!(
        "<p><a href=\"{}\">{}</a></p>\n",
        attribute(href),
        text(words)
    )
}

/// Elements that a paragraph is not made around.
const BLOCKS: &[&str] = &[
    "address",
    "blockquote",
    "center",
    "details",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "iframe",
    "menu",
    "object",
    "ol",
    "p",
    "pre",
    "script",
    "select",
    "style",
    "table",
    "ul",
];

/// Paragraphs and line breaks out of blank lines and line ends, as Movable Type makes them: what
/// begins with a block's tag is left as it is. What stands in `<pre>` is left, too.
pub(super) fn paragraphs(html: &str) -> String {
    let html = html.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut in_pre = false;
    for part in html.split("\n\n") {
        let part = part.trim_matches('\n');
        if in_pre {
            out.push_str("\n\n");
            out.push_str(part);
        } else if part.trim().is_empty() {
            continue;
        } else if begins_with_block(part) {
            out.push_str(part);
        } else {
            out.push_str("<p>");
            out.push_str(&part.replace('\n', "<br>\n"));
            out.push_str("</p>");
        }
        in_pre = ends_in_pre(part, in_pre);
        if !in_pre {
            out.push('\n');
        }
    }
    out
}

fn begins_with_block(part: &str) -> bool {
    let Some(tag) = part.trim_start().strip_prefix('<') else {
        return false;
    };
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric());
    let name = tag[..end.unwrap_or(tag.len())].to_ascii_lowercase();
    BLOCKS.contains(&name.as_str())
}

/// Whether `<pre>` is still open behind a part.
fn ends_in_pre(part: &str, is_open: bool) -> bool {
    let lower = part.to_ascii_lowercase();
    match (lower.rfind("<pre"), lower.rfind("</pre")) {
        (Some(open), Some(close)) => open > close,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => is_open,
    }
}

/// Markdown as HTML.
pub(super) fn markdown(text: &str) -> String {
    let options = pulldown_cmark::Options::ENABLE_TABLES
        | pulldown_cmark::Options::ENABLE_FOOTNOTES
        | pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    pulldown_cmark::html::push_html(&mut out, pulldown_cmark::Parser::new_ext(text, options));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_part_paragraphs_and_line_ends_break_lines() {
        let html = paragraphs("One\ntwo\r\n\r\nthree\n\n\n\nfour");
        assert_eq!(html, "<p>One<br>\ntwo</p>\n<p>three</p>\n<p>four</p>\n");
    }

    #[test]
    fn what_begins_with_a_block_is_left_as_it_is() {
        let html =
            paragraphs("<UL>\n<li>a</li>\n</UL>\n\n<em>b</em>\n\n<pre>c\n\nd\n\ne</pre>\n\nf");
        assert_eq!(
            html,
            "<UL>\n<li>a</li>\n</UL>\n<p><em>b</em></p>\n<pre>c\n\nd\n\ne</pre>\n<p>f</p>\n"
        );
    }

    #[test]
    fn references_in_plain_text_stay_and_other_marks_are_escaped() {
        assert_eq!(
            lenient("a & b &#x201C;c&#8221; <d> &eacute; &; e;"),
            "a &amp; b &#x201C;c&#8221; &lt;d> &eacute; &amp;; e;"
        );
    }

    #[test]
    fn quotation_marks_end_no_attribute() {
        let html = figure("a.jpg?b&c", "a \"boat\"", "<em>Boat</em>", "");
        assert_eq!(
            html,
            "<figure><img src=\"a.jpg?b&amp;c\" alt=\"a &quot;boat&quot;\"><figcaption><em>Boat</em></figcaption></figure>\n"
        );
    }
}
