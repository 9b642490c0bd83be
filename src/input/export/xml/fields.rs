//! A record as a flat list of its children, without a tree: for records that are lists of fields
//! anyway, and for scans that look at few of them.
//!
//! Nothing is copied before it is asked for. A child ends at the end tag of its own name, whatever
//! stands between; one that never ends harms only itself.

use encoding_rs::Encoding;
use memchr::{memchr, memchr2};
use quick_xml::events::BytesStart;

use super::{find, is_allowed, references};

/// How many children of a record may lack their end before the record is given up: each costs a
/// look through all the rest.
const MAX_UNCLOSED: usize = 16;

const CDATA: &[u8] = b"<![CDATA[";
const CDATA_END: &[u8] = b"]]>";

/// A child of a record.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    /// Its name with its prefix, as it stands.
    pub name: &'a str,
    /// Where it begins in the record, in bytes.
    pub start: usize,
    /// The element with its tags.
    pub bytes: &'a [u8],
    /// Its start tag, from `<` to `>`.
    pub tag: &'a [u8],
    /// What is between its tags.
    pub content: &'a [u8],
    /// False where its end tag is missing: then what is up to the next tag counts as its content.
    pub is_whole: bool,
}

/// The elements directly in `record`, which begins with its own start tag.
pub fn fields(record: &[u8]) -> impl Iterator<Item = Field<'_>> {
    let at = memchr(b'>', record).map_or(record.len(), |end| end + 1);
    Fields {
        record,
        at,
        unclosed: 0,
    }
}

/// The attributes of a start tag, references resolved.
pub fn tag_attributes(tag: &[u8], encoding: &'static Encoding) -> Vec<(String, String)> {
    let (text, _) = encoding.decode_without_bom_handling(tag);
    let inner = text.trim_start_matches('<').trim_end_matches(['>', '/']);
    let name_len = inner
        .find(|c: char| c.is_ascii_whitespace())
        .unwrap_or(inner.len());
    let start = BytesStart::from_content(inner, name_len);
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).flatten();
    attributes
        .map(|attribute| {
            let key = attribute.key.as_ref().to_owned();
            (key, references(&attribute.value))
        })
        .collect()
}

struct Fields<'a> {
    record: &'a [u8],
    at: usize,
    unclosed: usize,
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Field<'a>> {
        while self.unclosed < MAX_UNCLOSED {
            let start = self.at + memchr(b'<', &self.record[self.at..])?;
            let here = &self.record[start..];
            if let Some(len) = section(here) {
                self.at = start + len;
                continue;
            }
            let Some(name) = name(here) else {
                self.at = start + 1;
                continue;
            };
            let tag = &here[..=memchr(b'>', here)?];
            let (content, len, is_whole) = if tag.ends_with(b"/>") {
                (0, tag.len(), true)
            } else if let Some((content, behind)) = end(&here[tag.len()..], name) {
                (content, tag.len() + behind, true)
            } else {
                self.unclosed += 1;
                let content = first_text(&here[tag.len()..]);
                (content, tag.len() + content, false)
            };
            self.at = start + len;
            return Some(Field {
                name,
                start,
                bytes: &here[..len],
                tag,
                content: &here[tag.len()..tag.len() + content],
                is_whole,
            });
        }
        None
    }
}

/// The length of the text or CDATA section that an element without end begins with.
fn first_text(behind: &[u8]) -> usize {
    if behind.starts_with(CDATA) {
        return section(behind).unwrap_or_default();
    }
    memchr(b'<', behind).unwrap_or(behind.len())
}

/// The length of the section that begins here, if one does. One without end takes all.
fn section(here: &[u8]) -> Option<usize> {
    let (start, end): (&[u8], &[u8]) = match here.get(1)? {
        b'!' if here.starts_with(CDATA) => (CDATA, CDATA_END),
        b'!' if here.starts_with(b"<!--") => (b"<!--", b"-->"),
        b'?' => (b"<?", b"?>"),
        _ => return None,
    };
    let found = find(&here[start.len()..], end);
    Some(found.map_or(here.len(), |found| start.len() + found + end.len()))
}

/// The name of the start tag that begins here, if one does.
fn name(here: &[u8]) -> Option<&str> {
    let len = here[1..]
        .iter()
        .position(|byte| matches!(byte, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n' | b'<'))?;
    let name = std::str::from_utf8(&here[1..=len]).ok()?;
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        .then_some(name)
}

/// Where the content of an element ends, and behind its end tag. Elements of the same name may
/// stand in it.
fn end(behind: &[u8], name: &str) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        let start = at + memchr(b'<', &behind[at..])?;
        let here = &behind[start..];
        if let Some(len) = section(here) {
            at = start + len;
            continue;
        }
        let is_end = here.get(1) == Some(&b'/');
        let named = &here[1 + usize::from(is_end)..];
        let is_same = named.first() == name.as_bytes().first()
            && named.starts_with(name.as_bytes())
            && named
                .get(name.len())
                .is_some_and(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace());
        at = start + 1;
        if !is_same {
            continue;
        }
        let tag = memchr(b'>', here)? + 1;
        at = start + tag;
        if is_end && depth == 0 {
            return Some((start, at));
        }
        if is_end {
            depth -= 1;
        } else if here[tag - 2] != b'/' {
            depth += 1;
        }
    }
}

impl Field<'_> {
    /// Its text: CDATA sections as they stand, references resolved, without the characters that
    /// XML forbids. Markup that is not escaped is part of it. True where a CDATA section held
    /// another, which XML does not allow: then it ends with the element.
    pub fn text(&self, encoding: &'static Encoding) -> (String, bool) {
        let (text, _) = encoding.decode_without_bom_handling(self.content);
        if let Some(inner) = plain(&text)
            && inner.chars().all(is_allowed)
        {
            return (inner.to_owned(), false);
        }
        let (text, repaired) = text_of(&text);
        if text.chars().all(is_allowed) {
            return (text, repaired);
        }
        (text.chars().filter(|c| is_allowed(*c)).collect(), repaired)
    }

    /// Its text, trimmed; none where it is empty.
    pub fn value(&self, encoding: &'static Encoding) -> Option<String> {
        let (text, _) = self.text(encoding);
        let trimmed = text.trim();
        (!trimmed.is_empty()).then(|| trimmed.to_owned())
    }

    /// An attribute's value.
    pub fn attribute(&self, name: &str, encoding: &'static Encoding) -> Option<String> {
        let attributes = tag_attributes(self.tag, encoding);
        let found = attributes.into_iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value)
    }
}

/// The text, where it is one CDATA section or has neither markup nor references: so it is nearly
/// always.
fn plain(content: &str) -> Option<&str> {
    let bytes = content.as_bytes();
    if !bytes.starts_with(CDATA) {
        return memchr2(b'<', b'&', bytes).is_none().then_some(content);
    }
    let end = bytes.len() - CDATA_END.len();
    let is_one = section(bytes) == Some(bytes.len()) && bytes.ends_with(CDATA_END);
    is_one.then(|| &content[CDATA.len()..end])
}

fn text_of(content: &str) -> (String, bool) {
    if let Some(inner) = nested(content) {
        return (inner.to_owned(), true);
    }
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, behind)) = rest.split_once("<![CDATA[") {
        push_outside(&mut out, before);
        let (inner, after) = behind.split_once("]]>").unwrap_or((behind, ""));
        out.push_str(inner);
        rest = after;
    }
    push_outside(&mut out, rest);
    (out, false)
}

/// Text outside of CDATA sections. What has tags in it is markup that should have been escaped,
/// and is kept with its references.
fn push_outside(out: &mut String, text: &str) {
    if memchr(b'<', text.as_bytes()).is_none() {
        out.push_str(&references(text));
        return;
    }
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = behind.split_once("-->").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
}

/// What is in a CDATA section that holds the beginning of another without the escape for it.
fn nested(content: &str) -> Option<&str> {
    let inner = content.trim().strip_prefix("<![CDATA[")?;
    let inner = inner.strip_suffix("]]>")?;
    let mut rest = inner;
    let mut is_nested = false;
    while let Some((section, behind)) = rest.split_once("]]>") {
        is_nested |= section.contains("<![CDATA[");
        match behind.strip_prefix("<![CDATA[") {
            Some(next) => rest = next,
            None if is_nested => return Some(inner),
            None => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_8;

    use super::*;

    fn told(record: &str) -> Vec<(String, String)> {
        fields(record.as_bytes())
            .map(|field| (field.name.to_owned(), field.text(UTF_8).0))
            .collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        expected.iter().map(owned).collect()
    }

    #[test]
    fn children_are_told_with_their_texts_and_not_with_their_children() {
        let record = "<item n='1'>\n<a>x &amp; y &#8212;</a><b/><!-- <c>no</c> -->\
                      <d><e>z</e></d><f x='>'><![CDATA[<p>&amp;</p>]]></f></item>";
        let expected = [("a", "x & y —"), ("b", ""), ("d", "<e>z</e>")];
        assert_eq!(told(record)[..3], pairs(&expected)[..]);
        assert_eq!(told(record).len(), 4);
    }

    #[test]
    fn an_escaped_end_of_cdata_is_one_text() {
        let record = "<item><a><![CDATA[x ]]]]><![CDATA[> y]]></a></item>";
        assert_eq!(told(record), pairs(&[("a", "x ]]> y")]));
    }

    #[test]
    fn a_cdata_section_in_another_ends_with_its_element() {
        let record = "<item><a><![CDATA[x <![CDATA[ y ]]> z]]></a><b>1</b></item>";
        let expected = [("a", "x <![CDATA[ y ]]> z"), ("b", "1")];
        assert_eq!(told(record), pairs(&expected));
        let first = fields(record.as_bytes()).next().unwrap();
        assert!(first.text(UTF_8).1);
    }

    #[test]
    fn an_element_without_end_harms_no_other() {
        let record = "<item><a>1 <b>3</b><c>4</c><d><![CDATA[5]]></item>";
        let expected = [("a", "1 "), ("b", "3"), ("c", "4"), ("d", "5")];
        assert_eq!(told(record), pairs(&expected));
    }

    #[test]
    fn characters_that_xml_forbids_are_left_out() {
        assert_eq!(
            told("<item><a>x\u{8}y\u{0}</a></item>"),
            pairs(&[("a", "xy")])
        );
    }

    #[test]
    fn attributes_are_read_with_their_references() {
        let record = "<item><a b=\"x &amp; y\" c='2'/></item>";
        let field = fields(record.as_bytes()).next().unwrap();
        assert_eq!(field.attribute("b", UTF_8).as_deref(), Some("x & y"));
        assert_eq!(field.attribute("c", UTF_8).as_deref(), Some("2"));
    }

    #[test]
    fn many_elements_without_end_are_given_up() {
        let record = format!("<item>{}", "<a>".repeat(100_000));
        assert_eq!(told(&record).len(), MAX_UNCLOSED);
    }
}
