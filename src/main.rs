//! The command line: see `repost --help`.

mod cli;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command, convert, describe, migrate, profiles, report};

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Migrate(arguments) => migrate::run(&arguments),
        Command::Profiles { action } => profiles::run(action.as_ref()),
        Command::Schema => describe::schema(),
        Command::Completions { shell } => describe::completions(shell),
        Command::Man { command } => describe::man(command.as_deref()),
    };
    report::exit_code(result)
}
