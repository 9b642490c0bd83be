//! Text that a site generator would take for its own language.
//!
//! Generators look for their marks in the Markdown itself, in code too, before it is Markdown to
//! them. In words a backslash before every brace keeps the marks apart. Code holds no
//! backslashes, so each generator's own way to quote a mark is used where it has one that works
//! everywhere, and else an element whose braces are character references.

use crate::write::escape::xml;

/// Whose marks a text must not hold by accident.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "migrate"),
    allow(dead_code, reason = "only sites have them")
)]
pub(crate) enum Templates {
    /// Nobody's: the text is Markdown alone.
    #[default]
    None,
    /// Markdown alone to its reader, in a generator that builds a site of it.
    Plain,
    /// Hugo's short codes, `{{< x >}}` and `{{% x %}}`, and its `<!--more-->`.
    Hugo,
    /// Zola's short codes, `{{ x() }}` and `{% x() %}`, and its `<!-- more -->`.
    Zola,
    /// Liquid, `{{ x }}` and `{% x %}`, as Jekyll reads it.
    Liquid,
}

/// How code is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Code {
    /// As any code.
    AsIs,
    /// As any code, with these words.
    Quoted(String),
    /// As an element, see [`element`].
    Element,
}

impl Templates {
    /// Whether words need their braces escaped.
    pub(super) fn escape_braces(self) -> bool {
        self != Self::None
    }

    /// Whether `## Title {#id}` gives a heading its id.
    pub(super) fn has_heading_ids(self) -> bool {
        matches!(self, Self::Hugo | Self::Zola)
    }

    /// How `code` is written so that it is shown as it stands.
    pub(super) fn code(self, code: &str) -> Code {
        match self {
            Self::Hugo => hugo(code),
            Self::Zola if is_zola(code) => Code::Element,
            Self::None | Self::Plain | Self::Zola => Code::AsIs,
            Self::Liquid => liquid(code),
        }
    }
}

/// Code as the inside of `<code>`: no brace and no mark of HTML.
pub(super) fn element(code: &str, out: &mut String) {
    let mut text = String::with_capacity(code.len());
    xml::push_text(&mut text, code);
    out.push_str(&without_braces(&text));
}

/// Markup or Markdown whose braces are character references.
pub(super) fn without_braces(text: &str) -> String {
    text.replace('{', "&#123;").replace("<!--", "<!&#45;-")
}

/// Hugo's quote, `{{</* x */>}}`, needs both marks; a lone one is not to be had that way.
fn hugo(code: &str) -> Code {
    if has_divider(code) {
        return Code::Element;
    }
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((at, close)) = hugo_mark(rest) {
        let inside = &rest[at + 3..];
        let Some(end) = inside.find(close) else {
            return Code::Element;
        };
        out.push_str(&rest[..at + 3]);
        out.push_str("/*");
        out.push_str(&inside[..end]);
        out.push_str("*/");
        out.push_str(close);
        rest = &inside[end + close.len()..];
    }
    if out.is_empty() {
        return Code::AsIs;
    }
    out.push_str(rest);
    Code::Quoted(out)
}

/// Where the next short code begins, and what would end it.
fn hugo_mark(text: &str) -> Option<(usize, &'static str)> {
    let marks = [("{{<", ">}}"), ("{{%", "%}}")];
    marks
        .into_iter()
        .filter_map(|(open, close)| text.find(open).map(|at| (at, close)))
        .min()
}

/// A short code of Zola is a call; anything else in braces is text to it.
fn is_zola(code: &str) -> bool {
    let is_call = |inside: &str| {
        let inside = inside.strip_prefix("/*").unwrap_or(inside).trim_start();
        let name = inside.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        name.len() < inside.len() && name.trim_start().starts_with('(')
    };
    let marked = |open| {
        code.match_indices(open)
            .any(|(at, _)| is_call(&code[at + 2..]))
    };
    marked("{{") || marked("{%") || has_divider(code)
}

/// `<!--more-->`, with spaces or without.
fn has_divider(code: &str) -> bool {
    code.match_indices("<!--").any(|(at, open)| {
        code[at + open.len()..]
            .trim_start()
            .strip_prefix("more")
            .is_some_and(|rest| rest.trim_start().starts_with("-->"))
    })
}

/// Liquid prints a string that holds its mark. Unlike `raw` this knows no end mark that the code
/// itself could hold.
fn liquid(code: &str) -> Code {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest
        .match_indices('{')
        .map(|(at, _)| at)
        .find(|at| rest[at + 1..].starts_with(['{', '%']))
    {
        out.push_str(&rest[..at]);
        out.push_str("{{ \"");
        out.push_str(&rest[at..at + 2]);
        out.push_str("\" }}");
        rest = &rest[at + 2..];
    }
    if out.is_empty() {
        return Code::AsIs;
    }
    out.push_str(rest);
    Code::Quoted(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_of_hugos_marks_is_quoted_and_a_lone_one_is_an_element() {
        let quoted = |code: &str| Templates::Hugo.code(code);
        assert_eq!(
            quoted("{{< fig >}} and {{% x %}}."),
            Code::Quoted("{{</* fig */>}} and {{%/* x */%}}.".to_owned())
        );
        assert_eq!(
            quoted("{{</* fig */>}}"),
            Code::Quoted("{{</*/* fig */*/>}}".to_owned())
        );
        assert_eq!(quoted("{{< fig"), Code::Element);
        assert_eq!(quoted("a <!--more--> b"), Code::Element);
        assert_eq!(quoted("{{ .Title }}"), Code::AsIs);
    }

    #[test]
    fn only_a_call_is_a_short_code_of_zola() {
        assert_eq!(Templates::Zola.code("{{ title }}"), Code::AsIs);
        assert_eq!(Templates::Zola.code("{{ super() }}"), Code::Element);
        assert_eq!(
            Templates::Zola.code("{%/* quote(by=\"x\") */%}"),
            Code::Element
        );
        assert_eq!(Templates::Zola.code("{% if x %}"), Code::AsIs);
    }

    #[test]
    fn every_mark_of_liquid_is_printed_by_liquid() {
        assert_eq!(
            Templates::Liquid.code("{{{ x }} {% endraw %}"),
            Code::Quoted("{{ \"{{\" }}{ x }} {{ \"{%\" }} endraw %}".to_owned())
        );
        assert_eq!(Templates::Liquid.code("{ x }"), Code::AsIs);
    }

    #[test]
    fn an_element_shows_its_code_and_holds_no_brace() {
        let mut out = String::new();
        element("{{< a & b", &mut out);
        assert_eq!(out, "&#123;&#123;&lt; a &amp; b");
    }
}
