//! A folder for one test, and repost run in it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// A page with one short post.
pub(crate) const PAGE: &str = "<!DOCTYPE html>
<html lang=en><head><title>Storks on the roof</title></head><body><article>
<h1>Storks on the roof</h1>
<p>They came back in the second week of March, three days after the ice had gone from the ditch.</p>
<p>Nobody had seen them arrive; on Tuesday the nest was empty, and on Wednesday it was not.</p>
</article></body></html>
";

/// A page without anything to read.
pub(crate) const HOLLOW: &str =
    "<!DOCTYPE html><html><head><title></title></head><body></body></html>";

/// The temporary folder of one test.
pub(crate) struct Place {
    folder: TempDir,
}

/// What a run of repost left.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().expect("there is room for a temporary folder"),
        }
    }

    /// A folder with `a.html` in it, which is [`PAGE`].
    pub(crate) fn with_page() -> Self {
        let place = Self::new();
        place.write("a.html", PAGE);
        place
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names in a folder of this place, sorted, hidden ones too.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path().join(folder)).expect("the folder can be read");
        let name = |entry: std::io::Result<fs::DirEntry>| {
            entry
                .expect("it can be listed")
                .file_name()
                .to_string_lossy()
                .into_owned()
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }

    /// Repost in this folder, to be given arguments.
    pub(crate) fn command(&self) -> Command {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("repost");
        command
            .current_dir(self.path())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE");
        command
    }

    /// Runs `repost` with the words of `line`.
    pub(crate) fn repost(&self, line: &str) -> Run {
        run(self.command().args(line.split_whitespace()))
    }
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Run {
    let output = command.output().expect("repost can be started");
    Run {
        code: output.status.code().expect("repost is not killed"),
        out: String::from_utf8(output.stdout).expect("what repost prints is UTF-8"),
        err: String::from_utf8(output.stderr).expect("what repost tells is UTF-8"),
    }
}
