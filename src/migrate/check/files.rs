//! Files of the site: are they on the disk, with the hashes that the ledger tells?

use std::fs::File;
use std::io::{self, Read as _};
use std::ops::ControlFlow;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::Fault;
use crate::migrate::Run;
use crate::migrate::ledger::{Output, Record};
use crate::migrate::store::hexadecimal;
use crate::queue;

/// Bytes read at a time.
const PIECE: usize = 64 << 10;

/// Those of the files that are missing or changed, in their order.
pub(super) fn wrong<'a>(
    run: &Run<'_>,
    files: &[(&'a Record, &'a Output)],
) -> Vec<(&'a Record, &'a str, Fault)> {
    let site = run.store.site();
    let work = |(_, output): &(&Record, &Output)| fault(site, output);
    let mut wrong = Vec::new();
    queue::in_order(
        files,
        run.options.threads,
        work,
        |(record, output), fault| {
            let found = fault.map(|fault| (*record, output.path.as_str(), fault));
            wrong.extend(found);
            ControlFlow::Continue(())
        },
    );
    wrong
}

fn fault(site: &Path, output: &Output) -> Option<Fault> {
    match hash(&site.join(&output.path)) {
        Ok(hash) if hash == output.sha256 => None,
        Ok(_) => Some(Fault::ChangedFile),
        Err(_) => Some(Fault::MissingFile),
    }
}

/// The hash of a file, however long it is.
fn hash(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(hexadecimal(&hasher.finalize())),
            Ok(length) => hasher.update(&piece[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_gone_or_changed_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let output = Output {
            path: "posts/a.md".to_owned(),
            sha256: crate::migrate::store::hash(b"one"),
        };
        assert_eq!(fault(folder.path(), &output), Some(Fault::MissingFile));
        let path = folder.path().join(&output.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, "one").unwrap();
        assert_eq!(fault(folder.path(), &output), None);
        std::fs::write(&path, "two").unwrap();
        assert_eq!(fault(folder.path(), &output), Some(Fault::ChangedFile));
    }
}
