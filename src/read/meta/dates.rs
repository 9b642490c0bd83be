//! When the post was published and changed.

use crate::profile::{PostRows, Rows};
use crate::read::date;
use crate::read::meta::Meta;

impl<'a> Meta<'a, '_> {
    /// When the post was published.
    pub(crate) fn published(&mut self) -> Option<String> {
        let (value, rule) = self.first_date(|post| &post.published, 0).or_else(|| {
            let article = self
                .embedded
                .article
                .as_ref()
                .and_then(|a| a.published.clone());
            let from_json = self.dated(article, "read.json_ld.published");
            let meta = self.embedded.meta.article_published.clone();
            from_json
                .or_else(|| self.dated(meta, "read.meta.published"))
                .or_else(|| self.first_date(|post| &post.published, 1))
                .or_else(|| {
                    Some((
                        date_in_address(self.context.url.as_deref()?)?,
                        "read.url_date".to_owned(),
                    ))
                })
        })?;
        self.chose("time of publication", &rule);
        Some(self.with_time_of_day(value))
    }

    /// When the post was changed.
    pub(crate) fn updated(&mut self) -> Option<String> {
        let (value, rule) = self.first_date(|post| &post.updated, 0).or_else(|| {
            let article = self
                .embedded
                .article
                .as_ref()
                .and_then(|a| a.modified.clone());
            let meta = self.embedded.meta.article_modified.clone();
            self.dated(article, "read.json_ld.modified")
                .or_else(|| self.dated(meta, "read.meta.modified"))
        })?;
        self.chose("time of the last change", &rule);
        Some(value)
    }

    fn dated(&self, text: Option<String>, rule: &str) -> Option<(String, String)> {
        Some((self.context.date(&text?)?, rule.to_owned()))
    }

    fn first_date(
        &self,
        field: impl Fn(&'a PostRows) -> &'a Rows,
        profile: usize,
    ) -> Option<(String, String)> {
        let mut values = self.values(field, profile).into_iter();
        values.find_map(|value| self.dated(Some(value.text), value.rule))
    }

    /// Some themes set the day and the time of day apart.
    fn with_time_of_day(&self, day: String) -> String {
        if day.len() != "2014-06-12".len() {
            return day;
        }
        let times = self.values(|post| &post.published_time, 0).into_iter();
        let joined = times.filter_map(|time| self.context.date(&format!("{day} {}", time.text)));
        joined
            .into_iter()
            .find(|joined| joined.starts_with(&day))
            .unwrap_or(day)
    }
}

/// The day in an address like `/2014/06/12/name/`.
fn date_in_address(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split('/').collect();
    let day = parts.windows(3).find(|w| {
        w[0].len() == 4
            && w[1].len() == 2
            && w[2].len() == 2
            && w.iter()
                .all(|part| part.chars().all(|c| c.is_ascii_digit()))
    })?;
    date::parse(&day.join("-"), date::DateOrder::Unknown, None)
}
