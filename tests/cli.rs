//! The command line as a person meets it: messages, exit statuses, files.
#![cfg(feature = "cli")]

#[path = "cli/place.rs"]
mod place;

#[path = "cli/explain.rs"]
mod explain;
#[path = "cli/mistakes.rs"]
mod mistakes;
#[path = "cli/outputs.rs"]
mod outputs;
#[path = "cli/tells.rs"]
mod tells;
