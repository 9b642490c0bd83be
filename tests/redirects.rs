//! Old addresses, asked of real servers.
#![cfg(feature = "cli")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use repost::migrate::redirects::{FORMS, Redirects};

/// What was requested, as a browser writes it, and where it leads.
const REQUESTS: &[(&str, &str)] = &[
    ("/2014/06/plain.html", "/posts/plain/"),
    ("/2014/06/a%20b.html", "/posts/a-b/"),
    ("/caf%C3%A9/", "/posts/caf%C3%A9/"),
    ("/50%25.html", "/posts/50%25/"),
    ("/a.b+c(d)%5Be%5D%7B2%7D%7Cf%5E$.html", "/posts/regex/"),
    ("/quote%22s'.html", "/posts/quotes/"),
    ("/$uri/%25%7BHTTP_HOST%7D", "/posts/variable/"),
    ("/%24%7Bx%7D", "/posts/dollar-$1/"),
    ("/*", "/posts/star/"),
    ("/:colon/", "/posts/colon/"),
    ("/ends;here", "/posts/semi/"),
    ("/~tilde", "/posts/tilde/"),
    ("/%23hash", "/posts/hash/#c12"),
    ("/?p=12", "/posts/by-number/"),
];

/// The same with what links and readers append.
const VARIANTS: &[(&str, &str)] = &[
    ("/2014/06/plain.html?m=1", "/posts/plain/"),
    (
        "/2014/06/plain.html?showComment=1402560000000",
        "/posts/plain/",
    ),
    ("/caf%C3%A9/?utm_source=feed&m=1", "/posts/caf%C3%A9/"),
];

#[test]
fn servers_lead_every_old_address_to_its_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut rules = Redirects::default();
    for (old, new) in REQUESTS {
        assert!(rules.add(old, new), "{old}");
    }
    // A long list, so that the sizes of tables matter.
    for number in 0..20_000 {
        rules.add(
            &format!("/2015/01/{number}-{}.html", "x".repeat(number % 200)),
            "/posts/x/",
        );
    }
    for form in FORMS.iter().filter(|form| !form.is_published) {
        fs::write(folder.path().join(form.file), (form.write)(&rules)).unwrap();
    }
    let mut requests = String::new();
    for (old, new) in REQUESTS.iter().chain(VARIANTS) {
        let new = new.replace('$', "%24");
        writeln!(requests, "{old}\t{new}").unwrap();
    }
    fs::write(folder.path().join("requests"), requests).unwrap();
    let output = Command::new("sh")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/migrate/servers.sh"))
        .arg(folder.path())
        .arg("18431")
        .output()
        .expect("a shell can be started");
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{failed}");
}
