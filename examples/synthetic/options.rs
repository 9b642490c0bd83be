//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Writes a blog that does not exist, of any size: an export, or a folder of saved pages. The same
/// options give the same bytes. What a right reader has to find is told on stderr as JSON.
#[derive(Debug, Parser)]
#[command(name = "synthetic", version)]
pub(crate) struct Options {
    /// Another number, another blog
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,

    /// Published posts; pages and drafts come on top
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..1_000_000_000))]
    pub(crate) posts: u64,

    /// Comments, those included that are spam or were removed
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u64).range(0..1_000_000_000))]
    pub(crate) comments: u64,

    /// What to write
    #[arg(long, value_enum)]
    pub(crate) form: Form,

    /// The file, or with `--form folder` the folder
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: PathBuf,
}

/// What a blog is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Blogger's backup up to 2024: Atom, all posts, then all comments
    BloggerLegacy,
    /// Blogger's export since: Atom with the namespace of 2018
    #[value(name = "blogger-2018")]
    Blogger2018,
    /// WordPress' export, version 1.2
    Wxr,
    /// Saved pages as a crawler leaves them
    Folder,
}
