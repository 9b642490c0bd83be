"""Compares what a migration wrote and told with what was counted in its inputs."""

import json
import os
import re

from items import CARRIED, WRITTEN, path_of

#: How many ids a line names before it says only how many more there are.
NAMED = 5
#: The name under which the documents of stand-ins are known.
STAND_IN = "(stand-in)"
#: How many differences of one kind are printed.
SHOWN = 40


class Site:
    """The output folder of a migration: its documents and its ledger."""

    def __init__(self, folder):
        self.folder = folder
        self.documents = dict(documents(folder))
        self.by_path, self.by_title = {}, {}
        for name, document in self.documents.items():
            path = path_of(document["url"])
            if path != "/":
                self.by_path.setdefault(path, name)
            self.by_title.setdefault((document["title"], document["day"]), []).append(name)
        self.told, self.doubled, self.files = ledger(folder)
        self.claimed = set()
        # Documents that stand for posts that are not there, and the comments in them.
        self.stand_ins = set(self.files.get(STAND_IN, ())) & set(self.documents)
        self.standing = {
            key for name in self.stand_ins for key, _ in self.documents[name]["comments"]
        }

    def claim(self, item):
        """The document of an item, which is then no other item's."""
        for name in self.candidates(item):
            if name in self.documents and name not in self.claimed:
                self.claimed.add(name)
                return self.documents[name]
        return None

    def candidates(self, item):
        for key in keys(item):
            for name in self.files.get(key, ()):
                yield name
        path = path_of(item.permalink)
        if path in self.by_path:
            yield self.by_path[path]
        for name in self.by_title.get((squeezed(item.title), item.published[:10]), ()):
            yield name
        if not item.published:
            for (title, _), names in self.by_title.items():
                if title and title == squeezed(item.title):
                    yield from names

    def says(self, item):
        """What the ledger tells of an item that was not written."""
        for key in keys(item):
            for entry in self.told.get(key, ()):
                return "%s: %s" % (entry.get("status"), entry.get("reason") or "no reason given")
        return ""


def keys(item):
    """The names that a ledger may have for an item."""
    names = [item.key, item.permalink, path_of(item.permalink)]
    names += ["file " + source for source in item.sources]
    return [name for name in names if name and name != "/"]


def names_of(value):
    """The names by which an entry of the ledger may be looked up."""
    key = str(value.get("entry") or "")
    names = {key, named(key), path_of(key), path_of(value.get("url"))}
    if not key:
        # An input is named with the folder that was given; the recount counts from that folder.
        names.add("file " + str(value.get("input") or "").split("/", 1)[-1])
    return names - {"", "/"}


def documents(folder):
    top = os.path.join(folder, "json")
    for place, folders, files in os.walk(top):
        folders.sort()
        for file in sorted(files):
            if file.endswith(".json"):
                full = os.path.join(place, file)
                with open(full, encoding="utf-8") as opened:
                    value = json.load(opened)
                if isinstance(value, dict) and "comments" in value:
                    yield os.path.relpath(full, folder), brief(value)


def brief(value):
    """Of a document only what is compared: a blog's documents fill no memory."""
    comments = []
    waiting = list(value["comments"].get("threads", []))
    while waiting:
        comment = waiting.pop()
        comments.append((named(comment.get("id") or ""), bool(comment.get("deleted"))))
        waiting.extend(comment.get("replies", []))
    return {
        "url": value["source"].get("url") or "",
        "title": squeezed("".join(words(value.get("title")))),
        "day": (value.get("published") or "")[:10],
        "comments": comments,
    }


def words(inlines):
    """The words of a title, whatever marks them up."""
    if isinstance(inlines, str):
        yield inlines
    elif isinstance(inlines, list):
        for inline in inlines:
            yield from words(inline)
    elif isinstance(inlines, dict):
        for key, value in inlines.items():
            if key not in ("type", "url", "kind", "title", "alt"):
                yield from words(value)


def squeezed(text):
    return re.sub(r"\s+", " ", text or "").strip()


def named(key):
    """An id without what platforms put before it."""
    found = re.fullmatch(r"(?:c|comment-|li-comment-|ljcmt|dsq-comment-|tag:.*[.-])?(\d+)", key)
    return found.group(1) if found else key


def ledger(folder):
    """What is told of each entry, by its name; what is told twice; the documents by entry."""
    told, doubled, files, seen = {}, [], {}, set()
    with open(os.path.join(folder, "ledger.jsonl"), encoding="utf-8") as opened:
        for number, line in enumerate(opened, 1):
            value = json.loads(line)
            if "run" in value:
                continue
            key = str(value.get("entry") or value.get("input") or "")
            both = (value.get("input"), value.get("kind"), key, value.get("post"))
            # An export may hold an entry twice: then one is written, and the other is part of it.
            if both in seen and value.get("status") == "written":
                doubled.append("line %d: %s %s" % (number, value.get("kind"), key))
            if value.get("status") == "written":
                seen.add(both)
            paths = [output.get("path", "") for output in value.get("outputs") or []]
            if value.get("kind") == "stand-in":
                files.setdefault(STAND_IN, []).extend(os.path.normpath(path) for path in paths)
            for name in names_of(value):
                told.setdefault(name, []).append(brief_entry(value))
                for path in paths:
                    if path.endswith(".json"):
                        files.setdefault(name, []).append(os.path.normpath(path))
    return told, doubled, files


def brief_entry(value):
    return {"status": value.get("status"), "reason": value.get("reason")}


def compare(folder, recount, out):
    """Prints each difference and the sums; 1 where there is a difference."""
    site = Site(folder)
    differences = ["told twice in the ledger: " + line for line in site.doubled]
    right, wanted = {}, {}
    for item in recount.items:
        if item.kind in WRITTEN:
            count(wanted, item.kind + "s")
            written(site, item, right, wanted, differences)
    for item in recount.items:
        if item.kind == "thread":
            joined(site, item, right, wanted, differences)
        elif item.kind not in WRITTEN and not site.says(item):
            differences.append("untold: %s" % title_of(item))
    for name in sorted(set(site.documents) - site.claimed - site.stand_ins):
        differences.append("written, but in no input: %s" % name)
    shown = {}
    for line in differences:
        what = line.split(":")[0]
        count(shown, what)
        if shown[what] <= SHOWN:
            print(line, file=out)
    for what, times in shown.items():
        if times > SHOWN:
            print("%s: and %d more" % (what, times - SHOWN), file=out)
    sums = ["%s %d of %d" % (name, right.get(name, 0), wanted[name]) for name in wanted]
    print("; ".join(sums) + "; differences %d" % len(differences), file=out)
    return 1 if differences else 0


def count(sums, name, by=1):
    sums[name] = sums.get(name, 0) + by


def title_of(item):
    return "%s %s %r (%s)" % (item.kind, item.key, item.title[:60], item.permalink)


def written(site, item, right, wanted, differences):
    count(wanted, "comments", len(item.carried()))
    document = site.claim(item)
    if document is None:
        says = site.says(item) or "the ledger says nothing"
        differences.append(
            "missing: %s, with %d comments; %s" % (title_of(item), len(item.carried()), says)
        )
        return
    count(right, item.kind + "s")
    same = comments(item, document, differences)
    count(right, "comments", same)


def comments(item, document, differences):
    """How many comments of an item are right; the others are told."""
    expected = [named(key) for key in item.carried()]
    known = {named(key): fate for key, fate in item.comments.items()}
    actual = []
    for key, is_deleted in document["comments"]:
        # A place that was made for the answers to a comment that is not carried over.
        is_place = is_deleted and (not key or known.get(key, "spam") not in CARRIED)
        if not is_place:
            actual.append(key)
    if any(key.startswith("#") or not key for key in expected) or "" in actual:
        if len(expected) != len(actual):
            told = "comments: %s: %d in the input, %d written"
            differences.append(told % (title_of(item), len(expected), len(actual)))
        return min(len(expected), len(actual))
    present = set(actual)
    missing = [key for key in expected if key not in present]
    doubled = sorted({key for key in present if actual.count(key) > 1})
    extra = sorted(present - set(expected))
    parts = []
    for what, found in (("missing", missing), ("doubled", doubled), ("too many", extra)):
        if found:
            more = "" if len(found) <= NAMED else " and %d more" % (len(found) - NAMED)
            parts.append("%d %s (%s%s)" % (len(found), what, ", ".join(found[:NAMED]), more))
    if parts:
        told = "comments: %s: %s of %d"
        differences.append(told % (title_of(item), "; ".join(parts), len(expected)))
    return len(expected) - len(missing)


def joined(site, item, right, wanted, differences):
    """Comments whose post was not among the inputs' posts: beside a document, or told."""
    expected = item.carried()
    count(wanted, "comments", len(expected))
    name = site.by_path.get(path_of(item.permalink))
    present = {key for key, _ in site.documents[name]["comments"]} if name else set()
    present |= site.standing
    lost = [key for key in expected if named(key) not in present]
    count(right, "comments", len(expected) - len(lost))
    if lost and not site.says(item) and not all(named(key) in site.told for key in lost):
        differences.append("lost: %d comments of %s" % (len(lost), title_of(item)))
    if name:
        site.claimed.add(name)
