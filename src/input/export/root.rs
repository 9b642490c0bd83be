//! The root element of an XML file: what tells one form from another.

/// How many characters may stand in front of the file proper: a byte order mark, blank lines, what
/// an editor left there.
const STRAY: usize = 16;

/// The name of the first element, behind declarations and comments; none where the text begins with
/// something else.
pub(super) fn name(text: &str) -> Option<&str> {
    // A stray character in front of a file stands for no other form.
    let start = text.char_indices().take(STRAY).find(|(_, c)| *c == '<');
    let mut rest = &text[start?.0..];
    loop {
        let tag = rest.strip_prefix('<')?;
        let end = if tag.starts_with("!--") {
            "-->"
        } else if tag.starts_with('?') {
            "?>"
        } else if tag.starts_with('!') {
            ">"
        } else {
            let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            return Some(&tag[..end]);
        };
        rest = tag.split_once(end)?.1.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_stands_behind_declarations_and_comments() {
        let text = "\u{feff}<?xml version='1.0'?>\n<!-- <a> -->\n<!DOCTYPE b><disqus xmlns='c'>";
        assert_eq!(name(text), Some("disqus"));
        assert_eq!(name("<livejournal>"), Some("livejournal"));
        assert_eq!(name("`<livejournal>"), Some("livejournal"));
        assert_eq!(name("many more words than that <a>"), None);
        assert_eq!(name("<!-- "), None);
    }
}
