//! Reads inputs, and never more of them than the limit allows.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use repost::{Error, ErrorKind};

use crate::cli::plan::Input;

/// The bytes of an input.
pub(crate) fn load(input: &Input, limit: u64) -> Result<Vec<u8>, Error> {
    let at = |error| Error::new(ErrorKind::Io(error), input.name());
    let bytes = match input {
        Input::Stdin => up_to(limit, io::stdin().lock()),
        Input::File(path) => open(path).and_then(|file| up_to(limit, file)),
    }
    .map_err(at)?;
    if bytes.len() as u64 > limit {
        return Err(Error::new(ErrorKind::TooLarge { limit }, input.name()));
    }
    Ok(bytes)
}

/// One byte more than the limit, where there is more: files grow, and devices never end.
fn up_to(limit: u64, source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn open(path: &Path) -> io::Result<File> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    File::open(path)
}
