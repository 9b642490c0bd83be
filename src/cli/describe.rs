//! What repost tells about itself: schema, completions, manual pages.

use clap::CommandFactory as _;
use clap_complete::Shell;
use repost::Error;

use crate::cli::{Cli, manual, store};

/// Prints the JSON Schema.
pub(crate) fn schema() -> Result<u8, Error> {
    print(&repost::write::json::schema())
}

/// Prints a completion script.
pub(crate) fn completions(shell: Shell) -> Result<u8, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "repost", &mut script);
    print(&String::from_utf8_lossy(&script))
}

/// Prints the manual page of repost, or of one of its commands.
pub(crate) fn man(command: Option<&str>) -> Result<u8, Error> {
    let mut whole = Cli::command();
    whole.build();
    let page = match command {
        Some(name) => manual::page(
            whole
                .find_subcommand(name)
                .expect("the parser knows its names"),
        ),
        None => manual::page(&whole),
    };
    print(&page)
}

fn print(text: &str) -> Result<u8, Error> {
    store::print(text).map(|_| 0)
}
