//! What is not a web page, recognised by its first bytes and never by its name.

use crate::error::{Error, ErrorKind};

/// How much is looked at.
const REACH: usize = 4096;

/// Something that is not a page: what it is, and what to do about it.
type Foreign = (&'static str, &'static str);

const SAVE_AGAIN: &str = "open the page in a browser, and save it as a web page (.html)";
const GIVE_THE_PAGE: &str = "this is one of a page's files: give the page (.html) itself";
const GIVE_A_PAGE: &str = "repost reads saved web pages (.html), plain text and its own JSON";
const UNPACK: &str = "unpack it, and give the pages in it";
const NOT_YET: &str =
    "this container is not read yet: open it in a browser, and save the page as .html";
const WHOLE_BLOG: &str = "this holds a whole blog: repost migrate FILE -o SITE";
const SAVE_AS_HTML: &str = "open it in the program that wrote it, and save it as HTML";

/// Files by the bytes they begin with. Of two rows that match, the upper one counts.
const MAGIC: &[(&[u8], Foreign)] = &[
    (b"%PDF-", ("a PDF", SAVE_AGAIN)),
    (b"\x89PNG", ("a PNG image", GIVE_THE_PAGE)),
    (b"\xff\xd8\xff", ("a JPEG image", GIVE_THE_PAGE)),
    (b"GIF87a", ("a GIF image", GIVE_THE_PAGE)),
    (b"GIF89a", ("a GIF image", GIVE_THE_PAGE)),
    (b"\0\0\x01\0", ("an icon", GIVE_THE_PAGE)),
    (b"wOFF", ("a font", GIVE_THE_PAGE)),
    (b"wOF2", ("a font", GIVE_THE_PAGE)),
    (b"\x1f\x8b", ("a gzip file", "unpack it first: gunzip FILE")),
    (
        b"\x28\xb5\x2f\xfd",
        ("a zstd file", "unpack it first: zstd -d FILE"),
    ),
    (b"\xfd7zXZ\0", ("an xz file", "unpack it first: unxz FILE")),
    (b"7z\xbc\xaf\x27\x1c", ("a 7z archive", UNPACK)),
    (b"Rar!\x1a\x07", ("a RAR archive", UNPACK)),
    (b"WARC/", ("a web archive (WARC)", NOT_YET)),
    (b"filedesc://", ("a web archive (ARC)", NOT_YET)),
    (b"ZIM\x04", ("a ZIM archive", NOT_YET)),
    (
        b"bplist00",
        ("a property list, as Safari's web archives are", NOT_YET),
    ),
    (b"{\\rtf", ("an RTF document", SAVE_AS_HTML)),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ("an old Office document", SAVE_AS_HTML),
    ),
    (b"\x7fELF", ("a program", GIVE_A_PAGE)),
    (b"\xcf\xfa\xed\xfe", ("a program", GIVE_A_PAGE)),
    (b"\xca\xfe\xba\xbe", ("a program", GIVE_A_PAGE)),
    (b"SQLite format 3\0", ("a database", GIVE_A_PAGE)),
    (b"ID3", ("a sound", GIVE_THE_PAGE)),
    (b"OggS\0", ("a sound or a film", GIVE_THE_PAGE)),
    (
        b"\xff\xfe\0\0",
        (
            "text in UTF-32",
            "convert it first: iconv -f UTF-32 -t UTF-8 FILE",
        ),
    ),
    (
        b"\0\0\xfe\xff",
        (
            "text in UTF-32",
            "convert it first: iconv -f UTF-32 -t UTF-8 FILE",
        ),
    ),
];

/// The root elements of XML that is not a page.
const ROOTS: &[(&str, Foreign)] = &[
    ("feed", ("an Atom feed or a Blogger export", WHOLE_BLOG)),
    ("rss", ("an RSS feed or a WordPress export", WHOLE_BLOG)),
    ("rdf:rdf", ("an RSS 1.0 feed", WHOLE_BLOG)),
    ("opml", ("a list of feeds (OPML)", GIVE_A_PAGE)),
    (
        "plist",
        ("a property list, as Safari's web archives are", NOT_YET),
    ),
    ("en-export", ("an Evernote export", WHOLE_BLOG)),
    ("svg", ("an SVG image", GIVE_THE_PAGE)),
    ("urlset", ("a sitemap", GIVE_A_PAGE)),
    ("sitemapindex", ("a sitemap", GIVE_A_PAGE)),
];

/// Headers that a message or an MHTML file begins with.
const HEADERS: &[&str] = &[
    "from:",
    "mime-version:",
    "content-type:",
    "subject:",
    "return-path:",
    "x-mimeole:",
];

/// Refuses files that are recognised by their first bytes.
///
/// # Errors
///
/// [`ErrorKind::NotHtml`].
pub(super) fn refuse_bytes(bytes: &[u8]) -> Result<(), Error> {
    let head = &bytes[..bytes.len().min(REACH)];
    match magic(head)
        .or_else(|| zip(head))
        .or_else(|| by_structure(head))
    {
        Some((what, hint)) => Err(Error::new(ErrorKind::NotHtml { what, hint }, "")),
        None => Ok(()),
    }
}

fn magic(head: &[u8]) -> Option<Foreign> {
    let row = MAGIC.iter().find(|(magic, _)| head.starts_with(magic));
    row.map(|(_, foreign)| *foreign)
}

/// A zip, and what is zipped: the names of its first members stand at its beginning.
fn zip(head: &[u8]) -> Option<Foreign> {
    const MEMBERS: &[(&[u8], Foreign)] = &[
        (b"mimetypeapplication/epub+zip", ("an EPUB book", UNPACK)),
        (
            b"mimetypeapplication/vnd.oasis",
            ("an OpenDocument file", SAVE_AS_HTML),
        ),
        (b"[Content_Types].xml", ("an Office document", SAVE_AS_HTML)),
        (b"word/", ("a Word document", SAVE_AS_HTML)),
        (b"datapackage.json", ("a web archive (WACZ)", NOT_YET)),
    ];
    if !head.starts_with(b"PK\x03\x04") && !head.starts_with(b"PK\x05\x06") {
        return None;
    }
    let row = MEMBERS
        .iter()
        .find(|(name, _)| memchr::memmem::find(head, name).is_some());
    Some(row.map_or(("a zip archive", UNPACK), |(_, foreign)| *foreign))
}

/// Files whose kind does not stand at their very beginning.
fn by_structure(head: &[u8]) -> Option<Foreign> {
    let at = |from: usize, what: &[u8]| head.get(from..from + what.len()) == Some(what);
    if head.starts_with(b"RIFF") {
        let what = if at(8, b"WEBP") {
            "a WebP image"
        } else {
            "a sound or a film"
        };
        return Some((what, GIVE_THE_PAGE));
    }
    if at(4, b"ftyp") {
        let what = if at(8, b"avif") {
            "an AVIF image"
        } else {
            "a film"
        };
        return Some((what, GIVE_THE_PAGE));
    }
    if at(257, b"ustar") {
        return Some(("a tar archive", UNPACK));
    }
    if head.starts_with(b"MZ") && head.contains(&0) {
        return Some(("a program", GIVE_A_PAGE));
    }
    if head.starts_with(b"BZh") && at(4, b"1AY&SY") {
        return Some(("a bzip2 file", "unpack it first: bunzip2 FILE"));
    }
    None
}

/// Refuses texts that are not pages, and what has no text in it.
///
/// # Errors
///
/// [`ErrorKind::NotHtml`].
pub(super) fn refuse_text(text: &str) -> Result<(), Error> {
    let text = text.trim_start();
    match xml(text).or_else(|| message(text)).or_else(|| binary(text)) {
        Some((what, hint)) => Err(Error::new(ErrorKind::NotHtml { what, hint }, "")),
        None => Ok(()),
    }
}

/// The root element, behind declarations and comments.
fn root(mut text: &str) -> Option<&str> {
    loop {
        let rest = text.trim_start().strip_prefix('<')?;
        let end = if rest.starts_with("!--") {
            "-->"
        } else if rest.starts_with('?') || rest.starts_with('!') {
            ">"
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            return Some(&rest[..end]);
        };
        let (_, behind) = rest.split_once(end)?;
        text = behind;
    }
}

fn xml(text: &str) -> Option<Foreign> {
    let root = root(text)?;
    let row = ROOTS
        .iter()
        .find(|(name, _)| root.eq_ignore_ascii_case(name));
    row.map(|(_, foreign)| *foreign)
}

/// Header lines without a tag among them, one of which says that there are several parts.
fn message(text: &str) -> Option<Foreign> {
    let is_header = |line: &str| {
        HEADERS.iter().any(|name| {
            line.get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
        })
    };
    if !is_header(text) {
        return None;
    }
    let headers = text.lines().take(60).take_while(|line| !line.is_empty());
    let is_mhtml = headers
        .filter(|line| !line.contains('<') || is_header(line))
        .any(|line| line.to_ascii_lowercase().contains("multipart/related") || is_snapshot(line));
    is_mhtml.then_some(("an MHTML file", NOT_YET))
}

fn is_snapshot(line: &str) -> bool {
    line.starts_with("Snapshot-Content-Location:") || line.starts_with("From: <Saved by ")
}

/// One control character in ten is not a text.
fn binary(text: &str) -> Option<Foreign> {
    let (mut all, mut control) = (0, 0);
    for c in text.chars().take(REACH) {
        all += 1;
        control += usize::from(c.is_control() && !c.is_whitespace());
    }
    let is_markup = text.starts_with('<');
    (!is_markup && control * 10 > all).then_some(("a binary file", GIVE_A_PAGE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> Option<&'static str> {
        let text = String::from_utf8_lossy(bytes);
        let error = refuse_bytes(bytes)
            .and_then(|()| refuse_text(&text))
            .err()?;
        match error.kind {
            ErrorKind::NotHtml { what, .. } => Some(what),
            _ => None,
        }
    }

    #[test]
    fn what_is_not_a_page_is_called_by_its_name() {
        for (bytes, what) in [
            (&b"%PDF-1.4\n"[..], "a PDF"),
            (b"\x89PNG\r\n\x1a\n", "a PNG image"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
            (b"GIF89a\x01\0", "a GIF image"),
            (b"RIFF\x24\0\0\0WEBPVP8 ", "a WebP image"),
            (b"\0\0\0\x20ftypavif", "an AVIF image"),
            (b"\x1f\x8b\x08", "a gzip file"),
            (b"PK\x03\x04\x14\0", "a zip archive"),
            (b"PK\x03\x04....mimetypeapplication/epub+zip", "an EPUB book"),
            (b"PK\x03\x04....[Content_Types].xml", "an Office document"),
            (b"WARC/1.0\r\n", "a web archive (WARC)"),
            (b"bplist00\xd1", "a property list, as Safari's web archives are"),
            (b"<?xml version='1.0'?><!DOCTYPE plist><plist><dict><key>WebMainResource", "a property list, as Safari's web archives are"),
            (b"{\\rtf1\\ansi", "an RTF document"),
            (b"\x7fELF\x02", "a program"),
            (b"MZ\x90\0\x03\0", "a program"),
            (b"\xff\xfe\0\0<\0\0\0", "text in UTF-32"),
            (b"<?xml version='1.0'?>\n<!-- x --><feed xmlns='http://www.w3.org/2005/Atom'>", "an Atom feed or a Blogger export"),
            (b"\n<rss version='2.0'>", "an RSS feed or a WordPress export"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG image"),
            (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\n\r\n<p>", "an MHTML file"),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n", "an MHTML file"),
            (b"\x01\x02\x03\x04abc\x05\x06\x07", "a binary file"),
        ] {
            assert_eq!(refused(bytes), Some(what), "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn pages_and_texts_pass() {
        for page in [
            "<!DOCTYPE html><html>",
            "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html xmlns='http://www.w3.org/1999/xhtml'>",
            "<p>x",
            "MZ is short for something.",
            "From: my window I see rain.\n\nIt is multipart/related.",
            "From: Jo\nSubject: Rye\n\nDear all,",
            "<feedback>",
            "PK is a name",
            "x",
            "",
        ] {
            assert_eq!(refused(page.as_bytes()), None, "{page}");
        }
    }
}
