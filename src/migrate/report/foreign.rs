//! Words of strangers in a page: titles, names of files, reasons. Nothing in them is markup, and
//! nothing in them turns the words around them.

use std::fmt::Write as _;

use crate::write::escape::xml;

/// The most characters of a title or a reason that are shown.
const LONGEST: usize = 300;

/// Appends words in an element of their own, whose direction is theirs alone.
pub(super) fn push(out: &mut String, words: &str) {
    out.push_str("<bdi>");
    xml::push_text(out, &shown(words));
    out.push_str("</bdi>");
}

/// Appends a link whose words are its address or others.
pub(super) fn push_link(out: &mut String, href: Option<&str>, words: &str) {
    let Some(href) = href else {
        return push(out, words);
    };
    out.push_str("<a rel=\"noreferrer\"");
    xml::push_pair(out, "href", href);
    out.push('>');
    push(out, words);
    out.push_str("</a>");
}

/// Words without what nobody sees, cut to a length that a person reads.
pub(super) fn shown(words: &str) -> String {
    let mut out = String::with_capacity(words.len().min(LONGEST * 4));
    for (number, character) in words.chars().enumerate() {
        if number == LONGEST {
            out.push('…');
            break;
        }
        if is_obeyed(character) {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}

/// What a browser would obey or not show. Marks that only tell the direction of the letters beside
/// them, and joiners, are part of some scripts and stay.
fn is_obeyed(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r')
        || matches!(
            character,
            '\u{200B}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pushed(words: &str) -> String {
        let mut out = String::new();
        push(&mut out, words);
        out
    }

    #[test]
    fn markup_is_words() {
        assert_eq!(
            pushed("<script>alert(\"1\")</script> & more"),
            "<bdi>&lt;script&gt;alert(\"1\")&lt;/script&gt; &amp; more</bdi>"
        );
    }

    #[test]
    fn what_turns_the_direction_or_is_not_seen_is_written_out() {
        assert_eq!(
            pushed("safe\u{202e}lmth.exe"),
            "<bdi>safe\\u{202e}lmth.exe</bdi>"
        );
        assert_eq!(pushed("a\u{0}b\u{1b}c"), "<bdi>a\\u{0}b\\u{1b}c</bdi>");
        assert_eq!(pushed("עברית\u{200f}"), "<bdi>עברית\u{200f}</bdi>");
    }

    #[test]
    fn long_words_are_cut() {
        let text = shown(&"ö".repeat(1000));
        assert_eq!(text.chars().count(), LONGEST + 1);
    }

    #[test]
    fn an_address_does_not_leave_its_attribute() {
        let mut out = String::new();
        push_link(&mut out, Some("a\"onclick=\"x"), "a");
        assert_eq!(
            out,
            "<a rel=\"noreferrer\" href=\"a&quot;onclick=&quot;x\"><bdi>a</bdi></a>"
        );
    }
}
