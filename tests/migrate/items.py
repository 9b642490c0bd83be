"""What was counted: a post with the comments on it, and the sums over many."""

import re

#: What becomes of a comment. The first three are shown to readers.
FATES = ("kept", "pingbacks", "trackbacks", "deleted", "spam", "trash", "pending")
#: Those that a migration carries over: a removed comment as a placeholder.
CARRIED = ("kept", "pingbacks", "trackbacks", "deleted")
#: The kinds of items that a migration has to write.
WRITTEN = ("post", "page", "draft", "private")


class Item:
    """A post, a page, a draft, an attachment; a thread is comments whose post is elsewhere."""

    def __init__(self, kind, key, title="", permalink="", labels=(), published=""):
        self.kind = kind
        self.key = key
        self.title = title
        self.permalink = permalink
        self.labels = list(labels)
        self.published = published
        #: The saved pages that show it, as paths from the folder that was counted.
        self.sources = []
        self.comments = {}
        self.unnamed = 0

    def add(self, key, fate="kept"):
        """Adds a comment, once for each id; the first copy tells what became of it."""
        if not key:
            self.unnamed += 1
            key = "#%d" % self.unnamed
        self.comments.setdefault(key, fate)

    def counts(self):
        counts = dict.fromkeys(FATES, 0)
        for fate in self.comments.values():
            counts[fate] += 1
        return {fate: count for fate, count in counts.items() if count}

    def carried(self):
        """The ids of the comments that have to be written."""
        return [key for key, fate in self.comments.items() if fate in CARRIED]

    def as_json(self):
        return {
            "kind": self.kind,
            "id": self.key,
            "title": self.title,
            "permalink": self.permalink,
            "published": self.published,
            "labels": self.labels,
            "comments": len(self.carried()),
            "fates": self.counts(),
        }


class Recount:
    """All items of one input, in its order."""

    def __init__(self, form):
        self.form = form
        self.items = []
        self.by_key = {}
        self.notes = {}

    def add(self, item):
        self.items.append(item)
        if item.key and self.by_key.setdefault(item.key, item) is not item:
            self.note("an id that was there before")
        return item

    def thread(self, key, permalink="", title=""):
        """The item that comments belong to; one of its own where there is none."""
        if key in self.by_key:
            return self.by_key[key]
        return self.add(Item("thread", key, title, permalink))

    def note(self, what):
        self.notes[what] = self.notes.get(what, 0) + 1

    def sums(self):
        kinds, fates = {}, dict.fromkeys(FATES, 0)
        for item in self.items:
            kinds[item.kind] = kinds.get(item.kind, 0) + 1
            for fate, count in item.counts().items():
                fates[fate] += count
        sums = {"posts": kinds.pop("post", 0), "pages": kinds.pop("page", 0)}
        sums["drafts"] = kinds.pop("draft", 0)
        sums["other"] = dict(sorted(kinds.items()))
        sums["comments"] = fates
        return sums

    def as_json(self, with_items):
        value = {"form": self.form}
        value.update(self.sums())
        if self.notes:
            value["notes"] = dict(sorted(self.notes.items()))
        if with_items:
            value["items"] = [item.as_json() for item in self.items]
        return value


def digits(key):
    """The last number of an id: `tag:…post-123` and `c123` are both 123."""
    numbers = re.findall(r"\d+", key or "")
    return numbers[-1] if numbers else (key or "")


def path_of(url):
    """What of an address tells a post from others: no scheme, host, query or index file."""
    path = re.sub(r"^[a-z]+://[^/]*", "", (url or "").strip(), flags=re.I)
    query = re.search(r"\?(?:p|page_id)=\d+", path)
    path = re.split(r"[?#]", path)[0]
    path = "/" + re.sub(r"index\.html?$", "", path).strip("/")
    return path + (query.group() if query else "")
