//! Every export in samples/exports/ against its snapshots: what the scan tells of it, and the posts
//! that come of it.
//!
//! Adding a case is putting a file into `samples/exports/<form>/`: no Rust is written.
//! `INSTA_UPDATE=always cargo test --test exports` writes what is to be read before it is committed.

use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use repost::input::export::{
    self, Bytes, Context, Entry, Export, Head, Kind, Neighbours, PostKey, Status,
};
use repost::write::{Format, Options, write};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder, sorted. What is in a folder `posts` belongs to the export beside it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder can be listed") {
        let path = entry.expect("a folder can be listed").path();
        if path.ends_with("posts") {
            continue;
        }
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn open(path: &Path) -> Result<(&'static str, Box<dyn Export>), repost::Error> {
    let bytes = Bytes::open(path).map_err(repost::Error::from)?;
    let head = bytes.read(0, 1 << 16)?;
    let text = String::from_utf8_lossy(&head);
    let head = Head {
        bytes: &head,
        text: &text,
        path,
    };
    let form = export::form(&head).expect("a sample is recognised");
    let context = Context {
        base_url: Some("https://blog.example/".to_owned()),
        neighbours: Neighbours::in_folder(path.parent().expect("it has a folder")),
        ..Context::default()
    };
    Ok((form.name, (form.open)(bytes, &context)?))
}

fn entries(export: &dyn Export) -> (export::Blog, Vec<Entry>) {
    let mut entries = Vec::new();
    let blog = export.scan(&mut |entry| {
        entries.push(entry);
        Ok(())
    });
    (blog.expect("a sample can be read"), entries)
}

/// One line for each entry, with what it is planned by.
fn listed(form: &str, blog: &export::Blog, entries: &[Entry]) -> String {
    let mut out = format!(
        "{form}: {:?} {:?} {:?}\n",
        blog.title, blog.url, blog.language
    );
    for note in &blog.notes {
        writeln!(out, "note: {}: {}", note.rule, note.message).expect("a string takes all");
    }
    for entry in entries {
        let post = entry.post.as_ref().map(|post| match post {
            PostKey::Id(id) => format!(" of {id}"),
            PostKey::Url(url) => format!(" of {url}"),
            PostKey::Inside(_) => " inside".to_owned(),
        });
        let parts = [
            &entry.id,
            &entry.published,
            &entry.slug,
            &entry.url,
            &entry.title,
            &entry.reason,
        ];
        let parts: Vec<&str> = parts
            .iter()
            .map(|part| part.as_deref().unwrap_or("-"))
            .collect();
        let post = post.unwrap_or_default();
        writeln!(
            out,
            "{:?} {:?}{post} | {}",
            entry.kind,
            entry.status,
            parts.join(" | ")
        )
        .expect("a string takes all");
    }
    out
}

/// Whether a comment belongs to a post.
fn belongs(comment: &Entry, post: &Entry) -> bool {
    match &comment.post {
        Some(PostKey::Id(id)) => post.id.as_ref() == Some(id),
        Some(PostKey::Url(url)) => post.url.as_ref() == Some(url),
        Some(PostKey::Inside(start)) => post.place.start == *start,
        None => false,
    }
}

/// The posts as Markdown, each with its comments.
fn posts(form: &str, export: &dyn Export, entries: &[Entry]) -> String {
    let mut out = String::new();
    let posts = entries
        .iter()
        .filter(|entry| matches!(entry.kind, Kind::Post | Kind::Page));
    for entry in posts.filter(|entry| entry.status != Status::Trashed) {
        let post = export.post(entry.place).expect("a sample can be read");
        let comments = entries
            .iter()
            .filter(|comment| comment.kind == Kind::Comment && comment.status == Status::Public)
            .filter(|comment| belongs(comment, entry))
            .map(|comment| export.comment(comment.place).expect("a sample can be read"));
        let mut document = repost::read::entry(post, comments.collect(), form);
        repost::pass::run(&mut document, &[]);
        out.push_str(&write(&document, Format::Markdown, &Options::default()));
        for note in &document.notes {
            writeln!(out, "[{:?} {}: {}]", note.kind, note.rule, note.message)
                .expect("a string takes all");
        }
        out.push_str("\n=====\n");
    }
    out
}

fn holds(sample: &Path, ending: &str, output: &str) -> bool {
    let samples = root().join("samples");
    let inside = sample.strip_prefix(&samples).expect("it is in it");
    let name = sample
        .file_stem()
        .expect("a file has a name")
        .to_string_lossy();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(
        root()
            .join("snapshots")
            .join(inside.parent().expect("it has a folder")),
    );
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let name = format!("{name}.{ending}");
    let compared = AssertUnwindSafe(|| settings.bind(|| insta::assert_snapshot!(name, output)));
    catch_unwind(compared).is_ok()
}

#[test]
fn every_export_is_what_its_snapshots_say() {
    let mut differing = Vec::new();
    for sample in files(&root().join("samples/exports")) {
        let (form, export) = open(&sample).expect("a sample can be opened");
        let (blog, entries) = entries(&*export);
        let outputs = [
            ("entries", listed(form, &blog, &entries)),
            ("posts", posts(form, &*export, &entries)),
        ];
        for (ending, output) in outputs {
            if !holds(&sample, ending, &output) {
                differing.push(format!("{} ({ending})", sample.display()));
            }
        }
    }
    assert!(
        differing.is_empty(),
        "differ from their snapshots, or have none: {differing:#?}"
    );
}
