//! Scores what repost makes of pages whose truth is known; README.md tells how to use it.

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
mod table;
mod worst;

use floors::Floors;
use measure::Measured;
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
    let measured = options.folders.iter().map(|folder| measured(folder));
    let measured: Vec<Measured> = measured.collect::<io::Result<_>>()?;
    for set in &measured {
        table::write(set, out)?;
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

fn measured(folder: &Path) -> io::Result<Measured> {
    let named =
        |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
    let set = Set::open(folder).map_err(named)?;
    measure::measure(&set, &measure::repost)
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
