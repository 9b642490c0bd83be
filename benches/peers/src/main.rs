//! Runs repost and other extractors on every page of some sets, and writes what each made of it.
//!
//! `repost-peers OUT SET…` writes `OUT/PROGRAM/SET/PAGE.json`, which `score --predictions` reads.
//! A page goes through all programs in turn, so that a slow minute of the machine hits all alike:
//! once to warm up, then [`ROUNDS`] times, of which the median is kept. A program that panics or
//! refuses a page has an empty prediction that says `failed`.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use serde::Serialize;

#[allow(
    dead_code,
    reason = "of the score command's own reading only the pages are needed"
)]
#[path = "../../../examples/score/measure/gold.rs"]
mod gold;
#[allow(dead_code, reason = "a prediction is written here, and not read")]
#[path = "../../../examples/score/measure/neutral.rs"]
mod neutral;
mod programs;
#[path = "../../../examples/score/measure/saved.rs"]
mod saved;
#[allow(
    dead_code,
    reason = "of the score command's own reading only the pages are needed"
)]
#[path = "../../../examples/score/measure/set.rs"]
mod set;

use neutral::Neutral;
use programs::{Input, PROGRAMS, Read};
use set::{Page, Set};

/// How often each page is measured, after it was read once to warm up.
const ROUNDS: usize = 3;

/// The deepest pages need it, and whose stack ends takes the whole run with it.
const STACK: usize = 1 << 30;

/// What is written of a page: the neutral form, and how it came to be.
#[derive(Serialize)]
struct Prediction {
    #[serde(flatten)]
    neutral: Neutral,
    ms: f64,
    failed: bool,
}

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let Some((out, folders)) = arguments.split_first().filter(|(_, sets)| !sets.is_empty()) else {
        eprintln!("usage: repost-peers OUT SET...");
        return ExitCode::from(2);
    };
    // What a program says when it panics is counted, not told.
    std::panic::set_hook(Box::new(|_| {}));
    let (out, folders) = (out.clone(), folders.to_vec());
    let worker = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || folders.iter().try_for_each(|folder| run(folder, &out)));
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        Ok(Ok(Err(error))) | Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
        Ok(Err(_)) => ExitCode::FAILURE,
    }
}

/// Runs all programs on the pages of one set.
fn run(folder: &Path, out: &Path) -> io::Result<()> {
    let set = Set::open(folder)?;
    for page in &set.pages {
        let bytes = saved::read(&page.file)?;
        let input = Input::new(&bytes);
        let readings = PROGRAMS.map(|(_, read)| measure(read, &input));
        for ((program, _), prediction) in PROGRAMS.iter().zip(&readings) {
            write(&out.join(program).join(&set.name), page, prediction)?;
        }
    }
    Ok(())
}

fn measure(read: Read, input: &Input) -> Prediction {
    let (neutral, _) = once(read, input);
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| once(read, input).1).collect();
    times.sort();
    Prediction {
        failed: neutral.is_none(),
        neutral: neutral.unwrap_or_default(),
        ms: times[ROUNDS / 2].as_secs_f64() * 1000.0,
    }
}

/// What a program makes of a page, and how long it takes; to put it into the neutral form is not
/// counted.
fn once(read: Read, input: &Input) -> (Option<Neutral>, Duration) {
    let start = Instant::now();
    let mut time = None;
    let result = catch_unwind(AssertUnwindSafe(|| {
        read(input, &mut || time = Some(start.elapsed()))
    }));
    (
        result.ok().flatten(),
        time.unwrap_or_else(|| start.elapsed()),
    )
}

fn write(folder: &Path, page: &Page, prediction: &Prediction) -> io::Result<()> {
    let path = folder.join(format!("{}.json", page.name));
    fs::create_dir_all(path.parent().expect("it is in the folder"))?;
    fs::write(path, serde_json::to_string(prediction)?)
}
