//! XML 1.0 with the restrictions of XHTML and EPUB: text, attributes, ids, language tags.

/// Appends `text` as character data.
pub(crate) fn push_text(out: &mut String, text: &str) {
    push_escaped(out, text, text_escape);
}

/// Appends `text` as the inside of a `"`-quoted attribute value.
pub(crate) fn push_attribute(out: &mut String, text: &str) {
    push_escaped(out, text, attribute_escape);
}

/// Appends ` name="text"`.
pub(crate) fn push_pair(out: &mut String, name: &str, text: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_attribute(out, text);
    out.push('"');
}

/// Copies runs that need no escape, so that ordinary prose costs one copy.
fn push_escaped(out: &mut String, text: &str, escape: fn(char) -> Option<&'static str>) {
    let mut copied = 0;
    for (at, character) in text.char_indices() {
        if let Some(replacement) = escape(character) {
            out.push_str(&text[copied..at]);
            out.push_str(replacement);
            copied = at + character.len_utf8();
        }
    }
    out.push_str(&text[copied..]);
}

/// What stands for a character in text; none where it stands for itself.
fn text_escape(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        // Only `]]>` needs it, but every `>` is safe this way.
        '>' => Some("&gt;"),
        // A parser would make a line feed of it; so does this.
        '\r' => Some("\n"),
        character if is_writable(character) => None,
        character if character.is_whitespace() => Some(" "),
        _ => Some(""),
    }
}

/// What stands for a character in an attribute. White space is one space, as it is after a
/// parser's normalisation.
fn attribute_escape(character: char) -> Option<&'static str> {
    match character {
        '"' => Some("&quot;"),
        '\t' | '\n' | '\r' => Some(" "),
        other => text_escape(other),
    }
}

/// Whether a character may be written at all: no control characters but tab and line feed, no
/// noncharacters, and no overrides of the writing direction, which make text read as what it is
/// not.
pub(crate) fn is_writable(character: char) -> bool {
    matches!(character, '\t' | '\n')
        || !(character.is_control()
            || is_noncharacter(character)
            || is_direction_override(character))
}

/// U+FDD0 to U+FDEF and the last two of each plane.
fn is_noncharacter(character: char) -> bool {
    let code = u32::from(character);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

/// U+202D and U+202E. Embeddings and isolates stay: right-to-left text needs them, and they end
/// with their block.
fn is_direction_override(character: char) -> bool {
    matches!(character, '\u{202D}' | '\u{202E}')
}

/// Whether a character shows anything: a text of others only is blank.
pub(crate) fn is_visible(character: char) -> bool {
    is_writable(character) && !character.is_whitespace() && !is_format(character)
}

/// Marks that take no room: zero-width spaces and joiners, direction marks, the byte order mark.
fn is_format(character: char) -> bool {
    matches!(
        character,
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206F}' | '\u{FEFF}'
    )
}

/// Whether `text` shows nothing.
pub(crate) fn is_blank(text: &str) -> bool {
    !text.chars().any(is_visible)
}

/// Whether a character may stand in an id that links name without escapes.
pub(crate) fn is_id_character(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | ':')
}

/// `name` with every character that an id may not hold replaced by `-`; none for an empty name.
pub(crate) fn id(name: &str) -> Option<String> {
    let keep = |character| {
        if is_id_character(character) {
            character
        } else {
            '-'
        }
    };
    (!name.is_empty()).then(|| name.chars().map(keep).collect())
}

/// The longest well-formed beginning of a BCP 47 tag; `und` where there is none. An underscore is
/// taken for a hyphen (`pt_BR`).
pub(crate) fn language_tag(tag: &str) -> String {
    let mut parts = tag.trim().split(['-', '_']);
    let Some(primary) = parts.next().filter(|part| is_primary(part)) else {
        return "und".to_owned();
    };
    let mut out = primary.to_ascii_lowercase();
    // What follows a singleton (`-u-…`, `-x-…`) says nothing about the words of a post.
    for part in parts.take_while(|part| is_subtag(part)) {
        out.push('-');
        out.push_str(part);
    }
    out
}

fn is_primary(part: &str) -> bool {
    matches!(part.len(), 2..=3) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_subtag(part: &str) -> bool {
    let digits_first = part.starts_with(|first: char| first.is_ascii_digit());
    let length = match part.len() {
        2..=3 | 5..=8 => true,
        4 => digits_first || part.bytes().all(|byte| byte.is_ascii_alphabetic()),
        _ => false,
    };
    length && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Languages that are written from right to left where the tag names no script.
const RIGHT_TO_LEFT: &[&str] = &[
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "ps", "sd", "syr", "ug", "ur",
    "yi",
];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT_SCRIPTS: &[&str] = &["adlm", "arab", "hebr", "nkoo", "syrc", "thaa"];

/// Whether text in a language runs from right to left.
pub(crate) fn is_right_to_left(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let script = parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_lowercase()));
    match script {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
        None => RIGHT_TO_LEFT.contains(&primary),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut out = String::new();
        push_text(&mut out, text);
        out
    }

    #[test]
    fn text_never_becomes_markup() {
        assert_eq!(text("a < b && c ]]> d"), "a &lt; b &amp;&amp; c ]]&gt; d");
    }

    #[test]
    fn characters_that_xml_forbids_are_left_out() {
        assert_eq!(
            text("a\u{0}b\u{B}c\u{FFFE}d\u{7F}e\u{85}f\u{92}g"),
            "abcde fg".replace("bc", "b c")
        );
        assert_eq!(text("safe\u{202E}txt.exe"), "safetxt.exe");
    }

    #[test]
    fn attributes_hold_quotes_and_line_breaks() {
        let mut out = String::new();
        push_pair(&mut out, "title", "say \"hi\"\r\n'now'\t<");
        assert_eq!(out, " title=\"say &quot;hi&quot;  'now' &lt;\"");
    }

    #[test]
    fn language_tags_are_well_formed_or_und() {
        for (tag, expected) in [
            ("en", "en"),
            ("pt_BR", "pt-BR"),
            ("zh-Hant-TW", "zh-Hant-TW"),
            ("EN-us", "en-us"),
            ("en-US.UTF-8", "en"),
            ("de-x-private", "de"),
            ("english", "und"),
            ("", "und"),
            ("e", "und"),
            ("en--US", "en"),
            ("sl-rozaj-1994", "sl-rozaj-1994"),
            ("فا", "und"),
        ] {
            assert_eq!(language_tag(tag), expected, "{tag}");
        }
    }

    #[test]
    fn the_script_decides_before_the_language() {
        assert!(is_right_to_left("fa"));
        assert!(is_right_to_left("ur-PK"));
        assert!(is_right_to_left("az-Arab"));
        assert!(!is_right_to_left("fa-Latn"));
        assert!(!is_right_to_left("en"));
    }
}
