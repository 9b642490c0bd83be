//! Sites that are really built: posts whose words look like a generator's own language must be
//! shown as they stand.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends")]

use std::fs;
use std::path::Path;
use std::process::Command;

use repost::Document;
use repost::document::{
    Author, Block, Caption, Comment, CommentAuthor, Comments, Footnote, Headline, Image, Inline,
    ListItem, Source, SourceGroup, SourceLink, TextLink, Update,
};
use repost::migrate::comments;
use repost::migrate::site::{About, Generator, Planned, Writing, generator};
use repost::write::CommentsMode;

/// What no generator may run, in words and in code.
const MARKS: &[&str] = &[
    "{{< figure src=\"x.jpg\" >}}",
    "{{% note %}}",
    "{{</* shown */>}}",
    "{{< alone",
    "{{%",
    "{{ page.title }}",
    "{{ super() }}",
    "{%/* quote() */%}",
    "{% raw %}",
    "{% endraw %}",
    "{% include secret.html %}",
    "{% comment %}gone{% endcomment %}",
    "{{ \"{{\" }}",
    "{# note #}",
    "{#id .class}",
    "{: .class}",
    "<!--more-->",
    "<!-- more -->",
    "---",
    "+++",
    "title: not front matter",
    ": not a definition",
    "$$x$$ $y$",
    "a | b",
    "*[HTML]: no abbreviation",
    "[^1]: no note",
    "# no heading {#x}",
    ":smile: 🎉",
    "\"straight\" -- quotes...",
    "https://example.org/bare",
    "@mention and #hash",
    "<script>alert(1)</script>",
    "&copy; and \\{{ x }}",
];

fn code_line(words: &str) -> Block {
    Block::Paragraph {
        content: vec![
            Inline::text("Say "),
            Inline::Code {
                text: words.to_owned(),
            },
            Inline::text("."),
        ],
    }
}

fn paragraph(content: Vec<Inline>) -> Block {
    Block::Paragraph { content }
}

fn comment(id: &str, name: &str, words: &str, replies: Vec<Comment>) -> Comment {
    Comment {
        id: Some(id.to_owned()),
        author: Some(CommentAuthor {
            name: name.to_owned(),
            url: Some("https://example.org/?a=1&b=2".to_owned()),
            is_owner: name == "Ada",
        }),
        published: Some("2014-06-13T08:00:00+02:00".to_owned()),
        body: vec![Block::text(words)],
        replies,
        ..Comment::default()
    }
}

/// Every mark as words, as code in a line, and as a block of code.
fn templating() -> Document {
    let mut body = Vec::new();
    for mark in MARKS {
        body.push(Block::text(*mark));
        body.push(code_line(mark));
        body.push(Block::Code {
            language: Some("html".to_owned()),
            text: format!("first\n\n{mark}\nlast"),
        });
        body.push(Block::Heading {
            level: 2,
            id: None,
            content: vec![Inline::text(format!("On {mark}"))],
        });
    }
    body.push(paragraph(vec![
        Inline::Link {
            url: "https://example.org/{{x}}/{%y%}".to_owned(),
            title: Some("a {{< title >}}".to_owned()),
            content: vec![Inline::text("linked {{< here >}}")],
        },
        Inline::Image(Image {
            url: "https://example.org/{{x}}.png".to_owned(),
            alt: "alt {{% of %}}".to_owned(),
            ..Image::default()
        }),
    ]));
    Document {
        title: vec![Inline::text(
            "{{ .Title }} \"quoted\": 'it' {% raw %} --- #1 \\ 🎉 <b>",
        )],
        published: Some("2014-06-12T09:30:00-07:00".to_owned()),
        updated: Some("2014-06-14".to_owned()),
        author: Some(Author {
            name: "O'Brien: \"A\" {{x}}".to_owned(),
            url: None,
        }),
        labels: vec![
            "C#".to_owned(),
            "{{x}}".to_owned(),
            "all".to_owned(),
            "Paper boats".to_owned(),
        ],
        dek: Some(vec![Inline::text("A dek: with {{< marks >}} & \"quotes\"")]),
        body,
        comments: Comments {
            declared: Some(5),
            threads: vec![comment(
                "1",
                "Eve {{< x >}}",
                "See {{< figure >}} {% raw %} <script>alert(2)</script>",
                vec![comment("2", "Ada", "No {{ super() }}.", Vec::new())],
            )],
        },
        ..Document::default()
    }
}

/// A post with every part.
fn whole() -> Document {
    Document {
        source: Source {
            url: Some("https://old.example.org/2014/06/boats.html".to_owned()),
            platform: Some("blogger".to_owned()),
            ..Source::default()
        },
        title: vec![Inline::text("Paper boats")],
        author: Some(Author {
            name: "Ada Reed".to_owned(),
            url: Some("https://example.org/ada".to_owned()),
        }),
        published: Some("2014-06-12".to_owned()),
        labels: vec![
            "Paper boats".to_owned(),
            "קישור".to_owned(),
            "a/b".to_owned(),
        ],
        language: Some("en".to_owned()),
        caption: Some(Caption {
            image: Some(Image {
                url: "/files/boat.png".to_owned(),
                alt: "A boat".to_owned(),
                ..Image::default()
            }),
            text: vec![Inline::text("On the pond. Photo: J. Poe")],
            credit: Some("J. Poe".to_owned()),
        }),
        headline: Some(Headline {
            text: "Boats sink".to_owned(),
            url: Some("https://example.org/sink".to_owned()),
            outlet: Some("The Pond".to_owned()),
        }),
        dek: Some(vec![Inline::text("All of them.")]),
        body: body(),
        read_more: Some(TextLink {
            text: "Read on".to_owned(),
            url: "https://example.org/more".to_owned(),
        }),
        source_links: vec![sources()],
        updates: vec![Update {
            label: "Update".to_owned(),
            date: Some("2014-06-15".to_owned()),
            text: vec![Block::text("One floats.")],
        }],
        comments: three_comments(),
        ..Document::default()
    }
}

/// A list of one source.
fn sources() -> SourceGroup {
    SourceGroup {
        heading: Some("More on boats".to_owned()),
        links: vec![SourceLink {
            title: "Why they sink".to_owned(),
            url: Some("https://example.org/why".to_owned()),
            outlet: Some("Lake Times".to_owned()),
            authors: vec!["B. Poe".to_owned()],
        }],
    }
}

/// Three comments that answer each other.
fn three_comments() -> Comments {
    Comments {
        declared: Some(3),
        threads: vec![comment(
            "11",
            "Bo",
            "First!",
            vec![comment(
                "12",
                "Ada",
                "Thanks.",
                vec![comment("13", "Bo", "Welcome.", Vec::new())],
            )],
        )],
    }
}

fn body() -> Vec<Block> {
    let item = |words: &str| ListItem {
        checked: None,
        blocks: vec![Block::text(words)],
    };
    vec![
        paragraph(vec![
            Inline::text("Water is H"),
            Inline::Subscript {
                content: vec![Inline::text("2")],
            },
            Inline::text("O"),
            Inline::FootnoteReference {
                label: "1".to_owned(),
            },
            Inline::text(". See "),
            Inline::Link {
                url: "/posts/templating/#c2".to_owned(),
                title: None,
                content: vec![Inline::text("a comment")],
            },
            Inline::text("."),
        ]),
        Block::Heading {
            level: 2,
            id: Some("fold".to_owned()),
            content: vec![Inline::text("Folding")],
        },
        Block::List {
            start: Some(3),
            tight: true,
            items: vec![item("fold"), item("turn")],
        },
        Block::Quote {
            cite: None,
            blocks: vec![Block::text("Paper remembers.")],
        },
        Block::Footnotes {
            notes: vec![Footnote {
                label: "1".to_owned(),
                blocks: vec![Block::text("Mostly.")],
            }],
        },
    ]
}

fn planned(slug: &str, day: Option<&str>) -> Planned {
    Planned {
        slug: slug.to_owned(),
        day: day.map(str::to_owned),
        aliases: vec![format!("/2014/06/{slug}.html")],
        ..Planned::default()
    }
}

/// The posts of the site: hostile ones, and one of each kind.
fn posts() -> Vec<(Planned, Document)> {
    let plain = |title: &str| Document {
        title: vec![Inline::text(title)],
        body: vec![Block::text("Words.")],
        ..Document::default()
    };
    let page = |slug: &str| Planned {
        is_page: true,
        ..planned(slug, None)
    };
    let hebrew = Document {
        title: vec![Inline::text("שלום לסירות {{< x >}}")],
        language: Some("he".to_owned()),
        published: Some("2013-01-02T10:00:00".to_owned()),
        body: vec![Block::text("סירות נייר ב-2013, לא paper.")],
        ..Document::default()
    };
    let odd_date = Document {
        published: Some("2011-05".to_owned()),
        ..plain("")
    };
    let draft = Planned {
        is_draft: true,
        ..planned("unfinished", Some("2015-01-01"))
    };
    vec![
        (planned("templating", Some("2014-06-12")), templating()),
        (planned("boats", Some("2014-06-12")), whole()),
        (planned("שלום-לסירות", Some("2013-01-02")), hebrew),
        (planned("index", None), odd_date),
        (planned("undated", None), plain("Nobody knows when")),
        (
            planned("far", Some("2090-01-01")),
            Document {
                published: Some("2090-01-01T00:00:00Z".to_owned()),
                ..plain("Far ahead")
            },
        ),
        (draft, plain("Unfinished")),
        (page("about"), plain("About: me")),
        (page("posts"), plain("Posts of mine")),
        (page("index"), plain("Index")),
    ]
}

/// Writes the site; comments below the posts, or as data.
fn write(generator: &Generator, site: &Path, as_data: bool) {
    let store = |path: &str, text: &str| {
        let path = site.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let writing = Writing {
        comments: if as_data {
            CommentsMode::None
        } else {
            CommentsMode::Full
        },
        ..Writing::default()
    };
    for (post, document) in posts() {
        store(
            &(generator.file)(&post),
            &(generator.write)(&document, &post, &writing),
        );
        if let (true, Some(file), Some(data)) =
            (as_data, generator.comments, comments::data(&document))
        {
            store(&file(&post), &data);
        }
    }
    let about = About {
        title: "Ada's \"boats\" & more".to_owned(),
        base_url: "https://new.example.org/".to_owned(),
        language: Some("en".to_owned()),
    };
    for (path, text) in (generator.scaffold)(&about) {
        store(path, &text);
    }
}

/// Builds a site, and says where; none where the generator is not installed.
fn build(site: &Path, name: &str) -> bool {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/migrate/build.sh");
    let output = Command::new("sh")
        .arg(script)
        .arg(site)
        .arg(name)
        .output()
        .expect("a shell can be started");
    let said = String::from_utf8_lossy(&output.stdout);
    if output.status.code() == Some(77) {
        println!("{said}");
        return false;
    }
    assert!(output.status.success(), "{name}: {said}");
    true
}

/// The text of a page as a reader sees it.
fn shown(page: &str) -> String {
    let page = scraper::Html::parse_document(page);
    let selector = scraper::Selector::parse("article").unwrap();
    page.select(&selector)
        .flat_map(|article| article.text())
        .collect()
}

/// The texts of all elements of a kind.
fn texts(page: &str, selector: &str) -> Vec<String> {
    let page = scraper::Html::parse_document(page);
    let selector = scraper::Selector::parse(&format!("article {selector}")).unwrap();
    page.select(&selector)
        .map(|found| found.text().collect())
        .collect()
}

/// A built site, and the name of what built it.
struct Built<'a> {
    name: &'a str,
    root: std::path::PathBuf,
}

impl Built<'_> {
    fn page(&self, path: &str) -> String {
        let text = fs::read_to_string(self.root.join(path));
        text.unwrap_or_else(|error| panic!("{}: {path}: {error}", self.name))
    }
}

fn is_shown_as_it_stands(name: &str, out: &str, as_data: bool) {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    write(generator(name).unwrap(), &site, as_data);
    if let Ok(keep) = std::env::var("REPOST_KEEP_SITES") {
        let kept = Path::new(&keep).join(format!("{name}-{as_data}"));
        let _ = fs::remove_dir_all(&kept);
        write(generator(name).unwrap(), &kept, as_data);
        build(&kept, name);
    }
    if build(&site, name) {
        let root = site.join(out);
        let built = Built { name, root };
        marks_are_words(&built);
        each_part_is_shown_once(&built);
        every_post_is_at_its_place(&built);
        old_addresses_lead_on(&built);
    }
}

fn marks_are_words(built: &Built<'_>) {
    let name = built.name;
    let page = built.page("posts/templating/index.html");
    assert!(!page.contains("<script"), "{name}: a script");
    assert!(!page.contains("raw HTML omitted"), "{name}");
    let words = shown(&page);
    for mark in MARKS {
        for (selector, expected) in [
            ("p", (*mark).to_owned()),
            ("p", format!("Say {mark}.")),
            ("p code", (*mark).to_owned()),
            ("pre", format!("first\n\n{mark}\nlast")),
            ("h2", format!("On {mark}")),
        ] {
            let found = texts(&page, selector);
            let is_found = found.iter().any(|text| text.trim() == expected);
            assert!(is_found, "{name}: {selector}: {expected}\n{found:#?}");
        }
    }
    assert!(page.contains("id=\"c2\""), "{name}: an anchor of a comment");
    assert!(words.contains("No {{ super() }}."), "{name}: a comment");
}

fn each_part_is_shown_once(built: &Built<'_>) {
    let name = built.name;
    let page = built.page("posts/boats/index.html");
    for once in [
        "Boats sink",
        "All of them.",
        "Why they sink",
        "One floats.",
        "On the pond.",
    ] {
        assert_eq!(shown(&page).matches(once).count(), 1, "{name}: {once}");
    }
    assert!(page.contains("<sub>2</sub>"), "{name}");
    assert!(page.contains("id=\"fold\""), "{name}");
    assert!(shown(&page).contains("Mostly."), "{name}: a footnote");
    assert!(page.contains("start=\"3\""), "{name}");
}

fn every_post_is_at_its_place(built: &Built<'_>) {
    let name = built.name;
    for path in [
        "posts/page--index/index.html",
        "posts/undated/index.html",
        "posts/far/index.html",
        "about/index.html",
    ] {
        assert!(
            shown(&built.page(path)).contains("Words."),
            "{name}: {path}"
        );
    }
    assert!(
        shown(&built.page("page--posts/index.html")).contains("Words."),
        "{name}"
    );
    assert!(
        shown(&built.page("page--index/index.html")).contains("Words."),
        "{name}"
    );
    assert!(
        shown(&built.page("posts/שלום-לסירות/index.html")).contains("נייר"),
        "{name}"
    );
    assert!(
        !built.root.join("posts/unfinished/index.html").exists(),
        "{name}: a draft"
    );
}

fn old_addresses_lead_on(built: &Built<'_>) {
    let name = built.name;
    let old = built.page("2014/06/boats.html");
    assert!(
        old.contains("/posts/boats/"),
        "{name}: the old address: {old}"
    );
    let home = built.page("index.html");
    for listed in [
        "/posts/boats/",
        "/posts/undated/",
        "/posts/page--index/",
        "/posts/far/",
        "/about/",
    ] {
        assert!(
            home.contains(listed),
            "{name}: {listed} is not on the front page"
        );
    }
}

#[test]
fn hugo_shows_every_word_as_it_stands() {
    is_shown_as_it_stands("hugo", "public", false);
    is_shown_as_it_stands("hugo", "public", true);
}

#[test]
fn zola_shows_every_word_as_it_stands() {
    is_shown_as_it_stands("zola", "public", false);
    is_shown_as_it_stands("zola", "public", true);
}

#[test]
fn jekyll_shows_every_word_as_it_stands() {
    is_shown_as_it_stands("jekyll", "_site", false);
    is_shown_as_it_stands("jekyll", "_site", true);
}

#[test]
fn eleventy_shows_every_word_as_it_stands() {
    is_shown_as_it_stands("eleventy", "_site", false);
    is_shown_as_it_stands("eleventy", "_site", true);
}
