#!/bin/sh
# Builds a migrated site with its generator: build.sh SITE hugo|zola|jekyll|eleventy
# The built site is in SITE/public, SITE/_site for Jekyll and Eleventy. Fails on errors and on
# warnings; ends with 77 where the generator is not installed. Eleventy's packages are taken from
# SITE/node_modules, or from the folder that REPOST_NODE_MODULES names.
set -u
site=$1
generator=$2
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT

missing() {
    echo "skipped: $1 is not installed"
    exit 77
}

case $generator in
hugo)
    command -v hugo >/dev/null || missing hugo
    hugo --source "$site" --destination public --cleanDestinationDir >"$log" 2>&1
    status=$?
    ;;
zola)
    command -v zola >/dev/null || missing zola
    zola --root "$site" build --force >"$log" 2>&1
    status=$?
    ;;
jekyll)
    command -v jekyll >/dev/null || missing jekyll
    BUNDLE_GEMFILE='' JEKYLL_NO_BUNDLER_REQUIRE=true \
        jekyll build --strict_front_matter --source "$site" --destination "$site/_site" >"$log" 2>&1
    status=$?
    ;;
eleventy)
    if [ ! -e "$site/node_modules" ] && [ -d "${REPOST_NODE_MODULES:-}" ]; then
        ln -s "$REPOST_NODE_MODULES" "$site/node_modules"
    fi
    [ -f "$site/node_modules/@11ty/eleventy/cmd.cjs" ] || missing eleventy
    (cd "$site" && node node_modules/@11ty/eleventy/cmd.cjs --quiet) >"$log" 2>&1
    status=$?
    ;;
*)
    echo "no generator: $generator" >&2
    exit 2
    ;;
esac

cat "$log"
if [ "$status" -ne 0 ]; then
    exit 1
fi
# Words of the generators; the site's own names are not in their output unless something is wrong.
! grep -qiE '(^|[^a-z])(warn|warning|error|conflict|deprecat)' "$log"
