//! The post and its comments in data that a script of the page carries, where the rows of the
//! page's profile say that they are: behind words of a script (`window._preloads =
//! JSON.parse("...")`), or as all of it (`<script type="text/json">`).

use serde_json::Value;

use super::{CommentItem, LONGEST_SCRIPT, javascript, shown};
use crate::profile::{CommentPaths, DataRows, Path, Profile};
use crate::read::date::{self, DateOrder};
use crate::read::dom::{self, Dom};

/// What stands in the data.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Data {
    /// How notes call it: `substack.data`.
    pub(crate) rule: String,
    pub(crate) title: Option<String>,
    pub(crate) dek: Option<String>,
    pub(crate) authors: Vec<String>,
    /// When it was published, as written.
    pub(crate) published: Option<String>,
    /// When it was changed, as written.
    pub(crate) updated: Option<String>,
    /// Labels in order.
    pub(crate) labels: Vec<String>,
    /// The post as HTML.
    pub(crate) body: Option<String>,
    /// The number of comments that it claims.
    pub(crate) declared: Option<u32>,
    /// Comments, each behind the one that it answers.
    pub(crate) comments: Vec<CommentItem>,
    /// How many comments nobody was shown, and are left out.
    pub(crate) hidden: usize,
}

impl Data {
    /// Reads the data that a profile tells of, from the scripts of a page.
    pub(crate) fn of(profile: &Profile, dom: &Dom<'_>) -> Option<Self> {
        for row in &profile.data.script.0 {
            let scripts = dom.select(&row.query).into_iter();
            let mut texts = scripts.filter_map(dom::script_text).filter(is_data);
            if let Some(whole) = texts.find_map(json) {
                return Some(Self::read(profile, &whole));
            }
        }
        let texts = dom.scripts().iter().map(|(_, text)| *text);
        Self::behind(profile, texts.filter(is_data))
    }

    /// Reads the data that stands behind a profile's words.
    fn behind<'a>(profile: &Profile, scripts: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let marker = &profile.data.behind;
        if marker.is_empty() {
            return None;
        }
        let mut scripts = scripts.into_iter();
        let whole = scripts.find_map(|script| behind(script, marker))?;
        Some(Self::read(profile, &whole))
    }

    fn read(profile: &Profile, whole: &Value) -> Self {
        let (comments, hidden) = comments(&profile.data.comments, whole);
        Self {
            rule: format!("{}.data", profile.name()),
            comments,
            hidden,
            ..read(&profile.data, whole)
        }
    }
}

fn json(text: &str) -> Option<Value> {
    serde_json::from_str(text)
        .ok()
        .or_else(|| javascript::literal(text))
}

fn is_data(script: &&str) -> bool {
    script.len() <= LONGEST_SCRIPT
}

/// The data that stands behind a marker: a literal, or JSON in a literal.
fn behind(script: &str, marker: &str) -> Option<Value> {
    let at = script.find(marker)? + marker.len();
    let rest = script[at..].trim_start_matches(|c: char| c.is_whitespace() || c == '=');
    let Some(text) = rest.strip_prefix("JSON.parse(") else {
        return javascript::literal(rest);
    };
    match javascript::literal(text)? {
        Value::String(json) => serde_json::from_str(&json).ok(),
        _ => None,
    }
}

fn read(rows: &DataRows, whole: &Value) -> Data {
    let first = |path: &Path| texts(whole, path).next();
    Data {
        rule: String::new(),
        title: first(&rows.title).and_then(|text| shown(&text)),
        dek: first(&rows.dek).and_then(|text| shown(&text)),
        authors: texts(whole, &rows.author).collect(),
        published: first(&rows.published),
        updated: first(&rows.updated),
        labels: texts(whole, &rows.labels).collect(),
        body: first(&rows.body),
        declared: first(&rows.declared).and_then(|text| text.parse().ok()),
        hidden: 0,
        comments: Vec::new(),
    }
}

/// What a path leads to, in order.
fn values<'v>(from: &'v Value, path: &Path) -> Vec<&'v Value> {
    if path.is_empty() {
        return Vec::new();
    }
    let mut found = items(from);
    for name in path.names() {
        let members = found.into_iter().filter_map(|value| value.get(name));
        found = members.flat_map(items).collect();
    }
    found
}

/// A list's items, or the one value.
fn items(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(values) => values.iter().collect(),
        Value::Null => Vec::new(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => vec![value],
    }
}

/// The texts and numbers that a path leads to.
fn texts<'v>(from: &'v Value, path: &Path) -> impl Iterator<Item = String> + 'v {
    let texts = values(from, path)
        .into_iter()
        .filter_map(|value| match value {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        });
    texts.filter(|text| !text.is_empty())
}

/// Whether a path leads to `true` or to a number that stands for it.
fn is_true(from: &Value, path: &Path) -> bool {
    let value = values(from, path).first().copied();
    value.is_some_and(|value| *value == Value::Bool(true) || value.as_i64() == Some(1))
}

/// All comments, each behind the one that it answers, and how many were hidden.
fn comments(paths: &CommentPaths, whole: &Value) -> (Vec<CommentItem>, usize) {
    let mut found = Vec::new();
    let mut hidden = 0;
    let mut waiting: Vec<(&Value, Option<usize>)> = Vec::new();
    let push = |waiting: &mut Vec<_>, values: Vec<_>, within: Option<usize>| {
        let children = values.into_iter().rev();
        waiting.extend(children.map(|value| (value, within)));
    };
    push(&mut waiting, values(whole, &paths.list), None);
    while let Some((value, within)) = waiting.pop() {
        let Some(mut item) = comment(paths, value) else {
            continue;
        };
        if is_true(value, &paths.hidden) {
            hidden += 1;
            continue;
        }
        item.within = within;
        push(
            &mut waiting,
            values(value, &paths.replies),
            Some(found.len()),
        );
        found.push(item);
    }
    (found, hidden)
}

fn comment(paths: &CommentPaths, value: &Value) -> Option<CommentItem> {
    let first = |path: &Path| texts(value, path).next();
    let above = first(&paths.parent);
    let said = first(&paths.html).or_else(|| first(&paths.text).map(|text| paragraphs(&text)));
    Some(CommentItem {
        id: Some(first(&paths.id)?),
        published: first(&paths.date).and_then(|text| time(&text, paths.utc)),
        parent: above.and_then(|path| path.rsplit('.').next().map(str::to_owned)),
        within: None,
        author: first(&paths.author).and_then(|name| shown(&name)),
        author_url: filled(&paths.author_url, value),
        is_owner: is_true(value, &paths.owner),
        is_deleted: is_true(value, &paths.deleted),
        body: said.unwrap_or_default(),
    })
}

/// A time; one without a zone is in UTC where the table says so.
fn time(text: &str, utc: bool) -> Option<String> {
    let time = date::from_count(text).or_else(|| date::parse(text, DateOrder::Unknown, None))?;
    let is_local = time.contains('T') && !time.ends_with('Z') && !time[10..].contains(['+', '-']);
    Some(if utc && is_local { time + "Z" } else { time })
}

/// An address with its `{path}` replaced; none where there is no such value.
fn filled(template: &str, value: &Value) -> Option<String> {
    let Some((before, rest)) = template.split_once('{') else {
        return texts(value, &Path::new(template)).next();
    };
    let (path, behind) = rest.split_once('}')?;
    let text = texts(value, &Path::new(path)).next()?;
    Some(format!("{before}{text}{behind}"))
}

/// Plain text as HTML: an empty line parts paragraphs.
pub(super) fn paragraphs(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let parts = escaped.split("\n\n").map(str::trim);
    let parts: Vec<String> = parts
        .filter(|part| !part.is_empty())
        .map(|part| part.replace('\n', "<br>"))
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("<p>{}</p>", parts.join("</p><p>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROFILE: &str = r#"
        name = "mine"
        [data]
        behind = "window.state"
        title = "page.heading"
        author = "page.people.name"
        labels = "page.tags"
        declared = "page.count"
        [data.comments]
        list = "page.said"
        replies = "answers"
        parent = "above"
        id = "id"
        author = "who.name"
        author_url = "https://a.example/{who.handle}"
        date = "at"
        text = "plain"
        html = "rich"
        deleted = "gone"
        owner = "who.own"
    "#;

    fn of(script: &str) -> Option<Data> {
        let profile = Profile::from_toml(PROFILE).unwrap();
        Data::behind(&profile, [script])
    }

    #[test]
    fn paths_lead_through_lists() {
        let data = of("window.state = {page: {heading: 'Snow &amp; ice', people: [{name: 'Odalys'}, {name: 'Quillon'}], tags: ['a', 'b'], count: 7}};").unwrap();
        assert_eq!(data.title.as_deref(), Some("Snow & ice"));
        assert_eq!(data.authors, ["Odalys", "Quillon"]);
        assert_eq!(data.labels, ["a", "b"]);
        assert_eq!((data.declared, data.rule.as_str()), (Some(7), "mine.data"));
    }

    #[test]
    fn json_in_a_text_is_read() {
        let script = r#"window.state   = JSON.parse("{\"page\":{\"heading\":\"\\u00dcber \\\"Schnee\\\"\"}}")"#;
        assert_eq!(
            of(script).unwrap().title.as_deref(),
            Some("Über \"Schnee\"")
        );
        assert_eq!(of("window.state = JSON.parse(text)"), None);
        assert_eq!(of("window.other = {}"), None);
    }

    #[test]
    fn comments_stand_behind_what_they_answer() {
        let data = of("window.state = {page: {said: [{id: 1, who: {name: 'Odalys', handle: 'od', own: true}, at: '2024-02-09T07:41:12.101Z', plain: 'A < b\\n\\nand\\nso on', answers: [{id: 3, rich: '<p>Yes</p>', answers: [{id: 4, at: 1329894612, gone: 1}]}]}, {id: 2, above: '1.3', gone: 0}]}}").unwrap();
        let ids: Vec<_> = data
            .comments
            .iter()
            .map(|item| (item.id.as_deref(), item.parent.as_deref(), item.within))
            .collect();
        let expected = [
            (Some("1"), None, None),
            (Some("3"), None, Some(0)),
            (Some("4"), None, Some(1)),
            (Some("2"), Some("3"), None),
        ];
        assert_eq!(ids, expected);
        let first = &data.comments[0];
        assert_eq!(first.body, "<p>A &lt; b</p><p>and<br>so on</p>");
        assert_eq!(first.author_url.as_deref(), Some("https://a.example/od"));
        assert_eq!(first.published.as_deref(), Some("2024-02-09T07:41:12Z"));
        assert!(first.is_owner && data.comments[2].is_deleted && !data.comments[3].is_deleted);
        assert_eq!(
            data.comments[2].published.as_deref(),
            Some("2012-02-22T07:10:12Z")
        );
        assert_eq!(data.comments[1].body, "<p>Yes</p>");
    }
}
