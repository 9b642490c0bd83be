//! What the guard lets through, and what it holds back.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

fn parsed(text: &str) -> (Html, Vec<Note>) {
    let mut notes = Vec::new();
    let html = parse(text, &Limits::default(), &mut notes);
    (html, notes)
}

fn rules(notes: &[Note]) -> Vec<&str> {
    notes.iter().map(|note| note.rule.as_str()).collect()
}

fn deepest(html: &Html) -> usize {
    let mut deepest = 0;
    for node in html.tree.nodes().filter(|node| node.value().is_element()) {
        if node.parent().is_some() && !node.has_children() {
            deepest = deepest.max(node.ancestors().count());
        }
    }
    deepest
}

/// `piece` for each number, run together.
fn numbered(count: usize, piece: impl Fn(usize, &mut String)) -> String {
    let mut out = String::new();
    for number in 0..count {
        piece(number, &mut out);
    }
    out
}

fn words(html: &Html) -> String {
    html.root_element().text().collect()
}

/// scraper's own parse, with scripting off.
fn bare(text: &str) -> Html {
    use html5ever::tendril::TendrilSink;
    let mut options = html5ever::ParseOpts::default();
    options.tree_builder.scripting_enabled = false;
    let sink = scraper::HtmlTreeSink::new(Html::new_document());
    html5ever::parse_document(sink, options).one(text)
}

#[test]
fn what_is_in_noscript_are_elements() {
    let (html, _) = parsed("<body><noscript><p>x</p></noscript>");
    let p = scraper::Selector::parse("noscript > p").unwrap();
    assert_eq!(html.select(&p).count(), 1);
}

#[test]
fn nesting_is_bounded_and_no_word_is_lost() {
    let page = format!(
        "{}deep{}<p>after</p>",
        "<div>".repeat(5000),
        "</div>".repeat(5000)
    );
    let (html, notes) = parsed(&page);
    assert!(deepest(&html) <= 512 + SLACK);
    assert_eq!(rules(&notes), ["input.html.depth"]);
    let p = scraper::Selector::parse("body > p").unwrap();
    assert_eq!(
        html.select(&p).count(),
        1,
        "end tags close what they opened"
    );
    assert_eq!(
        words(&html).split_whitespace().collect::<Vec<_>>(),
        ["deep", "after"]
    );
}

#[test]
fn words_of_elements_that_are_too_deep_stay_apart() {
    let page = format!("{}<p>one</p><p>two</p>", "<div>".repeat(600));
    let (html, _) = parsed(&page);
    assert_eq!(
        words(&html).split_whitespace().collect::<Vec<_>>(),
        ["one", "two"]
    );
}

#[test]
fn script_stays_script_at_any_depth() {
    let page = format!("{}<script>var x = '<b>';</script>y", "<div>".repeat(600));
    let (html, _) = parsed(&page);
    let script = scraper::Selector::parse("script").unwrap();
    assert_eq!(html.select(&script).count(), 1);
}

#[test]
fn what_the_adoption_agency_wrapped_is_made_flatter() {
    let page = numbered(100, |i, out| write!(out, "<b id={i}>").unwrap());
    let page = format!(
        "{}{page}<p>x{}",
        "<div>".repeat(300),
        "</b><p>y".repeat(100).repeat(20)
    );
    let (html, _) = parsed(&page);
    assert!(deepest(&html) <= 512 + SLACK, "{}", deepest(&html));
}

#[test]
fn templates_in_templates_are_bounded() {
    let (html, _) = parsed(&"<template>".repeat(3000));
    assert!(deepest(&html) <= 512 + SLACK, "{}", deepest(&html));
}

#[test]
fn formatting_that_was_left_open_does_not_explode() {
    let page = numbered(3000, |i, out| write!(out, "<p><b id={i}>x").unwrap());
    let (html, notes) = parsed(&page);
    assert!(html.tree.values().len() < 1_000_000);
    assert_eq!(rules(&notes), ["input.html.formatting"]);
    assert_eq!(words(&html), "x".repeat(3000));
}

#[test]
fn a_page_over_the_limit_of_nodes_is_read_in_part() {
    let limits = Limits {
        nodes: 1000,
        ..Limits::default()
    };
    let mut notes = Vec::new();
    let html = parse(&"<p>word ".repeat(100_000), &limits, &mut notes);
    assert!(html.tree.values().len() < 10_000);
    assert_eq!(notes[0].kind, NoteKind::Dropped);
    assert!(
        notes[0].message.starts_with("the last 7"),
        "{}",
        notes[0].message
    );
}

#[test]
fn nul_characters_are_taken_out_and_counted() {
    let (html, notes) = parsed("<p title='a\0b'>x\0\0y</p>");
    assert_eq!(words(&html), "xy");
    assert_eq!(notes[0].message, "3 NUL characters were taken out");
}

#[test]
fn attributes_that_are_too_many_are_left_out() {
    let attributes = numbered(100_000, |i, out| write!(out, " a{i}=\">{i}\"").unwrap());
    for (before, after) in [
        ("<p", ">word</p>"),
        ("<svg><style><a", "/>word"),
        ("x</p", ">word"),
    ] {
        let page = format!("<body>{before}{attributes}{after}<p id=last>end</p>");
        let begun = Instant::now();
        let (html, notes) = parsed(&page);
        assert!(begun.elapsed() < Duration::from_secs(10), "{before}");
        assert_eq!(rules(&notes), ["input.html.attributes"]);
        assert!(words(&html).ends_with("wordend"), "{before}");
    }
}

#[test]
fn a_long_picture_and_a_long_remark_are_kept_whole() {
    let data = "iVBORw0KGgo/AAAA+BBB".repeat(200_000);
    let remark = "It is \"only\" a remark. ".repeat(20_000);
    let page = format!(
        "<!--{remark}--><p><img src='data:image/png;base64,{data}' alt=x title='{remark}'>y"
    );
    let (html, notes) = parsed(&page);
    assert_eq!(notes, []);
    let img = scraper::Selector::parse("img").unwrap();
    let img = html.select(&img).next().unwrap();
    assert_eq!(img.attr("src").unwrap().len(), data.len() + 22);
    assert_eq!(img.attr("title"), Some(remark.as_str()));
    assert_eq!(img.attr("alt"), Some("x"));
}

#[test]
fn a_thousand_bodies_do_not_make_a_thousand_attributes() {
    let page = numbered(5000, |i, out| write!(out, "<body a{i}=1>").unwrap());
    let (html, _) = parsed(&page);
    let body = scraper::Selector::parse("body").unwrap();
    let body = html.select(&body).next().unwrap();
    assert!(body.value().attrs().count() <= MAX_ATTRIBUTES);
}

fn markup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a href=x>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<div class='a b'>",
        "</div>",
        "word ",
        "é\r\n",
        "&amp;",
        "&lt",
        "<br>",
        "<li>",
        "<ul>",
        "</ul>",
        "<svg>",
        "<g/>",
        "</svg>",
        "<title>",
        "</title>",
        "<script>x</script>",
        "<!-- c -->",
        "<template>",
        "</template>",
        "<select>",
        "<option>",
        "<i>",
        "</i>",
        "<",
        "<font",
        ">",
        "<form>",
        "<head>",
        "<body a=b>",
        "<frameset>",
        "<noscript>",
        "</noscript>",
        "\n",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn within_the_limits_the_tree_is_what_the_parser_makes(page in markup()) {
        let page = page.repeat(3);
        let (html, notes) = parsed(&page);
        prop_assert_eq!(html.tree, bare(&page).tree);
        prop_assert_eq!(notes, []);
    }

    #[test]
    fn where_a_text_is_cut_into_chunks_does_not_show(page in markup(), fill in 0..40_usize) {
        let page = format!("<p>{}{page}", "x".repeat(CHUNK - fill));
        prop_assert_eq!(parsed(&page).0.tree, bare(&page).tree);
    }

    #[test]
    fn no_depth_is_too_small(page in markup(), depth in 0..40_usize) {
        let limits = Limits { depth, ..Limits::default() };
        let html = parse(&page.repeat(20), &limits, &mut Vec::new());
        prop_assert!(deepest(&html) <= depth.max(MIN_DEPTH) + SLACK + 8);
    }
}

/// The same text, fed with and without the way past the tokenizer.
fn both_ways(text: &str) -> (String, String) {
    let limits = Limits::default();
    let [fast, slow] = [false, true].map(|watched| {
        let queue = BufferQueue::default();
        let fed = Feeder::new(text, &limits, &queue, watched).run();
        let fed = fed.expect("no tag is overlong");
        fed.finish(&limits, &mut Vec::new()).html()
    });
    (fast, slow)
}

#[test]
fn scripts_and_styles_make_the_same_tree_past_the_tokenizer() {
    for text in [
        "<script>a < b && '<p>'\n</script><p>c",
        "<SCRIPT type='a>b'>x</SCRIPT >y",
        "<script><!-- a </script> b --></script>c",
        "<script><!--<script></script>--></script>c",
        "<!-- <script>a</script> --><p title='<style>'>b</style>",
        "<style>\r\np > a { }\r</STYLE\n>b",
        "<textarea><script>a</script></textarea>b",
        "<svg><style>a<b>c</style><script>d</script></svg>e",
        "<svg><script/><p>a</script>b",
        "<table><script>a</script><tr><style>b</style><td>c",
        "<script>never ends <p>a",
        "<script></script><style></style>a",
        "<noscript><style>a</style></noscript>b",
        "<select><script>a</script><style>b</style></select>c",
    ] {
        let (fast, slow) = both_ways(text);
        assert_eq!(fast, slow, "{text}");
    }
}
