//! Pages that end early: a download that broke off, a file that was cut.

use memchr::memmem;

/// Whether a page ends in the middle of a text or of a tag. A page whose end tags are left out on
/// purpose ends behind a tag.
pub(super) fn is_cut(text: &str) -> bool {
    let has = |names: [&str; 2]| {
        let mut names = names.iter();
        names.any(|name| memmem::find(text.as_bytes(), name.as_bytes()).is_some())
    };
    !text.trim_end().ends_with('>')
        && (has(["<body", "<BODY"]) || has(["<html", "<HTML"]))
        && !has(["</body", "</BODY"])
        && !has(["</html", "</HTML"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cut_where_it_ends_in_the_middle_of_something() {
        let cut = [
            "<html><body><p>The storks came ba",
            "<HTML><BODY><P>The storks <A HREF='http://a.exa",
            "<body><!-- a remark",
        ];
        let whole = [
            "<html><body><p>The storks came back</p></body></html>",
            "<HTML><BODY>The storks came back</BODY></HTML>\n served in 3 ms",
            // Without the tags that may be left out.
            "<!doctype html><html><p>The storks came back<script>go()</script>\n",
            "The storks came back",
            "<p>The storks came back</p> and stayed",
        ];
        assert!(cut.iter().all(|text| is_cut(text)));
        assert!(!whole.iter().any(|text| is_cut(text)));
    }
}
