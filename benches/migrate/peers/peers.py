"""Runs importers on exports and counts what each kept; run.sh beside this file tells how.

    peers.py WORK REPOST CORPUS

WORK holds what run.sh installed and generated. A post or a comment is kept if the longest run of
its words stands somewhere in what a program wrote; a picture, if its file's name does. That is
generous: no program is asked where it put a comment.
"""

import glob
import html
import os
import re
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "..", "tests", "migrate"))

import exports  # noqa: E402
from items import CARRIED, WRITTEN, Recount  # noqa: E402
from records import records  # noqa: E402

TIMEOUT = 900
#: A tag in what was written; a lone bracket of a text opens none.
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
#: The fewest letters that tell one text from another.
SHORT = 12


def python(work, name, *rest):
    return [os.path.join(work, "python", "bin", name)] + list(rest)


def programs(work, repost):
    """Each program: its name, the forms it says it reads, and its command."""
    node = os.path.join(work, "node", "node_modules")
    wordpress = os.path.join(node, "wordpress-export-to-markdown", "index.js")
    pelican = python(work, "pelican-import", "-m", "markdown", "-o", "{out}")
    return [
        ("repost migrate", "wxr blogger", [repost, "migrate", "{in}", "-o", "{out}"]),
        (
            "wordpress-export-to-markdown",
            "wxr",
            [
                "node",
                wordpress,
                "--wizard=false",
                "--input={in}",
                "--output={out}",
                "--save-attached-images=false",
                "--save-scraped-images=false",
            ],
        ),
        (
            "blog2md",
            "wxr",
            ["node", os.path.join(node, "blog2md", "index.js"), "w", "{in}", "{out}"],
        ),
        (
            "blog2md",
            "blogger",
            ["node", os.path.join(node, "blog2md", "index.js"), "b", "{in}", "{out}"],
        ),
        ("pelican-import --wpfile", "wxr", pelican + ["--wpfile", "{in}"]),
        ("pelican-import --blogger", "blogger", pelican + ["--blogger", "{in}"]),
        (
            "nikola import_wordpress",
            "wxr",
            python(
                work,
                "nikola",
                "import_wordpress",
                "--export-comments",
                "--no-downloads",
                "-o",
                "{out}",
                "{in}",
            ),
        ),
        (
            "nikola import_blogger",
            "blogger",
            python(
                work,
                "nikola",
                "import_blogger",
                "-o",
                "{out}",
                "{in}",
            ),
        ),
        (
            "blogger2hugo",
            "blogger",
            python(
                work,
                "blogger2hugo",
                "--drafts",
                "--out",
                "{out}/posts",
                "--pages-out",
                "{out}/pages",
                "{in}",
            ),
        ),
        ("blogger-to-hugo", "blogger", python(work, "blogger-to-hugo", "{in}", "{out}/site")),
    ]


def letters(text):
    """What is left of a text when all that marks it up is gone."""
    return "".join(letter for letter in html.unescape(text) if letter.isalnum())


def longest(markup):
    """The longest run of words without a tag, an entity or a shortcode in it."""
    runs = re.split(r"<[^>]*>|\[[^\]]*\]|&#?\w+;|[*_`~{}#\\]", html.unescape(markup))
    return max((letters(run) for run in runs), key=len, default="")[:60]


def wanted(path, form):
    """The runs of words of all posts and comments in an export, and its pictures' names."""
    posts, comments, pictures = [], [], set()
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        for what, record in records(file, ["item", "entry"]):
            if what == "head":
                continue
            counted = Recount(form)
            body = record.value("encoded" if form == "wxr" else "content")
            if form == "wxr":
                exports.wxr_item(counted, record)
                for comment in record.all("comment"):
                    if exports.wxr_fate(comment) in CARRIED:
                        comments.append(longest(comment.value("comment_content")))
            else:
                waiting = []
                is_new = record.first("type") is not None
                read = exports.entry_2018 if is_new else exports.entry_legacy
                read(counted, record, *([waiting] if is_new else ["", waiting]))
                comments.extend(longest(body) for entry in waiting if entry[-1] in CARRIED)
            if counted.items and counted.items[0].kind in WRITTEN:
                posts.append(longest(body))
                pictures.update(re.findall(r"[^\s/\"']+\.(?:gif|jpe?g|png)(?=[\"'])", body, re.I))
    # What is so short may stand anywhere.
    posts, comments = ([run for run in runs if len(run) >= SHORT] for runs in (posts, comments))
    return posts, comments, pictures


def written(folder):
    """All words and all text that a program wrote."""
    texts, files = [], 0
    for top, _, names in os.walk(folder):
        for name in sorted(names):
            files += 1
            if re.search(r"\.(gif|jpe?g|png|zip)$", name, re.I) or name == "ledger.jsonl":
                texts.append(name)
                continue
            with open(os.path.join(top, name), encoding="utf-8", errors="replace") as file:
                texts.append(file.read())
    text = "\n".join(texts)
    return letters(TAG.sub(" ", text)), text, files


def run(command, source, folder):
    """Runs a program on one export; its seconds, what went wrong, and what it said last."""
    # A program is told the way to its input from where it runs, which is a folder of its own.
    filled = [part.replace("{in}", source).replace("{out}", folder) for part in command]
    if not os.path.exists(command[1] if command[0] == "node" else command[0]):
        return 0, "not installed", ""
    environment = dict(os.environ)
    pandoc = glob.glob(os.path.join(WORK, "python/lib/*/site-packages/pypandoc/files"))
    environment["PATH"] = os.pathsep.join(pandoc + [environment["PATH"]])
    begin = time.time()
    try:
        done = subprocess.run(
            filled,
            cwd=WORK,
            env=environment,
            timeout=TIMEOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return time.time() - begin, "no end after %d s" % TIMEOUT, ""
    lines = done.stdout.decode("utf-8", "replace").strip().splitlines()
    said = (lines or [""])[-1][:90]
    failed = "exit %d: %s" % (done.returncode, said) if done.returncode else ""
    return time.time() - begin, failed, said


def measure(name, command, sources, form):
    """One line of the table: a program on some exports."""
    sums, failures, seconds = [0] * 6, [], 0
    for source in sources:
        folder = os.path.join(WORK, "out")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        if name.startswith("repost"):
            os.rmdir(folder)
        took, failed, said = run(command, os.path.abspath(source), folder)
        seconds += took
        if failed:
            failures.append(failed)
        posts, comments, pictures = wanted(source, form)
        words, text, files = written(folder) if os.path.isdir(folder) else ("", "", 0)
        found = [sum(run in words for run in runs) for runs in (posts, comments)]
        found.append(sum(picture in text for picture in pictures))
        if not files and not failed:
            failures.append("wrote nothing: " + said)
        for place, total in enumerate((len(posts), len(comments), len(pictures))):
            sums[2 * place] += found[place]
            sums[2 * place + 1] += total
    row = ["%d/%d" % (sums[place], sums[place + 1]) for place in (0, 2, 4)]
    told = (
        ""
        if not failures
        else (
            "%d of %d failed: %s" % (len(failures), len(sources), failures[0])
            if len(sources) > 1
            else failures[0]
        )
    )
    print("| %-28s | %11s | %13s | %11s | %7.1f | %s |" % (name, *row, seconds, told), flush=True)


def main():
    sets = [
        ("synthetic, WordPress", "wxr", [os.path.join(WORK, "wxr.xml")]),
        ("synthetic, Blogger's backup", "blogger", [os.path.join(WORK, "blogger-legacy.xml")]),
        (
            "synthetic, Blogger's export of 2018",
            "blogger",
            [os.path.join(WORK, "blogger-2018.xml")],
        ),
        ("real ones, WordPress", "wxr", sorted(glob.glob(sys.argv[3] + "/export-wxr/*.xml"))),
        ("real ones, Blogger", "blogger", sorted(glob.glob(sys.argv[3] + "/export-blogger/*.xml"))),
    ]
    for title, form, sources in sets:
        if not sources:
            print("\nskipped: %s: there are none here" % title)
            continue
        print("\n%s (%d files)" % (title, len(sources)))
        print("| program | posts | comments | pictures | seconds | what failed |")
        print("|---|---|---|---|---|---|", flush=True)
        for name, forms, command in programs(WORK, os.path.abspath(sys.argv[2])):
            if form in forms.split():
                measure(name, command, sources, form)


if __name__ == "__main__":
    WORK = os.path.abspath(sys.argv[1])
    main()
