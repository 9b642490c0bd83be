//! JSON-LD: the post as the page describes it for search engines.
//!
//! All scripts are flattened into things with types; of those that are articles the one for this
//! page is chosen: the one whose address is the page's, else the one that says to be the page's
//! main thing, else the first. What only lists other posts is no article.

use serde_json::Value;

use super::{javascript, shown};

mod article;
mod comments;

use article::read;
pub(crate) use article::{Article, Person};

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

/// Types of things that are posts where the page describes no better one.
const LESSER: &[&str] = &[
    "Recipe",
    "HowTo",
    "CreativeWork",
    "MediaObject",
    "WebPage",
    "ItemPage",
    "QAPage",
    "FAQPage",
];

/// Members that hold further things of the page itself.
const HOLDERS: &[&str] = &[
    "@graph",
    "mainEntity",
    "mainEntityOfPage",
    "blogPost",
    "isPartOf",
];

/// Things that one page may describe; further ones are not looked at.
const MOST_THINGS: usize = 2000;

/// The article of the page at `url`, from the texts of its JSON-LD scripts.
pub(super) fn article<'a>(
    scripts: impl Iterator<Item = &'a str>,
    url: Option<&str>,
) -> Option<Article> {
    let values: Vec<Value> = scripts.filter_map(parse).collect();
    let things = flatten(&values);
    let own = [ARTICLES, LESSER]
        .into_iter()
        .find_map(|types| own_of(&things, types, url))?;
    Some(read(own, &things))
}

/// Of the things of these types the page's own.
fn own_of<'a>(things: &[&'a Value], types: &[&str], url: Option<&str>) -> Option<&'a Value> {
    let candidates: Vec<&Value> = things
        .iter()
        .copied()
        .filter(|thing| is_of(thing, types))
        .collect();
    let find = |is_own: &dyn Fn(&Value) -> bool| {
        let mut all = candidates.iter().copied();
        all.find(|thing| is_own(thing))
    };
    url.and_then(|url| find(&|thing| is_at(thing, url)))
        .or_else(|| find(&|thing| !thing["mainEntityOfPage"].is_null()))
        .or_else(|| candidates.first().copied())
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

/// Whether a thing is of one of these types.
fn is_of(thing: &Value, types: &[&str]) -> bool {
    let own = each(&thing["@type"]).iter().filter_map(Value::as_str);
    own.map(|name| name.rsplit(['/', ':']).next().unwrap_or(name))
        .any(|name| types.contains(&name))
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

#[cfg(test)]
mod tests;
