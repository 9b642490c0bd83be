//! Options that commands have in common, as the library takes them.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use repost::{Error, Options, input};

use crate::cli::{Limits, profiles};

/// How pages are read.
pub(crate) fn reading(
    limits: &Limits,
    own_profiles: &[PathBuf],
    skip: &[String],
) -> Result<Options, Error> {
    let profiles = own_profiles.iter().map(|path| profiles::load(path));
    Ok(Options {
        limits: input::Limits {
            bytes: limits.bytes,
            nodes: limits.nodes,
            depth: limits.depth,
        },
        profiles: profiles.collect::<Result<_, _>>()?,
        skip: skip.to_vec(),
    })
}

/// How many inputs are worked on at a time: one for each processor where nobody says.
pub(crate) fn threads(jobs: Option<NonZeroUsize>) -> usize {
    let processors = || thread::available_parallelism().map_or(1, usize::from);
    jobs.map_or_else(processors, usize::from)
}
