//! When the post was published and changed.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::Offset;
use scraper::ElementRef;

use crate::note::{Note, NoteKind};
use crate::profile::{PostRows, Rows};
use crate::read::date::{self, DateOrder};
use crate::read::dom::{self, Dom};
use crate::read::embedded::{Data, Tag};
use crate::read::meta::Meta;
use crate::read::meta::source::{self, Claim, PUBLISHED, Source, UPDATED};
use crate::read::prune;

/// Bytes of text in which a byline's date is looked for.
const SHORT_TEXT: u32 = 160;

/// Bytes of the shortest and of the longest text that is a date of numbers, and the digits in it.
const SHORTEST_DATE: usize = 8;
const LONGEST_DATE: usize = 30;
const DIGITS: usize = 5;

/// Bytes of text in which a date beside the title is looked for.
const BYLINE: u32 = 80;

/// Elements before a title and behind it among which its date is looked for.
const BEFORE_TITLE: usize = 15;
const BEHIND_TITLE: usize = 60;

/// Elements at the beginning of a body among which a byline is looked for.
const BYLINE_ELEMENTS: usize = 8;

/// Times that a page shows among which the one with an offset is looked for.
const MOST_SHOWN: usize = 20;

/// Numbers in a byline among which the time of day is looked for.
const NUMBERS: usize = 8;

impl<'a> Meta<'a, '_> {
    /// When the post was published. A draft has no such time, whatever stands around it.
    pub(crate) fn published(&mut self) -> Option<String> {
        let dom = self.context.dom;
        if self.context.profiles[0].post.draft.matching(dom).is_some() {
            return None;
        }
        let same = |one: &String, other: &String| is_same_time(one, other);
        let claim = self.settle(&PUBLISHED, Self::published_by, String::clone, same)?;
        let time = self.in_own_zone(claim.value);
        Some(self.with_time_of_day(time))
    }

    /// When the post was changed.
    pub(crate) fn updated(&mut self) -> Option<String> {
        let same = |one: &String, other: &String| is_same_time(one, other);
        let claim = self.settle(&UPDATED, Self::updated_by, String::clone, same)?;
        Some(claim.value)
    }

    fn published_by(&self, source: Source) -> Option<Claim<String>> {
        let head = &self.embedded.meta;
        let article = || self.embedded.article.as_ref()?.published.clone();
        match source {
            Source::Profile | Source::Markup | Source::Theme => {
                self.first_date(|post| &post.published, source)
            }
            Source::Platform => self.date_in_data("published", |data| data.published.clone()),
            Source::JsonLd => self.dated(article(), "read.json_ld.published"),
            Source::Head => {
                let text = head.first(Tag::Published).map(str::to_owned);
                self.dated(text, &head.rule(Tag::Published))
            }
            Source::Nearby => {
                let date = self.date_nearby().or_else(|| self.date_by_title());
                self.dated(date, "read.date_nearby")
            }
            Source::Address => self.dated(self.date_in_address(), "read.url_date"),
            Source::Text => None,
        }
    }

    fn updated_by(&self, source: Source) -> Option<Claim<String>> {
        let head = &self.embedded.meta;
        let article = || self.embedded.article.as_ref()?.modified.clone();
        match source {
            Source::Profile | Source::Markup => self.first_date(|post| &post.updated, source),
            Source::Platform => self.date_in_data("updated", |data| data.updated.clone()),
            Source::JsonLd => self.dated(article(), "read.json_ld.modified"),
            Source::Head => {
                let text = head.first(Tag::Modified).map(str::to_owned);
                self.dated(text, &head.rule(Tag::Modified))
            }
            Source::Theme | Source::Nearby | Source::Address | Source::Text => None,
        }
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
        let head = prune::head_end(dom, body);
        text.start = text.end.min(head.max(text.start + BYLINE_ELEMENTS));
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
            self.day_in(&text).filter(|_| !is_address)
        })
    }

    /// A time in UTC as the blog's own clock shows it: the same instant where the page gives it
    /// with an offset, else the day of the post's address. A post of New Year's first hour is one
    /// of the new year, whatever UTC says.
    fn in_own_zone(&mut self, time: String) -> String {
        let Some(instant) = utc(&time) else {
            return time;
        };
        let sources = [Source::Profile, Source::Markup, Source::Theme];
        let rows = sources
            .iter()
            .flat_map(|source| self.rows_of(|post| &post.published, *source));
        let mut shown = rows.flat_map(|answer| answer.values).take(MOST_SHOWN);
        let own = shown.find_map(|value| {
            let shown = self.context.date(&value.text)?;
            let is_same = utc(&shown).is_none() && shown.parse().ok() == Some(instant);
            is_same.then_some((shown, value.rule))
        });
        drop(shown);
        let by_address = || {
            let day = self.date_in_address()?;
            is_day_of(&day, instant).then_some((day, "read.url_date"))
        };
        let Some((own, rule)) = own.or_else(by_address) else {
            return time;
        };
        let message = format!("gave the day in the blog's own zone: in UTC it is {time}");
        self.context
            .note(Note::new(NoteKind::Chosen, rule, message));
        own
    }

    /// The first short text behind the title, or the last one before it, that is a date: some
    /// themes set their bylines where neither the post's element nor its body is.
    fn date_by_title(&self) -> Option<String> {
        let body = self.context.dom.subtree(self.located.body);
        let title = self
            .heading
            .filter(|title| *title < body.end)
            .unwrap_or(body.start);
        let head = prune::head_end(self.context.dom, self.located.body);
        let behind = title
            ..body
                .end
                .min(head.max(title.max(body.start) + BYLINE_ELEMENTS));
        let before = title.saturating_sub(BEFORE_TITLE)..title;
        behind
            .take(BEHIND_TITLE)
            .chain(before.rev())
            .find_map(|place| {
                let element = self.context.dom.elements()[place];
                if self.context.dom.weight(element).text > BYLINE || (self.is_comment)(element) {
                    return None;
                }
                let text = dom::text_of(element);
                self.day_in(&text).filter(|_| !text.contains("://"))
            })
    }

    /// The year and the month in an address like `/2014/06/name.html` or `/2014/june/name`.
    fn month_in_address(&self) -> Option<String> {
        let parts: Vec<&str> = self.context.url.as_deref()?.split('/').collect();
        let mut months = parts.windows(2).filter(|parts| is_number(parts[0], 4));
        months.find_map(|parts| Some(format!("{}-{}-", parts[0], month_number(parts[1])?)))
    }

    /// The day in an address like `/2014/06/12/name/`.
    fn date_in_address(&self) -> Option<String> {
        let parts: Vec<&str> = self.context.url.as_deref()?.split('/').collect();
        let mut days = parts
            .windows(3)
            .filter(|parts| is_number(parts[0], 4) && is_number(parts[2], 2));
        days.find_map(|day| Some([day[0], &month_number(day[1])?, day[2]].join("-")))
    }

    fn date_in_data(
        &self,
        name: &str,
        field: fn(&Data) -> Option<String>,
    ) -> Option<Claim<String>> {
        let claim = self.in_data(name, field)?;
        self.dated(Some(claim.value), &claim.rule)
    }

    fn dated(&self, text: Option<String>, rule: &str) -> Option<Claim<String>> {
        let date = self.day_in(&text?)?;
        Some(Claim::new(date, rule))
    }

    /// The date in a text; of one that may be read in two ways that of the post's address.
    fn day_in(&self, text: &str) -> Option<String> {
        let date = self.context.date(text);
        let by_address = self.date_of_month_in_address(text, date.as_deref());
        by_address.or(date)
    }

    /// What `09/10/2013` is where the post's address says `/2013/09/`, and the order of numbers
    /// that is taken for the page's says something else.
    fn date_of_month_in_address(&self, text: &str, date: Option<&str>) -> Option<String> {
        let of_month = self.month_in_address()?;
        if date.is_some_and(|date| date.starts_with(&of_month)) {
            return None;
        }
        [DateOrder::MonthFirst, DateOrder::DayFirst]
            .iter()
            .filter_map(|order| date::parse(text, *order, None))
            .find(|date| date.starts_with(&of_month))
    }

    fn first_date(
        &self,
        field: fn(&'a PostRows) -> &'a Rows,
        source: Source,
    ) -> Option<Claim<String>> {
        let answers = self.rows_of(field, source);
        source::stronger(answers.filter_map(|answer| {
            let near = answer.near;
            let mut values = answer.values.into_iter();
            values.find_map(|value| {
                let mut claim = self.dated(Some(value.text), value.rule)?;
                claim.is_weak = !near && !self.is_beside(value.element);
                Some(claim)
            })
        }))
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

/// The order of numeric dates that the short texts of a page give away, comments apart: in a list
/// of posts, beside the title.
pub(crate) fn date_order<'a>(
    dom: &Dom<'a>,
    is_comment: &dyn Fn(ElementRef<'a>) -> bool,
) -> DateOrder {
    let elements = dom.elements().iter().copied();
    let numeric = elements.filter_map(|element| {
        let text = element.first_child()?.value().as_text()?.trim();
        let is_short = (SHORTEST_DATE..=LONGEST_DATE).contains(&text.len());
        let is_numeric = is_short
            && text.contains(['/', '-'])
            && text.bytes().filter(u8::is_ascii_digit).count() >= DIGITS;
        (is_numeric && !is_comment(element)).then_some(text)
    });
    DateOrder::learn(numeric)
}

/// The instant that a time in UTC is.
fn utc(time: &str) -> Option<Timestamp> {
    let is_utc = time.ends_with('Z') || time.ends_with("+00:00");
    time.parse().ok().filter(|_| is_utc)
}

/// Whether it is this day somewhere when it is the day before or after it in UTC.
fn is_day_of(day: &str, instant: Timestamp) -> bool {
    let Ok(day) = day.parse::<civil::Date>() else {
        return false;
    };
    let shown = |hours: i8| Offset::constant(hours).to_datetime(instant).date();
    shown(0) != day && (shown(LEAST_ZONE) == day || shown(MOST_ZONE) == day)
}

/// A text from its first words on that begin with a digit, each to its end.
fn from_numbers(text: &str) -> impl Iterator<Item = &str> {
    let starts = text
        .char_indices()
        .zip(std::iter::once(' ').chain(text.chars()));
    let starts = starts.filter(|((_, c), before)| c.is_ascii_digit() && before.is_whitespace());
    starts.take(NUMBERS).map(|((at, _), _)| &text[at..])
}

/// The two digits of a month in an address, which may be its name.
fn month_number(part: &str) -> Option<String> {
    if is_number(part, 2) {
        return Some(part.to_owned());
    }
    let day = date::is_month(part).then(|| format!("1 {part} 2000"))?;
    let date = date::parse(&day, DateOrder::DayFirst, None)?;
    Some(date[5..7].to_owned())
}

fn is_number(part: &str, digits: usize) -> bool {
    part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// Hours that clocks may be behind UTC, and before it.
const LEAST_ZONE: i8 = -12;
const MOST_ZONE: i8 = 14;

/// Whether two times differ in their zone or their precision at most.
fn is_same_time(one: &str, other: &str) -> bool {
    let clock = |time: &str| -> Option<civil::DateTime> { time.get(..16)?.parse().ok() };
    if let (Some(one), Some(other)) = (clock(one), clock(other)) {
        let apart = one.duration_until(other).as_mins().abs();
        return apart % 60 <= 1 && apart / 60 <= i64::from(MOST_ZONE);
    }
    let known = one.len().min(other.len()).min("2014-06-12".len());
    one.get(..known) == other.get(..known)
}
