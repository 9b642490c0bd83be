#!/usr/bin/env python3
"""Kills, starves and disturbs a migration, and checks that it keeps its promises (Linux).

    fault.py REPOST INPUT [--kills 12] [--points 20] [--only NAME] [-- MORE ARGUMENTS]

runs `REPOST migrate INPUT -o SITE MORE ARGUMENTS` once in peace and then with one fault each. What is
checked after every fault:

* a file under its final name is whole: it has the bytes that the run in peace gave it;
* a run that could not do its work says so and does not exit with 0;
* nothing panics, nothing hangs;
* the same command, run again in peace, ends with the same tree as the run in peace.

Each line is a case; the exit status is 1 where one failed. strace, prlimit, mount (root) are used
where they are there, and told as skipped where they are not. The generator in examples/synthetic
makes an input of any size; one that takes some seconds is best.
"""

import argparse
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

#: Files that tell of runs and not only of the blog: compared by what they say, if at all.
OF_RUNS = ("ledger.jsonl", "report.html")

#: System calls, and the errors that are put in their place.
INJECTED = (
    ("write,pwrite64,writev", "error=ENOSPC"),
    ("write,pwrite64,writev", "error=EIO"),
    ("write,pwrite64,writev", "error=EINTR"),
    ("openat,creat", "error=EMFILE"),
    ("openat,creat", "error=EACCES"),
    ("fsync,fdatasync", "error=EIO"),
    ("rename,renameat,renameat2,link,linkat", "error=EIO"),
    ("mkdir,mkdirat", "error=ENOSPC"),
    ("unlink,unlinkat", "error=EPERM"),
    ("read,pread64", "error=EIO"),
    ("write,pwrite64,writev", "signal=SIGKILL"),
    ("fsync,fdatasync", "signal=SIGKILL"),
    ("rename,renameat,renameat2,link,linkat", "signal=SIGKILL"),
    ("openat,creat", "signal=SIGKILL"),
)


class Run:
    """What a run of the program came to."""

    def __init__(self, code, err, seconds):
        self.code = code
        self.err = err
        self.seconds = seconds

    def last(self):
        lines = self.err.strip().splitlines()
        return lines[-1][:120] if lines else ""


class Trial:
    """The program, its input, and what the run in peace made of it."""

    def __init__(self, options, work):
        self.options = options
        self.work = work
        self.seconds = 5.0
        self.failed = 0
        self.counts = {}
        self.peace = self.run(self.site("peace"))
        if self.peace.code not in options.codes:
            sys.exit("the run in peace failed: exit %d: %s" % (self.peace.code, self.peace.err))
        self.seconds = self.peace.seconds
        self.files = files(self.site("peace"))
        self.entries = entries(self.site("peace"))

    def site(self, name):
        return os.path.join(self.work, name)

    def fresh(self):
        site = self.site("site")
        shutil.rmtree(site, ignore_errors=True)
        return site

    def command(self, site):
        options = self.options
        return [options.repost, "migrate", options.input, "-o", site] + options.more

    def start(self, site, before=()):
        log = open(os.path.join(self.work, "err"), "wb")
        return subprocess.Popen(
            list(before) + self.command(site), stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )

    def finish(self, child, begin):
        """Waits; a run that takes far longer than the one in peace hangs."""
        try:
            child.wait(timeout=self.seconds * 60 + 120)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            return Run(0, "it hangs", time.time() - begin)
        with open(os.path.join(self.work, "err"), encoding="utf-8", errors="replace") as file:
            return Run(child.returncode, file.read(), time.time() - begin)

    def run(self, site, before=()):
        begin = time.time()
        return self.finish(self.start(site, before), begin)

    def tell(self, name, problems):
        """Prints a case; a problem is a sentence."""
        problems = [problem for problem in problems if problem]
        self.failed += bool(problems)
        print(
            "%-4s %s%s"
            % (
                "FAIL" if problems else "ok",
                name,
                "".join("\n       " + problem for problem in problems[:6]),
            ),
            flush=True,
        )

    def halves(self, site):
        """Files that are not whole though they have their final names."""
        wrong = []
        for name, found in files(site).items():
            if name in self.files and self.files[name] != found and not of_runs(name):
                wrong.append("half a file: %s" % name)
        return wrong

    def panics(self, run):
        if "panicked at" in run.err:
            return "it panicked: " + run.err[run.err.index("panicked at") :][:160].replace(
                "\n", " "
            )
        return "it hangs" if run.err == "it hangs" else ""

    def honest(self, run, site):
        """A run that exits with 0 has done all of its work."""
        if run.code in self.options.codes:
            return [
                "it exits with %d, but: %s" % (run.code, line) for line in self.differences(site)
            ]
        return [] if run.code < 0 or run.err.strip() else ["it failed without a word"]

    def resumed(self, site):
        """What is wrong after the same command has run again."""
        again = self.run(site)
        if again.code not in self.options.codes:
            return ["run again, it fails: exit %d: %s" % (again.code, again.last())]
        return [self.panics(again)] + ["run again: " + line for line in self.differences(site)]

    def differences(self, site):
        """How a tree differs from that of the run in peace."""
        found = files(site)
        lines = ["missing: " + name for name in sorted(set(self.files) - set(found))]
        lines += ["left over: " + name for name in sorted(set(found) - set(self.files))]
        for name in sorted(set(found) & set(self.files)):
            if found[name] != self.files[name] and not of_runs(name):
                lines.append("other bytes: " + name)
        told = entries(site)
        if told != self.entries:
            other = [
                key
                for key in set(told) | set(self.entries)
                if told.get(key) != self.entries.get(key)
            ]
            lines.append(
                "the ledger differs in %d entries, the first is %s" % (len(other), min(other))
            )
        return lines


def of_runs(name):
    return os.path.basename(name) in OF_RUNS


def files(site):
    """Each file below a folder and a hash of its bytes."""
    found = {}
    for top, _, names in os.walk(site):
        for name in names:
            path = os.path.join(top, name)
            if os.path.islink(path) or not os.path.isfile(path):
                continue
            with open(path, "rb") as file:
                found[os.path.relpath(path, site)] = hashlib.sha256(file.read()).hexdigest()
    # A lock may stay: what counts is whether somebody holds it.
    return {name: value for name, value in found.items() if not name.endswith("lock")}


def entries(site):
    """What a ledger says in the end of each entry; a last line may be cut off."""
    told = {}
    try:
        with open(os.path.join(site, "ledger.jsonl"), encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()
    except OSError:
        return told
    for line in lines:
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if "run" in value:
            continue
        key = " ".join(str(value.get(part)) for part in ("input", "kind", "entry"))
        told[key] = json.dumps([value.get("status"), value.get("outputs")], sort_keys=True)
    return told


def kills(trial):
    """SIGKILL at moments that are spread over the run, each in a tree of its own; then one by one
    in the same tree, so that what was resumed is killed, too."""
    moments = [
        trial.seconds * (place + 0.5) / trial.options.kills for place in range(trial.options.kills)
    ]
    for moment in moments:
        site = trial.fresh()
        problems = killed(trial, site, moment)
        trial.tell("killed after %.3f s" % moment, problems + trial.resumed(site))
    site = trial.fresh()
    problems = []
    for moment in moments[:6]:
        problems += killed(trial, site, moment)
    trial.tell("killed %d times in a row" % min(6, len(moments)), problems + trial.resumed(site))


def killed(trial, site, moment):
    begin = time.time()
    child = trial.start(site)
    time.sleep(moment)
    child.kill()
    run = trial.finish(child, begin)
    return trial.halves(site) + [trial.panics(run)]


def interrupts(trial):
    """SIGINT and SIGTERM in the middle: a message, an exit status, and a state to go on from."""
    for name in ("SIGINT", "SIGTERM"):
        site = trial.fresh()
        begin = time.time()
        child = trial.start(site)
        time.sleep(trial.seconds / 2)
        child.send_signal(getattr(signal, name))
        run = trial.finish(child, begin)
        problems = trial.halves(site) + [trial.panics(run)]
        if run.code in trial.options.codes:
            problems += trial.honest(run, site)
            name += " (it came too late)"
        elif name == "SIGINT" and not run.err.strip():
            problems.append("it ends without a word")
        trial.tell("%s: exit %d: %s" % (name, run.code, run.last()), problems + trial.resumed(site))


def at_once(trial):
    """Two runs on one output: the second is sent away, and the first is not disturbed."""
    site = trial.fresh()
    begin = time.time()
    first = trial.start(site)
    time.sleep(trial.seconds / 3)
    log = os.path.join(trial.work, "second")
    with open(log, "wb") as out:
        second = subprocess.call(trial.command(site), stdout=out, stderr=out)
    is_over = first.poll() is not None
    run = trial.finish(first, begin)
    with open(log, encoding="utf-8", errors="replace") as file:
        said = file.read().strip()
    problems = []
    if is_over:
        trial.tell("two at once: skipped, the first ended too soon", [])
        return
    if second in trial.options.codes:
        problems.append("the second run was let in: exit %d" % second)
    elif not said:
        problems.append("the second run was sent away without a word")
    if run.code not in trial.options.codes:
        problems.append("the first run was disturbed: exit %d: %s" % (run.code, run.last()))
    trial.tell(
        "two at once: %s" % (said.splitlines() or [""])[-1][:90], problems + trial.differences(site)
    )


def twice(trial):
    """Run again on a finished output: no post is written again, and an edit stays."""
    site = trial.fresh()
    trial.run(site)
    before = times(site)
    trial.run(site)
    after = times(site)
    again = [name for name in before if after.get(name) != before[name] and not of_runs(name)]
    posts = [name for name in again if name.endswith((".md", ".json", ".xhtml"))]
    trial.tell(
        "run twice", ["written again: " + name for name in posts[:3]] + trial.differences(site)
    )
    edited = [name for name in sorted(before) if name.endswith(".md")][:1]
    if not edited:
        return
    path = os.path.join(site, edited[0])
    with open(path, "a", encoding="utf-8") as file:
        file.write("\nMy own words.\n")
    run = trial.run(site)
    with open(path, encoding="utf-8") as file:
        is_kept = "My own words." in file.read()
    trial.tell(
        "an edited post: exit %d: %s" % (run.code, run.last()),
        [] if is_kept else ["the edit is gone"],
    )


def times(site):
    found = {}
    for top, _, names in os.walk(site):
        for name in names:
            path = os.path.join(top, name)
            status = os.lstat(path)
            found[os.path.relpath(path, site)] = (status.st_mtime_ns, status.st_ino)
    return found


def injections(trial):
    """Errors and kills in the place of single system calls."""
    if not shutil.which("strace"):
        print("skipped: system calls: there is no strace")
        return
    for calls, fault in INJECTED:
        told, hit = [], 0
        for point in points(count(trial, calls), trial.options.points):
            found = injected(trial, calls, fault, point)
            hit += found is not None
            if found:
                told.append("call %d: %s" % (point, "; ".join(found[:2])))
        trial.tell("%s %s: at %d calls" % (calls.split(",")[0], fault, hit), told)


def count(trial, calls):
    """How often the thread that does so most makes these calls: strace counts by thread."""
    if calls not in trial.counts:
        traced(trial, trial.fresh(), ["-e", "trace=" + calls])
        threads = {}
        for line in trace(trial):
            thread = line.split(" ", 1)[0]
            threads[thread] = threads.get(thread, 0) + 1
        trial.counts[calls] = max(threads.values(), default=0)
    return trial.counts[calls]


def points(calls, wanted):
    """Some of the calls: the first ones, and others spread over the run."""
    first = min(3, wanted)
    spread = [1 + calls * place // wanted for place in range(wanted)]
    return sorted(point for point in set(spread) | set(range(1, first + 1)) if point <= calls)


def traced(trial, site, more):
    path = os.path.join(trial.work, "trace")
    return trial.run(site, ["strace", "-f", "-qq", "-y", "-o", path] + more)


def trace(trial):
    with open(os.path.join(trial.work, "trace"), encoding="utf-8", errors="replace") as file:
        return file.read().splitlines()


def injected(trial, calls, fault, point):
    """What was wrong with the fault at one call; None where there was no such call."""
    site = trial.fresh()
    inject = "inject=%s:%s:when=%d" % (calls, fault, point)
    run = traced(trial, site, ["-e", "trace=" + calls, "-e", inject])
    hits = [line for line in trace(trial) if "(INJECTED)" in line or "killed by SIGKILL" in line]
    if not hits:
        return None
    # What of the input could not be read is missing in its post, and told: that is no half file.
    is_told = calls.startswith("read") and run.code not in trial.options.codes
    found = [trial.panics(run)] + ([] if is_told else trial.halves(site))
    # What fails at the terminal or at a library's file is not the output's matter.
    if all(site in line for line in hits):
        found += trial.honest(run, site)
    found += trial.resumed(site)
    return [problem for problem in found if problem]


def limits(trial):
    """Few open files, small files."""
    if not shutil.which("prlimit"):
        print("skipped: limits: there is no prlimit")
        return
    for limit in ("--nofile=12", "--nofile=24", "--nofile=64", "--fsize=4096"):
        site = trial.fresh()
        run = trial.run(site, ["prlimit", limit])
        problems = trial.halves(site) + [trial.panics(run)] + trial.honest(run, site)
        trial.tell(
            "prlimit %s: exit %d: %s" % (limit, run.code, run.last()),
            problems + trial.resumed(site),
        )


def disks(trial):
    """A full disk, no more inodes, a disk that cannot be written: needs root, for mount."""
    size = sum(
        os.path.getsize(os.path.join(top, name))
        for top, _, names in os.walk(trial.site("peace"))
        for name in names
    )
    cases = (
        ("full", "size=%d" % max(65536, size // 3), "remount,size=%d" % (size * 8 + (64 << 20))),
        (
            "without inodes",
            "nr_inodes=%d" % (len(trial.files) // 3 + 4),
            "remount,nr_inodes=%d" % (len(trial.files) * 8 + 4096),
        ),
        ("read-only", "ro", "remount,rw"),
    )
    disk = trial.site("disk")
    os.makedirs(disk, exist_ok=True)
    for name, option, more in cases:
        if os.geteuid() or subprocess.call(
            ["mount", "-t", "tmpfs", "-o", option, "tmpfs", disk], stderr=subprocess.DEVNULL
        ):
            print("skipped: a disk that is %s: it takes root and mount" % name)
            continue
        try:
            # The mounted folder itself: its way to the input is that of every other site.
            site = disk
            run = trial.run(site)
            problems = trial.halves(site) + [trial.panics(run)] + trial.honest(run, site)
            if run.code in trial.options.codes:
                problems.append("it exits with %d" % run.code)
            subprocess.check_call(["mount", "-o", more, "tmpfs", disk])
            trial.tell(
                "a disk that is %s: exit %d: %s" % (name, run.code, run.last()),
                problems + trial.resumed(site),
            )
        finally:
            subprocess.call(["umount", disk])


def no_right(trial):
    """An output folder that the user may not write to."""
    if os.geteuid() == 0:
        print("skipped: a folder without rights: root has them all")
        return
    site = trial.fresh()
    os.makedirs(site)
    os.chmod(site, 0o555)
    run = trial.run(site)
    os.chmod(site, 0o755)
    problems = [trial.panics(run)] + trial.honest(run, site)
    trial.tell(
        "a folder without rights: exit %d: %s" % (run.code, run.last()),
        problems + trial.resumed(site),
    )


CASES = (kills, interrupts, at_once, twice, limits, disks, no_right, injections)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("repost", help="the program")
    parser.add_argument("input", help="an export or a folder")
    parser.add_argument("--kills", type=int, default=12, help="moments to kill at")
    parser.add_argument("--points", type=int, default=20, help="system calls of each kind to fail")
    parser.add_argument(
        "--only", action="append", default=[], choices=[case.__name__ for case in CASES]
    )
    parser.add_argument(
        "--codes", type=int, nargs="+", default=[0], help="exit statuses of a run in peace"
    )
    arguments = sys.argv[1:]
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options = parser.parse_args(arguments[:end])
    options.more = arguments[end + 1 :]
    options.repost, options.input = os.path.abspath(options.repost), os.path.abspath(options.input)
    work = tempfile.mkdtemp(prefix="fault-")
    try:
        trial = Trial(options, work)
        print(
            "in peace: %.2f s, %d files, %d entries"
            % (trial.seconds, len(trial.files), len(trial.entries)),
            flush=True,
        )
        for case in CASES:
            if not options.only or case.__name__ in options.only:
                case(trial)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print("%d failed" % trial.failed if trial.failed else "all is well")
    return 1 if trial.failed else 0


if __name__ == "__main__":
    sys.exit(main())
