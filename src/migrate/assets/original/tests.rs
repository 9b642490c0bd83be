//! Shown addresses and the best that is made of them.

use super::*;

const BLOGGER: &str = "http://4.bp.blogspot.com/-aB/TA/AAAAAAAAAB0/yZ";
const NEWER: &str = "https://blogger.googleusercontent.com/img/b/R29vZ2xl/AVvXsEg";
const NEWEST: &str = "https://blogger.googleusercontent.com/img/a/AVvXsEg";
const UPLOADS: &str = "http://blog.example/wp-content/uploads/2012/05";

/// The part of an address that a case leaves out, the shown rest, and the rest that is best.
const CASES: &[(&str, &str, &str)] = &[
    (BLOGGER, "/s320/quay.jpg", "/s0/quay.jpg"),
    (BLOGGER, "/s1600/quay.jpg", "/s0/quay.jpg"),
    (BLOGGER, "/s1600-h/quay.jpg", "/s0/quay.jpg"),
    (BLOGGER, "/w640-h360/quay+1.jpg", "/s0/quay+1.jpg"),
    (BLOGGER, "/s72-c/quay%2B1.jpg", "/s0/quay%2B1.jpg"),
    (BLOGGER, "/S45/quay.jpg", "/s0/quay.jpg"),
    (BLOGGER, "/w1200-h630-p-k-no-nu/quay.jpg", "/s0/quay.jpg"),
    (BLOGGER, "/quay.jpg", "/s0/quay.jpg"),
    (NEWER, "/s200/a-+b.jpg", "/s0/a-+b.jpg"),
    (NEWEST, "=s1600", "=s0"),
    (NEWEST, "=w640-h480-p-k-no-nu", "=s0"),
    (
        "https://lh3.googleusercontent.com/pw/AM",
        "=w2400-h1350-no?authuser=0",
        "=s0",
    ),
    (
        "http://lh6.ggpht.com/_h/TS/AAAAAAAAAbA/c7",
        "/s160-c/boat.jpg?imgmax=800",
        "/s0/boat.jpg",
    ),
    (UPLOADS, "/a-300x200.jpg", "/a.jpg"),
    (UPLOADS, "/a-467x700@2x.jpg", "/a.jpg"),
    (UPLOADS, "/a-scaled.jpg", "/a.jpg"),
    (UPLOADS, "/a-scaled-300x200.jpg", "/a.jpg"),
    (UPLOADS, "/a.jpg?w=640&ver=2", "/a.jpg?ver=2"),
    (UPLOADS, "/a.jpg?resize=300%2C200", "/a.jpg"),
    (
        "http://wren.files.wordpress.com/2012/01",
        "/a.jpg?w=140",
        "/a.jpg",
    ),
    (
        "https://i0.wp.com",
        "/c.example/a.jpg?w=300&ssl=1",
        "https://c.example/a.jpg",
    ),
    (
        "https://i1.wp.com",
        "/c.example/wp-content/uploads/a-300x200.png?w=300",
        "http://c.example/wp-content/uploads/a.png",
    ),
    (
        "http://wren.typepad.com/.a/6a010534b1db25970b019b0172129c970c",
        "-500wi",
        "-pi",
    ),
    (
        "http://wren.typepad.com/.a/6a010534b1db25970b019b0172129c970c",
        "-popup",
        "-pi",
    ),
    (
        "http://wren.example/.a/6a010534b1db25970b019b0172129c970c",
        "-120x120wi",
        "",
    ),
    (
        "https://miro.medium.com",
        "/max/700/1*aBc.jpeg",
        "/1*aBc.jpeg",
    ),
    (
        "https://miro.medium.com",
        "/v2/resize:fit:700/format:webp/0*a_b",
        "/0*a_b",
    ),
    (
        "https://miro.medium.com",
        "/fit/c/96/96/1*aBc.png?q=20",
        "/1*aBc.png",
    ),
    (
        "https://cdn-images-1.medium.com",
        "/max/800/1*aBc.png",
        "https://miro.medium.com/1*aBc.png",
    ),
    (
        "https://substackcdn.com",
        "/image/fetch/$s_!Ka!,w_36,c_fill/https%3A%2F%2Fmedia.example%2Fa%2Fb_16x14.png",
        "https://media.example/a/b_16x14.png",
    ),
    (
        "https://64.media.tumblr.com/ab",
        "/tumblr_n1_500.jpg",
        "/tumblr_n1_1280.jpg",
    ),
    (
        "https://64.media.tumblr.com/ab",
        "/tumblr_n1_75sq.jpg",
        "/tumblr_n1_1280.jpg",
    ),
    (
        "https://images.squarespace-cdn.com/content/v1/5/6",
        "/a+b.jpg?format=750w",
        "/a+b.jpg?format=original",
    ),
    (
        "http://farm4.staticflickr.com/38",
        "/9_7f_m.jpg",
        "/9_7f_b.jpg",
    ),
    ("http://farm4.staticflickr.com/38", "/9_7f_o.jpg", ""),
    (
        "https://ic.pics.livejournal.com/wren/1/22",
        "/22_900.jpg",
        "/22_original.jpg",
    ),
    (
        "https://static.wixstatic.com/media",
        "/a~mv2.jpg/v1/fill/w_600,h_400,q_90/a.jpg",
        "/a~mv2.jpg",
    ),
    ("http://i.imgur.com", "/aBcDeFgh.jpg", "/aBcDeFg.jpg"),
    ("http://i.imgur.com", "/aBcDeFg.jpg", ""),
    (
        "http://i12.photobucket.com/albums/z",
        "/th_boat.jpg",
        "/boat.jpg",
    ),
    (
        "https://upload.wikimedia.org/wikipedia/commons",
        "/thumb/a/ab/Boat.jpg/300px-Boat.jpg",
        "/a/ab/Boat.jpg",
    ),
    (
        "https://pbs.twimg.com/media",
        "/CQ.jpg:large",
        "/CQ?format=jpg&name=orig",
    ),
    (
        "https://wren.example/content/images",
        "/size/w600/2020/03/a.jpg",
        "/2020/03/a.jpg",
    ),
    (
        "https://wren.example/content/images",
        "/size/w256h256/format/jpeg/2025/01/a.jpg",
        "/2025/01/a.jpg",
    ),
    (
        "https://wren.example/sites/default/files",
        "/styles/large/public/2020/a.jpg?itok=x",
        "/2020/a.jpg",
    ),
    // None of a platform's forms.
    ("http://wren.example", "/s320/a.jpg", ""),
    ("http://wren.example", "/a-300x200.jpg", ""),
    (
        "http://notbp.blogspot.com.example",
        "/a/b/AAAA/c/s320/a.jpg",
        "",
    ),
    ("ftp://4.bp.blogspot.com", "/-a/b/AAAA/c/s320/a.jpg", ""),
];

#[test]
fn the_best_address_of_each_platform_comes_first_and_the_shown_one_last() {
    for (start, shown, best) in CASES {
        let shown = format!("{start}{shown}");
        let best = match *best {
            "" => shown.clone(),
            whole if whole.starts_with("http") => whole.to_owned(),
            rest => format!("{start}{rest}"),
        };
        let made = candidates(&shown);
        assert_eq!(made[0].url, best, "{shown}");
        let last = made.last().expect("there is one");
        assert_eq!((last.url.as_str(), last.rule), (shown.as_str(), SHOWN));
    }
}

#[test]
fn no_address_is_tried_twice() {
    for (start, shown, _) in CASES {
        let mut urls: Vec<String> = candidates(&format!("{start}{shown}"))
            .into_iter()
            .map(|it| it.url)
            .collect();
        let all = urls.len();
        urls.sort();
        urls.dedup();
        assert_eq!(urls.len(), all, "{start}{shown}: {urls:?}");
    }
}

#[test]
fn a_rule_has_an_address_in_the_cases() {
    for rule in rules::RULES {
        let is_used = CASES.iter().any(|(start, shown, _)| {
            let made = candidates(&format!("{start}{shown}"));
            made.iter().any(|it| it.rule == rule.name)
        });
        assert!(is_used, "{}", rule.name);
        assert!(!rule.source.is_empty(), "{}", rule.name);
    }
}

#[test]
fn a_copy_in_an_archive_stands_between_the_rules_and_the_bare_original() {
    let copy =
        "https://web.archive.org/web/20130307194448/http://a.example/wp-content/uploads/b-1x1.jpg";
    let urls: Vec<String> = candidates(copy).into_iter().map(|it| it.url).collect();
    assert_eq!(
        urls,
        [
            "http://a.example/wp-content/uploads/b.jpg",
            "https://web.archive.org/web/20130307194448im_/http://a.example/wp-content/uploads/b-1x1.jpg",
            "http://a.example/wp-content/uploads/b-1x1.jpg",
        ]
    );
}

#[test]
fn an_archive_s_address_names_what_it_copied() {
    for (url, original) in [
        (
            "https://web.archive.org/web/2013im_/http://a.example/b.gif",
            Some("http://a.example/b.gif"),
        ),
        (
            "//web.archive.org/web/2013/https:/a.example/b.gif",
            Some("https://a.example/b.gif"),
        ),
        (
            "/web/20130307194448cs_/a.example/b.gif",
            Some("http://a.example/b.gif"),
        ),
        ("https://web.archive.org/web/http://a.example/b.gif", None),
        ("https://a.example/web/2013/http://b.example/c.gif", None),
        ("/web/2013/pictures/b.gif", None),
    ] {
        let found = archived(url).map(|copy| copy.original);
        assert_eq!(found.as_deref(), original, "{url}");
    }
}

#[test]
fn an_address_without_a_scheme_is_asked_for_securely() {
    let made = candidates("//wren.example/a.jpg");
    assert_eq!(made[0].url, "https://wren.example/a.jpg");
}

#[test]
fn nothing_smaller_stands_before_what_is_shown() {
    let flickr = "http://farm4.staticflickr.com/38/9_7f";
    for (start, shown, made) in [
        (BLOGGER, "/s0/a.jpg", &["/s0/a.jpg"][..]),
        (BLOGGER, "/s1600/a.jpg", &["/s0/a.jpg", "/s1600/a.jpg"]),
        (BLOGGER, "/s2048/a.jpg", &["/s0/a.jpg", "/s2048/a.jpg"]),
        (
            BLOGGER,
            "/s320/a.jpg",
            &["/s0/a.jpg", "/s1600/a.jpg", "/s320/a.jpg"],
        ),
        (
            BLOGGER,
            "/s1600-h/a.jpg",
            &["/s0/a.jpg", "/s1600/a.jpg", "/s1600-h/a.jpg"],
        ),
        (flickr, "_b.jpg", &["_b.jpg"]),
        (flickr, "_z.jpg", &["_b.jpg", "_c.jpg", "_z.jpg"]),
        (flickr, ".jpg", &["_b.jpg", "_c.jpg", "_z.jpg", ".jpg"]),
    ] {
        let urls = candidates(&format!("{start}{shown}"));
        let rest = urls
            .iter()
            .map(|it| it.url.strip_prefix(start).unwrap_or(&it.url));
        assert_eq!(rest.collect::<Vec<_>>(), made, "{shown}");
    }
}

#[test]
fn what_is_no_address_is_left_as_it_is() {
    for text in [
        "",
        "a.jpg",
        "http://",
        "http://[",
        "data:image/gif;base64,R0",
    ] {
        let made = candidates(text);
        assert_eq!(made.len(), 1, "{text}");
        assert_eq!(made[0].url, text);
    }
}

proptest::proptest! {
    #[test]
    fn any_text_has_itself_among_its_addresses(
        host in "(4\\.bp\\.blogspot\\.com|miro\\.medium\\.com|i0\\.wp\\.com|a\\.media\\.tumblr\\.com|x)",
        path in "(/(s320|max|thumb|wp-content/uploads|files/styles|[=:_*~-]?[a-zé%0-9=]{0,6})){0,6}\\PC{0,12}",
    ) {
        let shown = format!("http://{host}{path}");
        let made = candidates(&shown);
        assert!(made.iter().any(|it| it.url == shown.trim()) || archived(&shown).is_some());
        assert!(made.len() < 12, "{made:?}");
    }
}
