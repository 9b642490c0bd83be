//! The command line.

use std::path::PathBuf;

use clap::Parser;

/// Scores what repost makes of pages whose truth is known.
#[derive(Debug, Default, Parser)]
#[command(name = "score", version)]
pub(crate) struct Options {
    /// Folders with `html/` and `truth/` or `truth.jsonl` (see README.md)
    #[arg(required = true, value_name = "FOLDER")]
    pub(crate) folders: Vec<PathBuf>,

    /// Name the N worst pages of each set, and what is wrong with them
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) worst: usize,

    /// Write all figures, page by page
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,

    /// Compare with an earlier --json: fails where a platform fell
    #[arg(long, value_name = "FILE")]
    pub(crate) against: Option<PathBuf>,

    /// Leave out each blog in turn: how much hangs on one blog
    #[arg(long)]
    pub(crate) hold_out: bool,

    /// Compare with the least that each platform must reach: fails below it
    #[arg(long, value_name = "FILE")]
    pub(crate) floors: Option<PathBuf>,

    /// Write what is better than the floors into their file
    #[arg(long, requires = "floors")]
    pub(crate) raise: bool,

    /// Score what programs made of the pages, one line each, instead of running repost: the
    /// neutral form in FOLDER/PROGRAM/SET/PAGE.json
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["against", "hold_out", "floors"])]
    pub(crate) predictions: Option<PathBuf>,
}
