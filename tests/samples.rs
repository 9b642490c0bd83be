//! Every saved page in samples/ against its snapshots: what each format makes of it.
//!
//! Adding a case is saving a page into `samples/<platform>/`: no Rust is written. A sample whose
//! snapshot is missing fails; `INSTA_UPDATE=always cargo test --test samples` writes what is to be
//! read before it is committed.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8};
use repost::write::{Format, Options, write};

#[path = "laws/pages.rs"]
mod pages;

use pages::{Page, root, samples};

/// The endings of a sample's snapshots.
const FORMATS: &[(&str, Format)] = &[
    ("json", Format::Json),
    ("md", Format::Markdown),
    ("xhtml", Format::Xhtml),
    ("txt", Format::Text),
];

/// What a reader of the output gets, for each format; a refusal is the same in all of them and
/// stands in `txt` alone.
fn outputs(sample: &Page) -> Vec<(&'static str, String)> {
    match repost::convert(&sample.bytes, &repost::Options::default()) {
        Ok(document) => FORMATS
            .iter()
            .map(|(ending, format)| (*ending, write(&document, *format, &Options::default())))
            .collect(),
        Err(error) => {
            let hint = error.hint().expect("an error says what to do next");
            vec![("txt", format!("error: {error}\nhint: {hint}\n"))]
        }
    }
}

/// A sample's folder below samples/, and its name without the ending.
fn place(sample: &Page) -> (&Path, String) {
    let inside = sample.file.strip_prefix(root().join("samples"));
    let folder = inside.expect("it is in samples/").parent();
    let name = sample.file.file_stem().expect("a file has a name");
    let folder = folder.expect("a sample is in a folder");
    (folder, name.to_string_lossy().into_owned())
}

/// The snapshot of a sample in one format, below snapshots/.
fn snapshot_of(sample: &Page, ending: &str) -> PathBuf {
    let (folder, name) = place(sample);
    folder.join(format!("{name}.{ending}.snap"))
}

/// Compares one output with its snapshot; whether it is the same.
fn holds(sample: &Page, ending: &str, output: &str) -> bool {
    let mut settings = insta::Settings::clone_current();
    let (folder, name) = place(sample);
    settings.set_snapshot_path(root().join("snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let name = format!("{name}.{ending}");
    let compared = AssertUnwindSafe(|| settings.bind(|| insta::assert_snapshot!(name, output)));
    catch_unwind(compared).is_ok()
}

#[test]
fn every_sample_is_what_its_snapshots_say() {
    let mut differing = Vec::new();
    for sample in samples() {
        for (ending, output) in outputs(&sample) {
            if !holds(&sample, ending, &output) {
                differing.push(snapshot_of(&sample, ending));
            }
        }
    }
    assert!(
        differing.is_empty(),
        "differ from their snapshots, or have none: {differing:#?}"
    );
}

#[test]
fn every_snapshot_is_of_a_sample() {
    let wanted: BTreeSet<PathBuf> = samples()
        .iter()
        .flat_map(|sample| {
            let endings = outputs(sample).into_iter().map(|(ending, _)| ending);
            endings
                .map(|ending| snapshot_of(sample, ending))
                .collect::<Vec<_>>()
        })
        .collect();
    let snapshots = root().join("snapshots");
    let present = pages::files(&snapshots).into_iter();
    let orphans: Vec<PathBuf> = present
        .filter(|file| file.extension().is_some_and(|ending| ending == "snap"))
        .filter_map(|file| file.strip_prefix(&snapshots).map(Path::to_owned).ok())
        .filter(|file| {
            !wanted.contains(file) && !file.starts_with("exports") && !file.starts_with("sites")
        })
        .collect();
    assert!(orphans.is_empty(), "no sample makes them: {orphans:#?}");
}

#[test]
fn every_sample_begins_with_what_it_shows() {
    for sample in samples() {
        // What it says is ASCII, whatever comes after it.
        let charset = Encoding::for_bom(&sample.bytes).map_or(UTF_8, |(charset, _)| charset);
        let (text, _) = charset.decode_with_bom_removal(&sample.bytes);
        let first = text.lines().next().unwrap_or_default();
        let told = first.starts_with("<!-- Shows: ") && first.ends_with(" -->");
        let is_text = sample
            .file
            .extension()
            .is_some_and(|ending| ending == "txt");
        assert!(told || is_text, "{}: {first:?}", sample.file.display());
    }
}

/// What the samples become, those that are posts.
fn documents() -> Vec<repost::Document> {
    let options = repost::Options::default();
    let documents = samples().into_iter();
    documents
        .filter_map(|sample| repost::convert(&sample.bytes, &options).ok())
        .collect()
}

#[test]
fn every_profile_has_a_sample() {
    let read: BTreeSet<String> = documents()
        .into_iter()
        .filter_map(|document| document.source.platform)
        .collect();
    for (name, _) in repost::profile::builtin() {
        assert!(
            read.contains(*name),
            "no sample of {name} in samples/{name}/"
        );
    }
}

#[test]
fn every_table_of_a_comment_system_has_a_sample() {
    let rules: BTreeSet<String> = documents()
        .into_iter()
        .flat_map(|document| document.notes)
        .map(|note| note.rule)
        .collect();
    for (name, text) in repost::profile::systems() {
        let tables = text.matches("\n[[comments]]\n").count();
        let mut wanted: Vec<String> = (0..tables)
            .map(|table| format!("{name}.comments[{table}]."))
            .collect();
        if text.contains("\n[data.comments]\n") {
            wanted.push(format!("{name}.data.comments"));
        }
        if text.contains("\nremote_comments = ") {
            wanted.push(format!("{name}.remote_comments["));
        }
        for rule in wanted {
            assert!(
                rules.iter().any(|known| known.starts_with(&rule)),
                "no sample of {rule} in samples/comments/"
            );
        }
    }
}

#[test]
fn every_sample_stands_in_the_folder_of_its_platform() {
    let folders = fs::read_dir(root().join("samples")).expect("samples/ can be listed");
    let platforms = repost::profile::builtin().iter().map(|(name, _)| *name);
    let known: Vec<&str> = platforms.chain(["comments"]).collect();
    for folder in folders.map(|entry| entry.expect("samples/ can be listed").file_name()) {
        let name = folder.to_string_lossy();
        assert!(
            known.contains(&name.as_ref()) || name == "exports",
            "samples/{name} is of no profile"
        );
    }
}
