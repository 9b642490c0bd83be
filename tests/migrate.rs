//! Whole migrations by the library: what is written, what is kept, what is told.
#![cfg(feature = "cli")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use repost::migrate::aside::Comments;
use repost::migrate::check::{self, Fault};
use repost::migrate::gather::Mode;
use repost::migrate::ledger::{self, Outcome, Record};
use repost::migrate::site::generator;
use repost::migrate::{self, Observer, Options, Report, Stage};

#[path = "migrate/blog.rs"]
mod blog;
#[path = "migrate/place.rs"]
mod place;

use blog::{blog, comment, long_blog, post};
use place::{Place, tree};

/// The options that a command without options has.
fn options(inputs: &[PathBuf], site: PathBuf) -> Options {
    Options {
        inputs: inputs.to_vec(),
        site,
        to: vec![generator("markdown").expect("there is such a generator")],
        base_url: None,
        url_map: None,
        site_url: "https://example.org/".to_owned(),
        convert: repost::Options::default(),
        comments: Comments::Section,
        threads: 2,
        force: false,
        assets: Mode::Local,
        retry_failed: false,
        fetch: migrate::assets::fetch::Options::default(),
        dry_run: false,
    }
}

fn run(options: &Options) -> Report {
    run_until(options, u64::MAX)
}

/// Stops the run after so many posts.
fn run_until(options: &Options, posts: u64) -> Report {
    let stop = AtomicBool::new(false);
    let observer = Observer {
        advanced: &|stage, done, _| {
            if stage == Stage::Posts && done >= posts {
                stop.store(true, Ordering::Relaxed);
            }
        },
        stop: &stop,
    };
    migrate::run(options, &observer).expect("the run ends well")
}

/// Two sites are the same; the first file that differs is named.
fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (tree(one), tree(other));
    let names = |tree: &BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    for (name, bytes) in &one {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(bytes), text(&other[name]), "{name}");
    }
}

fn report(site: &Path) -> String {
    fs::read_to_string(site.join("report.html")).expect("there is a report")
}

/// The addresses of all links of a page.
fn links(page: &str) -> Vec<String> {
    let html = scraper::Html::parse_document(page);
    let links = scraper::Selector::parse("a[href]").expect("it is a selector");
    let found = html
        .select(&links)
        .map(|link| link.attr("href").unwrap_or_default().to_owned());
    found.collect()
}

/// A part of the report, as text.
fn part(page: &str, id: &str) -> String {
    let html = scraper::Html::parse_document(page);
    let section = scraper::Selector::parse(&format!("section#{id}")).expect("it is a selector");
    let found = html.select(&section).next();
    found.map_or(String::new(), |part| part.text().collect())
}

fn record<'a>(records: &'a [Record], title: &str) -> &'a Record {
    let found = records
        .iter()
        .find(|record| record.title.as_deref() == Some(title));
    found.unwrap_or_else(|| panic!("no record of {title}"))
}

#[test]
fn the_counts_of_the_ledger_and_of_the_report_are_those_of_the_inputs() {
    let place = Place::new();
    let site = place.path("site");
    let inputs = place.samples();
    let told = run(&options(&inputs, site.clone()));
    let records = ledger::read(&site).expect("the ledger can be read");
    let count = |kind: &str, outcome| {
        let of_kind = records.iter().filter(|record| record.kind == kind);
        of_kind
            .filter(|record| record.status == Some(outcome))
            .count() as u64
    };
    // The backup has two posts (one of them a draft), a page, and a comment whose post is gone; of
    // the pages two are posts, one is a front page, and one loads its post by script.
    assert_eq!(count("post", Outcome::Written), 4);
    assert_eq!(count("page", Outcome::Written), 1);
    assert_eq!(count("stand-in", Outcome::Written), 1);
    assert_eq!(count("comment", Outcome::Written), 4);
    assert_eq!(count("file", Outcome::Skipped), 1);
    assert_eq!(count("file", Outcome::Failed), 1);
    assert_eq!(told.summary.failed(), 1, "{:?}", told.summary.reasons);
    for kind in ["post", "page", "comment", "file", "stand-in", "settings"] {
        for outcome in [Outcome::Written, Outcome::Skipped, Outcome::Failed] {
            assert_eq!(
                count(kind, outcome),
                told.summary.of(kind, outcome),
                "{kind} {outcome:?}"
            );
        }
    }
    let page = report(&site);
    let comments = told.summary.comments;
    for (what, count) in [
        ("posts", 4),
        ("pages", 1),
        ("comments found", comments.found),
        ("comments written", comments.written),
        ("failures", 1),
    ] {
        let counted = format!("<dt>{what}</dt><dd>{count}</dd>");
        assert!(page.contains(&counted), "{counted}");
    }
    assert!(part(&page, "skipped").contains("a front page or archive"));
    assert!(!page.contains("Nothing failed."));
    // The ledger tells of the report, and of the bytes that it has.
    let own = records
        .iter()
        .find(|record| record.entry.as_deref() == Some("report.html"));
    let hash = migrate::store::hash(page.as_bytes());
    assert_eq!(own.unwrap().outputs[0].sha256, hash);
}

#[test]
fn every_link_of_the_report_to_a_file_leads_to_one() {
    let place = Place::new();
    let site = place.path("site");
    let mut inputs = place.samples();
    inputs.push(place.file(
        "tide #1.xml",
        blog(&post(
            1,
            "Gone",
            "<p>See <a href=\"http://tide-table.blogspot.com/2013/01/gone.html\">the tide before</a>.</p>",
        )),
    ));
    let told = run(&options(&inputs, site.clone()));
    assert_eq!(told.summary.failed(), 1, "{:?}", told.summary.reasons);
    let page = report(&site);
    let failures = part(&page, "failures");
    assert!(
        failures.contains("pages/ferns.html") && failures.contains("a dynamic view"),
        "{failures}"
    );
    let files: Vec<String> = links(&page)
        .into_iter()
        .filter(|link| !link.starts_with("http") && !link.starts_with('#'))
        .collect();
    for link in ["../pages/ferns.html", "../tide%20%231.xml", "ledger.jsonl"] {
        assert!(files.iter().any(|file| file == link), "{link}: {files:?}");
    }
    for file in files {
        let name = percent_encoding::percent_decode_str(&file).decode_utf8_lossy();
        assert!(site.join(name.as_ref()).is_file(), "{file}");
    }
}

#[test]
fn a_second_run_changes_no_byte() {
    let place = Place::new();
    let (site, copy) = (place.path("site"), place.path("copy"));
    let mut inputs = place.samples();
    inputs.push(place.file("tide.xml", long_blog(70)));
    let options = options(&inputs, site.clone());
    run(&options);
    for (name, bytes) in tree(&site) {
        place.file(&format!("copy/{name}"), bytes);
    }
    run(&options);
    assert_same(&site, &copy);
}

#[test]
fn a_run_that_was_stopped_and_goes_on_gives_the_same_bytes() {
    let place = Place::new();
    let inputs = [place.file("tide.xml", long_blog(300))];
    run(&options(&inputs, place.path("whole")));
    for posts in [1, 100, 300] {
        let site = place.path(&format!("stopped-{posts}"));
        let options = options(&inputs, site.clone());
        let stopped = run_until(&options, posts);
        assert!(stopped.is_stopped, "{posts}: {}", stopped.done);
        assert!(!site.join("report.html").exists());
        let resumed = run(&options);
        assert!(!resumed.is_stopped);
        assert_same(&place.path("whole"), &site);
    }
}

#[test]
fn one_thread_and_four_give_the_same_bytes() {
    let place = Place::new();
    let mut inputs = place.samples();
    inputs.push(place.file("tide.xml", long_blog(200)));
    for threads in [1, 4] {
        let site = place.path(&format!("site-{threads}"));
        run(&Options {
            threads,
            ..options(&inputs, site)
        });
    }
    assert_same(&place.path("site-1"), &place.path("site-4"));
}

#[test]
fn a_file_that_somebody_edited_is_kept_and_told_until_it_is_forced() {
    let place = Place::new();
    let site = place.path("site");
    let export = place.file("tide.xml", blog(&post(1, "High", "<p>The water came.</p>")));
    let mut options = options(&[export], site.clone());
    run(&options);
    let output = site.join("posts/2014-01-02-post-1.md");
    assert!(
        fs::read_to_string(&output)
            .unwrap()
            .contains("The water came.")
    );
    fs::write(&output, "mine").unwrap();

    // The conversion has not changed: nothing would be written, and that is no failure.
    let told = run(&options);
    assert_eq!(told.summary.failed(), 0);
    assert_eq!(told.checked.of(Fault::ChangedFile), 1);
    assert!(part(&report(&site), "changed").contains("posts/2014-01-02-post-1.md"));
    assert_eq!(fs::read_to_string(&output).unwrap(), "mine");

    // It has: what is there is in the way.
    place.file(
        "tide.xml",
        blog(&post(1, "High", "<p>The water came twice.</p>")),
    );
    let told = run(&options);
    assert_eq!(told.summary.failed(), 1);
    assert_eq!(fs::read_to_string(&output).unwrap(), "mine");
    let failures = part(&report(&site), "failures");
    assert!(
        failures.contains("was changed since it was written"),
        "{failures}"
    );

    options.force = true;
    let told = run(&options);
    assert_eq!(told.summary.failed(), 0, "{:?}", told.summary.reasons);
    assert!(
        fs::read_to_string(&output)
            .unwrap()
            .contains("The water came twice.")
    );
    assert!(told.checked.counts.is_empty(), "{:?}", told.checked.counts);
    assert!(!site.join(check::NAME).exists());
}

#[test]
fn a_file_that_is_in_the_way_is_kept() {
    let place = Place::new();
    let site = place.path("site");
    let export = place.file("tide.xml", blog(&post(1, "High", "<p>The water came.</p>")));
    place.file("site/posts/2014-01-02-post-1.md", "notes of mine");
    place.file("site/report.html", "a report of mine");
    let told = run(&options(&[export], site.clone()));
    assert_eq!(told.summary.failed(), 1);
    assert_eq!(report(&site), "a report of mine");
    let kept = fs::read_to_string(site.join("posts/2014-01-02-post-1.md")).unwrap();
    assert_eq!(kept, "notes of mine");
    let records = ledger::read(&site).unwrap();
    let own = records
        .iter()
        .find(|record| record.entry.as_deref() == Some("report.html"));
    assert_eq!(own.unwrap().status, Some(Outcome::Skipped));
}

#[test]
fn an_output_that_is_gone_is_told() {
    let place = Place::new();
    let site = place.path("site");
    let export = place.file("tide.xml", long_blog(600));
    let options = Options {
        threads: 1,
        ..options(&[export], site.clone())
    };
    let gone = site.join("posts/2014-01-02-post-1.md");
    let stop = AtomicBool::new(false);
    let observer = Observer {
        // Another program takes a file away while the run goes on.
        advanced: &|stage, done, _| {
            if stage == Stage::Posts && done == 400 {
                fs::remove_file(&gone).expect("it was written with the first posts");
            }
        },
        stop: &stop,
    };
    let told = migrate::run(&options, &observer).unwrap();
    assert_eq!(told.checked.of(Fault::MissingFile), 1);
    let failures = part(&report(&site), "failures");
    assert!(
        failures.contains("posts/2014-01-02-post-1.md"),
        "{failures}"
    );
    // The next run writes it again.
    let told = run(&options);
    assert!(told.checked.counts.is_empty() && gone.is_file());
}

#[test]
fn one_broken_entry_among_good_ones_fails_alone() {
    let place = Place::new();
    let site = place.path("site");
    let good = |number| post(number, &format!("Tide {number}"), "<p>High.</p>");
    let long = format!("<p>{}</p>", "Low. ".repeat(10_000));
    let entries = good(1) + &post(2, "Tide 2", &long) + &good(3);
    let mut options = options(&[place.file("tide.xml", blog(&entries))], site.clone());
    options.convert.limits.bytes = 20_000;
    let told = run(&options);
    assert_eq!(told.summary.failed(), 1, "{:?}", told.summary.reasons);
    assert_eq!(told.summary.of("post", Outcome::Written), 2);
    let failures = part(&report(&site), "failures");
    assert!(failures.contains("longer than 20000 bytes"), "{failures}");
}

#[test]
fn an_export_that_ends_early_gives_what_is_in_it() {
    let place = Place::new();
    let site = place.path("site");
    let good = |number| post(number, &format!("Tide {number}"), "<p>High.</p>");
    let whole = blog(&(good(1) + &good(2) + &good(3)));
    let end = whole.rfind("</content>").unwrap();
    let export = place.file("tide.xml", &whole[..end]);
    let told = run(&options(&[export], site.clone()));
    assert_eq!(told.summary.of("post", Outcome::Written), 2);
    let failures = part(&report(&site), "failures");
    assert!(
        failures.contains("the file ends in the middle of it"),
        "{failures}"
    );
}

/// The smallest GIF.
const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

#[test]
fn pictures_of_a_saved_page_are_taken_and_what_is_not_there_is_told() {
    let place = Place::new();
    let site = place.path("site");
    place.file(
        "saved/fog.html",
        "<html><head><title>Fog</title><link rel=\"canonical\" \
         href=\"http://hill.example/2014/06/fog.html\"></head><body><article><h1>Fog over the \
         hill</h1><p>It came in the morning and stayed until the evening, and nobody saw the \
         ferry.</p><p><img src=\"fog_files/fog.gif\" alt=\"Fog\"></p><p>Nor did anybody hear it, \
         <img src=\"fog_files/gone.gif\" alt=\"Gone\"> for the fog took the sound.</p></article>\
         </body></html>",
    );
    place.file("saved/fog_files/fog.gif", GIF);
    let told = run(&options(&[place.path("saved")], site.clone()));
    let files = tree(&site);
    let (name, bytes) = files
        .iter()
        .find(|(name, _)| name.starts_with("files/"))
        .unwrap();
    assert_eq!(bytes, GIF);
    let (_, post) = files
        .iter()
        .find(|(name, _)| name.starts_with("posts/"))
        .unwrap();
    let post = String::from_utf8_lossy(post);
    assert!(post.contains(&format!("../{name}")), "{post}");
    assert_eq!(told.summary.of("image", Outcome::Failed), 1);
    let images = part(&report(&site), "images");
    assert!(images.contains("gone.gif"), "{images}");
}

#[test]
fn links_that_lead_nowhere_are_told_by_what_they_were_meant_for() {
    let place = Place::new();
    let site = place.path("site");
    let old = "http://tide-table.blogspot.com";
    let mut words = String::new();
    for target in [
        "/2013/01/gone.html",
        "/",
        "/search/label/Salt",
        "/tides.pdf",
        "/2014/01/post-2.html",
        "/2014/01/post-2.html#c7600000000000000007",
        "/2014/01/post-2.html#c7600000000000000008",
    ] {
        let _ = write!(
            words,
            "<p>See <a href=\"{old}{target}\">this one</a> too.</p>"
        );
    }
    let entries =
        post(1, "Links", &words) + &post(2, "Low", "<p>Low.</p>") + &comment(7, 2, "Yes.");
    let export = place.file("tide.xml", blog(&entries));
    let told = run(&Options {
        to: vec![generator("hugo").unwrap()],
        ..options(&[export], site.clone())
    });
    let counts: Vec<_> = told
        .checked
        .counts
        .iter()
        .map(|(fault, count)| (*fault, *count))
        .collect();
    let expected = [
        (Fault::NoPost, 1),
        (Fault::NoComment, 1),
        (Fault::OldFile, 1),
        (Fault::OldList, 2),
    ];
    assert_eq!(counts, expected);
    assert_eq!(told.checked.own_links, 7);
    let list = fs::read_to_string(site.join(check::NAME)).unwrap();
    assert_eq!(list.lines().count(), 5, "{list}");
    assert!(list.contains(r#""fault":"no_comment""#) && list.contains("#c7600000000000000008"));
    let links = part(&report(&site), "links");
    assert!(
        links.contains("gone.html") && !links.contains("00007"),
        "{links}"
    );
    // They led nowhere before: nothing failed.
    assert_eq!(told.summary.failed(), 0);
    let records = ledger::read(&site).unwrap();
    assert_eq!(record(&records, "Low").comment_months["2015-02"], 1);
}

#[test]
fn words_of_strangers_are_words_in_the_report() {
    let place = Place::new();
    let site = place.path("site");
    let title = "<script>alert(1)</script> \u{202e}evil & \"quoted\"";
    let link = "<a href=\"http://tide-table.blogspot.com/2013/01/\"><script>x\">x</a>";
    let export = place.file(
        "tide.xml",
        blog(&post(1, title, &format!("<p>Hm. {link}</p>"))),
    );
    run(&options(&[export], site.clone()));
    let page = report(&site);
    assert_eq!(page.matches("<script").count(), 1, "the report's own");
    assert!(!page.contains('\u{202e}'));
}

#[test]
fn a_dry_run_writes_nothing() {
    let place = Place::new();
    let inputs = place.samples();
    let told = run(&Options {
        dry_run: true,
        ..options(&inputs, place.path("site"))
    });
    assert!(!told.posts.is_empty());
    assert!(!place.path("site").exists());
    assert!(told.checked.counts.is_empty());
}
