//! Addresses in comments: WordPress makes links of them when it shows a comment.

use std::fmt::Write as _;

use memchr::memchr;

use super::markup::{Markup, Scanner, escaped, unescaped};

/// How an address in a text may begin, and what stands before it in the link.
const STARTS: &[(&str, &str)] = &[("http://", ""), ("https://", ""), ("www.", "http://")];

/// Elements in which an address is not made a link.
const VERBATIM: &[&str] = &["a", "pre", "code", "script", "style", "textarea"];

/// The text with links in the place of its addresses.
pub(super) fn clickable(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut scanner = Scanner::default();
    let mut rest = html;
    while let Some(start) = memchr(b'<', rest.as_bytes()) {
        let (words, here) = rest.split_at(start);
        link_words(words, &mut out);
        let len = match scanner.markup(here) {
            Markup::Comment(text) => text.len(),
            Markup::End { tag, .. } => tag.len(),
            Markup::Start { name, tag } => {
                let is = |known: &&str| known.eq_ignore_ascii_case(name);
                let end = VERBATIM.iter().any(is);
                let end = end.then(|| scanner.end(here, name, tag)).flatten();
                end.unwrap_or(tag.len())
            }
            Markup::Sign => 1,
        };
        out.push_str(&here[..len]);
        rest = &here[len..];
    }
    link_words(rest, &mut out);
    out
}

/// Copies a text without tags, with links.
fn link_words(text: &str, out: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '(')
            .map_or(rest.len(), |at| {
                at + rest[at..].chars().next().map_or(1, char::len_utf8)
            });
        let row = STARTS.iter().find(|(start, _)| rest.starts_with(start));
        let Some((start, before)) = row else {
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        };
        let url = address(rest);
        if url.len() > start.len() {
            let href = escaped(&unescaped(url));
            let _ = write!(out, "<a href=\"{before}{href}\">{url}</a>");
        } else {
            out.push_str(url);
        }
        rest = &rest[url.len()..];
        // What is left of the word is no address of its own.
        let left = rest.find(char::is_whitespace).unwrap_or(rest.len());
        out.push_str(&rest[..left]);
        rest = &rest[left..];
    }
}

/// The address that a text begins with, without the punctuation of the sentence around it.
fn address(text: &str) -> &str {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '…'))
        .unwrap_or(text.len());
    let mut url = &text[..end];
    let opened = url.matches('(').count();
    let mut closed = url.matches(')').count();
    while let Some(last) = url.chars().next_back() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' => {}
            ')' if closed > opened => closed -= 1,
            _ => break,
        }
        url = &url[..url.len() - last.len_utf8()];
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_a_link_without_its_sentence() {
        let expected =
            "See <a href=\"https://a.example/b?c=1&amp;d=2\">https://a.example/b?c=1&amp;d=2</a>.";
        assert_eq!(clickable("See https://a.example/b?c=1&amp;d=2."), expected);
        let expected = "(<a href=\"http://a.example/(b)\">http://a.example/(b)</a>), x";
        assert_eq!(clickable("(http://a.example/(b)), x"), expected);
        let expected = "One\n<a href=\"http://www.a.example\">www.a.example</a>!";
        assert_eq!(clickable("One\nwww.a.example!"), expected);
    }

    #[test]
    fn what_is_a_link_or_no_address_stays() {
        for text in [
            "<a href=\"http://a.example\">http://a.example</a>",
            "<img src='http://a.example/b.jpg'> http:// and a@b.example",
            "<code>http://a.example</code>",
            "xhttp://a.example",
        ] {
            assert_eq!(clickable(text), text);
        }
    }

    #[test]
    fn time_grows_with_the_text_and_not_faster() {
        for unit in [
            "http://",
            "http://a)",
            "(",
            "www.",
            "<a>",
            "http://a.b ",
            ")",
        ] {
            let text = unit.repeat((1 << 19) / unit.len());
            let begun = std::time::Instant::now();
            clickable(&text);
            clickable(&format!("http://{text}"));
            assert!(begun.elapsed().as_secs() < 5, "{unit}");
        }
    }
}
