//! When the post was published and changed.

use scraper::ElementRef;

use crate::profile::{PostRows, Rows};
use crate::read::dom;
use crate::read::embedded::Data;
use crate::read::meta::Meta;

/// Bytes of text in which a byline's date is looked for.
const SHORT_TEXT: u32 = 160;

/// Elements at the beginning of a body among which a byline is looked for.
const BYLINE_ELEMENTS: usize = 8;

impl<'a> Meta<'a, '_> {
    /// When the post was published: what the rows say, then the page's data, then a date beside
    /// the post, then the day in its address. A draft has no such time, whatever stands around it.
    pub(crate) fn published(&mut self) -> Option<String> {
        let dom = self.context.dom;
        if self.context.profiles[0].post.draft.matching(dom).is_some() {
            return None;
        }
        let embedded = self.embedded;
        let article = || embedded.article.as_ref()?.published.clone();
        let meta = || embedded.meta.article_published.clone();
        let (value, rule) = self
            .first_date(|post| &post.published, 0)
            .or_else(|| self.date_in_data("published", |data| data.published.clone()))
            .or_else(|| self.dated(article(), "read.json_ld.published"))
            .or_else(|| self.dated(meta(), "read.meta.published"))
            .or_else(|| self.first_date(|post| &post.published, 1))
            .or_else(|| self.dated(self.date_nearby(), "read.date_nearby"))
            .or_else(|| self.dated(self.date_in_address(), "read.url_date"))?;
        self.chose("time of publication", &rule);
        Some(self.with_time_of_day(value))
    }

    /// When the post was changed.
    pub(crate) fn updated(&mut self) -> Option<String> {
        let embedded = self.embedded;
        let article = || embedded.article.as_ref()?.modified.clone();
        let meta = || embedded.meta.article_modified.clone();
        let (value, rule) = self
            .first_date(|post| &post.updated, 0)
            .or_else(|| self.date_in_data("updated", |data| data.updated.clone()))
            .or_else(|| self.dated(article(), "read.json_ld.modified"))
            .or_else(|| self.dated(meta(), "read.meta.modified"))?;
        self.chose("time of the last change", &rule);
        Some(value)
    }

    /// The first short text that is a date, in the post's own element and beside the body, or
    /// where the body begins: themes set their bylines in either place.
    fn date_nearby(&self) -> Option<String> {
        let dom = self.context.dom;
        let body = self.located.body;
        let around = self
            .located
            .item
            .or_else(|| body.parent().and_then(ElementRef::wrap))?;
        let mut text = dom.subtree(body);
        text.start = text.end.min(text.start + BYLINE_ELEMENTS);
        let mut candidates = dom
            .subtree(around)
            .filter(|place| around == body || !text.contains(place));
        candidates.find_map(|place| {
            let element = dom.elements()[place];
            if dom.weight(element).text > SHORT_TEXT || (self.is_comment)(element) {
                return None;
            }
            // The numbers in an address that is shown are not the post's day.
            let text = dom::text_of(element);
            let is_address = text.contains("://");
            self.context.date(&text).filter(|_| !is_address)
        })
    }

    /// The day in an address like `/2014/06/12/name/`.
    fn date_in_address(&self) -> Option<String> {
        let parts: Vec<&str> = self.context.url.as_deref()?.split('/').collect();
        let is_number =
            |part: &str, digits| part.len() == digits && part.chars().all(|c| c.is_ascii_digit());
        let mut days = parts.windows(3).filter(|parts| {
            is_number(parts[0], 4) && is_number(parts[1], 2) && is_number(parts[2], 2)
        });
        days.next().map(|day| day.join("-"))
    }

    fn date_in_data(
        &self,
        name: &str,
        field: fn(&Data) -> Option<String>,
    ) -> Option<(String, String)> {
        let (text, rule) = self.in_data(name, field)?;
        self.dated(Some(text), &rule)
    }

    fn dated(&self, text: Option<String>, rule: &str) -> Option<(String, String)> {
        Some((self.context.date(&text?)?, rule.to_owned()))
    }

    fn first_date(
        &self,
        field: fn(&'a PostRows) -> &'a Rows,
        profile: usize,
    ) -> Option<(String, String)> {
        self.values(field, profile)
            .find_map(|value| self.dated(Some(value.text), value.rule))
    }

    /// Some themes set the day and the time of day apart.
    fn with_time_of_day(&self, day: String) -> String {
        if day.len() != "2014-06-12".len() {
            return day;
        }
        let joined = self
            .values(|post| &post.published_time, 0)
            .filter_map(|time| self.context.date(&format!("{day} {}", time.text)))
            .find(|joined| joined.starts_with(&day));
        joined.unwrap_or(day)
    }
}
