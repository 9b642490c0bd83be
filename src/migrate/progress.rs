//! Who watches a run: how far it has come, and whether it is to stop.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// What a run does at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Goes through the exports; counted in entries, their number unknown.
    Scan,
    /// Reads saved pages.
    Pages,
    /// Looks for images and files; counted in posts.
    Files,
    /// Converts and writes posts.
    Posts,
}

/// Who watches a run, and may stop it.
pub struct Observer<'a> {
    /// Told how many are done, and of how many; of zero where nobody knows.
    pub advanced: &'a (dyn Fn(Stage, u64, u64) + Sync),
    /// Set by whoever wants the run to stop: what is in hand is finished, and no more.
    pub stop: &'a AtomicBool,
}

/// Counts what is done.
pub(super) struct Progress<'a> {
    observer: &'a Observer<'a>,
    stage: Stage,
    done: AtomicU64,
    total: u64,
}

impl<'a> Progress<'a> {
    pub(super) fn new(observer: &'a Observer<'a>, stage: Stage, total: usize) -> Self {
        (observer.advanced)(stage, 0, total as u64);
        Self {
            observer,
            stage,
            done: AtomicU64::new(0),
            total: total as u64,
        }
    }

    pub(super) fn advance(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        (self.observer.advanced)(self.stage, done, self.total);
    }
}
