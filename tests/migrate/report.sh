#!/bin/sh
# Looks at the report of a migration in a browser: report.sh REPORT.html [SCREENSHOTS]
# Needs Python; takes Playwright and its Chromium as they are there, installs Playwright into a
# folder that is gone afterwards where it is missing, and takes the system's Chromium where there is
# one. Ends with 77 where no browser can be had. With SCREENSHOTS pictures of the page go there.
set -u
here=$(dirname "$0")
report=$1
pictures=${2:-}

skip() {
    echo "skipped: $1"
    exit 77
}

[ -f "$report" ] || { echo "no such file: $report" >&2; exit 2; }
command -v python3 >/dev/null || skip 'python3 is not installed'
python=python3
if ! python3 -c 'import playwright' 2>/dev/null; then
    folder=$(mktemp -d) || exit 1
    trap 'rm -rf "$folder"' EXIT
    python3 -m venv "$folder/venv" >/dev/null 2>&1 || skip 'Python has no venv'
    python=$folder/venv/bin/python
    "$python" -m pip install --quiet playwright >/dev/null 2>&1 || skip 'playwright cannot be installed'
fi

browser=
for name in chromium chromium-browser google-chrome; do
    browser=$(command -v "$name") && break
done
"$python" "$here/report.py" "$report" "$browser" "$pictures"
