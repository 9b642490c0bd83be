//! What a file is, told by its first bytes: names and headers lie.

/// How much of a text is looked at to tell what it is, in bytes.
const BEGINNING: usize = 4096;

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A picture.
    Image,
    /// Sound alone.
    Audio,
    /// Moving pictures.
    Video,
    /// A PDF, an office file, a book.
    Document,
    /// A zip file or another archive.
    Archive,
    /// A web page: the answer of a server that has not what was asked for.
    Page,
    /// Something else that is known: a font, a program.
    Other,
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kind {
    /// The ending of such a file's name, without the dot: `jpg`.
    pub ending: &'static str,
    /// Its media type: `image/jpeg`.
    pub media_type: &'static str,
    /// What it is for.
    pub class: Class,
}

impl Kind {
    /// A kind that nobody knows: it is kept under the ending `bin`.
    pub const UNKNOWN: Self = Self::new("bin", "application/octet-stream", Class::Other);

    /// A scalable image: XML that may hold scripts.
    pub const SVG: Self = Self::new("svg", "image/svg+xml", Class::Image);

    /// A web page.
    pub const PAGE: Self = Self::new("html", "text/html", Class::Page);

    const fn new(ending: &'static str, media_type: &'static str, class: Class) -> Self {
        Self {
            ending,
            media_type,
            class,
        }
    }
}

/// What the bytes are: [`Kind::UNKNOWN`] where nothing is recognised.
///
/// ```
/// use repost::migrate::assets::kind::{Class, Kind, of};
///
/// assert_eq!(of(b"GIF89a\x01\x00\x01\x00").ending, "gif");
/// assert_eq!(of(b"<!doctype html><title>Not found</title>").class, Class::Page);
/// assert_eq!(of(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Kind::SVG);
/// ```
pub fn of(bytes: &[u8]) -> Kind {
    if let Some(kind) = of_markup(bytes) {
        return kind;
    }
    match infer::get(bytes) {
        Some(found) if is_trustworthy(found.extension(), bytes) => known(&found),
        _ => newer_box(bytes).unwrap_or(Kind::UNKNOWN),
    }
}

/// Whether the file has its end, as far as its form tells: `true` for forms that do not.
///
/// ```
/// use repost::migrate::assets::kind::{is_whole, of};
///
/// let cut = b"GIF89a\x01\x00\x01\x00\x80\x00\x00";
/// assert!(!is_whole(of(cut), cut));
/// ```
pub fn is_whole(kind: Kind, bytes: &[u8]) -> bool {
    /// Some programs write their own data behind the end.
    const BEHIND: usize = 64 << 10;
    let end = &bytes[bytes.len().saturating_sub(BEHIND)..];
    match kind.ending {
        "jpg" => memchr::memmem::rfind(end, b"\xff\xd9").is_some(),
        "png" => memchr::memmem::rfind(end, b"IEND").is_some(),
        "gif" => memchr::memrchr(b';', end).is_some(),
        "webp" => bytes.get(4..8).is_some_and(|length| {
            let length = length.try_into().expect("it is four bytes long");
            u64::from(u32::from_le_bytes(length)) <= bytes.len() as u64 - 8
        }),
        _ => true,
    }
}

fn known(found: &infer::Type) -> Kind {
    use infer::MatcherType as Matcher;
    let class = match found.matcher_type() {
        Matcher::Image => Class::Image,
        Matcher::Audio => Class::Audio,
        Matcher::Video => Class::Video,
        Matcher::Book | Matcher::Doc => Class::Document,
        Matcher::Archive if found.extension() == "pdf" => Class::Document,
        Matcher::Archive => Class::Archive,
        Matcher::Text if found.extension() == "html" => Class::Page,
        _ => Class::Other,
    };
    Kind::new(found.extension(), found.mime_type(), class)
}

/// Two letters or four common bytes are not enough: a text may begin with "BM".
fn is_trustworthy(ending: &str, bytes: &[u8]) -> bool {
    match ending {
        "bmp" => is_bitmap(bytes),
        "gif" => bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a"),
        "webp" => bytes.starts_with(b"RIFF"),
        "png" => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
        "ico" => bytes.get(4..6).is_some_and(|count| count != [0, 0]),
        _ => true,
    }
}

/// The reserved field is zero and the length of the second header is one of those in use.
fn is_bitmap(bytes: &[u8]) -> bool {
    let header = bytes.get(14..18);
    let lengths: [u8; 7] = [12, 16, 40, 52, 56, 108, 124];
    bytes.get(6..10) == Some(&[0; 4])
        && header.is_some_and(|header| lengths.contains(&header[0]) && header[1..] == [0; 3])
}

/// Images in ISO boxes whose brand the library does not know, or whose first box is cut off.
fn newer_box(bytes: &[u8]) -> Option<Kind> {
    const BRANDS: &[(&[u8], Kind)] = &[
        (b"avif", Kind::new("avif", "image/avif", Class::Image)),
        (b"avis", Kind::new("avif", "image/avif", Class::Image)),
        (b"heic", Kind::new("heif", "image/heif", Class::Image)),
        (b"heim", Kind::new("heif", "image/heif", Class::Image)),
        (b"heis", Kind::new("heif", "image/heif", Class::Image)),
        (b"hevc", Kind::new("heif", "image/heif", Class::Image)),
        (b"mif1", Kind::new("heif", "image/heif", Class::Image)),
        (b"qt  ", Kind::new("mov", "video/quicktime", Class::Video)),
        (b"isom", Kind::new("mp4", "video/mp4", Class::Video)),
        (b"mp42", Kind::new("mp4", "video/mp4", Class::Video)),
    ];
    if bytes.get(4..8) != Some(b"ftyp") {
        return None;
    }
    let brand = bytes.get(8..12)?;
    let row = BRANDS.iter().find(|(known, _)| *known == brand)?;
    Some(row.1)
}

/// An SVG image or a web page, whatever stands before its first element.
fn of_markup(bytes: &[u8]) -> Option<Kind> {
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    let text = String::from_utf8_lossy(beginning).to_ascii_lowercase();
    let mut rest = text.trim_start_matches(['\u{feff}', '\0']).trim_start();
    if !rest.starts_with('<') {
        return None;
    }
    loop {
        let end = match rest.get(1..2)? {
            "?" => rest.find("?>")? + 2,
            "!" if rest.starts_with("<!--") => match rest.find("-->") {
                Some(end) => end + 3,
                None => return Some(Kind::PAGE),
            },
            "!" if rest.starts_with("<!doctype svg") => return Some(Kind::SVG),
            "!" if rest.starts_with("<!doctype html") => return Some(Kind::PAGE),
            _ => return of_element(rest),
        };
        rest = rest[end..].trim_start();
    }
}

fn of_element(rest: &str) -> Option<Kind> {
    /// Elements that pages of servers begin with.
    const PAGE: &[&str] = &[
        "html", "head", "body", "title", "meta", "script", "style", "link", "div", "p", "h1", "h2",
        "h3", "center", "table", "b", "a", "br", "hr", "pre", "font", "base", "iframe",
    ];
    let name = rest[1..]
        .split(|c: char| !c.is_ascii_alphanumeric() && c != ':' && c != '-')
        .next()?;
    match name {
        "svg" | "svg:svg" => Some(Kind::SVG),
        _ if PAGE.contains(&name) => Some(Kind::PAGE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The beginning of a file, and the ending that it is to get.
    const BEGINNINGS: &[(&[u8], &str, Class)] = &[
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpg", Class::Image),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "png", Class::Image),
        (b"GIF89a\x01\0\x01\0", "gif", Class::Image),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "webp", Class::Image),
        (
            b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf",
            "avif",
            Class::Image,
        ),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heif", Class::Image),
        (
            b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0",
            "bmp",
            Class::Image,
        ),
        (b"\0\0\x01\0\x01\0\x10\x10", "ico", Class::Image),
        (b"II*\0\x08\0\0\0\0\0\0\0", "tif", Class::Image),
        (b"ID3\x03\0\0\0\0\0\0", "mp3", Class::Audio),
        (b"OggS\0\x02\0\0\0\0\0\0\0\0", "ogg", Class::Audio),
        (
            b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41",
            "mp4",
            Class::Video,
        ),
        (
            b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f\x42\x86\x81\x01\x42\x82\x84webm",
            "webm",
            Class::Video,
        ),
        (b"%PDF-1.4\n", "pdf", Class::Document),
        (b"PK\x03\x04\x14\0\0\0", "zip", Class::Archive),
    ];

    #[test]
    fn a_file_is_known_by_its_beginning() {
        for (bytes, ending, class) in BEGINNINGS {
            // Some are told by a name that may stand within the first 256 bytes.
            let mut file = bytes.to_vec();
            file.resize(300, 0);
            let kind = of(&file);
            assert_eq!((kind.ending, kind.class), (*ending, *class), "{ending}");
        }
    }

    #[test]
    fn markup_is_an_image_or_a_page() {
        for (text, kind) in [
            ("<svg xmlns='http://www.w3.org/2000/svg'>", Kind::SVG),
            (
                "\u{feff}<?xml version='1.0'?>\n<!-- Drawn -->\n<svg>",
                Kind::SVG,
            ),
            (
                "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' ''><svg>",
                Kind::SVG,
            ),
            ("  <!DOCTYPE html><html>", Kind::PAGE),
            ("<!-- cached --><HTML><svg>", Kind::PAGE),
            ("<?xml version='1.0'?><html xmlns=''>", Kind::PAGE),
            ("<h1>404</h1>", Kind::PAGE),
            ("<rss version='2.0'>", Kind::UNKNOWN),
        ] {
            assert_eq!(of(text.as_bytes()), kind, "{text}");
        }
    }

    #[test]
    fn a_text_that_begins_like_a_picture_is_none() {
        for text in [
            "BMW drivers, listen to this.",
            "GIFts for everybody.",
            "",
            "x",
        ] {
            assert_eq!(of(text.as_bytes()), Kind::UNKNOWN, "{text}");
        }
    }

    #[test]
    fn any_beginning_of_a_file_is_looked_at_without_a_fault() {
        for (bytes, _, _) in BEGINNINGS {
            for end in 0..bytes.len() {
                let _ = of(&bytes[..end]);
            }
        }
    }
}
