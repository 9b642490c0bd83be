//! The page of ledgers that were made for it.

use super::*;
use crate::migrate::check::Checked;
use crate::migrate::ledger::{Counts, Outcome, Output, Told as Note};
use crate::note::NoteKind;

/// The page of a ledger with these records.
fn page_of(records: &[Record], title: &str) -> String {
    let mut summary = Summary::default();
    let mut collected = Collected::default();
    for record in records {
        summary.count(record);
        collected.take(record);
    }
    page::page(&Told {
        title,
        to: vec!["hugo", "json"],
        summary: &summary,
        checked: &Checked::default(),
        collected,
        places: Places::of(std::path::Path::new("/nowhere"), &[]),
    })
}

fn record(number: u32, status: Outcome, reason: Option<&str>) -> Record {
    Record {
        input: "blog.xml".to_owned(),
        entry: Some(number.to_string()),
        kind: "post".to_owned(),
        title: Some(format!("Tide {number}")),
        url: Some(format!("http://hill.example/tide-{number}.html")),
        status: Some(status),
        reason: reason.map(str::to_owned),
        ..Record::default()
    }
}

fn written(number: u32) -> Record {
    Record {
        counts: Some(Counts::default()),
        outputs: vec![Output {
            path: format!("posts/tide-{number}.md"),
            sha256: String::new(),
        }],
        ..record(number, Outcome::Written, None)
    }
}

#[test]
fn a_post_with_doubts_is_told_with_its_source_and_its_output() {
    let mut post = written(7);
    post.counts = Some(Counts {
        declared: Some(12),
        found: 10,
        written: 10,
        ..Counts::default()
    });
    for (kind, message) in [
        (NoteKind::Guessed, "the date is the first of the month"),
        (NoteKind::Dropped, "a banner was left out"),
    ] {
        post.notes.push(Note {
            kind,
            rule: "pass.date".to_owned(),
            message: message.to_owned(),
        });
    }
    let page = page_of(&[post, written(8)], "Hill");
    assert!(page.contains("<bdi>12 comments are claimed, 10 were found</bdi>"));
    assert!(page.contains("<bdi>guessed: the date is the first of the month</bdi>"));
    assert!(page.contains("href=\"posts/tide-7.md\""), "{page}");
    assert!(page.contains("href=\"http://hill.example/tide-7.html\""));
    // What was done on purpose is no doubt, and a post without doubts is no row.
    assert!(!page.contains("a banner was left out") && !page.contains("Tide 8"));
}

#[test]
fn what_has_no_month_is_told_beside_the_charts() {
    let mut dated = written(1);
    dated.published = Some("2014-06-12".to_owned());
    dated.comment_months.insert("2014-07".to_owned(), 2);
    dated.counts = Some(Counts {
        written: 5,
        ..Counts::default()
    });
    let page = page_of(&[dated, written(2)], "Hill");
    assert!(page.contains("Comments by month: 2 from 2014-06 to 2014-07"));
    assert!(page.contains("Without a month that is known: 1 posts, 3 comments."));
}

#[test]
fn a_part_with_nothing_to_tell_is_not_there() {
    let page = page_of(&[written(1)], "Hill");
    assert!(page.contains("Nothing failed."));
    for id in ["failures", "images", "doubts", "links", "skipped"] {
        assert!(!page.contains(&format!("id=\"{id}\"")), "{id}");
    }
}

#[test]
fn the_page_of_a_large_blog_says_how_many_more_there_are() {
    let reasons: Vec<String> = (0..300)
        .map(|n| format!("reason {}", "x".repeat(n)))
        .collect();
    let mut records = Vec::new();
    for number in 0..100_000 {
        let reason = &reasons[number as usize % reasons.len()];
        let status = if number % 2 == 0 {
            Outcome::Failed
        } else {
            Outcome::Skipped
        };
        records.push(record(number, status, Some(reason)));
    }
    let page = page_of(&records, "Hill");
    assert!(page.contains("and 49000 more: see <a href=\"ledger.jsonl\">"));
    assert!(page.contains("Failures <small>(50000)</small>"));
    assert!(page.len() < 3 << 20, "{}", page.len());
}

#[test]
fn titles_of_any_length_and_kind_leave_the_page_as_it_is() {
    let hostile = "</title></bdi><script>alert('x')</script>\u{202e}\u{0}<!--".repeat(1000);
    let records: Vec<Record> = (0..1500)
        .map(|number| Record {
            title: Some(hostile.clone()),
            input: hostile.clone(),
            entry: Some(hostile.clone()),
            kind: hostile.clone(),
            url: Some(format!("javascript:{hostile}")),
            ..record(number, Outcome::Failed, Some(&hostile))
        })
        .collect();
    let page = page_of(&records, &hostile);
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("</title>").count(), 1);
    assert!(!page.contains("<!--") && !page.contains('\u{202e}') && !page.contains('\u{0}'));
    assert!(!page.contains("href=\"javascript:"));
    assert!(page.len() < 5 << 20, "{}", page.len());
}

#[test]
fn the_rules_of_the_page_name_its_own_style_and_script() {
    let page = page_of(&[written(1)], "Hill");
    let inside = |open: &str, close: &str| {
        let start = page.find(open).unwrap() + open.len();
        let end = page[start..].find(close).unwrap();
        page[start..start + end].to_owned()
    };
    // As sha256sum and base64 have it of the same bytes.
    let digest = |text: &str| {
        use base64::Engine as _;
        use sha2::Digest as _;
        base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(text.as_bytes()))
    };
    let style = digest(&inside("<style>", "</style>"));
    let script = digest(&inside("<script>", "</script>"));
    assert!(page.contains(&format!("style-src 'sha256-{style}'")));
    assert!(page.contains(&format!("script-src 'sha256-{script}'")));
}
