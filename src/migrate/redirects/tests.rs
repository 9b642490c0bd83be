//! What rules become in each form, and what servers make of them.

use super::{FORMS, Redirects, decoded, encoded, old_paths};
use crate::migrate::site::generator;

fn rules(pairs: &[(&str, &str)]) -> Redirects {
    let mut rules = Redirects::default();
    for (old, new) in pairs {
        rules.add(old, new);
    }
    rules
}

fn written(file: &str, rules: &Redirects) -> String {
    let form = FORMS.iter().find(|form| form.file == file).unwrap();
    (form.write)(rules)
}

#[test]
fn a_path_is_one_however_it_was_written() {
    let rules = rules(&[
        (
            "https://old.example.org/2014/06/caf%C3%A9.html?m=1",
            "/posts/cafe/",
        ),
        ("http://old.example.org/2014/06/café.html", "/posts/other/"),
        ("/2014/06/café.html?showComment=12#c12", "/posts/third/"),
    ]);
    let paths: Vec<_> = rules.paths().collect();
    assert_eq!(paths, [("/2014/06/café.html", "/posts/cafe/")]);
}

#[test]
fn nothing_leads_to_itself() {
    let mut rules = rules(&[("/about", "/about/"), ("/x", ""), ("/p/a.html", "/a/")]);
    assert_eq!(rules.len(), 1);
    rules.without(["https://new.example.org/p/a.html"].into_iter());
    assert!(rules.is_empty());
}

#[test]
fn a_query_that_names_the_post_is_kept_and_others_are_not() {
    let rules = rules(&[
        ("/?p=12&utm_source=x", "/posts/a/"),
        ("/b?utm_source=x&m=1", "/posts/b/"),
    ]);
    assert_eq!(rules.queries().count(), 1);
    assert_eq!(rules.paths().collect::<Vec<_>>(), [("/b", "/posts/b/")]);
    assert!(written("_redirects", &rules).contains("/ p=12 utm_source=x /posts/a/ 301\n"));
}

#[test]
fn what_is_no_text_stays_encoded() {
    assert_eq!(decoded("/a%20b%2Fc"), "/a b/c");
    assert_eq!(decoded("/%FF"), "/%FF");
    assert_eq!(decoded("/a%0Ab"), "/a%0Ab");
    assert_eq!(decoded("/a%C2%85b"), "/a%C2%85b");
    assert_eq!(decoded("/50%"), "/50%");
    assert_eq!(encoded("/a b/ц?\""), "/a%20b/%D1%86%3F%22");
}

/// Old paths that mean something to one of the forms, each with its new address.
const HOSTILE: &[(&str, &str)] = &[
    ("/2014/06/a b.html", "/posts/a-b/"),
    ("/café/", "/posts/café/"),
    ("/50%25.html", "/posts/50/"),
    ("/a.b+c(d)[e]{2}|f^$.html", "/posts/regex/"),
    ("/quote\"s'.html", "/posts/quotes/"),
    ("/back\\slash", "/posts/slash/"),
    ("/$uri/%{HTTP_HOST}", "/posts/variable/"),
    ("/*", "/posts/star/"),
    ("/:colon/", "/posts/colon/"),
    ("/#hash;semi", "/posts/never/"),
    ("/ends;here", "/posts/semi/"),
    ("/~tilde", "/posts/tilde/"),
];

#[test]
fn every_line_is_three_words() {
    let text = written("_redirects", &rules(HOSTILE));
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        assert_eq!(words.len(), 3, "{line}");
        assert!(words[0].starts_with('/') && words[1].starts_with('/') && words[2] == "301");
        assert!(
            !words[0].contains(['*', ':']),
            "{line}: stands for anything"
        );
    }
    assert!(text.contains("/caf%C3%A9/ /posts/caf%C3%A9/ 301\n/café/ /posts/caf%C3%A9/ 301\n"));
}

#[test]
fn paths_that_differ_in_case_alone_are_one_key_to_nginx() {
    let text = written(
        "nginx.conf",
        &rules(&[("/A.html", "/posts/a/"), ("/a.html", "/posts/b/")]),
    );
    assert!(text.contains("\"/A.html\" \"/posts/a/\";"));
    assert!(!text.contains("\"/a.html\""));
}

#[test]
fn a_long_path_fits_into_a_bucket_of_nginx() {
    let path = format!("/{}", "x".repeat(500));
    let text = written("nginx.conf", &rules(&[(&path, "/posts/x/")]));
    assert!(text.contains("map_hash_bucket_size 1024;"), "{text}");
}

#[test]
fn every_character_of_a_path_is_itself_to_apache() {
    let text = written("htaccess", &rules(&[("/a.b (c)%25", "/posts/50%25/")]));
    assert!(
        text.contains(
            "RewriteRule \"^a\\.b\\x20\\(c\\)\\x25$\" \"/posts/50\\%25/\" [R=301,L,NE,QSD]\n"
        ),
        "{text}"
    );
}

#[test]
fn months_labels_and_feeds_of_the_old_blog_have_a_place() {
    let home = generator("hugo").unwrap().home.as_ref().unwrap();
    let days = ["2014-06-12", "2014-06-30", "soon"].into_iter();
    let labels = ["Paper boats", "C#"].into_iter();
    let rules = old_paths(Some("blogger"), days, labels, home);
    let old: Vec<&str> = rules.iter().map(|(old, _)| old.as_str()).collect();
    assert_eq!(
        old,
        [
            "/2014/",
            "/2014/06/",
            "/2014_06_01_archive.html",
            "/atom.xml",
            "/feeds/posts/default",
            "/feeds/posts/summary",
            "/rss.xml",
            "/search/label/Paper%20boats",
        ]
    );
    assert_eq!(rules[7].1, "/tags/paper-boats/");
}

#[test]
fn the_same_rules_are_the_same_bytes_in_any_order() {
    let mut turned = HOSTILE.to_vec();
    turned.reverse();
    for form in FORMS {
        assert_eq!(
            (form.write)(&rules(HOSTILE)),
            (form.write)(&rules(&turned)),
            "{}",
            form.file
        );
    }
}
