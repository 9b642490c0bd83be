//! What documents are in Markdown.

use super::{blocks, document};
use crate::document::*;
use crate::write::{CommentsMode, FrontMatter, Options};

fn options(comments: CommentsMode) -> Options {
    Options {
        front_matter: FrontMatter::None,
        comments,
        ..Options::default()
    }
}

fn comment(name: &str, text: &str, replies: Vec<Comment>) -> Comment {
    Comment {
        author: Some(CommentAuthor {
            name: name.to_owned(),
            ..CommentAuthor::default()
        }),
        published: Some("2014-06-13T08:00:00Z".to_owned()),
        body: vec![Block::text(text)],
        replies,
        ..Comment::default()
    }
}

/// A post with every part.
fn whole() -> Document {
    Document {
        title: vec![Inline::text("Paper boats")],
        author: Some(Author {
            name: "Ada Reed".to_owned(),
            url: Some("https://example.org/ada".to_owned()),
        }),
        published: Some("2014-06-12T09:30:00+02:00".to_owned()),
        labels: vec!["boats".to_owned(), "paper".to_owned()],
        caption: Some(Caption {
            image: Some(Image {
                url: "boat.jpg".to_owned(),
                alt: "A boat".to_owned(),
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
        body: vec![Block::text("First."), Block::text("Second.")],
        read_more: Some(TextLink {
            text: "Read on".to_owned(),
            url: "https://example.org/more".to_owned(),
        }),
        source_links: vec![SourceGroup {
            heading: Some("More on boats".to_owned()),
            links: vec![SourceLink {
                title: "Why".to_owned(),
                url: Some("https://example.org/why".to_owned()),
                outlet: Some("The Lake".to_owned()),
                authors: vec!["Jo Orr".to_owned()],
            }],
        }],
        updates: vec![Update {
            label: "UPDATE II".to_owned(),
            date: None,
            text: vec![Block::text("One floats.")],
        }],
        comments: Comments {
            declared: None,
            threads: vec![comment(
                "Bo",
                "Nice!",
                vec![comment("Cy", "Yes.", Vec::new())],
            )],
        },
        ..Document::default()
    }
}

const POST: &str = "\
# Paper boats

[Ada Reed](https://example.org/ada) · 2014-06-12 09:30

![A boat](boat.jpg)  \n*On the pond. J. Poe*

## [Boats sink](https://example.org/sink) — The Pond

**All of them.**

First.

Second.

[Read on](https://example.org/more)

### More on boats

- [Why](https://example.org/why) — Jo Orr, The Lake

**UPDATE II:** One floats.

Labels: boats, paper
";

const COMMENTS: &str = "\
## Comments

> **Bo** · 2014-06-13 08:00
>
> Nice!
>
> > **Cy** · 2014-06-13 08:00
> >
> > Yes.
";

#[test]
fn every_part_stands_in_the_readers_order() {
    let text = document(&whole(), &options(CommentsMode::Full));
    assert_eq!(text, format!("{POST}\n{COMMENTS}"));
}

#[test]
fn comments_are_left_out_or_stand_alone() {
    assert_eq!(document(&whole(), &options(CommentsMode::None)), POST);
    assert_eq!(document(&whole(), &options(CommentsMode::Only)), COMMENTS);
}

#[test]
fn a_headline_that_repeats_the_title_is_not_written() {
    let mut post = whole();
    post.headline = Some(Headline {
        text: "Paper boats".to_owned(),
        ..Headline::default()
    });
    let text = document(&post, &options(CommentsMode::None));
    assert_eq!(text.matches("Paper boats").count(), 1);
}

#[test]
fn front_matter_takes_the_place_of_title_byline_and_labels() {
    let text = document(&whole(), &Options::default());
    assert!(text.starts_with("---\n"));
    assert!(text.contains("\n---\n\n![A boat](boat.jpg)"));
    assert!(!text.contains("# Paper boats") && !text.contains("Labels:"));
}

#[test]
fn an_empty_document_is_an_empty_line() {
    let empty = Document::default();
    assert_eq!(document(&empty, &options(CommentsMode::Full)), "\n");
}

#[test]
fn footnotes_stand_at_the_end_and_none_is_lost() {
    let reference = |label: &str| Inline::FootnoteReference {
        label: label.to_owned(),
    };
    let note = |label: &str| Footnote {
        label: label.to_owned(),
        blocks: vec![Block::text(format!("note {label}"))],
    };
    let text = blocks(&[
        Block::Footnotes {
            notes: vec![note("a"), note("b"), note("b")],
        },
        Block::Paragraph {
            content: vec![Inline::text("x"), reference("b"), reference("c")],
        },
    ]);
    assert_eq!(
        text,
        "x[^b]<sup>c</sup>\n\n[^b]: note b\n\n- note a\n\n- note b\n"
    );
}

#[test]
fn nothing_that_steers_a_terminal_or_turns_the_text_is_written() {
    let text = blocks(&[
        Block::text("a\u{1b}[31mb\u{202e}c\u{7}"),
        Block::Code {
            language: Some("x\u{1b}y".to_owned()),
            text: "\u{1b}]0;t\u{7}\u{2066}".to_owned(),
        },
    ]);
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
    assert!(!text.contains(['\u{202e}', '\u{2066}']));
}

#[test]
fn a_link_that_runs_a_script_is_only_its_words() {
    let link = Inline::Link {
        url: "java\nscript:alert(1)".to_owned(),
        title: None,
        content: vec![Inline::text("click")],
    };
    let text = blocks(&[Block::Paragraph {
        content: vec![link],
    }]);
    assert_eq!(text, "click\n");
}

#[test]
fn escapes_are_no_more_than_needed() {
    for plain in [
        "snake_case, 2 * 3, 5 < 6 > 4, C# & R&D, (see [1]), #tag, -5, +1, 1.5, a|b, $5!",
        "“It's” — said: 100% {x} ~ done; e.g. https://example.org/a_b?c=d&e=f",
    ] {
        assert_eq!(blocks(&[Block::text(plain)]), format!("{plain}\n"));
    }
}

#[test]
fn behind_the_box_of_a_task_only_words_stand() {
    let first = |first: Block| {
        let item = ListItem {
            checked: Some(true),
            blocks: vec![first, Block::text("words")],
        };
        blocks(&[Block::List {
            start: None,
            tight: true,
            items: vec![item],
        }])
    };
    let code = || Block::Code {
        language: None,
        text: "<b>".to_owned(),
    };
    let quote = Block::Quote {
        cite: None,
        blocks: vec![code()],
    };
    let nothing = Block::Paragraph {
        content: Vec::new(),
    };
    assert_eq!(first(Block::text("# a")), "- [x] \\# a\n\n  words\n");
    assert_eq!(first(nothing), "- [x] words\n");
    assert_eq!(first(code()), "- \\[x]\n\n  ```\n  <b>\n  ```\n  words\n");
    assert_eq!(
        first(quote),
        "- \\[x]\n\n  > ```\n  > <b>\n  > ```\n\n  words\n"
    );
}
