//! Which charset a page declares, read from its first bytes.

use crate::input::tag::{Attribute, Attributes, is_space};

/// How far the declaration is looked for. Browsers read 1,024 bytes, but the pages of archives
/// have scripts and styles of the archive before it.
const REACH: usize = 64 << 10;

/// The label that a `<meta>` or an XML declaration gives.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(REACH)];
    meta(head).or_else(|| xml(head))
}

/// The first `<meta>` before the body that declares a charset.
fn meta(head: &[u8]) -> Option<String> {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &head[at..]) {
        let start = at + found;
        let rest = &head[start..];
        if rest.starts_with(b"<!--") {
            // `<!-->` is a comment, too.
            at = start + 4 + memchr::memmem::find(&rest[2..], b"-->")?;
        } else if is_tag(rest, b"body") {
            return None;
        } else if is_tag(rest, b"meta") {
            let mut attributes = Attributes::new(head, start + 5);
            let label = label(&mut attributes);
            at = attributes.position();
            if label.is_some() {
                return label;
            }
        } else {
            at = start + 1;
        }
    }
    None
}

fn is_tag(rest: &[u8], name: &[u8]) -> bool {
    let end = 1 + name.len();
    rest.len() > end
        && rest[1..end].eq_ignore_ascii_case(name)
        && (is_space(rest[end]) || matches!(rest[end], b'/' | b'>'))
}

/// `charset`, or the charset in `content` where `http-equiv` says that it is a content type.
fn label(attributes: &mut Attributes<'_>) -> Option<String> {
    let (mut charset, mut content, mut is_content_type) = (None, None, false);
    for Attribute { name, value } in attributes {
        if name.eq_ignore_ascii_case(b"charset") {
            charset = charset.or_else(|| bare(value));
        } else if name.eq_ignore_ascii_case(b"content") {
            content = content.or_else(|| in_content(value));
        } else if name.eq_ignore_ascii_case(b"http-equiv") {
            is_content_type = value.trim_ascii().eq_ignore_ascii_case(b"content-type");
        }
    }
    charset.or_else(|| content.filter(|_| is_content_type))
}

/// The label in `text/html; charset=utf-8`.
fn in_content(value: &[u8]) -> Option<String> {
    let lower = value.to_ascii_lowercase();
    let mut rest = lower.as_slice();
    loop {
        let at = memchr::memmem::find(rest, b"charset")?;
        rest = rest[at + b"charset".len()..].trim_ascii_start();
        if let Some(label) = rest.strip_prefix(b"=") {
            return bare(label);
        }
    }
}

/// A label without the quotes and the rest that may stand around it.
fn bare(value: &[u8]) -> Option<String> {
    let value = value.trim_ascii();
    let value = match value.first() {
        Some(b'"' | b'\'') => &value[1..],
        _ => value,
    };
    let end = value
        .iter()
        .position(|&byte| is_space(byte) || matches!(byte, b'"' | b'\'' | b';' | b','))
        .unwrap_or(value.len());
    let label = String::from_utf8_lossy(&value[..end]).into_owned();
    (!label.is_empty()).then_some(label)
}

/// `<?xml version="1.0" encoding="…"?>`, which must be the very first thing.
fn xml(head: &[u8]) -> Option<String> {
    let declaration = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memchr::memchr(b'>', declaration)?];
    Attributes::new(declaration, 0)
        .find(|attribute| attribute.name == b"encoding")
        .and_then(|attribute| bare(attribute.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_declare_a_charset_is_read() {
        for (page, label) in [
            ("<meta charset=utf-8>", Some("utf-8")),
            ("<META CHARSET = 'Shift_JIS' />", Some("Shift_JIS")),
            ("<meta charset=\"'big5'\">", Some("big5")),
            (
                "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>",
                Some("koi8-r"),
            ),
            (
                "<meta content='text/html;charset = \"euc-kr\"' http-equiv='content-type'>",
                Some("euc-kr"),
            ),
            (
                "<meta http-equiv=content-type content='charset; text/html; charset=gbk;x'>",
                Some("gbk"),
            ),
            (
                "<?xml version='1.0' encoding='iso-8859-2'?><html>",
                Some("iso-8859-2"),
            ),
            (
                "<?xml version='1.0' encoding='iso-8859-2'?><meta charset=utf-8>",
                Some("utf-8"),
            ),
            ("<meta name=a content='charset=gbk'>", None),
            ("<!-- <meta charset=gbk> --><p>", None),
            ("<!--><meta charset=gbk>", Some("gbk")),
            ("<!-- <meta charset=gbk>", None),
            ("<body><meta charset=gbk>", None),
            ("<metadata charset=gbk>", None),
            ("<meta charset=''><meta charset=gbk>", Some("gbk")),
            ("<", None),
            ("<meta", None),
            ("", None),
        ] {
            assert_eq!(declared(page.as_bytes()).as_deref(), label, "{page}");
        }
    }
}
