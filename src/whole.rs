//! Writes files that are whole under their name, or not there.

use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

/// Writes a file: first under another name in its folder, then, when it is on the disk, under its
/// own. What had that name is replaced, or is an error where `replace` is false.
///
/// # Errors
///
/// The operating system's; [`io::ErrorKind::AlreadyExists`].
pub fn write(path: &Path, bytes: &[u8], replace: bool) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = temporary(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    if replace {
        file.persist(path)?;
    } else {
        file.persist_noclobber(path)?;
    }
    Ok(())
}

/// A new file that has no name of its own yet, in a folder.
///
/// # Errors
///
/// The operating system's.
#[cfg(unix)]
pub fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt as _;
    // Whoever may read new files may read this one: the process's mask decides.
    let like_any_new_file = std::fs::Permissions::from_mode(0o666);
    tempfile::Builder::new()
        .prefix(".repost-")
        .permissions(like_any_new_file)
        .tempfile_in(folder)
}

/// A new file that has no name of its own yet, in a folder.
///
/// # Errors
///
/// The operating system's.
#[cfg(not(unix))]
pub fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new()
        .prefix(".repost-")
        .tempfile_in(folder)
}
