//! What stands in a text for a thing that is not in it.

use crate::document::{EmbedKind, Image};
use crate::write::escape::xml;

/// `[image: A dog on a beach]`; the file's name where the page gave no text.
pub(crate) fn image(image: &Image) -> String {
    bracketed("image", &[&image.alt, file_name(&image.url)])
}

/// `[video: How to fold a boat]`; the address where the page gave no title.
pub(crate) fn embed(embed: EmbedKind, title: Option<&str>, url: &str) -> String {
    bracketed(kind(embed), &[title.unwrap_or_default(), url])
}

/// What an embed is called.
pub(crate) fn kind(kind: EmbedKind) -> &'static str {
    match kind {
        EmbedKind::Video => "video",
        EmbedKind::Audio => "audio",
        EmbedKind::Post => "post",
        EmbedKind::Frame => "frame",
    }
}

/// `[what: …]` with the first of `names` that shows anything.
fn bracketed(what: &str, names: &[&str]) -> String {
    match names.iter().find(|name| !xml::is_blank(name)) {
        Some(name) => format!("[{what}: {}]", name.trim()),
        None => format!("[{what}]"),
    }
}

/// The last part of an address's path.
fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named_by_its_text_or_its_file() {
        let mut picture = Image {
            url: "https://example.com/photos/boat.jpg?w=400".to_owned(),
            alt: "A paper boat".to_owned(),
            ..Image::default()
        };
        assert_eq!(image(&picture), "[image: A paper boat]");
        picture.alt.clear();
        assert_eq!(image(&picture), "[image: boat.jpg]");
        picture.url = "https://example.com/".to_owned();
        assert_eq!(image(&picture), "[image]");
    }
}
