//! Names that do not depend on order, contents that are kept once, runs that are killed.

use super::super::kind;
use super::*;

const A: &[u8] = b"GIF89a\x01\0\x01\0;";
const B: &[u8] = b"GIF89a\x02\0\x02\0;";

struct Place {
    root: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let root = tempfile::tempdir().expect("there is room");
        Self { root }
    }

    fn folder(&self) -> PathBuf {
        self.root.path().join("images")
    }

    fn work(&self) -> PathBuf {
        self.root.path().join("work")
    }

    fn store(&self) -> Store {
        Store::open(&self.folder(), &self.work()).expect("it opens")
    }

    /// The names of the files in the folder.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder()).expect("it can be listed");
        let names = entries.map(|entry| entry.expect("it can").file_name());
        let mut names: Vec<String> = names.map(|it| it.into_string().expect("ASCII")).collect();
        names.sort();
        names
    }
}

fn add(store: &Store, url: &str, bytes: &[u8]) -> Digest {
    store
        .add(url, bytes, kind::of(bytes))
        .expect("there is room")
}

#[test]
fn equal_contents_are_one_file_in_whatever_order_they_come() {
    let urls = [
        "http://b.example/boat.gif",
        "http://a.example/quay.gif",
        "http://c.example/",
    ];
    let mut seen = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let place = Place::new();
        let store = place.store();
        for index in order {
            add(&store, urls[index], A);
        }
        add(&store, "http://d.example/boat.gif", B);
        let settled = store.settle().expect("it settles");
        assert_eq!(settled.name(urls[0]), settled.name(urls[2]));
        assert_eq!(settled.files().count(), 2);
        seen.push(place.names());
    }
    assert_eq!(seen[0].len(), 2);
    assert!(seen[0][1].starts_with("quay-"), "{seen:?}");
    assert!(seen.iter().all(|names| *names == seen[0]), "{seen:?}");
}

#[test]
fn many_threads_add_at_once() {
    let place = Place::new();
    let store = place.store();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let store = &store;
            scope.spawn(move || {
                for file in 0..10_u8 {
                    let url = format!("http://a.example/{thread}/{file}.gif");
                    add(store, &url, &[A, &[file]].concat());
                }
            });
        }
    });
    assert_eq!(store.settle().expect("it settles").files().count(), 10);
    assert_eq!(place.names().len(), 10);
}

#[test]
fn a_digest_is_what_other_programs_compute() {
    let digest = Digest::of(b"abc");
    let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(digest.to_string(), text);
    assert_eq!(Digest::from_hex(text), Some(digest));
    assert_eq!(Digest::from_hex("ba78"), None);
}

#[test]
fn a_run_that_was_killed_goes_on_and_ends_with_the_same_names() {
    let (url, later) = ("http://b.example/boat.gif", "http://a.example/quay.gif");
    let whole = Place::new();
    let store = whole.store();
    add(&store, url, A);
    add(&store, later, A);
    store.settle().expect("it settles");

    let place = Place::new();
    let digest = add(&place.store(), url, A);
    // Killed in the middle of a line.
    let path = place.work().join("assets.jsonl");
    let torn = fs::read_to_string(&path).unwrap() + "{\"url\":\"http://c.exa";
    fs::write(&path, torn).unwrap();
    let store = place.store();
    assert_eq!(store.digest(url), Some(digest));
    assert_eq!(store.digest(later), None);
    add(&store, later, A);
    drop(store);
    let store = place.store();
    assert_eq!(store.digest(later), Some(digest));
    store.settle().expect("it settles");
    assert_eq!(place.names(), whole.names());
}

#[test]
fn what_was_settled_keeps_its_name_when_more_comes() {
    let place = Place::new();
    add(&place.store(), "http://b.example/boat.gif", A);
    place.store().settle().expect("it settles");
    let before = place.names();
    let store = place.store();
    assert!(store.digest("http://b.example/boat.gif").is_some());
    add(&store, "http://a.example/quay.gif", A);
    let settled = store.settle().expect("it settles");
    assert_eq!(place.names(), before);
    assert_eq!(
        settled.name("http://a.example/quay.gif"),
        Some(before[0].as_str())
    );
    assert!(!place.work().join(format!("{}.gif", Digest::of(A))).exists());
}

#[test]
fn a_file_that_is_gone_is_not_had() {
    let place = Place::new();
    let digest = add(&place.store(), "http://b.example/boat.gif", A);
    fs::remove_file(place.work().join(format!("{digest}.gif"))).expect("it was there");
    assert_eq!(place.store().digest("http://b.example/boat.gif"), None);
}

#[test]
fn a_file_that_somebody_changed_is_left_alone() {
    let place = Place::new();
    add(&place.store(), "http://b.example/boat.gif", A);
    place.store().settle().expect("it settles");
    let path = place.folder().join(&place.names()[0]);
    fs::write(&path, "retouched").expect("there is room");
    let store = place.store();
    add(&store, "http://b.example/boat.gif", A);
    let settled = store.settle().expect("it settles");
    assert_eq!(settled.changed, place.names());
    assert_eq!(fs::read(&path).unwrap(), b"retouched");
}

#[test]
fn two_contents_whose_digests_begin_alike_have_two_names() {
    let entry = |url: &str, last: &str| Entry {
        url: url.to_owned(),
        sha256: format!("{}{last}", "0".repeat(63)),
        ending: "gif".to_owned(),
        bytes: 1,
    };
    let entries = [
        entry("http://a.example/x.gif", "1"),
        entry("http://b.example/x.gif", "2"),
    ];
    let entries = entries.map(|entry| (entry.url.clone(), entry)).into();
    let names = names(&entries, &Named::default());
    let names: Vec<&String> = names.values().collect();
    assert_eq!(names[0], "x-0000000000.gif");
    assert_eq!(*names[1], format!("x-{}2.gif", "0".repeat(63)));
}

#[test]
fn a_journal_that_somebody_wrote_names_no_file_elsewhere() {
    let place = Place::new();
    drop(place.store());
    let line = |sha256: &str, ending: &str| {
        format!("{{\"url\":\"u\",\"sha256\":\"{sha256}\",\"ending\":\"{ending}\",\"bytes\":0}}\n")
    };
    let evil = line("../../etc/passwd", "gif") + &line(&"0".repeat(64), "/../x") + "nonsense\n";
    fs::write(place.work().join("assets.jsonl"), evil).expect("there is room");
    let store = place.store();
    assert_eq!(store.digest("u"), None);
    assert_eq!(store.settle().expect("it settles"), Settled::default());
}
