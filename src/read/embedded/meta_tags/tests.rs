//! Tags in heads.

use scraper::Html;

use super::*;

fn tags(html: &str) -> MetaTags {
    let page = Html::parse_document(html);
    let nodes = page
        .root_element()
        .descendants()
        .filter_map(ElementRef::wrap);
    MetaTags::of(&nodes.collect::<Vec<_>>())
}

#[test]
fn the_better_name_wins_wherever_it_stands() {
    let found = tags(
        "<meta name=date content=2001-01-01><meta property=article:published_time content=2014-06-12>\
         <meta name=DC.date content=2002-02-02><meta name=author content='Odalys &amp;amp; Finch'>",
    );
    assert_eq!(found.first(Tag::Published), Some("2014-06-12"));
    assert_eq!(
        found.rule(Tag::Published),
        "read.meta.article:published_time"
    );
    assert_eq!(found.first(Tag::Author), Some("Odalys & Finch"));
}

#[test]
fn an_address_is_no_author() {
    let found = tags("<meta property='article:author' content='https://faces.example/odalys'>");
    assert_eq!(found.first(Tag::Author), None);
}

#[test]
fn several_authors_keep_their_order() {
    let found = tags(
        "<meta name=citation_author content='Finch, Odalys'><meta name=author content=desk>\
         <meta name=citation_author content='Quillon, Bero'>",
    );
    assert_eq!(found.all(Tag::Author), ["Finch, Odalys", "Quillon, Bero"]);
}

#[test]
fn a_label_for_the_author_names_what_follows() {
    let found = tags(
        "<meta name=twitter:label1 content='Est. reading time'><meta name=twitter:data1 content='3 minutes'>\
         <meta name=twitter:label2 content='Verfasst von'><meta name=twitter:data2 content='Odalys Finch'>",
    );
    assert_eq!(found.all(Tag::Author), ["Odalys Finch"]);
}

#[test]
fn the_canonical_address_comes_before_the_shared_one() {
    let found = tags(
        "<meta property=og:url content=https://a.example/b><link rel=canonical href=https://a.example/c>",
    );
    assert_eq!(found.url(), Some("https://a.example/c"));
}

#[test]
fn each_tag_is_kept_once() {
    let found = tags(
        "<meta property=article:tag content=Snow><meta property=article:tag content=Ice><meta property=article:tag content=Snow>",
    );
    assert_eq!(found.all(Tag::Label), ["Snow", "Ice"]);
}

#[test]
fn a_list_of_labels_is_split_at_its_commas_and_a_single_one_is_not() {
    let found = tags("<meta name=keywords content='snow, ice,, snow'>");
    assert_eq!(found.all(Tag::Label), ["snow", "ice"]);
    let found = tags("<meta property=article:tag content='snow, wet'>");
    assert_eq!(found.all(Tag::Label), ["snow, wet"]);
}
