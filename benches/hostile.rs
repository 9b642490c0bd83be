//! Opens hostile pages, each in a process of its own, and tells what the worst of them cost.
//!
//! `REPOST_HOSTILE=DIR cargo bench --bench hostile` reads every `.html` below DIR; the bar is 5 s
//! and 1 GB for each.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use repost::input::{Limits, open};

/// The file that a child process is to open.
const ONE: &str = "REPOST_HOSTILE_FILE";

/// Seconds, mebibytes, file.
type Cost = (f64, u64, PathBuf);

fn main() {
    if let Some(file) = std::env::var_os(ONE) {
        return open_one(Path::new(&file));
    }
    let Some(folder) = std::env::var_os("REPOST_HOSTILE") else {
        return println!("skipped: REPOST_HOSTILE names no folder");
    };
    let mut files = Vec::new();
    collect(Path::new(&folder), &mut files);
    let mut costs: Vec<Cost> = files.into_iter().map(cost).collect();
    costs.sort_by(|a, b| b.0.total_cmp(&a.0));
    report("slowest", &costs);
    costs.sort_by_key(|cost| std::cmp::Reverse(cost.1));
    report("largest", &costs);
    let bad = costs.iter().filter(|cost| cost.0 > 5.0 || cost.1 > 1024);
    let bad = bad.count();
    println!("{} files, {bad} over the bar", costs.len());
    assert_eq!(bad, 0);
}

fn report(what: &str, costs: &[Cost]) {
    println!("{what}:");
    for (seconds, mebibytes, file) in costs.iter().take(12) {
        println!("{seconds:7.2} s {mebibytes:6} MiB  {}", file.display());
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "html") {
            files.push(path);
        }
    }
}

/// A crash counts as endless.
fn cost(file: PathBuf) -> Cost {
    let program = std::env::current_exe().expect("a running program has a file");
    let child = Command::new(program).env(ONE, &file).output();
    let output = child.map_or_else(|_| Vec::new(), |output| output.stdout);
    let output = String::from_utf8_lossy(&output);
    let mut words = output.split_whitespace();
    let seconds = words.next().and_then(|word| word.parse().ok());
    let mebibytes = words.next().and_then(|word| word.parse().ok());
    (
        seconds.unwrap_or(f64::INFINITY),
        mebibytes.unwrap_or(u64::MAX),
        file,
    )
}

fn open_one(file: &Path) {
    let bytes = std::fs::read(file).expect("the file was listed");
    let begun = Instant::now();
    let opened = open(&bytes, &Limits::default());
    println!("{} {}", begun.elapsed().as_secs_f64(), peak());
    drop(opened);
}

/// The peak of this process's memory in MiB, where the system tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}
