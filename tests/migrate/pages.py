"""Counts the posts and the comments on saved pages: one page, a folder, a zip of them."""

import html
import posixpath
import re
from urllib.parse import unquote

from items import Item, digits, path_of

#: What of a page is not shown: comment systems keep templates there.
UNSEEN = re.compile(r"<!--.*?-->|<(script|style|template|noscript)\b.*?</\1\s*>", re.S | re.I)
CANONICAL = re.compile(r"<link\b[^>]*\brel\s*=\s*['\"]?canonical\b[^>]*>", re.I)
HREF = re.compile(r"\bhref\s*=\s*(?:'([^']*)'|\"([^\"]*)\"|([^\s>]+))", re.I)
TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.S | re.I)
GENERATOR = re.compile(r"<meta\b[^>]*\bgenerator\b[^>]*>", re.I)
#: Blogger's bodies of posts; a page of many has many.
BODIES = re.compile(r"\bid\s*=\s*['\"]post-body-(\d+)", re.I)
#: A comment's own element: Blogger's, then WordPress' and the like.
COMMENTS = (
    re.compile(r"<(?:dt|li|div)\b[^>]*\bid\s*=\s*['\"]c(\d{6,})['\"]", re.I),
    re.compile(r"<\w+\b[^>]*\bid\s*=\s*['\"](?:li-|div-)?comment-(\d+)['\"]", re.I),
)
DELETED = re.compile(r"\bclass\s*=\s*['\"]deleted-comment\b", re.I)
MANY = re.compile(
    r"(^|/)(search|feeds|label|tag|category|page)(/|\?|%3F|$)|_archive\.html?$|/feed/?$", re.I
)
TWIN = re.compile(r"(?:\?|%3F)(?:showComment|m)(?:=|%3D).*$", re.I)


class Page:
    """What is on one saved page."""

    def __init__(self, name, text):
        seen = UNSEEN.sub(" ", text)
        canonical = CANONICAL.search(text)
        href = HREF.search(canonical.group()) if canonical else None
        self.url = html.unescape(next(filter(None, href.groups()), "")) if href else ""
        self.path = self.place(TWIN.sub("", name))
        title = TITLE.search(text)
        self.title = html.unescape(title.group(1)).strip() if title else ""
        generator = GENERATOR.search(text)
        self.is_blogger = bool(generator and "blogger" in generator.group().lower())
        self.bodies = list(dict.fromkeys(BODIES.findall(seen)))
        self.comments, self.deleted = comments(seen)

    def place(self, name):
        """The page's path on its site: a crawler makes its own address a relative one."""
        if re.match(r"[a-z]+://|/", self.url, re.I):
            return path_of(self.url)
        beside = posixpath.join(posixpath.dirname(name), self.url) if self.url else name
        return path_of(posixpath.normpath(html.unescape(unquote(beside))))

    def why_no_post(self):
        """Why the page is not that of one post; empty where it is."""
        if len(self.bodies) > 1:
            return "many posts"
        if self.path == "/":
            return "the front page"
        if MANY.search(self.path):
            return "a list of posts"
        if self.is_blogger and re.fullmatch(r"/\d{4}(/\d\d)?", self.path):
            return "a month"
        if self.is_blogger and not self.bodies:
            return "no post"
        return ""

    def key(self):
        """What two copies of one page have in common."""
        return self.bodies[0] if self.bodies else self.path


def comments(seen):
    """The ids of the comments, each once, and which of them were removed."""
    for pattern in COMMENTS:
        found = list(pattern.finditer(seen))
        if found:
            break
    ids, deleted = {}, set()
    for place, match in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(seen)
        ids[match.group(1)] = True
        if DELETED.search(seen, match.start(), end):
            deleted.add(match.group(1))
    return list(ids), deleted


def add(recount, name, text):
    """Adds a saved page: its comments go to what other copies of it have."""
    page = Page(name, text)
    reason = page.why_no_post()
    if reason:
        recount.note("page: " + reason)
        return
    item = recount.by_key.get(page.key())
    if item is None:
        is_page = page.path.startswith("/p/") and page.is_blogger
        kind = "page" if is_page else "post"
        item = recount.add(Item(kind, page.key(), page.title, page.url or page.path))
    elif item.kind == "thread":
        item.kind, item.title, item.permalink = "post", page.title, page.url or page.path
    else:
        recount.note("page: another copy")
    item.sources.append(name)
    for key in page.comments:
        item.add(digits(key), "deleted" if key in page.deleted else "kept")
