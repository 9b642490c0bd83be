//! Comments as data and as files for import.

use super::{Import, System, count, data};
use crate::document::{Block, Comment, CommentAuthor, CommentKind, Comments, Document, Inline};
use crate::migrate::site::Planned;

fn comment(id: &str, words: &str, replies: Vec<Comment>) -> Comment {
    Comment {
        id: Some(id.to_owned()),
        author: Some(CommentAuthor {
            name: "Eve ]]> <b>".to_owned(),
            url: Some("javascript:alert(1)".to_owned()),
            is_owner: false,
        }),
        published: Some("2014-06-12T23:30:00-07:00".to_owned()),
        body: vec![Block::text(words)],
        replies,
        ..Comment::default()
    }
}

fn document() -> Document {
    let link = Inline::Link {
        url: "javascript:alert(2)".to_owned(),
        title: None,
        content: vec![Inline::text("click")],
    };
    let linked = Comment {
        body: vec![Block::Paragraph {
            content: vec![link],
        }],
        published: None,
        kind: CommentKind::Pingback,
        ..comment("3", "", Vec::new())
    };
    Document {
        title: vec![Inline::text("Boats & more")],
        published: Some("2014-06-12T09:30:00".to_owned()),
        body: vec![Block::text("Text ]]> here.")],
        comments: Comments {
            declared: Some(7),
            threads: vec![
                comment(
                    "1",
                    "<script>x</script> ]]> *y*",
                    vec![comment("2", "Yes.", Vec::new())],
                ),
                linked,
                Comment {
                    deleted: true,
                    ..Comment::default()
                },
            ],
        },
        ..Document::default()
    }
}

#[test]
fn data_tells_of_every_comment_and_holds_no_markup_of_strangers() {
    let read: serde_json::Value = serde_json::from_str(&data(&document()).unwrap()).unwrap();
    assert_eq!(read["count"], 4);
    assert_eq!(read["declared"], 7);
    let first = &read["threads"][0];
    assert_eq!(first["anchor"], "c1");
    assert_eq!(first["date"], "2014-06-12 23:30");
    assert_eq!(
        first["html"],
        "<p>&lt;script&gt;x&lt;/script&gt; ]]&gt; *y*</p>"
    );
    assert_eq!(first["replies"][0]["html"], "<p>Yes.</p>");
    assert_eq!(first.get("author_url"), None);
    assert_eq!(read["threads"][1]["html"], "<p>click</p>");
    assert_eq!(data(&Document::default()), None);
}

fn imported(system: System) -> String {
    let mut import = Import::new(system);
    let post = Planned {
        slug: "boats".to_owned(),
        ..Planned::default()
    };
    let address = "https://new.example.org/posts/boats/";
    let mut text = import.head("A & B", "https://new.example.org/");
    text += &import.thread(&document(), &post, address);
    text += &import.thread(&Document::default(), &post, address);
    text += &import.thread(&document(), &post, address);
    text + import.tail().as_str()
}

#[test]
fn an_import_is_well_formed_and_every_reply_follows_its_parent() {
    for system in [System::WordPress, System::Disqus] {
        let text = imported(system);
        let tree = roxmltree::Document::parse(&text).unwrap();
        let all = |name: &str| -> Vec<String> {
            let found = tree
                .descendants()
                .filter(|node| node.tag_name().name() == name);
            found
                .map(|node| node.text().unwrap_or_default().to_owned())
                .collect()
        };
        assert_eq!(all("comment_id"), ["1", "2", "3", "4", "5", "6", "7", "8"]);
        assert_eq!(
            all("comment_parent"),
            ["0", "1", "0", "0", "0", "5", "0", "0"]
        );
        assert_eq!(all("post_id"), ["1", "2"]);
        assert_eq!(all("comment_author")[0], "Eve ]]> <b>");
        assert_eq!(all("comment_content")[3], "[removed]");
        assert_eq!(all("comment_date")[0], "2014-06-12 23:30:00");
        assert_eq!(all("comment_date_gmt")[0], "2014-06-13 06:30:00");
        assert_eq!(all("comment_type")[2], "pingback");
        let unknown = match system {
            System::WordPress => "0000-00-00 00:00:00",
            System::Disqus => "2014-06-12 09:30:00",
        };
        assert_eq!(all("comment_date_gmt")[2], unknown);
        let identifiers = usize::from(system == System::Disqus) * 2;
        assert_eq!(all("thread_identifier").len(), identifiers);
        assert_eq!(
            u64::try_from(all("comment_id").len()).unwrap(),
            2 * u64::from(count(&document().comments.threads))
        );
    }
}
