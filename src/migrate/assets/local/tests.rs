//! Folders as browsers and mirrors leave them.

use super::*;

/// A folder with empty files; each holds its own path.
fn folder(files: &[&str]) -> (tempfile::TempDir, Folder) {
    let place = tempfile::tempdir().expect("there is room");
    let root = place.path().join("saved");
    for file in files {
        let path = root.join(file);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("there is room");
        fs::write(path, file).expect("there is room");
    }
    let folder = Folder::open(&root).expect("it is there");
    (place, folder)
}

/// What is found, as the path within the folder, and how.
fn find(saved: &Folder, file: &str, url: Option<&str>, reference: &str) -> Option<(String, Way)> {
    let file = Path::new(file);
    let found = saved.find(Page { file, url }, reference)?;
    let bytes = saved.read(&found, 1000).expect("it can be read");
    Some((String::from_utf8(bytes).expect("it is a path"), found.way))
}

/// All cases on one folder: the page, its address, what it refers to, what is found.
type Case = (
    &'static str,
    Option<&'static str>,
    &'static str,
    &'static str,
    Way,
);

fn check(files: &[&str], cases: &[Case]) {
    let (_place, saved) = folder(files);
    for (page, url, reference, expected, way) in cases {
        let found = find(&saved, page, *url, reference);
        assert_eq!(found, Some(((*expected).to_owned(), *way)), "{reference}");
    }
}

#[test]
fn the_files_of_a_page_that_was_saved_with_them_are_found() {
    let files = [
        "Tide Post_files/a b.jpg",
        "Tide Post_files/c(1).jpg",
        "Mond-Dateien/d.png",
        "e_files/f.gif",
    ];
    check(
        &files,
        &[
            (
                "Tide Post.html",
                None,
                "./Tide%20Post_files/a%20b.jpg",
                files[0],
                Way::Relative,
            ),
            (
                "Tide Post.html",
                None,
                "Tide Post_files/A B.JPG",
                files[0],
                Way::Relative,
            ),
            (
                "Tide Post.html",
                None,
                "Tide%20Post_files/c(1).jpg?x=1#y",
                files[1],
                Way::Relative,
            ),
            (
                "Tide Post.html",
                None,
                "file:///C:/Users/me/Tide%20Post_files/a%20b.jpg",
                files[0],
                Way::Relative,
            ),
            (
                "Mond.htm",
                None,
                "http://wren.example/pictures/d.png",
                files[2],
                Way::Guess,
            ),
            // The page was renamed after it was saved.
            ("e.html", None, "old_files/f.gif", files[3], Way::Guess),
        ],
    );
}

/// A mirror of several hosts.
const MIRROR: &[&str] = &[
    "wren.example/2010/07/post.html",
    "wren.example/pictures/a.jpg",
    "wren.example:8080/b.jpg",
    "4.bp.blogspot.com/-a/b/AAAA/c/s320/d.jpg",
    "4.bp.blogspot.com/-a/b/AAAA/c/s1600/d.jpg",
    "img.example/get.php?id=3&w=2",
    "img.example/get.php@id=4",
    "img.example/get.php%3Fid=5",
    "img.example/Caf\u{e9} 1.JPG",
    "img.example/e.JPG.jpeg",
    "blogger.googleusercontent.com/img/a/AVv=s320.png",
    "img.example/Blog+7.jpg.jpeg",
];

/// What its page refers to, and which file of the mirror that is.
#[rustfmt::skip]
const MIRRORED: &[(&str, usize, Way)] = &[
    ("http://wren.example/pictures/a.jpg", 1, Way::Mirror),
    ("https://www.wren.example/pictures/a.jpg?w=3", 1, Way::Mirror),
    ("//wren.example/pictures/a.jpg", 1, Way::Mirror),
    ("/pictures/a.jpg", 1, Way::Relative),
    ("../../pictures/a.jpg", 1, Way::Relative),
    ("https://web.archive.org/web/2014im_/http://wren.example/pictures/a.jpg", 1, Way::Mirror),
    ("http://wren.example:8080/b.jpg", 2, Way::Mirror),
    ("http://4.bp.blogspot.com/-a/b/AAAA/c/s320/d.jpg", 4, Way::Original),
    ("http://4.bp.blogspot.com/-a/b/AAAA/c/s72-c/d.jpg", 4, Way::Original),
    ("http://img.example/get.php?id=3&w=2", 5, Way::Mirror),
    ("http://img.example/get.php?id=4", 6, Way::Mirror),
    ("http://img.example/get.php?id=5", 7, Way::Mirror),
    ("http://img.example/caf%C3%A9%201.jpg", 8, Way::Mirror),
    ("http://img.example/e.JPG", 9, Way::Mirror),
    ("https://blogger.googleusercontent.com/img/a/AVv=s320", 10, Way::Mirror),
    ("http://img.example/Blog%207.jpg", 11, Way::Mirror),
];

#[test]
fn a_mirror_is_looked_up_by_address() {
    let (_place, saved) = folder(MIRROR);
    for (reference, index, way) in MIRRORED {
        let found = find(&saved, MIRROR[0], None, reference);
        assert_eq!(
            found,
            Some((MIRROR[*index].to_owned(), *way)),
            "{reference}"
        );
    }
}

#[test]
fn a_place_beside_the_page_is_looked_up_by_the_page_s_address_as_well() {
    let (_place, saved) = folder(&["hosts/wren.example/pictures/a.jpg", "hosts/post.html"]);
    let own = Some("http://wren.example/2010/07/post.html");
    let found = find(&saved, "hosts/post.html", own, "../../pictures/a.jpg");
    assert_eq!(
        found,
        Some(("hosts/wren.example/pictures/a.jpg".to_owned(), Way::Mirror))
    );
}

#[test]
fn a_mirror_may_be_the_folder_of_one_host_under_any_name() {
    let files = ["2010/07/post.html", "pictures/a.jpg"];
    let own = Some("http://wren.example/2010/07/post.html");
    check(
        &files,
        &[(
            files[0],
            own,
            "http://wren.example/pictures/a.jpg",
            files[1],
            Way::Mirror,
        )],
    );
    let (_place, saved) = folder(&files);
    let other = "http://other.example/pictures/a.jpg";
    assert_eq!(find(&saved, files[0], own, other), None);
}

#[test]
fn what_httrack_renamed_is_found_where_there_is_one() {
    let files = [
        "wren.example/img/get1a2b.jpg",
        "wren.example/many/get1a2b.jpg",
        "wren.example/many/get3c4d.jpg",
    ];
    let (_place, saved) = folder(&files);
    let page = "wren.example/post.html";
    let found = find(&saved, page, None, "http://wren.example/img/get.php?id=1");
    assert_eq!(found, Some((files[0].to_owned(), Way::Guess)));
    assert_eq!(
        find(&saved, page, None, "http://wren.example/many/get.php?id=1"),
        None
    );
}

#[test]
fn nothing_outside_of_the_folder_is_found() {
    let (place, saved) = folder(&["a/post.html", "a/b.gif"]);
    fs::write(place.path().join("secret.gif"), "secret").expect("there is room");
    for reference in [
        "../../secret.gif",
        "../../../../../etc/passwd",
        "%2e%2e/%2e%2e/secret.gif",
        "..%2f..%2fsecret.gif",
        "..\\..\\secret.gif",
        "/../secret.gif",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://wren.example/../../secret.gif",
        "http://../secret.gif",
        "a\0b.gif",
        "",
        ".",
        "/",
        "http://",
        "data:image/gif;base64,R0",
        "about:blank",
    ] {
        assert_eq!(
            find(&saved, "a/post.html", None, reference),
            None,
            "{reference}"
        );
    }
    for page in ["../post.html", "/etc/post.html", "a/../../post.html"] {
        assert_eq!(find(&saved, page, None, "secret.gif"), None, "{page}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed_and_one_within_is() {
    use std::os::unix::fs::symlink;
    let (place, saved) = folder(&["post.html", "b.gif"]);
    fs::write(place.path().join("secret.gif"), "secret").expect("there is room");
    let root = place.path().join("saved");
    symlink("../secret.gif", root.join("c.gif")).expect("links can be made");
    symlink("..", root.join("up")).expect("links can be made");
    symlink("b.gif", root.join("d.gif")).expect("links can be made");
    symlink("loop.gif", root.join("loop.gif")).expect("links can be made");
    for reference in ["c.gif", "up/secret.gif", "loop.gif", "up"] {
        assert_eq!(
            find(&saved, "post.html", None, reference),
            None,
            "{reference}"
        );
    }
    assert!(find(&saved, "post.html", None, "d.gif").is_some());
}

#[test]
fn a_file_over_the_limit_is_not_read() {
    let (_place, saved) = folder(&["post.html", "b.gif"]);
    let page = Page {
        file: Path::new("post.html"),
        url: None,
    };
    let found = saved.find(page, "b.gif").expect("it is there");
    assert_eq!(saved.read(&found, 5).expect("it fits"), b"b.gif");
    let error = saved.read(&found, 4).expect_err("it does not fit");
    assert!(matches!(error.kind, ErrorKind::TooLarge { limit: 4 }));
}

#[test]
fn of_two_files_that_could_be_meant_the_exact_one_is_taken_or_none() {
    let (_place, saved) = folder(&["post.html", "a_b.gif", "ab.gif", "c?d.gif", "c@d.gif"]);
    let found = |reference| find(&saved, "post.html", None, reference).map(|it| it.0);
    assert_eq!(found("ab.gif").as_deref(), Some("ab.gif"));
    assert_eq!(found("a_b.gif").as_deref(), Some("a_b.gif"));
    assert_eq!(found("a:b.gif"), None);
    assert_eq!(found("c%3Fd.gif").as_deref(), Some("c?d.gif"));
}
