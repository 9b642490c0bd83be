//! Work on several threads, results in the order of the work.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Does `work` for every job on up to `threads` threads, and hands the results to `done` in the
/// order of the jobs. When `done` breaks, no further job is begun.
pub fn in_order<J: Sync, R: Send>(
    jobs: &[J],
    threads: usize,
    work: impl Fn(&J) -> R + Sync,
    mut done: impl FnMut(&J, R) -> ControlFlow<()>,
) {
    if threads.min(jobs.len()) < 2 {
        let _ = jobs.iter().try_for_each(|job| done(job, work(job)));
        return;
    }
    let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, results) = mpsc::channel();
    let worker = |sender: mpsc::Sender<(usize, R)>| {
        while !stopped.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(index) else { return };
            if sender.send((index, work(job))).is_err() {
                return;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..threads.min(jobs.len()) {
            let sender = sender.clone();
            scope.spawn(|| worker(sender));
        }
        drop(sender);
        if sorted(results, |index, result| done(&jobs[index], result)).is_break() {
            stopped.store(true, Ordering::Relaxed);
        }
    });
}

/// Keeps what comes too early until its turn.
fn sorted<R>(
    results: mpsc::Receiver<(usize, R)>,
    mut done: impl FnMut(usize, R) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut early = BTreeMap::new();
    let mut turn = 0;
    for (index, result) in results {
        early.insert(index, result);
        while let Some(result) = early.remove(&turn) {
            done(turn, result)?;
            turn += 1;
        }
    }
    ControlFlow::Continue(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        let jobs: Vec<u64> = (0..40).collect();
        for threads in [1, 2, 8] {
            let mut seen = Vec::new();
            let work = |job: &u64| {
                thread::sleep(Duration::from_micros((40 - job) * 20));
                job * 2
            };
            in_order(&jobs, threads, work, |job, result| {
                seen.push((*job, result));
                ControlFlow::Continue(())
            });
            let expected: Vec<(u64, u64)> = jobs.iter().map(|job| (*job, job * 2)).collect();
            assert_eq!(seen, expected, "{threads} threads");
        }
    }

    #[test]
    fn no_result_is_handed_over_after_a_break() {
        let jobs: Vec<usize> = (0..1000).collect();
        for threads in [1, 4] {
            let mut seen = 0;
            in_order(
                &jobs,
                threads,
                |job| *job,
                |_, _| {
                    seen += 1;
                    if seen == 3 {
                        ControlFlow::Break(())
                    } else {
                        ControlFlow::Continue(())
                    }
                },
            );
            assert_eq!(seen, 3, "{threads} threads");
        }
    }
}
