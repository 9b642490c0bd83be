//! Scripts and styles, which are half of many pages: their text goes to the tree builder as it
//! is, and not through the tokenizer line by line.
//!
//! In a script's text `<!--` has a meaning; such scripts are left to the tokenizer.

use std::borrow::Cow;

use memchr::memmem;

/// Bytes in which the end of a start tag is looked for.
const LONGEST_TAG: usize = 4 << 10;

/// An element whose content is text up to its end tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Raw {
    Script,
    Style,
}

impl Raw {
    fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Style => "style",
        }
    }
}

/// The place behind the first start tag of a script or a style that begins before `end`. What looks
/// like one may stand in a comment: only the tokenizer knows.
pub(super) fn start(text: &str, from: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_start = |at: &usize| {
        [Raw::Script, Raw::Style]
            .iter()
            .any(|raw| is_tag(&bytes[*at..], b"<", *raw))
    };
    let mut marks = memchr::memchr_iter(b'<', &bytes[from..end]).map(|at| from + at);
    let tag = marks.find(is_start)?;
    let last = bytes.len().min(tag + LONGEST_TAG);
    memchr::memchr(b'>', &bytes[tag..last]).map(|length| tag + length + 1)
}

/// The text of an element whose start tag ends at `from`, and where it ends; None where there is no
/// end, or the tokenizer has to find it.
pub(super) fn content(text: &str, from: usize, raw: Raw) -> Option<(Cow<'_, str>, usize)> {
    let bytes = text.as_bytes();
    let mut ends = memmem::find_iter(&bytes[from..], b"</").map(|at| from + at);
    let end = ends.find(|at| is_tag(&bytes[*at..], b"</", raw))?;
    let content = &text[from..end];
    if raw == Raw::Script && content.contains("<!--") {
        return None;
    }
    let lines = if content.contains('\r') {
        Cow::Owned(content.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(content)
    };
    Some((lines, end))
}

/// Whether bytes begin with a mark, the element's name in any case, and what ends a name.
fn is_tag(bytes: &[u8], mark: &[u8], raw: Raw) -> bool {
    let name = raw.name().as_bytes();
    let Some(rest) = bytes.strip_prefix(mark) else {
        return false;
    };
    let is_name = rest
        .get(..name.len())
        .is_some_and(|found| found.eq_ignore_ascii_case(name));
    let ends = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ' | b'/' | b'>');
    is_name && rest.get(name.len()).is_some_and(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_tag_is_found_in_any_case_and_not_by_its_beginning() {
        let text = "<p><scripture><SCRIPT src=a>b";
        assert_eq!(start(text, 0, text.len()), Some(text.len() - 1));
        assert_eq!(start("<styles><b>", 0, 11), None);
        assert_eq!(start("<script", 0, 7), None);
    }

    #[test]
    fn a_text_ends_before_its_own_end_tag() {
        let text = "if (a < b) '</style>'</scripts></Script >";
        let (content, end) = content(text, 0, Raw::Script).expect("it ends");
        assert_eq!(content, "if (a < b) '</style>'</scripts>");
        assert_eq!(&text[end..], "</Script >");
    }

    #[test]
    fn a_script_with_a_comment_is_left_alone() {
        assert!(content("<!-- a --></script>", 0, Raw::Script).is_none());
        assert!(content("<!-- a --></style>", 0, Raw::Style).is_some());
        assert!(content("no end", 0, Raw::Script).is_none());
    }

    #[test]
    fn ends_of_lines_are_one_character() {
        let (content, _) = content("a\r\nb\rc</script>", 0, Raw::Script).expect("it ends");
        assert_eq!(content, "a\nb\nc");
    }
}
