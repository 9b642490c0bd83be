//! One run at a time for each site.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::{Error, ErrorKind};
use crate::migrate::store::WORK;

/// Held as long as a run goes on; the system takes it back when the program ends, however it ends.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code, reason = "it is held, not used")] File);

impl Lock {
    /// Takes the lock of a site.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] where another run has it, [`ErrorKind::Io`].
    pub fn take(site: &Path) -> Result<Self, Error> {
        let path = site.join(WORK).join("lock");
        let at = |error| Error::new(ErrorKind::Io(error), path.display().to_string());
        std::fs::create_dir_all(site.join(WORK)).map_err(at)?;
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(at)?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(Error::new(
                ErrorKind::Usage {
                    message: "another run writes to this folder".to_owned(),
                    hint: "wait until it has ended, or choose another folder with -o".to_owned(),
                },
                site.display().to_string(),
            )),
            // A file system without locks (some network ones): better unlocked than not at all.
            Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => {
                Ok(Self(file))
            }
            Err(TryLockError::Error(error)) => Err(at(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_run_is_locked_out_until_the_first_has_ended() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lock::take(folder.path()).unwrap();
        let error = Lock::take(folder.path()).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        drop(first);
        Lock::take(folder.path()).unwrap();
    }
}
