//! What the page says about the post: title, author, times, labels, language, address.
//!
//! For each field the sources are asked in a fixed order: the rows of the page's profile, data in
//! scripts, `<meta>` elements, JSON-LD, the rows of the generic profile. The source that won is
//! noted.

use scraper::ElementRef;

use crate::document::Inline;
use crate::note::{Note, NoteKind};
use crate::profile::{PostRows, Row, Rows};
use crate::read::Context;
use crate::read::dom;
use crate::read::embedded::{Data, Embedded};
use crate::read::field::Value;
use crate::read::locate::Located;

mod author;
mod dates;
mod labels;
mod title;

/// What one row gives.
struct Answer<'a> {
    /// Whether the values stand in the post's own element.
    near: bool,
    /// In document order, never empty.
    values: Vec<Value<'a>>,
}

/// Reads the fields of one page.
pub(crate) struct Meta<'a, 'c> {
    pub(crate) context: &'c mut Context<'a>,
    pub(crate) located: &'c Located<'a>,
    pub(crate) embedded: &'c Embedded,
    /// For elements in comments.
    pub(crate) is_comment: &'c dyn Fn(ElementRef<'a>) -> bool,
}

impl<'a> Meta<'a, '_> {
    /// What a field's rows give, row by row; rows that give nothing are passed over, and none is
    /// asked before it is its turn.
    fn rows(
        &self,
        field: fn(&'a PostRows) -> &'a Rows,
        profile: usize,
    ) -> impl Iterator<Item = Answer<'a>> {
        let profile = self.context.profiles.get(profile);
        let rows = profile.map_or(&[][..], |profile| &field(&profile.post).0);
        rows.iter().filter_map(|row| self.answer(row))
    }

    /// The values of one row that do not stand in comments: those near the post, and only where
    /// there is none the others.
    fn answer(&self, row: &'a Row) -> Option<Answer<'a>> {
        let found = self.context.dom.select(&row.query).into_iter();
        let found: Vec<_> = found
            .filter(|element| !(self.is_comment)(*element))
            .collect();
        let near = found.iter().any(|element| self.is_near(*element));
        let found = found
            .into_iter()
            .filter(|element| !near || self.is_near(*element));
        let values: Vec<Value<'a>> = found.filter_map(|element| row.value(element)).collect();
        (!values.is_empty()).then_some(Answer { near, values })
    }

    /// The same, value by value.
    fn values(
        &self,
        field: fn(&'a PostRows) -> &'a Rows,
        profile: usize,
    ) -> impl Iterator<Item = Value<'a>> {
        self.rows(field, profile).flat_map(|answer| answer.values)
    }

    fn is_near(&self, element: ElementRef<'a>) -> bool {
        let item = self.located.item;
        item.is_some_and(|item| self.context.dom.holds(item, element))
    }

    fn chose(&mut self, field: &str, rule: &str) {
        let note = Note::new(NoteKind::Chosen, rule, format!("gave the {field}"));
        self.context.note(note);
    }

    /// The standfirst, where the platform has one.
    pub(crate) fn dek(&mut self) -> Option<Vec<Inline>> {
        let Some(value) = self.values(|post| &post.dek, 0).next() else {
            let (dek, rule) = self.in_data("dek", |data| data.dek.clone())?;
            self.chose("dek", &rule);
            return Some(vec![Inline::text(dek)]);
        };
        self.chose("dek", value.rule);
        Some(self.context.inlines(value.element)).filter(|inlines| !inlines.is_empty())
    }

    /// What the data that the profile tells of says of a field, and how notes call it.
    fn in_data<T>(&self, name: &str, field: impl Fn(&Data) -> Option<T>) -> Option<(T, String)> {
        let data = self.embedded.data.as_ref()?;
        Some((field(data)?, format!("{}.{name}", data.rule)))
    }

    /// The post's own address.
    pub(crate) fn permalink(&mut self) -> Option<String> {
        let (url, rule) = (0..self.context.profiles.len()).find_map(|profile| {
            self.values(|post| &post.permalink, profile)
                .find_map(|value| {
                    let url = self.context.addresses.resolve(&value.text)?;
                    Some((without_view(&url), value.rule)).filter(|(url, _)| is_post_address(url))
                })
        })?;
        self.chose("address", rule);
        Some(url)
    }

    /// The page's language.
    pub(crate) fn language(&mut self) -> Option<String> {
        let root = self.context.dom.elements().first().copied();
        let declared = root.and_then(|root| {
            dom::attribute(root, "lang").or_else(|| dom::attribute(root, "xml:lang"))
        });
        let locale = self
            .embedded
            .blog
            .as_ref()
            .and_then(|blog| blog.locale.as_deref());
        let meta = self.embedded.meta.og_locale.as_deref();
        let article = self
            .embedded
            .article
            .as_ref()
            .and_then(|a| a.language.as_deref());
        [declared, locale, article, meta]
            .into_iter()
            .flatten()
            .find_map(language_tag)
    }
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

/// The address without what asks Blogger for a view of it (`?m=1`, `?showComment=…`) and without
/// a fragment.
fn without_view(url: &str) -> String {
    let without_fragment = url.split('#').next().unwrap_or_default();
    let Some((address, query)) = without_fragment.split_once('?') else {
        return without_fragment.to_owned();
    };
    let is_view = |pair: &&str| pair.starts_with("m=") || pair.starts_with("showComment=");
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_view(pair)).collect();
    if kept.is_empty() {
        address.to_owned()
    } else {
        format!("{address}?{}", kept.join("&"))
    }
}

/// Whether an address leads somewhere: a web address that is more than a host.
fn is_post_address(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.and_then(|rest| rest.split_once('/'))
        .is_some_and(|(_, path)| !path.is_empty())
}
