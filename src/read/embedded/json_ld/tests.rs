//! Scripts of JSON-LD.

use super::*;

fn of(script: &str, url: &str) -> Option<Article> {
    article(std::iter::once(script), Some(url))
}

fn person(name: &str, url: Option<&str>) -> Person {
    Person {
        name: name.to_owned(),
        url: url.map(str::to_owned),
        is_group: false,
    }
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
        [person("Odalys Finch", Some("https://a.example/odalys"))]
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
    assert_eq!(of(script, "").unwrap().authors, [person("Odalys", None)]);
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
    let script =
        r#"{"@type": "ItemList", "itemListElement": [{"@type": "Article", "headline": "Other"}]}"#;
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
        .map(|person| person.name.as_str())
        .collect();
    assert_eq!(names, ["Odalys", "Quillon"]);
}

#[test]
fn a_page_is_a_post_only_where_nothing_better_is_described() {
    let page = r#"{"@type": "WebPage", "name": "The page", "datePublished": "2014-06-12"}"#;
    assert_eq!(of(page, "").unwrap().headline.as_deref(), Some("The page"));
    let both = format!(r#"[{page}, {{"@type": "BlogPosting", "headline": "The post"}}]"#);
    assert_eq!(of(&both, "").unwrap().headline.as_deref(), Some("The post"));
}

#[test]
fn labels_are_texts_or_things_with_names() {
    let script = r#"{"@type": "Article", "keywords": ["Snow, wet", {"@type": "DefinedTerm", "name": "Ice"}],
        "articleSection": "Weather"}"#;
    let found = of(script, "").unwrap();
    assert_eq!(found.keywords, ["Snow, wet", "Ice"]);
    assert_eq!(found.sections, ["Weather"]);
}

#[test]
fn publisher_and_site_tell_the_blogs_name() {
    let script = r##"{"@graph": [{"@type": "Article", "publisher": {"@id": "#o"}, "author": {"@id": "#o"}},
        {"@type": "Organization", "@id": "#o", "name": "Marsh Notes Ltd"}, {"@type": "WebSite", "name": "Marsh Notes"}]}"##;
    let found = of(script, "").unwrap();
    assert_eq!(found.site_names, ["Marsh Notes Ltd", "Marsh Notes"]);
    assert!(found.authors[0].is_group);
}
