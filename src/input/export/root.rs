//! The root element of an XML file: what tells one form from another.

/// The name of the first element, behind declarations and comments; none where the text begins with
/// something else.
pub(super) fn name(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
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
        assert_eq!(name("words <a>"), None);
        assert_eq!(name("<!-- "), None);
    }
}
