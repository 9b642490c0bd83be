//! JSON-LD: the post as the page describes it for search engines.
//!
//! All scripts are flattened into things with types; of those that are articles the one for this
//! page is chosen: the one whose address is the page's, else the one that says to be the page's
//! main thing, else the first. What only lists other posts is no article.

use serde_json::Value;

use super::{javascript, shown};

/// The post, as JSON-LD describes it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Article {
    /// Its title.
    pub(crate) headline: Option<String>,
    /// Its authors, each with an address.
    pub(crate) authors: Vec<(String, Option<String>)>,
    /// When it was published, as written.
    pub(crate) published: Option<String>,
    /// When it was changed, as written.
    pub(crate) modified: Option<String>,
    /// Labels in order, each once.
    pub(crate) keywords: Vec<String>,
    /// Its language.
    pub(crate) language: Option<String>,
    /// The number of comments that it claims.
    pub(crate) comment_count: Option<u32>,
}

/// Types of things that are posts.
const ARTICLES: &[&str] = &[
    "BlogPosting",
    "NewsArticle",
    "Article",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "LiveBlogPosting",
    "ReportageNewsArticle",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "TechArticle",
    "ScholarlyArticle",
    "Report",
    "Review",
];

/// Members that hold further things of the page itself.
const HOLDERS: &[&str] = &["@graph", "mainEntity", "mainEntityOfPage"];

/// Things that one page may describe; further ones are not looked at.
const MOST_THINGS: usize = 2000;

/// The article of the page at `url`, from the texts of its JSON-LD scripts.
pub(super) fn article<'a>(
    scripts: impl Iterator<Item = &'a str>,
    url: Option<&str>,
) -> Option<Article> {
    let values: Vec<Value> = scripts.filter_map(parse).collect();
    let things = flatten(&values);
    let mut articles = things.iter().copied().filter(|thing| is_article(thing));
    let first = articles.next()?;
    let mut all = std::iter::once(first).chain(articles.clone());
    let own = url.and_then(|url| all.find(|thing| is_at(thing, url)));
    let mut all = std::iter::once(first).chain(articles);
    let main = || all.find(|thing| !thing["mainEntityOfPage"].is_null());
    Some(read(own.or_else(main).unwrap_or(first), &things))
}

/// JSON, or what pages make of it: in a comment or CDATA, with a semicolon or a comma too much.
fn parse(text: &str) -> Option<Value> {
    let mut text = text.trim();
    for opening in [
        "<!--",
        "//<![CDATA[",
        "// <![CDATA[",
        "/*<![CDATA[*/",
        "/* <![CDATA[ */",
        "<![CDATA[",
    ] {
        text = text.strip_prefix(opening).unwrap_or(text).trim_start();
    }
    serde_json::from_str(text)
        .ok()
        .or_else(|| javascript::literal(text))
}

/// All things that the scripts describe, from the outside in.
fn flatten(values: &[Value]) -> Vec<&Value> {
    let mut things = Vec::new();
    let mut waiting: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = waiting.pop().filter(|_| things.len() < MOST_THINGS) {
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev()),
            Value::Object(members) => {
                things.push(value);
                waiting.extend(HOLDERS.iter().filter_map(|name| members.get(*name)));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    things
}

/// One value or a list of them.
fn each(value: &Value) -> &[Value] {
    match value {
        Value::Array(values) => values,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

fn is_article(thing: &Value) -> bool {
    let types = each(&thing["@type"]).iter().filter_map(Value::as_str);
    types
        .map(|name| name.rsplit(['/', ':']).next().unwrap_or(name))
        .any(|name| ARTICLES.contains(&name))
}

/// Whether a thing gives the page's address as its own.
fn is_at(thing: &Value, url: &str) -> bool {
    let main = &thing["mainEntityOfPage"];
    let addresses = [
        &thing["url"],
        &thing["@id"],
        main,
        &main["@id"],
        &main["url"],
    ];
    addresses
        .into_iter()
        .filter_map(Value::as_str)
        .any(|address| bare(address) == bare(url))
}

/// An address without scheme, `www.`, fragment, query and final slash.
fn bare(url: &str) -> &str {
    let path = url.split(['#', '?']).next().unwrap_or(url);
    let path = path.split_once("://").map_or(path, |(_, path)| path);
    path.strip_prefix("www.")
        .unwrap_or(path)
        .trim_end_matches('/')
}

fn read(thing: &Value, things: &[&Value]) -> Article {
    let text = |name: &str| text_of(&thing[name]);
    Article {
        headline: text("headline").or_else(|| text("name")),
        authors: authors(thing, things),
        published: text("datePublished").or_else(|| text("dateCreated")),
        modified: text("dateModified"),
        keywords: keywords(&thing["keywords"]),
        language: text("inLanguage").or_else(|| text_of(&thing["inLanguage"]["alternateName"])),
        comment_count: comment_count(thing),
    }
}

fn text_of(value: &Value) -> Option<String> {
    each(value).iter().filter_map(Value::as_str).find_map(shown)
}

/// The authors: names, persons, or references to persons that stand elsewhere in the data.
fn authors(thing: &Value, things: &[&Value]) -> Vec<(String, Option<String>)> {
    let mut authors: Vec<(String, Option<String>)> = Vec::new();
    let given = [&thing["author"], &thing["creator"]]
        .into_iter()
        .find(|given| !given.is_null());
    for author in each(given.unwrap_or(&Value::Null)) {
        let person = referenced(author, things);
        let name = text_of(person).or_else(|| text_of(&person["name"]));
        let url = person["url"].as_str().map(str::to_owned);
        let is_new = |name: &String| authors.iter().all(|(known, _)| known != name);
        if let Some(name) = name.filter(|name| !name.contains("://") && is_new(name)) {
            authors.push((name, url));
        }
    }
    authors
}

/// The thing that a reference without a name means.
fn referenced<'a>(author: &'a Value, things: &[&'a Value]) -> &'a Value {
    if !author["name"].is_null() || author["@id"].is_null() {
        return author;
    }
    let named = things.iter().find(|thing| thing["@id"] == author["@id"]);
    named.copied().unwrap_or(author)
}

/// A list, or one text with commas.
fn keywords(value: &Value) -> Vec<String> {
    let mut keywords: Vec<String> = Vec::new();
    for text in each(value).iter().filter_map(Value::as_str) {
        let parts = if value.is_array() {
            vec![text]
        } else {
            text.split(',').collect()
        };
        for keyword in parts.into_iter().filter_map(shown) {
            if !keywords.contains(&keyword) {
                keywords.push(keyword);
            }
        }
    }
    keywords
}

fn comment_count(thing: &Value) -> Option<u32> {
    let number = |value: &Value| match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let count = number(&thing["commentCount"])?;
    u32::try_from(count).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(script: &str, url: &str) -> Option<Article> {
        article(std::iter::once(script), Some(url))
    }

    #[test]
    fn a_post_is_read() {
        let script = r#"{"@context": "https://schema.org", "@type": "BlogPosting", "headline": "Snow &#8211; at last",
            "author": {"@type": "Person", "name": "Odalys Finch", "url": "https://a.example/odalys"},
            "datePublished": "2014-06-12T09:30:00-07:00", "dateModified": "2014-06-13", "keywords": "Snow, Ice,Snow",
            "inLanguage": "en-US", "commentCount": "7"}"#;
        let found = of(script, "https://a.example/p").unwrap();
        assert_eq!(found.headline.as_deref(), Some("Snow – at last"));
        assert_eq!(
            found.authors,
            [(
                "Odalys Finch".to_owned(),
                Some("https://a.example/odalys".to_owned())
            )]
        );
        assert_eq!(
            found.published.as_deref(),
            Some("2014-06-12T09:30:00-07:00")
        );
        assert_eq!(found.keywords, ["Snow", "Ice"]);
        assert_eq!(found.comment_count, Some(7));
    }

    #[test]
    fn an_author_may_stand_elsewhere_in_the_graph() {
        let script = r##"{"@graph": [{"@type": "BreadcrumbList"}, {"@type": "Article", "author": {"@id": "#p"}},
            {"@type": "Person", "@id": "#p", "name": "Odalys"}]}"##;
        assert_eq!(
            of(script, "").unwrap().authors,
            [("Odalys".to_owned(), None)]
        );
    }

    #[test]
    fn the_post_at_the_pages_address_is_chosen() {
        let script = r#"[{"@type": "Article", "headline": "Other", "url": "https://a.example/other"},
            {"@type": ["Article"], "headline": "Own", "mainEntityOfPage": {"@id": "http://www.a.example/own/#page"}}]"#;
        assert_eq!(
            of(script, "https://a.example/own")
                .unwrap()
                .headline
                .as_deref(),
            Some("Own")
        );
        assert_eq!(
            of(script, "https://b.example").unwrap().headline.as_deref(),
            Some("Own")
        );
        assert_eq!(
            of(script, "https://a.example/other?m=1")
                .unwrap()
                .headline
                .as_deref(),
            Some("Other")
        );
    }

    #[test]
    fn broken_wrappings_are_taken_off() {
        for script in [
            "<!-- {\"@type\": \"Article\", \"headline\": \"Own\"} -->",
            "//<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"Own\"}\n//]]>",
            "{\"@type\": \"Article\", \"headline\": \"Own\",};",
        ] {
            assert_eq!(
                of(script, "").unwrap().headline.as_deref(),
                Some("Own"),
                "{script}"
            );
        }
    }

    #[test]
    fn lists_and_breadcrumbs_are_no_post() {
        let script = r#"{"@type": "ItemList", "itemListElement": [{"@type": "Article", "headline": "Other"}]}"#;
        assert_eq!(of(script, ""), None);
        assert_eq!(of("no json at all", ""), None);
    }

    #[test]
    fn several_authors_keep_their_order() {
        let script = r#"{"@type": "Article", "author": ["Odalys", {"name": "Quillon"}, "https://a.example/x", "Odalys"]}"#;
        let found = of(script, "").unwrap();
        let names: Vec<&str> = found
            .authors
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(names, ["Odalys", "Quillon"]);
    }
}
