//! Writes outputs: a file under its name is whole, or it is not there.

use std::fs;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

use repost::{Error, ErrorKind, whole};

/// Refuses an output that exists, unless it may be overwritten.
pub(crate) fn refuse_existing(path: &Path, force: bool) -> Result<(), Error> {
    if force || path.symlink_metadata().is_err() || is_device(path) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Exists, path.display().to_string()))
}

/// Writes a whole file, or nothing. Another program's file that came to be in the meantime is not
/// overwritten either, unless with `force`.
pub(crate) fn write(path: &Path, text: &str, force: bool) -> Result<(), Error> {
    let written = if is_device(path) {
        fs::write(path, text)
    } else {
        whole::write(path, text.as_bytes(), force)
    };
    written.map_err(|error| {
        let kind = match error.kind() {
            io::ErrorKind::AlreadyExists => ErrorKind::Exists,
            _ => ErrorKind::Io(error),
        };
        Error::new(kind, path.display().to_string())
    })
}

/// Makes the folder that outputs go to.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder)
        .map_err(|error| Error::new(ErrorKind::Io(error), folder.display().to_string()))
}

/// Prints on standard output. Whoever reads it may stop early: that is no error, but the end.
pub(crate) fn print(text: &str) -> Result<ControlFlow<()>, Error> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(ControlFlow::Continue(())),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ControlFlow::Break(())),
        Err(error) => Err(Error::new(ErrorKind::Io(error), "standard output")),
    }
}

/// A terminal, a pipe, `/dev/null`: it is written to, never replaced.
fn is_device(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|found| !found.is_file() && !found.is_dir())
}
