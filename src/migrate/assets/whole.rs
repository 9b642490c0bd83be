//! Writes files that are whole under their name, or not there.

use std::io::{self, Write as _};
use std::path::Path;

/// Writes a file: first under another name in its folder, then, when it is on the disk, under its
/// own. What had that name is replaced.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = temporary(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

#[cfg(unix)]
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt as _;
    // Whoever may read new files may read this one: the process's mask decides.
    let like_any_new_file = std::fs::Permissions::from_mode(0o666);
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
