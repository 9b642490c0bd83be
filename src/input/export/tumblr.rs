//! Tumblr: posts in XML (`posts.xml` of the first API) and in JSON (the second API).
//!
//! A post is of a kind (text, photo, quote, link, chat, audio, video, answer), and each kind has its
//! own fields. Both forms are read into the same pieces ([`Pieces`]), which become HTML.

use crate::input::export::{Form, markup};

mod api;
mod blocks;
mod xml;

/// The row in the table of forms for XML.
pub(super) const XML: Form = xml::FORM;

/// The row in the table of forms for JSON.
pub(super) const JSON: Form = api::FORM;

/// What a post of any kind is made of; texts are HTML where it says so.
#[derive(Debug, Default)]
struct Pieces<'a> {
    /// Photos: address, what it shows, caption as HTML.
    photos: Vec<(&'a str, &'a str, &'a str)>,
    /// A quoted text as HTML, and where it comes from, as HTML.
    quote: Option<(&'a str, &'a str)>,
    /// A link's address, its text, and what was said about it, as HTML.
    link: Option<(&'a str, &'a str, &'a str)>,
    /// Lines of a chat: who, what; both plain.
    chat: Vec<(&'a str, &'a str)>,
    /// Who asked, and the question as HTML.
    question: Option<(&'a str, &'a str)>,
    /// What another site gave to be shown, as HTML, or an address.
    media: Vec<&'a str>,
    /// The text or the caption, as HTML.
    text: &'a str,
}

impl Pieces<'_> {
    fn html(&self) -> String {
        let mut out = String::new();
        for (src, alt, caption) in &self.photos {
            out += &markup::figure(src, alt, caption, "");
        }
        for media in &self.media {
            out += &shown(media);
        }
        if let Some((words, source)) = self.quote {
            out += &markup::element("blockquote", words);
            if !source.is_empty() {
                out += &markup::element("p", &format!("— {source}"));
            }
        }
        if let Some((url, words, about)) = self.link {
            out += &markup::link(url, &markup::plain(words));
            out += about;
        }
        for (who, what) in &self.chat {
            let (who, what) = (markup::text(who), markup::text(what));
            out += &markup::element("p", &format!("<strong>{who}</strong> {what}"));
        }
        if let Some((who, question)) = self.question {
            out += &said_by(who, question);
        }
        out.push_str(self.text);
        out
    }
}

/// Another's words as HTML, under the name.
fn said_by(who: &str, words: &str) -> String {
    let who = markup::text(who);
    markup::element(
        "blockquote",
        &format!("<p><strong>{who}</strong></p>{words}"),
    )
}

/// A player's HTML as it is, an address as a link.
fn shown(media: &str) -> String {
    if media.trim_start().starts_with('<') {
        format!("{media}\n")
    } else {
        markup::link(media, "")
    }
}
