//! Scores what repost, or another program, makes of pages whose truth is known; README.md tells how
//! to use it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

mod against;
pub(crate) mod floors;
mod hold_out;
mod measure;
pub(crate) mod options;
mod programs;
mod table;
mod worst;

use floors::Floors;
use measure::Measured;
use measure::predicted;
use measure::set::Set;
use options::Options;

#[cfg_attr(test, allow(dead_code, reason = "tests/score.rs calls what it calls"))]
fn main() -> ExitCode {
    match run(&Options::parse(), &mut io::stdout().lock()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Measures the folders and reports; false where something is worse than it has to be.
pub(crate) fn run(options: &Options, out: &mut dyn Write) -> io::Result<bool> {
    let mut measured = Vec::new();
    for folder in &options.folders {
        measured.extend(self::measured(folder, options.predictions.as_deref())?);
    }
    if options.predictions.is_some() {
        programs::write(&measured, out)?;
    }
    for set in &measured {
        if options.predictions.is_none() {
            table::write(set, out)?;
        }
        worst::write(set, options.worst, out)?;
        if options.hold_out {
            hold_out::write(set, out)?;
        }
    }
    let mut is_good = true;
    if let Some(path) = &options.against {
        let earlier: Vec<Measured> = serde_json::from_str(&fs::read_to_string(path)?)?;
        is_good &= against::write(&earlier, &measured, out)?;
    }
    if let Some(path) = &options.floors {
        is_good &= stands(path, &measured, options.raise, out)?;
    }
    if let Some(path) = &options.json {
        fs::write(path, serde_json::to_string(&measured)?)?;
    }
    Ok(is_good)
}

/// Measures a set: repost, or else each program that predictions were written of.
fn measured(folder: &Path, predictions: Option<&Path>) -> io::Result<Vec<Measured>> {
    let named =
        |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
    let set = Set::open(folder).map_err(named)?;
    let Some(predictions) = predictions else {
        let read = |_: &_, bytes: &_| Ok(measure::repost(bytes));
        return Ok(vec![measure::measure(&set, "repost", &read)?]);
    };
    let programs = predicted::programs(predictions, &set.name)?;
    let measured = programs.iter().map(|program| {
        let read = |page: &_, _: &_| program.read(page);
        measure::measure(&set, &program.name, &read)
    });
    measured.collect()
}

/// Whether nothing is below its floor; with `raise`, what is better becomes the floor.
fn stands(
    path: &Path,
    measured: &[Measured],
    raise: bool,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let mut floors = Floors::read(path)?;
    let below = floors.below(measured);
    for line in &below {
        writeln!(out, "below the floor: {line}")?;
    }
    if raise {
        floors.raise(measured);
        fs::write(path, floors.to_toml())?;
    }
    Ok(below.is_empty())
}
