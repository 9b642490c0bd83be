//! What elements become.

use scraper::Html;

use super::{Dropped, Reader};
use crate::document::{Block, Inline};
use crate::note::{Note, NoteKind};
use crate::read::address::Addresses;

fn read(html: &str) -> (Vec<Block>, Vec<Note>) {
    let page = Html::parse_document(html);
    let addresses = Addresses::new(None);
    let dropped = Dropped::default();
    let mut reader = Reader::new(&addresses, &dropped);
    let blocks = reader.blocks(page.root_element());
    (blocks, reader.into_notes())
}

/// The blocks in a short form: JSON without its quotes.
fn short(html: &str) -> String {
    let (blocks, _) = read(html);
    let mut out = String::new();
    for block in &blocks {
        out.push_str(&shape(block));
        out.push('\n');
    }
    out.trim_end().to_owned()
}

fn shapes(blocks: &[Block]) -> String {
    blocks.iter().map(shape).collect::<Vec<_>>().join("; ")
}

fn shape(block: &Block) -> String {
    match block {
        Block::Paragraph { content } => line(content),
        Block::Heading { level, content, .. } => format!("h{level}({})", line(content)),
        Block::List {
            start,
            tight,
            items,
        } => {
            let items: Vec<_> = items.iter().map(|item| shapes(&item.blocks)).collect();
            format!("list[{start:?} {tight}]({})", items.join(" | "))
        }
        Block::Quote { blocks, .. } => format!("quote({})", shapes(blocks)),
        Block::Code { language, text } => format!("code[{language:?}]({text:?})"),
        Block::Figure { image, caption } => {
            format!("figure({} {:?} {})", image.url, image.link, line(caption))
        }
        Block::Table {
            caption,
            head,
            rows,
            ..
        } => {
            let row = |row: &crate::document::Row| {
                let cells: Vec<_> = row.cells.iter().map(|cell| shapes(&cell.blocks)).collect();
                cells.join(",")
            };
            let head: Vec<_> = head.iter().map(row).collect();
            let rows: Vec<_> = rows.iter().map(row).collect();
            format!(
                "table({}: {} / {})",
                line(caption),
                head.join("|"),
                rows.join("|")
            )
        }
        Block::Embed {
            kind, url, blocks, ..
        } => format!("embed({kind:?} {url} {})", shapes(blocks)),
        Block::Rule => "rule".to_owned(),
        Block::DefinitionList { items } => {
            let entry = |item: &crate::document::Definition| {
                let terms: Vec<_> = item.terms.iter().map(|term| line(term)).collect();
                let all: Vec<_> = item.definitions.iter().map(|d| shapes(d)).collect();
                format!("{}: {}", terms.join("+"), all.join("+"))
            };
            let items: Vec<_> = items.iter().map(entry).collect();
            format!("dl({})", items.join(" | "))
        }
        Block::Footnotes { notes } => {
            let note = |note: &crate::document::Footnote| {
                format!("{}: {}", note.label, shapes(&note.blocks))
            };
            let notes: Vec<_> = notes.iter().map(note).collect();
            format!("notes({})", notes.join(" | "))
        }
        Block::Raw { element, text } => format!("raw[{element}]({text})"),
    }
}

fn line(content: &[Inline]) -> String {
    content.iter().map(piece).collect()
}

fn piece(inline: &Inline) -> String {
    match inline {
        Inline::Text { text } => text.clone(),
        Inline::Emphasis { content } => format!("*{}*", line(content)),
        Inline::Strong { content } => format!("**{}**", line(content)),
        Inline::Strike { content } => format!("~{}~", line(content)),
        Inline::Subscript { content } => format!("_({})", line(content)),
        Inline::Superscript { content } => format!("^({})", line(content)),
        Inline::Code { text } => format!("`{text}`"),
        Inline::Link { url, content, .. } => format!("[{}]({url})", line(content)),
        Inline::Image(image) => format!("![{}]({})", image.alt, image.url),
        Inline::LineBreak => "/".to_owned(),
        Inline::FootnoteReference { label } => format!("[^{label}]"),
    }
}

/// HTML and the blocks that it becomes.
const CASES: &[(&str, &str)] = &[
    // Paragraphs.
    (
        "one<br><br>two<br> &nbsp; <br/>three<br>four",
        "one\ntwo\nthree/four",
    ),
    (
        "<div>one</div><div><br></div><div>two</div>bare",
        "one\ntwo\nbare",
    ),
    ("<p>one<br><br></p>  text  <p>&nbsp;</p>", "one\ntext"),
    ("a&nbsp;b &nbsp; c&nbsp;", "a\u{a0}b c"),
    (
        "zero\u{200b}width \u{202e}turned\u{202c}",
        "zerowidth turned",
    ),
    // Emphasis.
    ("x <b>a </b>b<i> c</i>", "x **a** b *c*"),
    ("<b>a</b><b>b</b> <b>c</b>", "**ab** **c**"),
    ("<b>a<b>b</b></b>", "**ab**"),
    ("<b></b>x<i> </i>y", "x y"),
    ("<b>one<br><br>two</b>", "**one**\n**two**"),
    (
        "<b>one<div>two</div>three</b>",
        "**one**\n**two**\n**three**",
    ),
    (
        "<span style='font-weight:bold;font-style:italic'>x</span>",
        "***x***",
    ),
    ("<b style='font-weight:normal'>x <b>y</b></b>", "x **y**"),
    ("<font color=red>red</font> <u>under</u>", "red under"),
    ("say <q>one <q>two</q></q>", "say “one ‘two’”"),
    ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
    ("a<code> b</code><code>c</code>", "a` bc`"),
    ("<code>f(<a href=u>x</a>)</code>", "`f(`[`x`](u)`)`"),
    // Links.
    ("<a name=more></a><a>x</a> <a href='#y'></a>z", "x z"),
    ("<a href=' java\tscript:alert(1)'>x</a>", "x"),
    (
        "<a href=u><div>one</div><div>two</div></a>",
        "[one](u)\n[two](u)",
    ),
    // Headings.
    ("<h2>a<br>b</h2><h3> <br></h3><h4></h4>", "h2(a/b)\nh4()"),
    ("<h2><img src=p></h2><h2><div>a</div></h2>", "![](p)\nh2(a)"),
    // Lists.
    (
        "<ul><li>a<li>b<ul><li>c</ul></ul>",
        "list[None true](a | b; list[None true](c))",
    ),
    (
        "<ul><li>a</li><ul><li>b</li></ul></ul>",
        "list[None true](a; list[None true](b))",
    ),
    (
        "<ol start=3><li><p>a</p></li></ol>",
        "list[Some(3) false](a)",
    ),
    ("<li>a</li> <li>b</li><p>c", "list[None true](a | b)\nc"),
    (
        "<p><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>a</p>\
         <p><span style='mso-list:Ignore'>2.</span>b</p>",
        "list[Some(1) true](a | b)",
    ),
    // Tables.
    ("<table><tr><td>a<td><p>b</table>", "a\nb"),
    (
        "<table><tr><th>a<th>b<tr><td>c<td>d</table>",
        "table(: a,b / c,d)",
    ),
    (
        "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
        "table(:  / a,b|c,d)",
    ),
    (
        "<table><tr><td><table><caption>k<tr><th>a</table></td></tr></table>",
        "table(k: a / )",
    ),
    // Pictures.
    (
        "<table class=tr-caption-container><tr><td><a href=big><img src=small></a></td></tr>\
         <tr><td class=tr-caption>words <b>of</b> it</td></tr></table>",
        "figure(small Some(\"big\") words **of** it)",
    ),
    (
        "<div class='wp-caption alignleft'><img src=a><p class=wp-caption-text>c</p></div>",
        "figure(a None c)",
    ),
    (
        "<figure><figure><img src=a><figcaption>x</figcaption></figure><figure><img src=b>\
         </figure><figcaption>all</figcaption></figure>",
        "figure(a None x)\nfigure(b None )\nall",
    ),
    ("<img class=wp-smiley alt=':-)' src=x>", ":-)"),
    (
        "<img src='data:image/gif;base64,R0' data-src=real>",
        "![](real)",
    ),
    (
        "<img src='data:image/gif;base64,R0'><noscript><img src=real></noscript>",
        "![](real)",
    ),
    ("a<img width=1 height=1 src=count>b", "ab"),
    // Code.
    (
        "<pre class='brush: rust;'>a<br>b\n  <span>c</span>\n</pre>",
        "code[Some(\"rust\")](\"a\\nb\\n  c\")",
    ),
    (
        "<pre><code class='language-a b'>x",
        "code[Some(\"a\")](\"x\")",
    ),
    ("<pre><code class='language-&quot;>'>x", "code[None](\"x\")"),
    // Embeds.
    (
        "<object><param name=movie value='http://www.youtube.com/v/abc&hl=en'></object>",
        "embed(Video https://www.youtube.com/watch?v=abc )",
    ),
    (
        "<blockquote class=twitter-tweet><p>words</p><a href='https://twitter.com/x/status/1'>d</a>\
         </blockquote>",
        "embed(Post https://twitter.com/x/status/1 words; [d](https://twitter.com/x/status/1))",
    ),
    (
        "<amp-youtube data-videoid=abc><amp-img placeholder src=/p.jpg></amp-img></amp-youtube>",
        "embed(Video https://www.youtube.com/watch?v=abc )",
    ),
    (
        "<amp-twitter data-tweetid=7><blockquote placeholder>words</blockquote></amp-twitter>",
        "embed(Post https://twitter.com/i/status/7 quote(words))",
    ),
    (
        "<amp-img src=/a.jpg><amp-img fallback src=/b.jpg></amp-img><noscript><img src=/a.jpg>\
         </noscript></amp-img>",
        "![](/a.jpg)",
    ),
    (
        "<amp-carousel><div>one</div><div>two</div></amp-carousel>",
        "one\ntwo",
    ),
    ("a<amp-social-share type=email></amp-social-share>b", "a\nb"),
    (
        "a<iframe src='//www.facebook.com/plugins/like.php?x'></iframe>b",
        "a b",
    ),
    // Footnotes.
    (
        "<dl><sup><a href='#fn1'>1</a></sup><p id=fn1>note</p></dl>",
        "[^1]\nnotes(1: note)",
    ),
    (
        "a<sup>[<a href='#fn1' id=r1>1</a>]</sup><ol><li id=fn1>note <a href='#r1'>back</a></ol>",
        "a[^1]\nnotes(1: note)",
    ),
    (
        "a<a href='#_ftn1' name=_ftnref1>[1]</a><p><a href='#_ftnref1' name=_ftn1>[1]</a> note</p>b",
        "a[^1]\nnotes(1: note)\nb",
    ),
    ("a<sup><a href='#fn1'>1</a></sup> b", "a[1](#fn1) b"),
    // Definitions.
    ("<dl><dt>a<dt>b<dd>c<dt>d</dl>", "dl(a+b: c | d: )"),
    ("<dl><dd>indented</dl>", "indented"),
    // The rest.
    (
        "<style>x</style><script>y</script>z<template>t</template>",
        "z",
    ),
    (
        "<svg><title>no</title><text>word</text></svg>",
        "raw[svg](word)",
    ),
    (
        "a <math><mi>x</mi><annotation>TeX</annotation></math> b",
        "a x b",
    ),
    ("<details><summary>s</summary>t</details>", "**s**\nt"),
];

#[test]
fn every_element_becomes_what_the_table_says() {
    for (html, expected) in CASES {
        assert_eq!(short(html), *expected, "{html}");
    }
}

#[test]
fn hidden_words_are_in_a_note() {
    let (blocks, notes) = read("a<div style='display:none'>secret <b>words</b></div>");
    assert_eq!(blocks, [Block::text("a")]);
    assert_eq!(notes[0].kind, NoteKind::Dropped);
    assert_eq!(notes[0].text.as_deref(), Some("secret words"));
}

#[test]
fn content_nested_deeper_than_the_limit_is_flat_and_complete() {
    let html = format!(
        "{}x{}y",
        "<blockquote><ul><li>".repeat(300),
        "</li></ul></blockquote>".repeat(300)
    );
    let (blocks, notes) = read(&html);
    let json = serde_json::to_string(&blocks).unwrap();
    let depth = json.bytes().scan(0usize, |depth, byte| {
        match byte {
            b'[' | b'{' => *depth += 1,
            b']' | b'}' => *depth -= 1,
            _ => {}
        }
        Some(*depth)
    });
    assert!(depth.max() <= Some(crate::read::MAX_CONTENT_DEPTH + 2));
    assert!(json.contains("\"x\"") && json.contains("\"y\""));
    assert_eq!(notes.len(), 1);
}

#[test]
fn a_title_is_one_line_whatever_is_in_it() {
    let page = Html::parse_document("<div>a <p>b</p><ul><li>c</ul><img src=x alt=d></div>");
    let addresses = Addresses::new(None);
    let dropped = Dropped::default();
    let mut reader = Reader::new(&addresses, &dropped);
    assert_eq!(line(&reader.inlines(page.root_element())), "a b c ![d](x)");
}

#[test]
fn words_that_a_frame_hides_are_told() {
    let (blocks, notes) = read("a<iframe src='https://v.example/1'>hidden words</iframe>");
    assert!(!shapes(&blocks).contains("hidden"));
    let texts: Vec<_> = notes
        .iter()
        .filter_map(|note| note.text.as_deref())
        .collect();
    assert_eq!(texts, ["hidden words"]);
}

#[test]
fn a_word_with_soft_hyphens_is_one_word_and_the_page_says_so_once() {
    let (blocks, notes) = read("<p>Wehr&shy;an&shy;lage <b>am Müh\u{AD}len\u{AD}bach</b></p>");
    let text = crate::walk::block_text(&blocks);
    assert_eq!(text.trim(), "Wehranlage am Mühlenbach");
    let rules: Vec<_> = notes.iter().map(|note| note.rule.as_str()).collect();
    assert_eq!(rules, ["read.soft_hyphen"]);
}

#[test]
fn code_keeps_its_soft_hyphens() {
    let (blocks, notes) = read("<p><code>a&shy;b</code></p><pre>c&shy;d</pre>");
    let text = crate::walk::block_text(&blocks);
    assert!(
        text.contains("a\u{AD}b") && text.contains("c\u{AD}d"),
        "{text}"
    );
    assert!(notes.is_empty());
}
