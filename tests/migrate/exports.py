"""Counts what is in export files, each form in its own way."""

import csv
import html
import io
import json
import re

from items import Item, Recount, digits
from records import element, records

KIND = "http://schemas.google.com/blogger/2008/kind#"


def atom(file):
    """Blogger: the legacy backup, the export of 2018, a feed of posts or of comments."""
    recount = Recount("atom")
    feed = ""
    waiting = []
    for what, entry in records(file, ["entry"]):
        if what == "head":
            feed = digits_of_comment_feed(entry)
            recount.form = form_of(entry)
        elif entry.first("type") is not None:
            entry_2018(recount, entry, waiting)
        else:
            entry_legacy(recount, entry, feed, waiting)
    for post, permalink, key, fate in waiting:
        recount.thread(post, permalink).add(key, fate)
    return recount


def form_of(head):
    if "schemas.google.com/blogger/2018" in head:
        return "blogger-2018"
    if digits_of_comment_feed(head):
        return "comment-feed"
    return (
        "feed" if re.search(r"<id>tag:blogger\.com,1999:blog-\d+</id>", head) else "blogger-legacy"
    )


def digits_of_comment_feed(head):
    """The post whose comments a feed is about, where it is about one post's."""
    found = re.search(r"<id>[^<]*?post-?(\d+)\.\.comments</id>", head)
    return found.group(1) if found else ""


def entry_2018(recount, entry, waiting):
    kind, status = entry.value("type").upper(), entry.value("status").upper()
    is_trash = "TRASH" in status or bool(entry.value("trashed"))
    key = digits(entry.value("id"))
    if kind == "COMMENT":
        fate = "trash" if is_trash else "spam" if "SPAM" in status else "kept"
        waiting.append((digits(entry.value("parent")), "", key, fate))
        return
    word = {"POST": "post", "PAGE": "page"}.get(kind, "other")
    if is_trash:
        word = "trashed"
    elif status == "DRAFT":
        word = "draft"
    labels = [category.attributes.get("term", "") for category in entry.all("category")]
    title = html.unescape(entry.value("title"))
    item = Item(word, key, title, entry.value("filename"), published=entry.value("published"))
    item.labels = [label for label in labels if label]
    recount.add(item)


def entry_legacy(recount, entry, feed, waiting):
    terms = [category.attributes.get("term", "") for category in entry.all("category")]
    kinds = [term[len(KIND) :] for term in terms if term.startswith(KIND)]
    key = entry.value("id")
    key = digits(key) if re.search(r"(?:post|page)-\d+$", key) else key
    answer = entry.first("in-reply-to")
    kind = kinds[0] if kinds else "comment" if feed or answer is not None else "post"
    links = [link.attributes.get("href", "") for link in entry.all("link") if is_page(link)]
    link = links[0] if links else ""
    if kind == "comment":
        post = feed or digits((answer.attributes if answer else {}).get("ref", ""))
        removed = [named.attributes.get("name", "") for named in entry.all("extendedProperty")]
        fate = "deleted" if "blogger.contentRemoved" in removed else "kept"
        waiting.append((post, link, key, fate))
        return
    control = entry.first("control")
    if control is not None and control.value("draft") == "yes":
        kind = "draft"
    labels = [
        term.attributes.get("term", "")
        for term in entry.all("category")
        if term.attributes.get("scheme", "").endswith("atom/ns#")
    ]
    item = Item(kind, key, entry.value("title"), link, labels, entry.value("published"))
    recount.add(item)


def is_page(link):
    return link.attributes.get("rel") == "alternate"


def wxr(file):
    """WordPress."""
    recount = Recount("wxr")
    for what, item in records(file, ["item"]):
        if what == "head" and not re.search(r"xmlns:(?:wp|dsq)", item):
            recount.form = "rss"
        elif what == "head":
            version = re.search(r"<wp:wxr_version>\s*([\d.]+)", item)
            recount.form = "wxr-" + (version.group(1) if version else "unknown")
        else:
            wxr_item(recount, item)
    return recount


#: WordPress' states of a post, as far as they are not a matter of its type.
STATES = {
    "draft": "draft",
    "pending": "draft",
    "auto-draft": "draft",
    "future": "draft",
    "private": "private",
    "trash": "trashed",
}


def wxr_item(recount, item):
    kind = item.value("post_type") or "post"
    if kind in ("post", "page"):
        kind = STATES.get(item.value("status"), kind)
    elif kind != "attachment":
        kind = "other"
    labels = [
        category.text()
        for category in item.all("category")
        if category.attributes.get("domain") in (None, "category", "post_tag", "tag")
    ]
    counted = recount.add(
        Item(
            kind,
            item.value("post_id"),
            item.value("title"),
            item.value("link"),
            dict.fromkeys(labels),
            item.value("post_date"),
        )
    )
    for comment in item.all("comment"):
        counted.add(comment.value("comment_id"), wxr_fate(comment))


def wxr_fate(comment):
    approved = comment.value("comment_approved", "1")
    if approved in ("spam", "trash"):
        return approved
    if approved == "post-trashed":
        return "trash"
    if approved == "0":
        return "pending"
    kind = comment.value("comment_type")
    return {"pingback": "pingbacks", "trackback": "trackbacks"}.get(kind, "kept")


def movable_type(text):
    """Movable Type and TypePad: entries between lines of eight dashes, sections between five."""
    recount = Recount("movable-type")
    for entry in re.split(
        r"(?m)^--------(?:[ \t]*\r?$|(?=AUTHOR: |TITLE: ))", text.lstrip("\ufeff")
    ):
        sections = re.split(r"(?m)^-----[ \t]*\r?$", entry)
        head = dict(re.findall(r"(?m)^([A-Z][A-Z ]*):[ \t]*(.*?)[ \t]*\r?$", sections[0]))
        if not any(name in head for name in ("TITLE", "AUTHOR", "DATE")):
            continue
        labels = re.findall(r"(?m)^(?:PRIMARY )?CATEGORY:[ \t]*(.*?)[ \t]*\r?$", sections[0])
        kind = "post" if head.get("STATUS", "Publish").lower() == "publish" else "draft"
        item = Item(kind, head.get("BASENAME", ""), head.get("TITLE", ""))
        item.permalink = head.get("UNIQUE URL", "")
        item.published = head.get("DATE", "")
        item.labels = list(dict.fromkeys(label for label in labels if label))
        recount.add(item)
        for section in sections[1:]:
            name = section.lstrip().split("\n", 1)[0].strip()
            if name == "COMMENT:":
                item.add("")
            elif name == "PING:":
                item.add("", "trackbacks")
    return recount


def disqus(file):
    """Disqus: threads, then what was said in them. An id is an attribute of the element."""
    recount = Recount("disqus")
    for what, record in records(file, ["thread", "post"]):
        if what == "head":
            continue
        key = record.attributes.get("id", "")
        if record.name == "thread":
            recount.add(Item("thread", key, record.value("title"), record.value("link")))
            continue
        thread = record.first("thread")
        fate = "kept"
        if record.value("isSpam") == "true":
            fate = "spam"
        elif record.value("isDeleted") == "true":
            fate = "deleted"
        recount.thread(thread.attributes.get("id", "") if thread else "").add(key, fate)
    return recount


def from_json(text):
    """Ghost, Commento, Blogger's API: told apart by their keys."""
    value = json.loads(text)
    if isinstance(value, dict) and "commenters" in value:
        return commento(value)
    if isinstance(value, dict) and ("db" in value or "data" in value):
        return ghost(value)
    if isinstance(value, dict):
        value = value.get("items", [value])
    return blogger_api(value)


def commento(value):
    recount = Recount("commento")
    for comment in value["comments"] or []:
        url = "https://%s%s" % (comment.get("domain", ""), comment.get("url", ""))
        fate = "deleted" if comment.get("deleted") else "kept"
        fate = {"flagged": "spam", "unapproved": "pending"}.get(comment.get("state"), fate)
        recount.thread(url, url).add(comment.get("commentHex", ""), fate)
    return recount


def ghost(value):
    recount = Recount("ghost")
    data = value["db"][0]["data"] if "db" in value else value["data"]
    names = {tag["id"]: tag["name"] for tag in data.get("tags", [])}
    labels = {}
    for link in data.get("posts_tags", []):
        labels.setdefault(link["post_id"], []).append(names.get(link["tag_id"], ""))
    for post in data.get("posts", []):
        is_page = post.get("type") == "page" or post.get("page") in (1, True)
        kind = "page" if is_page else "post"
        if post.get("status") in ("draft", "scheduled"):
            kind = "draft"
        item = Item(kind, post["id"], post.get("title", ""), post.get("slug", ""))
        item.labels = labels.get(post["id"], [])
        item.published = post.get("published_at") or ""
        recount.add(item)
    return recount


def blogger_api(posts):
    recount = Recount("blogger-api")
    for post in posts:
        kind = "draft" if post.get("status") == "DRAFT" else "post"
        kind = "page" if post.get("kind") == "blogger#page" else kind
        item = Item(kind, post.get("id", ""), post.get("title", ""), post.get("url", ""))
        item.labels = post.get("labels", [])
        item.published = post.get("published", "")
        recount.add(item)
        for reply in (post.get("replies") or {}).get("items", []):
            fate = {"SPAM": "spam", "PENDING": "pending", "EMPTIED": "deleted"}
            item.add(reply.get("id", ""), fate.get(str(reply.get("status")).upper(), "kept"))
    return recount


def table(text):
    """The tables of Substack and of Wix; a body that is not in the table is in a file beside it."""
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    if rows and "is_published" in rows[0]:
        return substack(rows)
    recount = Recount("wix")
    for row in rows:
        kind = "post" if row.get("Published Date") else "draft"
        item = Item(kind, row.get("ID", ""), row.get("Title", ""), row.get("Post Page URL", ""))
        item.published = row.get("Published Date", "")
        recount.add(item)
    return recount


def substack(rows):
    recount = Recount("substack")
    for row in rows:
        kind = "page" if row.get("type") == "page" else "post"
        if row.get("is_published", "").lower() != "true":
            kind = "draft"
        title = html.unescape(row.get("title", ""))
        item = Item(kind, row.get("post_id", ""), title, published=row.get("post_date", ""))
        recount.add(item)
    return recount


def medium(text):
    """One page of Medium's export: without a day it is a draft, without a heading an answer."""
    recount = Recount("medium")
    title = re.search(r'class="p-name"[^>]*>(.*?)</h1>', text, re.S)
    if not title:
        recount.note("a profile or a list")
        return recount
    link = re.search(r'href="([^"]*)"[^>]*class="p-canonical"', text)
    day = re.search(r'class="dt-published"[^>]*datetime="([^"]*)"', text)
    has_heading = re.search(r"graf--(?:title|h3|h4|h2)\b", text)
    is_answer = not has_heading and "p-summary" not in text
    kind = "draft" if not day else "answer" if is_answer else "post"
    item = Item(kind, "", html.unescape(title.group(1).strip()), link.group(1) if link else "")
    item.published = day.group(1) if day else ""
    recount.add(item)
    return recount


def livejournal(text):
    """LiveJournal as its grabbers write it: comments stand in each other."""
    recount = Recount("livejournal")
    for page in re.findall(r"<entrypage\b.*?</entrypage>", text, re.S):
        page = element(page)
        entry = page.first("entry") or page
        item = Item("post", digits(entry.value("url")), entry.value("subject"), entry.value("url"))
        recount.add(item)
        waiting = list(page.children)
        while waiting:
            child = waiting.pop(0)
            if child.name == "comment":
                item.add(child.attributes.get("id", ""))
            waiting.extend(child.children)
    return recount
