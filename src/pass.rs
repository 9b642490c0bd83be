//! Passes: document to document, one file each, in the order of a table.

use crate::document::Document;

/// One pass.
struct Pass {
    name: &'static str,
    run: fn(&mut Document),
}

/// The passes in the order in which they run, and why in that order.
const PASSES: &[Pass] = &[];

/// The names of all passes in order, for `--skip`.
pub fn names() -> Vec<&'static str> {
    PASSES.iter().map(|pass| pass.name).collect()
}

/// Runs every pass that is not in `skip`.
pub fn run(document: &mut Document, skip: &[String]) {
    for pass in PASSES
        .iter()
        .filter(|pass| !skip.iter().any(|name| name == pass.name))
    {
        (pass.run)(document);
    }
}
