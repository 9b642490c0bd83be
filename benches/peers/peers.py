#!/usr/bin/env python3
"""Runs Python's extractors on every page of some sets, and writes what each made of it.

    peers.py OUT SET...

writes OUT/PROGRAM/SET/PAGE.json as the program in src/ does, by the same rules: a page goes
through all programs in turn, once to warm up, then ROUNDS times, of which the median is kept; what
a program refuses is written as empty and `failed`. The packages are installed into
target/peers/venv, and nowhere else.
"""

import gzip
import importlib.metadata
import json
import os
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path

VENV = Path(__file__).resolve().parents[2] / "target" / "peers" / "venv"
# The third is what justext, which trafilatura needs, lacks without it.
PACKAGES = ["trafilatura==2.3.1", "resiliparse==2.0.1", "lxml-html-clean==0.4.6"]
ROUNDS = 3


def enter_venv():
    """Goes on in the virtual environment, which is made where it is missing."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        return
    venv.create(VENV, with_pip=True)
    python = VENV / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    os.execv(python, [str(python), *sys.argv])


def trafilatura_program():
    """From bytes, with comments; these come in one piece, of which each innermost block is taken
    for one comment."""
    import trafilatura

    blocks = ("p", "head", "item", "quote", "code", "cell")

    def texts(body):
        for element in () if body is None else body.iter(*blocks):
            is_inner = next(element.iterdescendants(*blocks), None) is None
            text = " ".join(element.itertext()).strip()
            if is_inner and text:
                yield text

    def read(page):
        return trafilatura.bare_extraction(page, include_comments=True, with_metadata=True)

    def neutral(document):
        if document is None:
            return None
        return {
            "title": document.title,
            "author": document.author,
            "published": document.date,
            "labels": [*(document.categories or ()), *(document.tags or ())],
            "body_text": document.text or "",
            "comments": [{"text": text} for text in texts(document.commentsbody)],
        }

    return read, neutral


def resiliparse_program():
    """From bytes. It has the page's title and the text of the post; what else it can put into that
    text (comments, bylines, alternative texts, bullets) is no part of a body here."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    excluded = ("comments", "post_meta", "alt_texts", "list_bullets")
    options = {"main_content": True, **dict.fromkeys(excluded, False)}

    def read(page):
        encoding = detect_encoding(page, from_html_meta=True)
        tree = HTMLTree.parse_from_bytes(page, encoding)
        return tree.title, extract_plain_text(tree, **options)

    def neutral(result):
        title, text = result
        return {"title": title, "body_text": text}

    return read, neutral


PROGRAMS = {
    "trafilatura-python": ("trafilatura", trafilatura_program),
    "resiliparse": ("resiliparse", resiliparse_program),
}


def usable_programs():
    """The programs that are there, and a line about each."""
    programs = {}
    for name, (package, program) in PROGRAMS.items():
        try:
            programs[name] = program()
            print(f"{package} v{importlib.metadata.version(package)} (Python)")
        except ImportError as error:
            print(f"skipped: {name}: {error}")
    return programs


def measured(read, neutral, page):
    """What a program makes of a page, and how long it takes."""
    times = []
    try:
        result = read(page)
        for _ in range(ROUNDS):
            start = time.perf_counter()
            read(page)
            times.append((time.perf_counter() - start) * 1000)
        prediction = neutral(result)
    except Exception:  # Whatever it is, the page was not read.
        prediction = None
    return {
        **(prediction or {}),
        "failed": prediction is None,
        "ms": statistics.median(times) if times else 0.0,
    }


def pages(folder):
    """Name and bytes of every page of a set, named as the score command names it."""
    has_list = (folder / "truth.jsonl").is_file()
    for path in sorted((folder / "html").rglob("*")):
        if path.is_file():
            name = str(path.relative_to(folder / "html"))
            if has_list:
                name = name.removesuffix(".gz").removesuffix(".html")
            page = path.read_bytes()
            yield name, gzip.decompress(page) if path.suffix == ".gz" else page


def main():
    if len(sys.argv) < 3:
        sys.exit("usage: peers.py OUT SET...")
    enter_venv()
    out = Path(sys.argv[1])
    programs = usable_programs()
    for folder in map(Path, sys.argv[2:]):
        for name, page in pages(folder):
            for program, (read, neutral) in programs.items():
                path = out / program / folder.resolve().name / f"{name}.json"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(json.dumps(measured(read, neutral, page)))


main()
