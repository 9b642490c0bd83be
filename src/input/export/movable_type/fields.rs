//! The fields of an entry and of a comment: lines of `NAME: value`.

use crate::input::export::movable_type::split::FIELDS as ENTRY;
use crate::input::export::{Status, labels, markup};
use crate::read::date::{self, DateOrder};

/// The fields that a comment or a trackback begins with.
const COMMENT: &[&str] = &["AUTHOR", "EMAIL", "IP", "URL", "DATE", "TITLE", "BLOG NAME"];

/// Fields in their order.
#[derive(Debug, Default)]
pub(super) struct Fields<'a>(Vec<(&'static str, &'a str)>);

/// Lines, whatever ends them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(|line| line.trim_end_matches('\r'))
}

/// A line as a field of one of these names.
fn field<'a>(line: &'a str, names: &[&'static str]) -> Option<(&'static str, &'a str)> {
    let (name, value) = line.split_once(':')?;
    let name = names.iter().copied().find(|known| *known == name.trim())?;
    Some((name, value.trim()))
}

impl<'a> Fields<'a> {
    /// Reads the fields of an entry, and gives the lines that are none of those that are known.
    pub(super) fn of_entry(text: &'a str) -> (Self, Vec<&'a str>) {
        let mut fields = Self::default();
        let mut others = Vec::new();
        for line in lines(text).filter(|line| !line.trim().is_empty()) {
            match field(line, ENTRY) {
                Some(field) => fields.0.push(field),
                None => others.push(line.trim()),
            }
        }
        (fields, others)
    }

    /// Reads the fields of a comment or a trackback, and gives the text behind them. A name that
    /// was there already is the beginning of the text.
    pub(super) fn of_comment(text: &'a str) -> (Self, &'a str) {
        let mut fields = Self::default();
        let mut rest = text;
        while let Some(field) = field(rest.lines().next().unwrap_or_default(), COMMENT) {
            if fields.has(field.0) {
                break;
            }
            fields.0.push(field);
            rest = rest.split_once('\n').map_or("", |(_, behind)| behind);
        }
        (fields, rest)
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| *known == name)
    }

    /// Whether they can be those of an entry.
    pub(super) fn is_entry(&self) -> bool {
        ["TITLE", "DATE", "AUTHOR", "STATUS"]
            .iter()
            .any(|name| self.has(name))
    }

    /// A field's value; none where it is empty.
    pub(super) fn value(&self, name: &str) -> Option<&'a str> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found
            .map(|(_, value)| *value)
            .filter(|value| !value.is_empty())
    }

    /// The local time: month, day, year, with twelve hours or with twenty-four.
    pub(super) fn date(&self) -> Option<String> {
        date::parse(self.value("DATE")?, DateOrder::MonthFirst, None)
    }

    /// Who may see the entry, and what is odd about that.
    pub(super) fn status(&self) -> (Status, Option<String>) {
        let Some(status) = self.value("STATUS") else {
            return (Status::Public, None);
        };
        match status.to_ascii_lowercase().as_str() {
            "publish" | "published" => (Status::Public, None),
            "draft" | "review" => (Status::Draft, None),
            "future" | "scheduled" => (Status::Scheduled, None),
            "spam" | "junk" => (Status::Spam, None),
            _ => (Status::Draft, Some(format!("its status is {status:?}"))),
        }
    }

    /// Categories, tags and keywords, each once.
    pub(super) fn labels(&self, keywords: &str) -> Vec<String> {
        let primary = self.value("PRIMARY CATEGORY");
        let others = self.0.iter().filter(|(name, _)| *name == "CATEGORY");
        let categories = primary.into_iter().chain(others.map(|(_, value)| *value));
        let tags = listed(self.value("TAGS").unwrap_or_default());
        let keywords = lines(keywords).flat_map(listed);
        let all = categories.map(str::to_owned).chain(tags).chain(keywords);
        labels::each_once(all.map(|label| markup::plain(&label)))
    }
}

/// `"Foo bar",Foo,Bar`: names with commas stand in quotation marks.
fn listed(text: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut is_quoted = false;
    for c in text.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => names.push(String::new()),
            _ => names.last_mut().expect("there is always one").push(c),
        }
    }
    names.iter().map(|name| name.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_that_begins_like_a_field_keeps_its_words() {
        let text = "AUTHOR: Jori\nURL: \nDATE: 06/12/2014 22:15:00\nURL: see below\nMore.";
        let (fields, rest) = Fields::of_comment(text);
        assert_eq!(fields.value("AUTHOR"), Some("Jori"));
        assert_eq!(fields.value("URL"), None);
        assert_eq!(fields.date().as_deref(), Some("2014-06-12T22:15:00"));
        assert_eq!(rest, "URL: see below\nMore.");
    }

    #[test]
    fn midnight_and_noon_are_told_apart() {
        let date = |text: &str| Fields(vec![("DATE", text)]).date();
        assert_eq!(
            date("01/02/2020 12:05:00 AM").as_deref(),
            Some("2020-01-02T00:05:00")
        );
        assert_eq!(
            date("01/02/2020 12:05:00 PM").as_deref(),
            Some("2020-01-02T12:05:00")
        );
    }

    #[test]
    fn labels_come_from_categories_tags_and_keywords() {
        let text =
            "CATEGORY: Sea\nCATEGORY: Boats\nPRIMARY CATEGORY: Boats\n\nTAGS: \"Salt, tar\",Sea\n";
        let (fields, rest) = Fields::of_entry(text);
        assert!(rest.is_empty());
        assert_eq!(
            fields.labels("rope, Sea\n"),
            ["Boats", "Sea", "Salt, tar", "rope"]
        );
    }
}
