#!/usr/bin/env bash
# Shows that a migration's time is linear in the size of the blog, that its memory does not grow
# with it, and what a second core gains: migrates synthetic blogs of several sizes, each on one
# thread and on two, and prints a table. All files are temporary and removed at the end.
#
#   benches/migrate/scale.sh [--form FORM] [--to TARGET] [POSTS…]
#
# FORM is blogger-legacy (the hardest: all comments come after all posts), blogger-2018, wxr or
# folder; POSTS are 1000 10000 100000 if not told, with ten comments each. The largest needs some
# ten GB below TMPDIR. A machine is never quiet: compare times within one run, and never those of
# two.
set -euo pipefail
form=blogger-legacy
to=hugo
sizes=()
while [ "$#" -gt 0 ]; do
    case $1 in
    --form) form=$2 && shift 2 ;;
    --to) to=$2 && shift 2 ;;
    *) sizes+=("$1") && shift ;;
    esac
done
[ "${#sizes[@]}" -gt 0 ] || sizes=(1000 10000 100000)
cd "$(dirname "$0")/../.."
repost=${REPOST:-target/release/repost}
synthetic=${SYNTHETIC:-target/release/examples/synthetic}
[ -x "$repost" ] || cargo build --release --locked --bin repost
[ -x "$synthetic" ] || cargo build --release --locked --example synthetic
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "$form to $to"
echo "| posts | comments | input MB | jobs | seconds | posts/s | peak RSS MB | gain of 2 jobs | same bytes |"
echo "|---|---|---|---|---|---|---|---|---|"
for posts in "${sizes[@]}"; do
    input=$work/input
    [ "$form" = folder ] || input=$work/input.xml
    "$synthetic" --seed 1 --posts "$posts" --comments $((posts * 10)) --form "$form" \
        -o "$input" 2>"$work/truth.json"
    # The same input is read by all runs from the system's cache, or by none.
    for jobs in 1 2; do
        python3 benches/migrate/measure.py "$work" "$posts" "$jobs" \
            "$repost" migrate "$input" -o "$work/site-$jobs" --to "$to" --jobs "$jobs"
    done
    rm -rf "$input" "$work"/site-*
done
