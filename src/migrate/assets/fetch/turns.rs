//! Turns at a host: how many requests at once, how soon after each other, and when to leave it
//! alone.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::failure::{Fault, Reason};

/// How long a waiting thread sleeps before it looks whether it is to stop.
const LOOK: Duration = Duration::from_millis(100);

/// All hosts' turns.
#[derive(Debug)]
pub(super) struct Turns {
    /// Requests at once to one host.
    pub(super) at_once: usize,
    /// The least time between the beginnings of two requests to one host.
    pub(super) apart: Duration,
    /// Failures in a row without any answer, after which a host is left alone.
    pub(super) give_up_after: u32,
    hosts: Mutex<HashMap<String, Host>>,
    changed: Condvar,
    stopped: AtomicBool,
}

#[derive(Debug, Default)]
struct Host {
    running: usize,
    /// When the next request may begin.
    next: Option<Instant>,
    /// How often in a row nothing was answered.
    silent: u32,
}

/// A turn: a request may be made until it is dropped.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    turns: &'a Turns,
    host: String,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(host) = self.turns.lock().get_mut(&self.host) {
            host.running -= 1;
        }
        self.turns.changed.notify_all();
    }
}

impl Turns {
    pub(super) fn new(at_once: usize, apart: Duration, give_up_after: u32) -> Self {
        Self {
            at_once: at_once.max(1),
            apart,
            give_up_after: give_up_after.max(1),
            hosts: Mutex::default(),
            changed: Condvar::new(),
            stopped: AtomicBool::new(false),
        }
    }

    /// Waits for a turn at a host.
    pub(super) fn take(&self, name: &str) -> Result<Turn<'_>, Fault> {
        let mut hosts = self.lock();
        loop {
            self.check(&hosts, name)?;
            let host = hosts.entry(name.to_owned()).or_default();
            let now = Instant::now();
            let wait = match host.next {
                _ if host.running >= self.at_once => LOOK,
                Some(next) if next > now => (next - now).min(LOOK),
                _ => {
                    host.running += 1;
                    host.next = Some(now + self.apart);
                    let host = name.to_owned();
                    return Ok(Turn { turns: self, host });
                }
            };
            let waited = self.changed.wait_timeout(hosts, wait);
            hosts = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn check(&self, hosts: &HashMap<String, Host>, name: &str) -> Result<(), Fault> {
        if self.is_stopped() {
            return Err(stopped());
        }
        match hosts.get(name) {
            Some(host) if host.silent >= self.give_up_after => {
                let message = format!("{name} gave no answer {} times in a row", host.silent);
                Err(Fault::new(Reason::HostDown, message))
            }
            _ => Ok(()),
        }
    }

    /// Tells whether a host answered.
    pub(super) fn record(&self, name: &str, is_silence: bool) {
        let mut hosts = self.lock();
        let host = hosts.entry(name.to_owned()).or_default();
        host.silent = if is_silence { host.silent + 1 } else { 0 };
    }

    /// Leaves a host alone for a time.
    pub(super) fn hold(&self, name: &str, time: Duration) {
        let mut hosts = self.lock();
        let host = hosts.entry(name.to_owned()).or_default();
        host.next = host.next.max(Some(Instant::now() + time));
    }

    /// Waits, unless it is to stop.
    pub(super) fn pause(&self, time: Duration) -> Result<(), Fault> {
        let end = Instant::now() + time;
        let mut hosts = self.lock();
        while !self.is_stopped() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            let waited = self.changed.wait_timeout(hosts, left.min(LOOK));
            hosts = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        Err(stopped())
    }

    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
        self.changed.notify_all();
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// A thread that panicked leaves counts that are still right.
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Host>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn stopped() -> Fault {
    Fault::new(
        Reason::Stopped,
        "not asked for any more: the run was stopped",
    )
}
