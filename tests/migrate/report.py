"""Looks at a report in a browser: report.py REPORT.html BROWSER PICTURES (both may be empty).

Checks what a reader of the page has a right to: it asks for nothing, it complains of nothing, it is
readable on a telephone and on a desk, by day and by night, with the keyboard and by a screen reader,
and its tables can be filtered and sorted. Prints a line for each thing that is wrong.
"""

import pathlib
import sys

from playwright.sync_api import Error, sync_playwright

WIDTHS = (360, 1280)
CONTRAST = 4.5

# The colours of all texts and of what is behind them, as the browser computes them.
COLOURS = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour.slice(0, 3);
    }
    return parse(getComputedStyle(document.documentElement).getPropertyValue("background-color")).slice(0, 3);
  };
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("script, style, title, desc")) continue;
    const style = getComputedStyle(element);
    const colour = parse(element.closest("svg") ? style.fill : style.color).slice(0, 3);
    const key = JSON.stringify([colour, ground(element)]);
    if (!found.has(key)) found.set(key, walker.currentNode.data.trim().slice(0, 40));
  }
  return [...found].map(([key, text]) => [...JSON.parse(key), text]);
}"""

# What is wider than the page and does not scroll by itself.
WIDE = """() => {
  const page = document.documentElement;
  return page.scrollWidth > page.clientWidth ? page.scrollWidth : 0;
}"""

# What a screen reader would not know how to call.
NAMELESS = """() => {
  const wrong = [];
  if (!document.documentElement.lang) wrong.push("the page has no language");
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  if (new Set(ids).size !== ids.length) wrong.push("an id is there twice");
  for (const svg of document.querySelectorAll("svg")) {
    const names = (svg.getAttribute("aria-labelledby") || "").split(" ");
    const texts = names.map((id) => document.getElementById(id)?.textContent.trim());
    if (svg.getAttribute("role") !== "img" || texts.some((text) => !text)) wrong.push("a chart has no words");
    if (!svg.closest("section").querySelector("table")) wrong.push("a chart has no table");
  }
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption?.textContent.trim()) wrong.push("a table has no caption");
    for (const head of table.querySelectorAll("th")) {
      if (!head.scope) wrong.push("a heading of a table has no scope");
    }
  }
  for (const input of document.querySelectorAll("input")) {
    if (!input.labels.length) wrong.push("a field has no label");
  }
  for (const link of document.querySelectorAll("a")) {
    if (!link.textContent.trim() || !link.getAttribute("href")) wrong.push("a link has no words");
  }
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    if (!document.getElementById(link.getAttribute("href").slice(1))) wrong.push("a link leads to no part");
  }
  return wrong;
}"""

UNREACHED = """() => [...document.querySelectorAll(".wide")]
  .filter((box) => box.scrollWidth > box.clientWidth && box.tabIndex !== 0).length"""


def luminance(colour):
    def part(value):
        value /= 255
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = map(part, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def open_folds(page):
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")


def look(page, width, scheme, wrong, pictures):
    where = f"{width} px, {scheme}"
    if pictures:
        page.screenshot(path=f"{pictures}/report-{width}-{scheme}.png", full_page=True)
    open_folds(page)
    too_wide = page.evaluate(WIDE)
    if too_wide:
        wrong.append(f"{where}: the page is {too_wide} px wide")
    if page.evaluate(UNREACHED):
        wrong.append(f"{where}: a table that scrolls cannot be reached with the keyboard")
    for colour, ground, text in page.evaluate(COLOURS):
        found = contrast(colour, ground)
        if found < CONTRAST:
            wrong.append(f"{where}: contrast {found:.2f} of {text!r}: {colour} on {ground}")


def filter_and_sort(page, wrong):
    """Filters the first table that can be, by its last row's words, and sorts it."""
    if page.locator(".filter").count() == 0:
        if page.locator("table.rows tbody tr:nth-child(2)").count():
            wrong.append("a table of several rows has no filter")
        return
    table = page.locator(".filter + .wide table.rows").first
    field = page.locator(".filter input").first
    told = page.locator(".filter output").first
    rows = table.locator("tbody tr")
    count = rows.count()
    last = rows.last.inner_text().lower()
    word = max(last.split(), key=len)
    field.fill(word.upper())
    shown = [row.inner_text().lower() for row in rows.all() if row.is_visible()]
    if not shown or any(word not in row for row in shown):
        wrong.append(f"the filter shows other rows than those with {word!r}")
    if told.inner_text() != f"{len(shown)} of {count} rows":
        wrong.append(f"the filter says {told.inner_text()!r} of {len(shown)} rows")
    field.fill("no row has these words 2b5c")
    if any(row.is_visible() for row in rows.all()):
        wrong.append("the filter shows rows that do not have its words")
    field.fill("")
    if not all(row.is_visible() for row in rows.all()):
        wrong.append("an empty filter hides rows")
    head = table.locator("thead th").first
    before = sorted(rows.all_inner_texts())
    order = []
    for _ in range(2):
        head.locator("button").focus()
        page.keyboard.press("Enter")
        order.append((head.get_attribute("aria-sort"), rows.locator("td:first-child").all_inner_texts()))
    if [name for name, _ in order] != ["ascending", "descending"]:
        wrong.append("a column cannot be sorted with the keyboard")
    if sorted(order[0][1]) != sorted(order[1][1]) or sorted(rows.all_inner_texts()) != before:
        wrong.append("sorting loses rows")


def without_script(browser, url, wrong):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url)
    if page.locator("input, button").count():
        wrong.append("without scripts there are fields that do nothing")
    if not page.locator("h1").is_visible():
        wrong.append("without scripts the page is not shown")
    context.close()


def check(browser, url, pictures):
    wrong = []
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page.on("console", lambda message: wrong.append(f"console: {message.text}"))
            page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
            page.on(
                "request",
                lambda request: request.url == url or wrong.append(f"a request: {request.url}"),
            )
            page.goto(url)
            look(page, width, scheme, wrong, pictures)
            wrong.extend(page.evaluate(NAMELESS))
            filter_and_sort(page, wrong)
            page.close()
    without_script(browser, url, wrong)
    return wrong


def main():
    report, program, pictures = sys.argv[1:4]
    url = pathlib.Path(report).resolve().as_uri()
    with sync_playwright() as playwright:
        options = {"args": ["--no-sandbox"]}
        try:
            browser = playwright.chromium.launch(**options)
        except Error:
            if not program:
                print("skipped: no Chromium is installed")
                return 77
            browser = playwright.chromium.launch(executable_path=program, **options)
        wrong = check(browser, url, pictures)
        browser.close()
    for line in dict.fromkeys(wrong):
        print(line)
    if not wrong:
        print("the report is well")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
