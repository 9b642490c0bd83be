
"use strict";
// Tables can be filtered and sorted; without this script they are read as they are.
for (const table of document.querySelectorAll("table.rows")) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  if (rows.length < 2) continue;
  filter(table, rows);
  [...table.tHead.rows[0].cells].forEach((head, column) => sort(head, column, body, rows));
}

function filter(table, rows) {
  const words = new Map();
  const line = document.createElement("div");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const told = document.createElement("output");
  line.className = "filter";
  input.type = "search";
  label.append("Filter ", input);
  told.textContent = `${rows.length} rows`;
  line.append(label, told);
  table.parentElement.before(line);
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      if (!words.has(row)) words.set(row, row.textContent.toLowerCase());
      const isWanted = wanted.every((word) => words.get(row).includes(word));
      row.hidden = !isWanted;
      count += isWanted ? 1 : 0;
    }
    told.textContent = `${count} of ${rows.length} rows`;
  });
}

function sort(head, column, body, rows) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const isUp = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
    const order = new Intl.Collator(undefined, { numeric: true });
    const text = (row) => row.cells[column].textContent;
    const sorted = [...rows].sort((a, b) => order.compare(text(a), text(b)) * (isUp ? 1 : -1));
    body.append(...sorted);
  });
}

// Paper has no folded parts.
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details")) part.open = true;
});
