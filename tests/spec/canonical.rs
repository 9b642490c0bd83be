//! HTML as what it says: one line for each tag and each text, so that two renderings can be
//! compared. What does not change the meaning is gone: the kind of white space, the sections of
//! tables, the way an address is encoded, how a renderer marks footnotes up, emphasis inside the
//! same emphasis.

use ego_tree::NodeRef;
use scraper::node::Element;
use scraper::{Html, Node};

/// The canonical form of a fragment.
pub(crate) fn canonical(html: &str) -> String {
    let page = Html::parse_document(html);
    let mut out = Form::default();
    for child in page.root_element().children() {
        walk(child, &mut out, false);
    }
    out.finish()
}

#[derive(Default)]
struct Form {
    lines: Vec<String>,
    text: String,
    /// Inline elements that are open.
    open: Vec<String>,
}

impl Form {
    /// Running text; inline tags are part of it.
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if !c.is_whitespace() {
                self.text.push(c);
            } else if !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
    }

    fn line(&mut self, line: &str) {
        self.flush();
        self.lines.push(line.to_owned());
    }

    fn flush(&mut self) {
        let text = self
            .text
            .replace(" <br> ", "<br>")
            .replace("<br> ", "<br>")
            .replace(" <br>", "<br>");
        let text = text.trim();
        if !text.is_empty() {
            self.lines.push(text.to_owned());
        }
        self.text.clear();
    }

    /// The box of a task belongs to its item, wherever a renderer puts it.
    fn tick(&mut self, ticked: bool) {
        let item = self
            .lines
            .iter_mut()
            .rev()
            .find(|line| line.starts_with("<li"));
        if let Some(item) = item {
            item.push_str(if ticked { "[x]" } else { "[ ]" });
        }
    }

    fn finish(mut self) -> String {
        self.flush();
        self.lines.join("\n")
    }
}

fn walk(node: NodeRef<'_, Node>, out: &mut Form, verbatim: bool) {
    match node.value() {
        Node::Text(text) if verbatim => out.text.push_str(text),
        Node::Text(text) => out.text(text),
        Node::Element(element) => element_form(node, element, out, verbatim),
        _ => {}
    }
}

fn children(node: NodeRef<'_, Node>, out: &mut Form, verbatim: bool) {
    for child in node.children() {
        walk(child, out, verbatim);
    }
}

fn element_form(node: NodeRef<'_, Node>, element: &Element, out: &mut Form, verbatim: bool) {
    let name = element.name();
    let class = element.attr("class").unwrap_or("");
    if class.contains("footnote-backref") || class.contains("footnote-definition-label") {
        return;
    }
    match name {
        "sup" if class.starts_with("footnote-ref") => out.text("<note>"),
        "head" | "script" | "style" => {}
        "br" => out.text("<br>"),
        "img" => out.text(&opening(element)),
        "input" => out.tick(element.attr("checked").is_some()),
        "pre" => pre(node, out),
        "hr" => out.line("<hr>"),
        "li" if element.attr("id").is_some_and(|id| id.starts_with("fn-")) => note(node, out),
        "div" if class == "footnote-definition" => note(node, out),
        "section" if class == "footnotes" => children_of_list(node, out),
        "tbody" | "thead" | "html" | "body" | "div" => children(node, out, verbatim),
        "p" | "ul" | "ol" | "li" | "blockquote" | "table" | "tr" | "td" | "th" | "h1" | "h2"
        | "h3" | "h4" | "h5" | "h6" => {
            out.line(&opening(element));
            children(node, out, false);
            out.line(&format!("</{name}>"));
        }
        "em" | "strong" | "del" if out.open.iter().any(|open| open == name) => {
            children(node, out, false);
        }
        _ => {
            out.text(&opening(element));
            out.open.push(name.to_owned());
            let start = out.text.len();
            children(node, out, false);
            close_inline(name, start, out);
            out.open.pop();
        }
    }
}

/// Space at the end of an inline element is space after it.
fn close_inline(name: &str, start: usize, out: &mut Form) {
    let spaced = name != "code" && out.text.len() > start && out.text.ends_with(' ');
    if spaced {
        out.text.pop();
    }
    out.text += &["</", name, ">"].concat();
    if spaced {
        out.text.push(' ');
    }
}

fn children_of_list(node: NodeRef<'_, Node>, out: &mut Form) {
    for child in node.children() {
        children(child, out, false);
    }
}

fn note(node: NodeRef<'_, Node>, out: &mut Form) {
    out.line("<footnote>");
    children(node, out, false);
    out.line("</footnote>");
}

fn pre(node: NodeRef<'_, Node>, out: &mut Form) {
    out.flush();
    let code = node.children().find_map(|child| child.value().as_element());
    let class = code.and_then(|code| code.attr("class")).unwrap_or("");
    let text: String = node
        .descendants()
        .filter_map(|inner| inner.value().as_text().map(|text| text.to_string()))
        .collect();
    let text = text.strip_suffix('\n').unwrap_or(&text);
    out.lines.push(format!("<pre {class}>{text:?}"));
}

/// The tag with the attributes that mean something.
fn opening(element: &Element) -> String {
    let mut tag = format!("<{}", element.name());
    for name in ["href", "src", "alt", "title", "start", "align", "style"] {
        let Some(value) = element.attr(name) else {
            continue;
        };
        let value = match name {
            "href" | "src" => decoded(value),
            "start" if value == "1" => continue,
            "alt" if value.is_empty() => continue,
            "style" => match value.strip_prefix("text-align:") {
                Some(side) => {
                    tag += &attribute("align", side.trim().trim_end_matches(';'));
                    continue;
                }
                None => continue,
            },
            _ => value.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        tag += &attribute(name, &value);
    }
    tag + ">"
}

fn attribute(name: &str, value: &str) -> String {
    format!(" {name}={value:?}")
}

/// An address without its percent signs, so that renderers may encode as they like.
fn decoded(url: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = url.bytes();
    while let Some(byte) = rest.next() {
        let hex = rest.clone().take(2).collect::<Vec<_>>();
        let hex = std::str::from_utf8(&hex)
            .ok()
            .filter(|hex| hex.len() == 2 && hex.chars().all(|c| c.is_ascii_hexdigit()));
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(code) if byte == b'%' => {
                bytes.push(code);
                rest.nth(1);
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
