//! What posts are for each generator.

use super::{GENERATORS, Planned, Writing, dated_or_settled, generator, label, settled};
use crate::document::{
    Author, Block, Caption, Document, Headline, Image, Inline, Source, SourceGroup, SourceLink,
    TextLink, Update,
};
use crate::write::CommentsMode;

/// A post with every part, and words that front matter must quote.
fn whole() -> Document {
    Document {
        source: Source {
            url: Some("https://old.example.org/2014/06/boats.html".to_owned()),
            platform: Some("blogger".to_owned()),
            ..Source::default()
        },
        title: vec![Inline::text("Boats: \"paper\" {{x}} # 1")],
        author: Some(Author {
            name: "Ada Reed".to_owned(),
            url: Some("https://example.org/ada".to_owned()),
        }),
        published: Some("2014-06-12T09:30:00-07:00".to_owned()),
        updated: Some("2014-06-14".to_owned()),
        labels: vec!["Paper boats".to_owned(), "no".to_owned()],
        language: Some("he".to_owned()),
        caption: Some(Caption {
            image: Some(Image {
                url: "/files/boat.png".to_owned(),
                alt: "A boat".to_owned(),
                width: Some(640),
                ..Image::default()
            }),
            text: vec![Inline::text("On the pond.")],
            credit: Some("J. Poe".to_owned()),
        }),
        headline: Some(Headline {
            text: "Boats sink".to_owned(),
            url: Some("https://example.org/sink".to_owned()),
            outlet: Some("The Pond".to_owned()),
        }),
        dek: Some(vec![Inline::text("All of them.")]),
        body: vec![Block::text("First {{< x >}}.")],
        read_more: Some(TextLink {
            text: "Read on".to_owned(),
            url: "https://example.org/more".to_owned(),
        }),
        source_links: vec![SourceGroup {
            heading: Some("More on boats".to_owned()),
            links: vec![SourceLink {
                title: "Why they sink".to_owned(),
                url: Some("https://example.org/why".to_owned()),
                outlet: Some("Lake Times".to_owned()),
                authors: vec!["B. Poe".to_owned(), "C. Roe".to_owned()],
            }],
        }],
        updates: vec![Update {
            label: "Update".to_owned(),
            date: Some("2014-06-15".to_owned()),
            text: vec![Block::text("One floats."), Block::text("---")],
        }],
        ..Document::default()
    }
}

fn planned() -> Planned {
    Planned {
        slug: "boats".to_owned(),
        day: Some("2014-06-12".to_owned()),
        aliases: vec![
            "/2014/06/boats.html".to_owned(),
            "/2014/06/caf%C3%A9.html".to_owned(),
            "/?p=12".to_owned(),
            "/a/../b".to_owned(),
        ],
        ..Planned::default()
    }
}

fn written(name: &str, document: &Document, post: &Planned) -> String {
    let writing = Writing {
        comments: CommentsMode::None,
        ..Writing::default()
    };
    (generator(name).unwrap().write)(document, post, &writing)
}

#[test]
fn a_whole_post_for_each_generator() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/sites"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for name in ["hugo", "zola", "jekyll", "eleventy"] {
            insta::assert_snapshot!(name, written(name, &whole(), &planned()));
        }
    });
}

/// The front matter of a post, read by a parser of its form.
fn front(text: &str) -> serde_json::Value {
    if let Some(rest) = text.strip_prefix("+++\n") {
        let (inside, _) = rest.split_once("\n+++\n").unwrap();
        let table: toml::Table = toml::from_str(inside).unwrap();
        return serde_json::to_value(table).unwrap();
    }
    let (inside, _) = text
        .strip_prefix("---\n")
        .unwrap()
        .split_once("\n---\n")
        .unwrap();
    serde_yaml_ng::from_str(inside).unwrap()
}

#[test]
fn a_month_is_no_date_and_is_told_all_the_same() {
    let document = Document {
        published: Some("2011-05".to_owned()),
        ..Document::default()
    };
    let post = Planned {
        day: None,
        ..planned()
    };
    for name in ["hugo", "zola", "jekyll", "eleventy"] {
        let front = front(&written(name, &document, &post));
        assert_eq!(front.get("date"), None, "{name}");
        let own = front.get("extra").unwrap_or(&front);
        assert_eq!(own["date_text"], "2011-05", "{name}");
    }
}

#[test]
fn random_documents_are_told_by_front_matter_that_can_be_read() {
    use proptest::prelude::*;
    proptest!(ProptestConfig::with_cases(64), |(document in crate::write::arbitrary::document())| {
        for name in ["hugo", "zola", "jekyll", "eleventy"] {
            let front = front(&written(name, &document, &planned()));
            prop_assert!(front["title"].is_string());
        }
    });
}

#[test]
fn drafts_are_where_nobody_builds_them() {
    let draft = Planned {
        is_draft: true,
        ..planned()
    };
    for name in ["hugo", "zola", "eleventy"] {
        assert_eq!(
            front(&written(name, &whole(), &draft))["draft"],
            true,
            "{name}"
        );
    }
    let jekyll = generator("jekyll").unwrap();
    assert_eq!((jekyll.file)(&draft), "_drafts/boats.md");
    for generator in GENERATORS
        .iter()
        .filter(|generator| generator.home.is_some())
    {
        assert_eq!((generator.address)(&draft), None, "{}", generator.name);
    }
}

#[test]
fn no_file_has_a_name_that_means_something_to_its_generator() {
    for slug in ["index", "_index", ".hidden", "-dash"] {
        assert_eq!(settled(slug, &[]), format!("page--{slug}"));
    }
    let undated = Planned {
        day: None,
        slug: "index".to_owned(),
        ..planned()
    };
    assert_eq!(dated_or_settled(&undated), "page--index");
    for generator in GENERATORS
        .iter()
        .filter(|generator| generator.home.is_some())
    {
        let page = Planned {
            is_page: true,
            slug: "posts".to_owned(),
            ..planned()
        };
        assert_eq!(
            (generator.address)(&page).unwrap(),
            "/page--posts/",
            "{}",
            generator.name
        );
        let index = (generator.address)(&undated).unwrap();
        assert_eq!(index, "/posts/page--index/", "{}", generator.name);
    }
}

#[test]
fn a_label_has_an_address_only_where_every_generator_agrees_on_it() {
    assert_eq!(label("Paper boats").as_deref(), Some("paper-boats"));
    for name in ["C#", "קישור", "a  b", "a/b", "", "🎉", "-x"] {
        assert_eq!(label(name), None, "{name}");
    }
}

#[test]
fn every_scaffold_names_the_blog_safely() {
    let about = super::About {
        title: "A \"b\"\n{{c}}: # d".to_owned(),
        base_url: "https://new.example.org/".to_owned(),
        language: Some("pt_BR".to_owned()),
    };
    let file = |name: &str, path: &str| {
        let files = (generator(name).unwrap().scaffold)(&about);
        files.into_iter().find(|(at, _)| *at == path).unwrap().1
    };
    for (name, path) in [("hugo", "hugo.toml"), ("zola", "config.toml")] {
        let table: toml::Table = toml::from_str(&file(name, path)).unwrap();
        assert_eq!(table["title"].as_str(), Some(about.title.as_str()));
    }
    let config: serde_json::Value =
        serde_yaml_ng::from_str(&file("jekyll", "_config.yml")).unwrap();
    assert_eq!(config["title"], about.title);
    assert_eq!(config["lang"], "pt-BR");
    let site: serde_json::Value =
        serde_json::from_str(&file("eleventy", "_data/site.json")).unwrap();
    assert_eq!(site["title"], about.title);
}
