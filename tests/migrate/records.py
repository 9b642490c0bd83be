"""Reads records out of XML that may be broken: what recount.py counts in.

This is no XML parser. It looks for the beginning and the end of each record (an entry of a feed, an
item of a channel) and takes that apart with one pattern, so that broken markup around a record, or
a prefix that nobody declared, costs nothing. A file is read piece by piece and may be of any size.
"""

import html
import re

PIECE = 4 << 20

TOKEN = re.compile(
    r"<!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)"
    r"|<!--.*?(?:-->|\Z)"
    r"|<\?.*?(?:\?>|\Z)"
    r"|<(?P<end>/?)(?P<name>[A-Za-z_][\w:.\-]*)"
    r"(?P<attributes>(?:\s+[^\s=<>/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>/]+))*)\s*(?P<empty>/?)>",
    re.S,
)
ATTRIBUTE = re.compile(r"([^\s=<>/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>/]+))", re.S)


#: What holds no record, though it may name one, and how it ends.
UNREAD = {"<!--": "-->", "<![CDATA[": "]]>"}


class Element:
    """An element with its own text; names are as written, less their prefix."""

    def __init__(self, name, attributes):
        self.name = name.rsplit(":", 1)[-1]
        self.attributes = attributes
        self.parts = []
        self.children = []

    def text(self):
        return "".join(self.parts).strip()

    def all(self, name):
        return [child for child in self.children if child.name == name]

    def first(self, name):
        for child in self.children:
            if child.name == name:
                return child
        return None

    def value(self, name, otherwise=""):
        """The text of the first child with this name."""
        child = self.first(name)
        return otherwise if child is None else child.text()


def element(markup):
    """The first element of the markup; end tags that end nothing are passed over."""
    top = Element("", {})
    stack = [top]
    at = 0
    for token in TOKEN.finditer(markup):
        if token.start() > at:
            stack[-1].parts.append(html.unescape(markup[at : token.start()]))
        at = token.end()
        if token.group("data") is not None:
            stack[-1].parts.append(token.group("data"))
        elif token.group("name"):
            _tag(token, stack)
    return top.children[0] if top.children else top


def _tag(token, stack):
    name = token.group("name")
    if token.group("end"):
        local = name.rsplit(":", 1)[-1]
        for place in range(len(stack) - 1, 0, -1):
            if stack[place].name == local:
                del stack[place:]
                break
        return
    attributes = {}
    for key, double, single, bare in ATTRIBUTE.findall(token.group("attributes")):
        attributes[key.rsplit(":", 1)[-1]] = html.unescape(double or single or bare)
    child = Element(name, attributes)
    stack[-1].children.append(child)
    if not token.group("empty"):
        stack.append(child)


def records(file, names):
    """Each record of these names in a text file, as an element; first what stands before them."""
    begin = re.compile(r"<(?:%s)(?=[\s>/])|<!--|<!\[CDATA\[" % "|".join(names))
    buffer, at, is_last, is_headed = "", 0, False, False
    while True:
        found = begin.search(buffer, at)
        end = _end(buffer, found) if found else -1
        if found and end == -1 and is_last:
            end = len(buffer)
        if found and end != -1 and found.group() in UNREAD:
            at = end
            continue
        if found and end != -1:
            if not is_headed:
                yield "head", buffer[: found.start()]
                is_headed = True
            yield "record", element(buffer[found.start() : end])
            at = end
            continue
        if is_last:
            break
        piece = file.read(PIECE)
        is_last = not piece
        keep = found.start() if found else (max(at, len(buffer) - 64) if is_headed else at)
        buffer, at = buffer[keep:] + piece, 0
    if not is_headed:
        yield "head", buffer


def _end(buffer, found):
    """Where a record ends: its end tag, but not one inside of CDATA. -1 where it does not yet."""
    if found.group() in UNREAD:
        end = buffer.find(UNREAD[found.group()], found.end())
        return end + 3 if end != -1 else -1
    if buffer.startswith("/>", found.end()):
        return found.end() + 2
    tag = "</" + found.group()[1:] + ">"
    at = found.end()
    while True:
        end = buffer.find(tag, at)
        if end == -1:
            return -1
        data = buffer.find("<![CDATA[", at, end)
        if data == -1:
            return end + len(tag)
        close = buffer.find("]]>", data)
        if close == -1:
            return -1
        at = close + 3
