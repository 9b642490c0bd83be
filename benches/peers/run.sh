#!/usr/bin/env bash
# Runs repost and other extractors on the same pages, and prints what is right of what each made of
# them and how long each took. Run it from anywhere; without SETs it takes those of the development
# corpus. A machine is never quiet: compare times within one run, and never those of two.
#
#   benches/peers/run.sh [SET…]
set -euo pipefail
sets=()
for set in "$@"; do sets+=("$(realpath "$set")"); done
cd "$(dirname "$0")/../.."
[ "$#" -gt 0 ] || sets=(../shared/corpus/{pages,wcxb-dev,trafilatura-blogs})
out=target/peers/predictions
package=benches/peers/Cargo.toml

rm -rf "$out"
cargo build --release --locked --manifest-path "$package" --target-dir target/peers/build
target/peers/build/release/repost-peers "$out" "${sets[@]}"
cargo tree --locked --manifest-path "$package" --depth 1 --prefix none |
    grep -E '^(repost|dom_smoothie|trafilatura|rs-trafilatura) ' | cut -d ' ' -f 1,2
python3 benches/peers/peers.py "$out" "${sets[@]}" ||
    echo "skipped: Python's extractors: they could not be installed or run"
cargo run --quiet --locked --example score -- "${sets[@]}" --predictions "$out"
