//! Exports as wholes: what depends on more than one item.

use std::sync::Arc;

use super::*;

const HEAD: &str = "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\
    <title>Cups</title><link>https://cups.example</link>\
    <wp:author><wp:author_id>5</wp:author_id><wp:author_login>ana</wp:author_login>\
    <wp:author_display_name><![CDATA[Ana Cup]]></wp:author_display_name></wp:author>";

fn opened(items: &str) -> Box<dyn Export> {
    let text = format!("{HEAD}{items}</channel></rss>");
    open(
        Bytes::Memory(Arc::from(text.as_bytes())),
        &Context::default(),
    )
    .unwrap()
}

fn told(export: &dyn Export) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut take = |entry| {
        entries.push(entry);
        Ok(())
    };
    export.scan(&mut take).unwrap();
    entries
}

fn item(fields: &str) -> Entry {
    let export = opened(&format!("<item>{fields}</item>"));
    told(&*export).remove(0)
}

#[test]
fn a_post_can_be_read_before_the_scan() {
    let items = "<item><wp:post_id>1</wp:post_id><content:encoded>A [gallery ids=\"2\"]</content:encoded>\
        <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>2</wp:meta_value></wp:postmeta></item>\
        <item><wp:post_id>2</wp:post_id><wp:post_type>attachment</wp:post_type>\
        <wp:attachment_url>https://cups.example/a.jpg</wp:attachment_url></item>";
    let place = told(&*opened(items))[0].place;
    let export = opened(items);
    let before = export.post(place).unwrap();
    assert_eq!((before.image, before.notes.len()), (None, 3));
    told(&*export);
    told(&*export);
    let after = export.post(place).unwrap();
    assert_eq!(after.image.as_deref(), Some("https://cups.example/a.jpg"));
    assert!(after.content.contains("https://cups.example/a.jpg"));
    assert_eq!(after.notes, []);
}

#[test]
fn a_comment_is_the_owners_where_its_user_wrote_the_post() {
    let comment = |user: u32| {
        format!(
            "<wp:comment><wp:comment_content>x</wp:comment_content><wp:comment_user_id>{user}</wp:comment_user_id></wp:comment>"
        )
    };
    let items = format!(
        "<item><dc:creator>ana</dc:creator>{}{}</item><item><dc:creator>eve</dc:creator>{}</item>",
        comment(5),
        comment(6),
        comment(5)
    );
    let export = opened(&items);
    let entries = told(&*export);
    let comments = entries.iter().filter(|entry| entry.kind == Kind::Comment);
    let owners: Vec<bool> = comments
        .map(|entry| export.comment(entry.place).unwrap().is_owner)
        .collect();
    assert_eq!(owners, [true, false, false]);
}

#[test]
fn an_author_whom_the_file_does_not_list_goes_by_the_login() {
    let export = opened(
        "<item><dc:creator>ana</dc:creator></item><item><dc:creator>eve@mail.example</dc:creator></item>",
    );
    let authors: Vec<_> = told(&*export)
        .iter()
        .map(|entry| export.post(entry.place).unwrap().author.unwrap())
        .collect();
    assert_eq!(authors, ["Ana Cup", "eve"]);
}

#[test]
fn words_for_the_status_are_told_apart() {
    let rows = [
        ("publish", Status::Public),
        ("draft", Status::Draft),
        ("auto-draft", Status::Draft),
        ("pending", Status::Draft),
        ("private", Status::Private),
        ("future", Status::Scheduled),
        ("trash", Status::Trashed),
        ("pitch", Status::Draft),
    ];
    for (name, expected) in rows {
        assert_eq!(
            item(&format!("<wp:status>{name}</wp:status>")).status,
            expected,
            "{name}"
        );
    }
    let locked = item("<wp:status>publish</wp:status><wp:post_password>tea</wp:post_password>");
    assert_eq!(locked.status, Status::Private);
    assert!(!locked.reason.unwrap().contains("tea"));
}

#[test]
fn a_number_is_no_permalink_of_a_draft() {
    let link = "<link>https://cups.example/?p=4</link>";
    assert_eq!(
        item(&format!("{link}<wp:status>draft</wp:status>")).url,
        None
    );
    let public = item(&format!("{link}<wp:status>publish</wp:status>"));
    assert_eq!(public.url.as_deref(), Some("https://cups.example/?p=4"));
}

#[test]
fn a_slug_is_what_it_says() {
    assert_eq!(
        item("<wp:post_name>%c3%a9t%C3%A9</wp:post_name>")
            .slug
            .as_deref(),
        Some("été")
    );
    assert_eq!(
        item("<wp:post_name>50%-off</wp:post_name>").slug.as_deref(),
        Some("50%-off")
    );
    assert_eq!(
        item("<wp:post_name>%ff</wp:post_name>").slug.as_deref(),
        Some("%ff")
    );
    let link = "<link>https://cups.example/2011/06/</link>";
    assert_eq!(item(link).slug.as_deref(), Some("06"));
}

#[test]
fn an_item_that_is_cut_is_read_if_its_content_is_there() {
    let text = |rest: &str| {
        let text = format!("{HEAD}<item><title>A</title>{rest}");
        let bytes = Bytes::Memory(Arc::from(text.as_bytes()));
        told(&*open(bytes, &Context::default()).unwrap())
            .remove(0)
            .kind
    };
    assert_eq!(text("<content:encoded><![CDATA[Wor"), Kind::Broken);
    assert_eq!(
        text("<content:encoded><![CDATA[Words]]></content:encoded><wp:po"),
        Kind::Post
    );
}

#[test]
fn an_item_beyond_the_limit_is_broken_and_the_next_is_not() {
    let mut context = Context::default();
    context.limits.bytes = 200;
    let long = "x".repeat(300);
    let text = format!("{HEAD}<item>{long}</item><item><title>B</title></item></channel></rss>");
    let export = open(Bytes::Memory(Arc::from(text.as_bytes())), &context).unwrap();
    let entries = told(&*export);
    let kinds: Vec<Kind> = entries.iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [Kind::Broken, Kind::Post]);
    assert!(export.post(entries[0].place).is_err());
}

#[test]
fn forms_are_told_apart_by_their_first_element() {
    let form = |text: &str| {
        let head = Head {
            bytes: text.as_bytes(),
            text,
            path: std::path::Path::new("x"),
        };
        crate::input::export::form(&head).map(|form| form.name)
    };
    let prolog = "\u{feff}<?xml version='1.0'?>\n<!-- <feed> --><!DOCTYPE rss>";
    assert_eq!(
        form(&format!("{prolog}<rss><channel><item><wp:post_id>")),
        Some("wordpress")
    );
    assert_eq!(form(&format!("{prolog}{HEAD}")), Some("wordpress"));
    assert_eq!(form("<rss version='2.0'><channel><item>"), Some("rss"));
    assert_eq!(form("<p>&lt;rss&gt; <rss><item>"), None);
    assert_eq!(form("<!-- <rss><item>"), None);
}

/// What stands in the files at hand, counted by another program.
const COUNTS: [(Kind, usize); 5] = [
    (Kind::Post, 34),
    (Kind::Page, 12),
    (Kind::Comment, 18),
    (Kind::Attachment, 10),
    (Kind::Other, 2),
];

#[test]
fn every_item_and_comment_of_the_files_at_hand_is_told() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/corpus/exports/export-wxr");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: there is no {}", folder.display());
        return;
    };
    let mut entries = Vec::new();
    for file in files {
        let bytes = Bytes::open(&file.unwrap().path()).unwrap();
        let export = open(bytes, &Context::default()).unwrap();
        for entry in told(&*export) {
            match entry.kind {
                Kind::Post | Kind::Page => drop(export.post(entry.place).unwrap()),
                Kind::Comment => drop(export.comment(entry.place).unwrap()),
                _ => {}
            }
            entries.push(entry.kind);
        }
    }
    for (kind, count) in COUNTS {
        assert_eq!(
            entries.iter().filter(|one| **one == kind).count(),
            count,
            "{kind:?}"
        );
    }
}

#[test]
fn no_file_of_random_pieces_stops_the_reader() {
    let pieces = [
        "<item>",
        "</item>",
        "<wp:comment>",
        "</wp:comment>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<content:encoded>",
        "</content:encoded>",
        "[gallery]",
        "[caption]",
        "<!-- wp:a -->",
        "é",
        "<title>",
        "&#x110000;",
        "&",
        "<",
        ">",
        "\u{1}",
        "<wp:post_id>1",
        "<p>\n\n",
    ];
    let mut state = 7_u64;
    for _ in 0..2000 {
        let mut text = HEAD.to_owned();
        for _ in 0..40 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            text.push_str(pieces[usize::try_from(state >> 33).unwrap() % pieces.len()]);
        }
        let export = open(
            Bytes::Memory(Arc::from(text.as_bytes())),
            &Context::default(),
        )
        .unwrap();
        for entry in told(&*export) {
            let _ = export.post(entry.place);
            let _ = export.comment(entry.place);
        }
    }
}
