//! What the page says about the post: title, author, times, labels, language, address.
//!
//! For each field the sources are asked in the order of a table ([`source`]). The source that won
//! is noted, and what others say that is not the same.

use scraper::ElementRef;

use crate::profile::{PostRows, Row, Rows};
use crate::read::Context;
use crate::read::embedded::{Data, Embedded};
use crate::read::field::Value;
use crate::read::locate::Located;
use crate::read::meta::source::{ADDRESS, Claim, Source};

mod author;
mod dates;
mod dek;
mod labels;
mod language;
mod site;
mod source;
mod title;

pub(crate) use dates::date_order;
#[cfg(feature = "migrate")]
pub(crate) use language::detected_language;

/// Elements before a title among which its byline stands.
const BESIDE: usize = 40;

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
    /// The place of the title's element, once it is known.
    pub(crate) heading: Option<usize>,
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

    /// What one source's rows give.
    fn rows_of(
        &self,
        field: fn(&'a PostRows) -> &'a Rows,
        source: Source,
    ) -> impl Iterator<Item = Answer<'a>> {
        self.rows_by(field, source)
            .filter_map(|row| self.answer(row))
    }

    /// Every value that one source's rows give, wherever it stands.
    fn all_of(
        &self,
        field: fn(&'a PostRows) -> &'a Rows,
        source: Source,
    ) -> impl Iterator<Item = Value<'a>> {
        self.rows_by(field, source).flat_map(|row| {
            let found = self.context.dom.select(&row.query).into_iter();
            found.filter_map(|element| row.value(element))
        })
    }

    /// One source's rows.
    fn rows_by(
        &self,
        field: fn(&'a PostRows) -> &'a Rows,
        source: Source,
    ) -> impl Iterator<Item = &'a Row> + use<'a> {
        let (generic, own) = self
            .context
            .profiles
            .split_last()
            .expect("the generic profile is always there");
        let profile = match source {
            Source::Profile => own.first(),
            Source::Markup | Source::Theme => Some(generic),
            Source::Platform
            | Source::JsonLd
            | Source::Head
            | Source::Nearby
            | Source::Address
            | Source::Text => None,
        };
        let rows = profile.map_or(&[][..], |profile| &field(&profile.post).0);
        rows.iter().filter(move |row| {
            source == Source::Profile || row.is_markup() == (source == Source::Markup)
        })
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

    /// Whether an element stands between the title and the end of the text: one that stands
    /// elsewhere may name the author of another post.
    fn is_beside(&self, element: ElementRef<'a>) -> bool {
        let dom = self.context.dom;
        if element.value().name() == "meta" {
            return true;
        }
        let body = dom.subtree(self.located.body);
        let title = self.heading.unwrap_or(body.start);
        let start = title.min(body.start).saturating_sub(BESIDE);
        (start..body.end).contains(&dom.position(element))
    }

    fn is_near(&self, element: ElementRef<'a>) -> bool {
        let item = self.located.item;
        item.is_some_and(|item| self.context.dom.holds(item, element))
    }

    /// What the data that the profile tells of says of a field.
    fn in_data<T>(&self, name: &str, field: impl Fn(&Data) -> Option<T>) -> Option<Claim<T>> {
        let data = self.embedded.data.as_ref()?;
        Some(Claim::new(field(data)?, format!("{}.{name}", data.rule)))
    }

    /// The post's own address.
    pub(crate) fn permalink(&mut self) -> Option<String> {
        let is_same = |one: &String, other: &String| bare(one) == bare(other);
        let claim = self.settle(&ADDRESS, Self::permalink_by, String::clone, is_same)?;
        Some(claim.value)
    }

    fn permalink_by(&self, source: Source) -> Option<Claim<String>> {
        let address = |text: &str| {
            let url = self.context.addresses.resolve(text)?;
            Some(without_view(&url)).filter(|url| is_post_address(url))
        };
        match source {
            Source::Profile | Source::Markup | Source::Theme => {
                let rows = self.rows_of(|post| &post.permalink, source);
                let mut values = rows.flat_map(|answer| answer.values);
                values.find_map(|value| Some(Claim::new(address(&value.text)?, value.rule)))
            }
            Source::JsonLd => {
                let url = self.embedded.article.as_ref()?.url.as_deref()?;
                Some(Claim::new(address(url)?, "read.json_ld.url"))
            }
            Source::Head => {
                let mut stated = self.embedded.meta.addresses();
                stated.find_map(|(url, rule)| Some(Claim::new(address(url)?, rule)))
            }
            Source::Platform | Source::Nearby | Source::Address | Source::Text => None,
        }
    }
}

/// An address without scheme, `www.` and final slash, which differ for no reason.
fn bare(url: &str) -> &str {
    let path = url.split_once("://").map_or(url, |(_, path)| path);
    path.strip_prefix("www.")
        .unwrap_or(path)
        .trim_end_matches('/')
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

/// Whether an address can be a post's: a web address that is more than a host, and none of those
/// at which platforms have their lists.
fn is_post_address(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.and_then(|rest| rest.split_once('/'))
        .is_some_and(|(_, path)| !path.is_empty() && !is_list(path))
}

/// Whether a path is a list of posts: a year, a month or a day, a label, a search, a further page.
/// Such a page may show a single post, whose own address stands elsewhere in it.
fn is_list(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [] | ["search", ..] | [.., "page", _] | ["tag" | "category" | "author" | "label", _] => {
            true
        }
        [month] if month.ends_with("_archive.html") => true,
        [year, rest @ ..] => year.len() == 4 && rest.len() < 3 && parts.iter().all(is_number),
    }
}
