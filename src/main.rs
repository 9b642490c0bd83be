//! The command line: see `repost --help`.

fn main() {}
