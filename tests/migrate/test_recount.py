"""Tests of recount.py on inputs whose counts are plain: python3 -m unittest discover tests/migrate."""

import io
import json
import os
import tempfile
import unittest
import zipfile

import compare
import exports
import items
import pages
import recount
import records


def counted(text, name="export"):
    head = text.encode()[: recount.HEAD]
    return recount.one(name, head, io.BytesIO(text.encode()))


KIND = "<category scheme='k' term='http://schemas.google.com/blogger/2008/kind#%s'/>"
POST = (
    "<entry><id>tag:blogger.com,1999:blog-1.post-%d</id>"
    + KIND % "post"
    + "<title>%s</title></entry>"
)
COMMENT = (
    "<entry><id>tag:blogger.com,1999:blog-1.post-%d</id>"
    + KIND % "comment"
    + "<thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-%d'/>%s</entry>"
)
REMOVED = "<gd:extendedProperty name='blogger.contentRemoved' value='true'/>"


class Records(unittest.TestCase):
    def test_an_end_tag_inside_of_cdata_ends_nothing(self):
        text = "<rss><item><a><![CDATA[</item>]]></a><b>1</b></item><item><b>2</b></item></rss>"
        found = [
            entry
            for what, entry in records.records(io.StringIO(text), ["item"])
            if what == "record"
        ]
        self.assertEqual([entry.value("b") for entry in found], ["1", "2"])

    def test_a_record_that_a_comment_names_is_none(self):
        text = "<rss><!-- an <item> here --><item><b>1</b></item></rss>"
        found = [what for what, _ in records.records(io.StringIO(text), ["item"])]
        self.assertEqual(found, ["head", "record"])

    def test_records_are_found_across_pieces(self):
        whole, records.PIECE = records.PIECE, 7
        try:
            text = "<rss>" + "<item><b>x</b></item>" * 50 + "</rss>"
            found = [what for what, _ in records.records(io.StringIO(text), ["item"])]
        finally:
            records.PIECE = whole
        self.assertEqual(found.count("record"), 50)


class Exports(unittest.TestCase):
    def test_comments_of_a_backup_go_to_their_posts_though_they_come_last(self):
        feed = "<feed>" + POST % (7, "A") + POST % (8, "B") + COMMENT % (70, 7, "")
        result = counted(feed + COMMENT % (71, 7, REMOVED) + COMMENT % (80, 8, "") + "</feed>")
        self.assertEqual(
            [item.counts() for item in result.items], [{"kept": 1, "deleted": 1}, {"kept": 1}]
        )

    def test_what_was_thrown_away_in_2018_is_told_apart(self):
        entry = "<entry><id>post-%d</id><blogger:type>%s</blogger:type><blogger:status>%s</blogger:status></entry>"
        feed = "<feed xmlns:blogger='http://schemas.google.com/blogger/2018'>"
        feed += (
            entry % (1, "POST", "LIVE")
            + entry % (2, "POST", "DRAFT")
            + entry % (3, "POST", "SOFT_TRASHED")
        )
        sums = counted(feed + entry % (4, "PAGE", "LIVE") + "</feed>").sums()
        self.assertEqual(
            (sums["posts"], sums["pages"], sums["drafts"], sums["other"]), (1, 1, 1, {"trashed": 1})
        )

    def test_a_comment_of_wordpress_has_a_fate(self):
        comment = "<wp:comment><wp:comment_id>%d</wp:comment_id><wp:comment_approved>%s</wp:comment_approved><wp:comment_type>%s</wp:comment_type></wp:comment>"
        item = "<rss xmlns:wp='w'><item><wp:post_id>1</wp:post_id>"
        for number, (approved, kind) in enumerate(
            [("1", ""), ("1", "pingback"), ("spam", ""), ("0", ""), ("trash", "")]
        ):
            item += comment % (number + 1, approved, kind)
        fates = counted(item + "</item></rss>").items[0].counts()
        self.assertEqual(fates, {"kept": 1, "pingbacks": 1, "spam": 1, "pending": 1, "trash": 1})

    def test_dashes_in_a_body_of_movable_type_end_no_entry(self):
        text = "AUTHOR: Ada\nTITLE: One\nSTATUS: Publish\n-----\nBODY:\n------\n---------\n-----\nCOMMENT:\nAUTHOR: Bo\nHi.\n-----\n--------\n"
        result = counted(
            text + "AUTHOR: Ada\nTITLE: Two\nSTATUS: Draft\n-----\nBODY:\nx\n-----\n--------\n"
        )
        self.assertEqual(
            [(item.kind, len(item.comments)) for item in result.items], [("post", 1), ("draft", 0)]
        )


class Pages(unittest.TestCase):
    PAGE = "<html><meta content='blogger' name='generator'/><link href='%s' rel='canonical'/><div id='post-body-%d'></div>%s</html>"

    def folder(self, files):
        with tempfile.TemporaryDirectory() as top:
            for name, text in files.items():
                path = os.path.join(top, name)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
            return recount.recount(top)

    def test_twins_are_one_post_with_the_comments_of_both(self):
        one = self.PAGE % ("http://b.example/2014/06/a.html", 123456, "<dt id='c1111111'></dt>")
        two = self.PAGE % (
            "http://b.example/2014/06/a.html",
            123456,
            "<dt id='c1111111'></dt><dt id='c2222222'></dt>",
        )
        result = self.folder({"2014/06/a.html": one, "2014/06/a.html?showComment=5.html": two})
        self.assertEqual([len(item.comments) for item in result.items], [2])

    def test_a_month_with_one_post_is_no_post(self):
        result = self.folder({"2014/06/index.html": self.PAGE % ("index.html", 123456, "")})
        self.assertEqual(result.sums()["posts"], 0)

    def test_a_zip_is_a_folder(self):
        with tempfile.TemporaryDirectory() as top:
            path = os.path.join(top, "x.zip")
            with zipfile.ZipFile(path, "w") as zipped:
                zipped.writestr(
                    "2014/06/a.html", self.PAGE % ("a.html", 123456, "<dt id='c1111111'></dt>")
                )
            self.assertEqual(recount.recount(path).sums()["comments"]["kept"], 1)

    def test_comments_in_a_template_are_none(self):
        ids, _ = pages.comments(
            pages.UNSEEN.sub(" ", "<script><li id='c1111111'></script><li id='c2222222'>")
        )
        self.assertEqual(ids, ["2222222"])


class Comparison(unittest.TestCase):
    def told(self, comments, status="written", reason=None):
        """What compare says of a site with one document, whose comments are these."""
        counted = items.Recount("x")
        item = counted.add(items.Item("post", "7", "A", "http://b.example/2014/06/a.html"))
        for key in ("70", "71"):
            item.add(key)
        item.add("72", "spam")
        with tempfile.TemporaryDirectory() as site:
            os.makedirs(os.path.join(site, "json"))
            threads = [{"id": key, "deleted": False, "replies": []} for key in comments or []]
            value = {
                "source": {"url": item.permalink},
                "title": [],
                "comments": {"threads": threads},
            }
            if comments is not None:
                with open(os.path.join(site, "json", "a.json"), "w", encoding="utf-8") as file:
                    json.dump(value, file)
            with open(os.path.join(site, "ledger.jsonl"), "w", encoding="utf-8") as file:
                entry = {
                    "input": "x",
                    "entry": "7",
                    "kind": "post",
                    "status": status,
                    "reason": reason,
                }
                file.write('{"run": 1}\n' + json.dumps(entry) + "\n")
            out = io.StringIO()
            return compare.compare(site, counted, out), out.getvalue()

    def test_what_is_right_is_right(self):
        code, text = self.told(["70", "71"])
        self.assertEqual((code, text), (0, "posts 1 of 1; comments 2 of 2; differences 0\n"))

    def test_a_comment_that_is_missing_doubled_or_spam_is_named(self):
        for comments, words in (
            (["70"], "1 missing (71)"),
            (["70", "71", "71"], "1 doubled (71)"),
            (["70", "71", "72"], "1 too many (72)"),
        ):
            code, text = self.told(comments)
            self.assertEqual(code, 1)
            self.assertIn(words, text)

    def test_a_post_that_is_missing_is_told_with_what_the_ledger_says(self):
        code, text = self.told(None, "failed", "its body is broken")
        self.assertEqual(code, 1)
        self.assertIn("failed: its body is broken", text)


if __name__ == "__main__":
    unittest.main()
