//! The attributes of one tag, read from its bytes as an HTML tokenizer reads them.

/// One attribute: raw bytes, references not decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    pub(super) name: &'a [u8],
    pub(super) value: &'a [u8],
}

/// Walks the attributes of a tag.
#[derive(Debug)]
pub(super) struct Attributes<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Attributes<'a> {
    /// `at` is the first byte behind the tag's name.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Where the walk stands: behind the attribute that was returned last; when all were returned,
    /// on the tag's `>` or at the end of the bytes.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    fn skip(&mut self, wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let length = rest
            .iter()
            .position(|&byte| !wanted(byte))
            .unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn here(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// A name may begin with `=`, but not go on with one.
    fn name(&mut self) -> &'a [u8] {
        let start = self.at;
        self.at += 1;
        self.skip(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        &self.bytes[start..self.at]
    }

    fn value(&mut self) -> &'a [u8] {
        self.skip(is_space);
        match self.here() {
            Some(quote @ (b'"' | b'\'')) => {
                self.at += 1;
                let value = self.skip(|byte| byte != quote);
                self.at = (self.at + 1).min(self.bytes.len());
                value
            }
            _ => self.skip(|byte| !is_space(byte) && byte != b'>'),
        }
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        self.skip(|byte| is_space(byte) || byte == b'/');
        if matches!(self.here(), None | Some(b'>')) {
            return None;
        }
        let name = self.name();
        let behind_name = self.at;
        self.skip(is_space);
        if self.here() != Some(b'=') {
            self.at = behind_name;
            return Some(Attribute { name, value: b"" });
        }
        self.at += 1;
        let value = self.value();
        Some(Attribute { name, value })
    }
}

/// White space inside a tag.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tag: &str) -> Vec<(String, String)> {
        let lossy = |bytes| String::from_utf8_lossy(bytes).into_owned();
        Attributes::new(tag.as_bytes(), 2)
            .map(|attribute| (lossy(attribute.name), lossy(attribute.value)))
            .collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected
            .iter()
            .map(|&(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    #[test]
    fn every_way_to_write_an_attribute_is_read() {
        assert_eq!(
            read("<a x=1 y='2 >' z=\"3\"w v = 4/u=/5 =t>rest s=6"),
            pairs(&[
                ("x", "1"),
                ("y", "2 >"),
                ("z", "3"),
                ("w", ""),
                ("v", "4/u=/5"),
                ("=t", "")
            ])
        );
    }

    #[test]
    fn a_tag_that_ends_early_ends_the_walk() {
        for tag in ["<a", "<a ", "<a x", "<a x=", "<a x='", "<a x=\"1"] {
            let mut attributes = Attributes::new(tag.as_bytes(), 2);
            while attributes.next().is_some() {}
            assert_eq!(attributes.position(), tag.len(), "{tag}");
        }
    }

    #[test]
    fn the_walk_ends_on_the_closing_bracket() {
        let mut attributes = Attributes::new(b"<a x=1 />b", 2);
        while attributes.next().is_some() {}
        assert_eq!(attributes.position(), 8);
    }
}
