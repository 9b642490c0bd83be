//! `--explain`, warnings and colours.

use crate::place::{HOLLOW, Place, Run, run};

/// A document whose notes are told: one of each kind, with words that a terminal would obey.
const DOCUMENT: &str = r#"{
  "format": 1,
  "source": {"platform": "blogger", "container": "html", "charset": "UTF-8"},
  "title": [{"type": "text", "text": "Storks"}],
  "labels": [],
  "body": [{"type": "paragraph", "content": [{"type": "text", "text": "They came back."}]}],
  "source_links": [], "updates": [],
  "comments": {"declared": 142, "threads": []},
  "notes": [
    {"kind": "chosen", "rule": "blogger.title[0]", "message": "the title"},
    {"kind": "dropped", "rule": "blogger.drop[3]", "message": "share buttons",
     "text": "Share\n\u001b[31merror: forged\u202e"},
    {"kind": "guessed", "rule": "pass.dek", "message": "the line in italics is the dek"},
    {"kind": "repaired", "rule": "input.charset", "message": "2 bytes"},
    {"kind": "missing", "rule": "read.comments", "message": "142 comments declared, 23 in the file"},
    {"kind": "missing", "rule": "read.images", "message": "a picture"}
  ]
}"#;

const EXPLAINED: &str = "\
explain: d.json: platform blogger, container html, charset UTF-8
  chosen    blogger.title[0]: the title
  dropped   blogger.drop[3]: share buttons: \"Share\\u{a}\\u{1b}[31merror: forged\\u{202e}\"
  guessed   pass.dek: the line in italics is the dek
  repaired  input.charset: 2 bytes
  missing   read.comments: 142 comments declared, 23 in the file
  missing   read.images: a picture
";

fn with(line: &str, environment: &[(&str, &str)]) -> Run {
    let place = Place::new();
    place.write("d.json", DOCUMENT);
    run(place
        .command()
        .args(line.split_whitespace())
        .envs(environment.iter().copied()))
}

#[test]
fn every_note_is_one_line_that_no_page_can_forge() {
    let run = with("convert d.json --explain -o out.md", &[]);
    assert_eq!((run.code, run.err.as_str()), (0, EXPLAINED));
}

#[test]
fn what_is_missing_is_one_warning() {
    let run = with("convert d.json -o out.md", &[]);
    let warning =
        "warning: d.json: 142 comments declared, 23 in the file (and 1 more: see --explain)\n";
    assert_eq!((run.code, run.err.as_str()), (0, warning));
    assert_eq!(with("convert d.json -o out.md --quiet", &[]).err, "");
}

#[test]
fn colours_are_for_terminals_and_can_be_forbidden() {
    let colours = |environment: &[(&str, &str)]| {
        with("convert d.json --explain -o out.md", environment)
            .err
            .contains("\u{1b}[")
    };
    assert!(!colours(&[]), "a pipe is no terminal");
    assert!(colours(&[("CLICOLOR_FORCE", "1")]));
    assert!(!colours(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

/// Three short posts in a theme's own markup, and nothing that tells of a page of one post.
const FRONT_PAGE: &str = r#"<!DOCTYPE html><html><head><title>Storks</title>
<meta name="generator" content="WordPress 4.1"></head><body>
<div class="post" id="post-3"><h2><a href="/?p=3">Third</a></h2><p>They left in September.</p></div>
<div class="post" id="post-2"><h2><a href="/?p=2">Second</a></h2><p>There were four young.</p></div>
<div class="post" id="post-1"><h2><a href="/?p=1">First</a></h2><p>They came back in March.</p></div>
</body></html>"#;

/// What a dynamic view leaves in a file.
const DYNAMIC_VIEW: &str = r#"<!DOCTYPE html><html><head><title>Storks</title>
<meta name="generator" content="blogger">
<script src="https://www.blogblog.com/dynamicviews/1234/js/common.js"></script></head>
<body class="variant-magazine"><div id="header"></div></body></html>"#;

fn explained(page: &str) -> Run {
    let place = Place::new();
    place.write("a.html", page);
    let plain = place.repost("convert a.html");
    let run = place.repost("convert a.html --explain");
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(!plain.err.contains("explain:"), "{}", plain.err);
    assert!(run.err.ends_with(&plain.err), "the error is the last");
    assert!(
        run.err
            .starts_with("explain: a.html: what was looked for\n")
    );
    run
}

#[test]
fn a_page_without_a_post_shows_every_row_that_was_tried() {
    let run = explained(HOLLOW);
    assert!(run.err.contains("\nerror: a.html: no post found: "));
    for line in [
        "\n  chosen    read.detect: looked for the post by the rows of generic\n",
        "\n  missing   generic.body[0]: `[itemprop=articleBody]` is not on the page\n",
        "\n  missing   read.score: ",
    ] {
        assert!(run.err.contains(line), "{line}{}", run.err);
    }
}

#[test]
fn a_front_page_shows_what_its_posts_are() {
    let run = explained(FRONT_PAGE);
    let error = "error: a.html: a front page or archive with 3 posts, not the page of one post\n\
                 hint: save the page of one post, and give that\n";
    assert!(run.err.ends_with(error), "{}", run.err);
    assert!(
        run.err
            .contains("\n  chosen    wordpress.item[0]: 3 posts are `")
    );
    assert!(
        run.err
            .contains("\n  missing   wordpress.single[0]: nothing is `")
    );
}

#[test]
fn a_dynamic_view_shows_what_tells_of_it() {
    let run = explained(DYNAMIC_VIEW);
    let error = "error: a.html: a dynamic view: its post is loaded by script and not in the file\n\
                 hint: save the post again with ?m=1 at the end of its address, or export the blog\n";
    assert!(run.err.ends_with(error), "{}", run.err);
    assert!(
        run.err
            .contains("\n  chosen    blogger.script_only[0]: `script")
    );
}

#[test]
fn a_profile_of_one_s_own_comes_first_and_without_detection_it_is_for_every_page() {
    let place = Place::with_page();
    let explained = |profile: &str| {
        place.write("mine.toml", profile);
        place
            .repost("convert a.html --profile mine.toml --explain")
            .err
    };
    let found = explained("name = \"mine\"\ndetect = [\"p\"]");
    assert!(
        found.contains("chosen    mine.detect[0]: a page of mine"),
        "{found}"
    );
    let always = explained("name = \"mine\"\n[post]\nbody = [\"body\"]");
    assert!(
        always.contains("chosen    read.detect: a page of mine"),
        "{always}"
    );
    assert!(
        always.contains("chosen    mine.body[0]: gave the body"),
        "{always}"
    );
    let never = explained("name = \"mine\"\ndetect = [\"#nowhere\"]");
    assert!(!never.contains("mine"), "{never}");
}
