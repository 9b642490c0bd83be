//! Writes blogs that do not exist, to measure and test whole migrations with.
//!
//! Everything about a post or a comment follows from the seed and its number (`blog`, `comment`,
//! `body`), so that a blog of a hundred thousand posts takes no more memory than one of ten. Each
//! form (`blogger`, `wxr`, `folder`) asks for one item after the other and writes it. All words
//! are invented.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

mod blog;
mod blogger;
mod body;
mod comment;
mod escape;
mod folder;
mod link;
mod moment;
pub(crate) mod options;
mod order;
mod page;
mod picture;
mod random;
pub(crate) mod truth;
mod words;
mod wxr;

use blog::Blog;
use options::{Form, Options};
use truth::Truth;

#[cfg_attr(
    test,
    allow(dead_code, reason = "tests/synthetic.rs calls what it calls")
)]
fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(truth) => {
            let truth = serde_json::to_string(&truth).expect("counts are JSON");
            eprintln!("{truth}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the blog and tells what is in it.
pub(crate) fn run(options: &Options) -> io::Result<Truth> {
    let blog = Blog {
        seed: options.seed,
        posts: options.posts,
        comments: options.comments,
    };
    match options.form {
        Form::BloggerLegacy => to_file(&options.output, |out, truth| {
            blogger::legacy(&blog, out, truth)
        }),
        Form::Blogger2018 => to_file(&options.output, |out, truth| {
            blogger::takeout(&blog, out, truth)
        }),
        Form::Wxr => to_file(&options.output, |out, truth| wxr::write(&blog, out, truth)),
        Form::Folder => folder::write(&blog, &options.output),
    }
}

/// Writes one file and counts its bytes.
fn to_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write, &mut Truth) -> io::Result<()>,
) -> io::Result<Truth> {
    let mut truth = Truth::default();
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    write(&mut out, &mut truth)?;
    out.flush()?;
    truth.bytes = out
        .get_ref()
        .metadata()
        .map_or(0, |metadata| metadata.len());
    Ok(truth)
}
