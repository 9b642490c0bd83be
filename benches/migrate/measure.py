"""Runs one migration and prints its line of the table; scale.sh beside this file tells more.

    measure.py WORK POSTS JOBS COMMAND...

The peak of resident memory is that of the program and of all that it waited for. WORK/truth.json
holds what the generator wrote; WORK/JOBS.json keeps what a later line is compared with.
"""

import hashlib
import json
import os
import resource
import subprocess
import sys
import time


def tree(folder):
    """A hash over the names and the bytes of all posts: the ledger tells times, and may differ."""
    total = hashlib.sha256()
    for top, folders, files in os.walk(folder):
        folders.sort()
        for file in sorted(files):
            if file in ("ledger.jsonl", "report.html", ".lock"):
                continue
            path = os.path.join(top, file)
            total.update(os.path.relpath(path, folder).encode("utf-8", "surrogateescape"))
            with open(path, "rb") as opened:
                for piece in iter(lambda: opened.read(1 << 20), b""):
                    total.update(piece)
    return total.hexdigest()


def main():
    work, posts, jobs = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    command = sys.argv[4:]
    with open(os.path.join(work, "truth.json"), encoding="utf-8") as file:
        truth = json.load(file)
    site = command[command.index("-o") + 1]
    log = os.path.join(work, "log")
    begin = time.time()
    with open(log, "wb") as out:
        code = subprocess.call(command, stdout=out, stderr=subprocess.STDOUT)
    seconds = time.time() - begin
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024.0
    value = {"seconds": seconds, "tree": tree(site) if os.path.isdir(site) else ""}
    first = os.path.join(work, "1.json")
    gain, same = "", ""
    if jobs != "1" and os.path.exists(first):
        with open(first, encoding="utf-8") as file:
            single = json.load(file)
        gain = "%.2f" % (single["seconds"] / seconds)
        same = "yes" if single["tree"] == value["tree"] else "NO"
    with open(os.path.join(work, jobs + ".json"), "w", encoding="utf-8") as file:
        json.dump(value, file)
    cells = (
        posts,
        truth["comments"],
        truth["bytes"] / 1e6,
        jobs,
        seconds,
        posts / seconds,
        peak,
        gain,
        same,
    )
    print("| %d | %d | %.1f | %s | %.1f | %.0f | %.0f | %s | %s |" % cells, flush=True)
    if code:
        with open(log, encoding="utf-8", errors="replace") as file:
            print("exit %d: %s" % (code, file.read()[-400:].strip()), flush=True)


if __name__ == "__main__":
    main()
