//! One line on a terminal that tells how far a long batch has come.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// A batch that ends sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether a line can be written over: not in a file, and not on a terminal that only goes on.
pub(crate) fn is_possible() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|name| name == "dumb");
    !dumb && io::stderr().is_terminal()
}

/// How far a batch is.
pub(crate) struct Progress {
    total: usize,
    done: usize,
    started: Instant,
    possible: bool,
    shown: bool,
}

impl Progress {
    /// Progress through `total` inputs; shown only on a terminal that nothing else is printed to.
    pub(crate) fn new(total: usize, prints: bool) -> Self {
        let possible = total > 1 && !prints && is_possible();
        Self {
            total,
            done: 0,
            started: Instant::now(),
            possible,
            shown: false,
        }
    }

    /// One more is done.
    pub(crate) fn advance(&mut self) {
        self.done += 1;
        if self.possible && self.started.elapsed() > PATIENCE {
            let _ = write!(io::stderr(), "\r{} of {}", self.done, self.total);
            self.shown = true;
        }
    }

    /// Makes room for a message.
    pub(crate) fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
