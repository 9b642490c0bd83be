#!/usr/bin/env bash
# Runs repost and other importers on the same exports of blogs, and prints what each kept: posts,
# comments, pictures, and how long it took. The others are installed into a temporary folder, which
# is removed at the end. What cannot be installed or fails is told in the table.
#
#   benches/migrate/peers/run.sh [POSTS]      (200 posts with ten comments each, if not told)
#
# Besides two synthetic blogs, all exports of the development corpus are used, if it is
# there (CORPUS names their folder).
set -euo pipefail
cd "$(dirname "$0")/../../.."
posts=${1:-200}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --release --locked --example synthetic --bin repost
for form in blogger-legacy blogger-2018 wxr; do
    target/release/examples/synthetic --seed 1 --posts "$posts" --comments $((posts * 10)) \
        --form "$form" -o "$work/$form.xml" 2>"$work/$form.truth"
done

python3 -m venv "$work/python"
for package in 'pelican[markdown]' beautifulsoup4 lxml feedparser pypandoc_binary Nikola \
    phpserialize html2text requests blogger2hugo blogger-to-hugo; do
    "$work/python/bin/pip" install --quiet "$package" >>"$work/install.log" 2>&1 ||
        echo "not installed: $package"
done
for package in wordpress-export-to-markdown blog2md; do
    npm install --silent --prefix "$work/node" "$package" >>"$work/install.log" 2>&1 ||
        echo "not installed: $package (npm has no such package, or cannot be reached)"
done

python3 benches/migrate/peers/peers.py "$work" target/release/repost \
    "${CORPUS:-../shared/corpus/exports}"
