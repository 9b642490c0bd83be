//! Writes outputs: a file under its name is whole, or it is not there.

use std::fs;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

use repost::{Error, ErrorKind};

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
        replace(path, text, force)
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

/// A temporary file in the same folder, on disk before it takes the name.
fn replace(path: &Path, text: &str, force: bool) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = temporary(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    if force {
        file.persist(path)?;
    } else {
        file.persist_noclobber(path)?;
    }
    Ok(())
}

#[cfg(unix)]
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt as _;
    // Whoever may read new files may read this one: the process's mask decides.
    let like_any_new_file = fs::Permissions::from_mode(0o666);
    tempfile::Builder::new()
        .prefix(".repost-")
        .permissions(like_any_new_file)
        .tempfile_in(folder)
}

#[cfg(not(unix))]
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new()
        .prefix(".repost-")
        .tempfile_in(folder)
}
