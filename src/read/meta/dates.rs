//! When the post was published and changed.

use scraper::ElementRef;

use crate::profile::{PostRows, Rows};
use crate::read::date::{self, DateOrder};
use crate::read::dom;
use crate::read::embedded::Data;
use crate::read::meta::Meta;

/// Bytes of text in which a byline's date is looked for.
const SHORT_TEXT: u32 = 160;

/// Elements at the beginning of a body among which a byline is looked for.
const BYLINE_ELEMENTS: usize = 8;

/// Numbers in a byline among which the time of day is looked for.
const NUMBERS: usize = 8;

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

    /// The year and the month in an address like `/2014/06/name.html`.
    fn month_in_address(&self) -> Option<(&str, &str)> {
        let parts: Vec<&str> = self.context.url.as_deref()?.split('/').collect();
        let mut months = parts
            .windows(2)
            .filter(|parts| is_number(parts[0], 4) && is_number(parts[1], 2));
        months.next().map(|parts| (parts[0], parts[1]))
    }

    /// The day in an address like `/2014/06/12/name/`.
    fn date_in_address(&self) -> Option<String> {
        let parts: Vec<&str> = self.context.url.as_deref()?.split('/').collect();
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
        let text = text?;
        let date = self.context.date(&text);
        let date = date.or_else(|| self.date_of_month_in_address(&text))?;
        Some((date, rule.to_owned()))
    }

    /// What `09/10/2013` is where the post's address says `/2013/09/`.
    fn date_of_month_in_address(&self, text: &str) -> Option<String> {
        let (year, month) = self.month_in_address()?;
        let of_month = format!("{year}-{month}-");
        [DateOrder::MonthFirst, DateOrder::DayFirst]
            .iter()
            .filter_map(|order| date::parse(text, *order, None))
            .find(|date| date.starts_with(&of_month))
    }

    fn first_date(
        &self,
        field: fn(&'a PostRows) -> &'a Rows,
        profile: usize,
    ) -> Option<(String, String)> {
        self.values(field, profile)
            .find_map(|value| self.dated(Some(value.text), value.rule))
    }

    /// The day with the time of day that a byline names: `Posted by Jane Roe at 05:06 PM in Art`.
    fn joined(&self, day: &str, byline: &str) -> Option<String> {
        let mut joined =
            from_numbers(byline).filter_map(|time| self.context.date(&format!("{day} {time}")));
        joined.find(|joined| joined.len() > day.len() && joined.starts_with(day))
    }

    /// Some themes set the day and the time of day apart.
    fn with_time_of_day(&self, day: String) -> String {
        if day.len() != "2014-06-12".len() {
            return day;
        }
        let joined = self
            .values(|post| &post.published_time, 0)
            .find_map(|time| self.joined(&day, &time.text));
        joined.unwrap_or(day)
    }
}

/// A text from its first words on that begin with a digit, each to its end.
fn from_numbers(text: &str) -> impl Iterator<Item = &str> {
    let starts = text
        .char_indices()
        .zip(std::iter::once(' ').chain(text.chars()));
    let starts = starts.filter(|((_, c), before)| c.is_ascii_digit() && before.is_whitespace());
    starts.take(NUMBERS).map(|((at, _), _)| &text[at..])
}

fn is_number(part: &str, digits: usize) -> bool {
    part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())
}
