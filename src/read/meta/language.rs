//! The language: what the page says, and what its text is written in where it says nothing, or
//! says what the text's script is not: a theme's `en-US` on a Persian blog.

use scraper::ElementRef;

use crate::read::dom;
use crate::read::embedded::Tag;
use crate::read::meta::Meta;
use crate::read::meta::source::{Claim, LANGUAGE, Source};

mod text;

impl<'a> Meta<'a, '_> {
    /// The language of the post.
    pub(crate) fn language(&mut self) -> Option<String> {
        let is_same = |one: &String, other: &String| primary(one) == primary(other);
        let sample = self.sample();
        let claim_of = |meta: &Self, source| {
            if source == Source::Text {
                return guessed(&sample);
            }
            let mut claim = meta.language_by(source)?;
            claim.is_weak = text::contradicts(&sample, primary(&claim.value));
            Some(claim)
        };
        let claim = self.settle(&LANGUAGE, claim_of, String::clone, is_same)?;
        Some(claim.value)
    }

    /// The beginning of the post's text.
    fn sample(&self) -> String {
        let mut sample = String::new();
        for node in self.located.body.descendants() {
            let parent = node.parent().and_then(ElementRef::wrap);
            let is_shown = parent.is_none_or(|parent| !dom::is_silent(&parent.value().name.local));
            if let Some(text) = node.value().as_text().filter(|_| is_shown) {
                sample.push_str(text);
                sample.push(' ');
            }
            if sample.len() > text::SAMPLE {
                break;
            }
        }
        sample
    }

    fn language_by(&self, source: Source) -> Option<Claim<String>> {
        let (text, rule) = match source {
            Source::Head => return self.language_in_head(),
            Source::Platform => {
                let locale = self.embedded.blog.as_ref()?.locale.as_deref()?;
                (locale, "read.blogger.locale")
            }
            Source::JsonLd => {
                let language = self.embedded.article.as_ref()?.language.as_deref()?;
                (language, "read.json_ld.language")
            }
            Source::Profile
            | Source::Markup
            | Source::Theme
            | Source::Nearby
            | Source::Address
            | Source::Text => return None,
        };
        Some(Claim::new(language_tag(text)?, rule))
    }

    /// What the root element says, else `<meta>`.
    fn language_in_head(&self) -> Option<Claim<String>> {
        let root: Option<ElementRef<'a>> = self.context.dom.elements().first().copied();
        let declared = root.and_then(|root| {
            dom::attribute(root, "lang").or_else(|| dom::attribute(root, "xml:lang"))
        });
        let head = &self.embedded.meta;
        let declared = declared.and_then(language_tag);
        let declared = declared.map(|tag| Claim::new(tag, "read.html.lang"));
        declared.or_else(|| {
            let tag = language_tag(head.first(Tag::Language)?)?;
            Some(Claim::new(tag, head.rule(Tag::Language)))
        })
    }
}

/// The language of a text that nobody names; none where there is doubt.
#[cfg(feature = "migrate")]
pub(crate) fn detected_language(content: &[crate::document::Block]) -> Option<String> {
    let words = crate::walk::block_text(content);
    let end = crate::walk::boundary(&words, text::SAMPLE);
    text::guess(&words[..end]).map(|guess| guess.tag)
}

/// What the text is written in, with how sure that is.
fn guessed(sample: &str) -> Option<Claim<String>> {
    let guess = text::guess(sample)?;
    let mut claim = Claim::new(guess.tag, "read.text_language");
    claim.certainty = Some(format!(" with a confidence of {:.2}", guess.confidence));
    Some(claim)
}

/// The language without its country or script.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// A BCP 47 tag of what pages write: `en_US`, `de-DE`, `pt-br`.
fn language_tag(text: &str) -> Option<String> {
    let text = text.trim().replace('_', "-");
    let mut parts = text.split('-');
    let primary = parts.next().filter(|part| matches!(part.len(), 2 | 3))?;
    if !text.split('-').all(|part| {
        !part.is_empty() && part.len() <= 8 && part.chars().all(|c| c.is_ascii_alphanumeric())
    }) || !primary.chars().all(|c| c.is_ascii_alphabetic())
    {
        return None;
    }
    let rest = parts.map(|part| match part.len() {
        2 => part.to_ascii_uppercase(),
        4 => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
        _ => part.to_ascii_lowercase(),
    });
    Some(
        std::iter::once(primary.to_ascii_lowercase())
            .chain(rest)
            .collect::<Vec<_>>()
            .join("-"),
    )
}
