//! Text of strangers on a terminal: one line, and nothing in it that a terminal obeys.

use std::fmt::Write as _;

/// The most characters of a page's text that a message shows.
const LONGEST: usize = 160;

/// `text` on one line; what a terminal would obey, or would not show, is written as `\u{1b}`.
pub(crate) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if obeyed_or_unseen(character) {
            write!(out, "\\u{{{:x}}}", u32::from(character)).expect("a String takes everything");
        } else {
            out.push(character);
        }
    }
    out
}

/// As [`printable`], and shortened to a length that a person reads.
pub(crate) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => printable(&text[..end]) + "…",
        None => printable(text),
    }
}

/// Controls, what turns the direction of writing, line separators, zero-width spaces and tags.
/// The joiners U+200C and U+200D are letters to some scripts and stay.
fn obeyed_or_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{061C}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
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

    #[test]
    fn what_a_terminal_obeys_is_written_out() {
        assert_eq!(
            printable("a\u{1b}[31mb\rc\nd\te"),
            "a\\u{1b}[31mb\\u{d}c\\u{a}d\\u{9}e"
        );
        assert_eq!(printable("a\u{9b}2Jb\u{7f}"), "a\\u{9b}2Jb\\u{7f}");
        assert_eq!(printable("safe\u{202e}lmth.exe"), "safe\\u{202e}lmth.exe");
    }

    #[test]
    fn words_of_every_script_stay() {
        for words in ["Grüße", "日本語", "می‌خواهم", "👩‍👧", "עברית"] {
            assert_eq!(printable(words), words);
        }
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        assert_eq!(excerpt(&"ö".repeat(160)), "ö".repeat(160));
        assert_eq!(excerpt(&"ö".repeat(161)), "ö".repeat(160) + "…");
    }
}
