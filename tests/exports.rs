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

/// Opens bytes as what they are; none where they are no export, or one that is broken as a whole.
fn opened(bytes: &[u8], path: &Path) -> Option<(&'static str, Box<dyn Export>)> {
    let head = &bytes[..bytes.len().min(1 << 16)];
    let text = String::from_utf8_lossy(head);
    let head = Head {
        bytes: head,
        text: &text,
        path,
    };
    let form = export::form(&head)?;
    let context = Context {
        base_url: Some("https://blog.example/".to_owned()),
        neighbours: Neighbours::in_folder(path.parent().expect("it has a folder")),
        ..Context::default()
    };
    let export = (form.open)(Bytes::Memory(bytes.into()), &context).ok()?;
    Some((form.name, export))
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
    out + &without_posts(form, export, entries)
}

/// The comments of an export that has no posts, as if one post had them all.
fn without_posts(form: &str, export: &dyn Export, entries: &[Entry]) -> String {
    let comments: Vec<_> = entries
        .iter()
        .filter(|entry| entry.kind == Kind::Comment && entry.status == Status::Public)
        .filter(|entry| matches!(entry.post, Some(PostKey::Url(_))))
        .map(|comment| export.comment(comment.place).expect("a sample can be read"))
        .collect();
    if comments.is_empty() {
        return String::new();
    }
    let document = repost::read::entry(export::Post::default(), comments, form);
    write(&document, Format::Markdown, &Options::default())
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
        let bytes = fs::read(&sample).expect("a sample can be read");
        let (form, export) = opened(&bytes, &sample).expect("a sample can be opened");
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

/// What stands in a real export: how many entries of each kind.
fn counted(export: &dyn Export, entries: &[Entry]) -> String {
    let count = |kind| entries.iter().filter(|entry| entry.kind == kind).count();
    let mut failed = 0;
    for entry in entries {
        let is_read = match entry.kind {
            Kind::Post | Kind::Page => export.post(entry.place).is_ok(),
            Kind::Comment => export.comment(entry.place).is_ok(),
            _ => true,
        };
        failed += usize::from(!is_read);
    }
    format!(
        "{} posts, {} pages, {} comments, {} others, {} broken, {failed} not read",
        count(Kind::Post),
        count(Kind::Page),
        count(Kind::Comment),
        count(Kind::Other),
        count(Kind::Broken)
    )
}

/// Each real export at hand can be read to its end, whole and cut off anywhere, without a panic; what
/// the scan tells of as a post or a comment can be read as one.
#[test]
fn every_real_export_can_be_read() {
    let folder = root().join("../shared/corpus/exports");
    if !folder.is_dir() {
        println!("skipped: no exports in {}", folder.display());
        return;
    }
    for path in files(&folder) {
        let bytes = fs::read(&path).expect("a file can be read");
        let Some((form, export)) = opened(&bytes, &path) else {
            println!("{}: of no form", path.display());
            continue;
        };
        let (_, entries) = entries(&*export);
        let told = counted(&*export, &entries);
        println!("{} {form}: {told}", path.display());
        assert!(told.ends_with(", 0 not read"), "{}", path.display());
        for tenth in 1..10 {
            let cut = &bytes[..bytes.len() * tenth / 10];
            if let Some((_, export)) = opened(cut, &path) {
                let (_, entries) = self::entries(&*export);
                counted(&*export, &entries);
            }
        }
    }
}

/// Each sample cut off at many places, and with bytes changed here and there: what is broken is told,
/// and nothing panics.
#[test]
fn a_broken_export_is_told_and_no_panic() {
    let mut noise = 7_u64;
    let mut next = |below: usize| {
        noise = noise
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(noise >> 33).expect("31 bits fit") % below
    };
    for sample in files(&root().join("samples/exports")) {
        let bytes = fs::read(&sample).expect("a sample can be read");
        for _ in 0..60 {
            let mut broken = bytes[..=next(bytes.len())].to_vec();
            for _ in 0..next(8) {
                let at = next(broken.len());
                broken[at] = b"<>\"{}[]-&\n\0\xff5"[next(13)];
            }
            let Some((_, export)) = opened(&broken, &sample) else {
                continue;
            };
            // A table that is no table any more is an error of the whole file.
            let mut found = Vec::new();
            let _ = export.scan(&mut |entry| {
                found.push(entry);
                Ok(())
            });
            counted(&*export, &found);
        }
    }
}
