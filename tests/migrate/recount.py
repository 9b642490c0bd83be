#!/usr/bin/env python3
"""Counts what is in exports of blogs and in folders of saved pages, and checks a migration by it.

    recount.py [--items] INPUT...           prints what is in each input as JSON
    recount.py --compare SITE INPUT...      says where the migration in SITE differs from the inputs

It shares no code with repost and reads every form its own way, so that one cannot have the other's
faults. An INPUT is a file, a folder or a zip file. `--compare` reads SITE/ledger.jsonl and the
documents in SITE/json; it exits with 1 where a post or a comment is missing, doubled or untold.
"""

import argparse
import io
import json
import os
import re
import sys
import zipfile

import compare
import exports
import pages
from items import Recount

HEAD = 4096


def recount(path):
    """Counts one file or folder, whatever it is."""
    if os.path.isdir(path):
        return folder(path)
    with open(path, "rb") as file:
        head = file.read(HEAD)
        if head.startswith(b"PK\x03\x04"):
            return archive(path)
        file.seek(0)
        return one(os.path.basename(path), head, file)


def one(name, head, file):
    """Counts one file by what it begins with."""
    text = head.decode("utf-8", "replace").lstrip("\ufeff")
    lines = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    for test, count in FORMS:
        if test(text):
            return count(lines)
    if re.search(r"<(?:!doctype\s+)?html|<head|<body", text, re.I):
        counted = Recount("page")
        pages.add(counted, name, lines.read())
        return counted
    counted = Recount("unknown")
    counted.note("unknown: " + (os.path.splitext(name)[1] or name))
    return counted


def has(pattern):
    search = re.compile(pattern, re.I).search
    return lambda text: bool(search(text))


def whole(count):
    return lambda lines: count(lines.read())


FORMS = (
    (has(r"\A\s*[\[{]"), whole(exports.from_json)),
    (has(r"<disqus\b"), exports.disqus),
    (has(r"<rss\b|<wp:|wordpress"), lambda lines: exports.wxr(lines)),
    (has(r"<feed\b|\A\s*<entry\b"), exports.atom),
    (has(r"<entrypage\b|<livejournal\b"), whole(exports.livejournal)),
    (has(r"\A[^\n]*(?:is_published|Rich Content)"), whole(exports.table)),
    (has(r"\A\s*(?:AUTHOR|TITLE|STATUS|DATE|BASENAME)[A-Z ]*: "), whole(exports.movable_type)),
    (has(r'class="(?:h-entry|h-card)"'), whole(exports.medium)),
)


def folder(path):
    """Counts all files below a folder as one blog."""
    merged = Recount("folder")
    for top, folders, files in os.walk(path):
        folders.sort()
        for file in sorted(files):
            full = os.path.join(top, file)
            if os.path.isfile(full):
                with open(full, "rb") as opened:
                    member(merged, os.path.relpath(full, path), opened)
    return merged


def archive(path):
    """Counts all members of a zip file as one blog; two members of one name are two."""
    merged = Recount("zip")
    with zipfile.ZipFile(path) as zipped:
        for info in zipped.infolist():
            if not info.is_dir():
                with zipped.open(info) as opened:
                    member(merged, info.filename, io.BytesIO(opened.read()))
    return merged


def member(merged, name, file):
    head = file.read(HEAD)
    file.seek(0)
    text = head.decode("utf-8", "replace")
    if is_page(text):
        pages.add(merged, name, file.read().decode("utf-8", "replace"))
        return
    try:
        counted = one(os.path.basename(name), head, file)
    except ValueError as error:
        merged.note("broken: %s" % error)
        return
    if counted.form in ("feed", "rss"):
        merged.note("a feed of the newest posts")
        return
    merge(merged, counted)


def is_page(text):
    is_html = re.search(r"<!doctype\s+html|<html\b", text, re.I)
    return bool(is_html) and not any(test(text) for test, _ in FORMS if test is FORMS[-1][0])


def merge(merged, counted):
    """Adds what was counted elsewhere; what is known by one id is one."""
    for what, times in counted.notes.items():
        merged.notes[what] = merged.notes.get(what, 0) + times
    for item in counted.items:
        known = merged.by_key.get(item.key) if item.key else None
        if known is None:
            merged.add(item)
            continue
        if known.kind == "thread":
            known.kind, known.title, known.permalink = item.kind, item.title, item.permalink
        for key, fate in item.comments.items():
            known.add("" if key.startswith("#") else key, fate)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("inputs", nargs="+", metavar="INPUT")
    parser.add_argument("--items", action="store_true", help="list each post, not only sums")
    parser.add_argument("--compare", metavar="SITE", help="the output folder of a migration")
    arguments = parser.parse_args()
    if arguments.compare:
        merged = Recount("all")
        for path in arguments.inputs:
            merge(merged, recount(path))
        return compare.compare(arguments.compare, merged, sys.stdout)
    for path in arguments.inputs:
        value = {"input": os.path.basename(os.path.normpath(path))}
        value.update(recount(path).as_json(arguments.items))
        print(json.dumps(value, ensure_ascii=False, indent=2 if arguments.items else None))
    return 0


if __name__ == "__main__":
    sys.exit(main())
