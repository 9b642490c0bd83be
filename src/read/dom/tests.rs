//! The index answers every selector as the selectors' own library does.

use crate::profile::Query;
use scraper::Selector;

use super::*;

const PAGE: &str = "<div class='a b' id=x><p class=b lang=EN data-k='one two'>t</p><a href='/u?x=1' \
             rel='Tag nofollow'>l</a><p class='b c'>u</p><p>w</p></div><section><p class=b>v</p>\
             <div><div class=a><p><em class=b>k</em></p></div></div></section>";

const SELECTORS: &[&str] = &[
    "p",
    "*",
    ".b",
    "p.b",
    ".a.b",
    "#x",
    "div#x.a",
    "[lang]",
    "[lang=EN]",
    "[lang=en]",
    "[lang=en i]",
    "[lang='en' i]",
    "[data-k~=two]",
    "[data-k^=one]",
    "[data-k$=two]",
    "[data-k*='e t']",
    "[lang|=EN]",
    "[data-k=\"one two\"]",
    "div p",
    "div > .b",
    "p + a",
    "p ~ p",
    "p:not(.c)",
    "p:first-child",
    "a[href*='x=']",
    "section .b, a",
    "P.b",
    "[href='']",
    "[href*='']",
    "div:not([id]) p",
    "[data-k~='']",
    "p.b:not([lang])",
    "a[rel~=tag]",
    "[rel~=TAG]",
    ".a .b",
    ".a > p > .b",
    "section div .b",
    "div div p",
    "body > div",
    "a + p ~ p",
    "p+a~p",
    ".a:not(#x) *",
    "div >p.b",
    "[REL]",
    "div:has(p)",
    "div:has(> p)",
    "body:has(> p)",
    "p:not(:has(a, b))",
    ":not(.a)",
    "a:not(p a)",
    "p:not(.b):not(#x)",
    "p:has(a):not(:first-child)",
    "*:has(> [id], > .b)",
    "[rel=TAG i]",
    "[id*=X i]",
    "[id = \"X\" i]",
    "a[rel~=tag]",
    "[rel=TAG]",
    "[class*=b]",
    "p[class^=b]",
];

#[test]
fn the_index_answers_as_the_selectors_library_does() {
    let html = Html::parse_document(PAGE);
    for text in SELECTORS {
        let query = Query::parse(text).expect("the test's selector is right");
        let mut wanted = Wanted::default();
        query.visit_keys(&mut |key| wanted.insert(key));
        let dom = Dom::new(&html, &wanted);
        let ours = dom.select(&query).into_iter().map(|element| element.id());
        let whole = Selector::parse(text).expect("the test's selector is right");
        let theirs = html.select(&whole).map(|element| element.id());
        assert_eq!(
            ours.collect::<Vec<_>>(),
            theirs.collect::<Vec<_>>(),
            "{text}"
        );
    }
}
