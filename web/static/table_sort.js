// Sorting and finding in tables. Without this script the tables are complete, in the order of the server.
(() => {
  "use strict";
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  const keyOf = (cell) => (cell.dataset.sort ?? cell.textContent.trim());

  const compare = (one, other) => {
    const a = Number(one), b = Number(other);
    return one !== "" && other !== "" && !Number.isNaN(a) && !Number.isNaN(b) ? a - b : collator.compare(one, other);
  };

  const sortBy = (table, head) => {
    const index = [...head.parentElement.children].indexOf(head);
    const next = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort") ?? "none"];
    for (const other of head.parentElement.children) if (other.hasAttribute("data-sortable")) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", next);
    const rows = [...table.tBodies[0].rows];
    if (next === "none") rows.sort((a, b) => a.dataset.order - b.dataset.order);
    else {
      const sign = next === "ascending" ? 1 : -1;
      rows.sort((a, b) => sign * compare(keyOf(a.cells[index]), keyOf(b.cells[index])) || a.dataset.order - b.dataset.order);
    }
    table.tBodies[0].append(...rows);
  };

  const makeSortable = (table) => {
    [...table.tBodies[0].rows].forEach((row, order) => { row.dataset.order = order; });
    for (const head of table.querySelectorAll("th[data-sortable]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => sortBy(table, head));
    }
  };

  const makeFindable = (tools, table) => {
    const input = tools.querySelector("[data-filter]"), status = tools.querySelector("[data-status]");
    const rows = [...table.tBodies[0].rows];
    const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        row.hidden = !words.every((word) => texts.get(row).includes(word));
        if (!row.hidden) shown += 1;
      }
      status.textContent = words.length ? status.dataset.shown.replace("{n}", shown).replace("{all}", rows.length) : "";
    });
  };

  const start = () => {
    for (const tools of document.querySelectorAll("[data-tools-for]")) {
      const table = document.getElementById(tools.dataset.toolsFor);
      makeSortable(table);
      makeFindable(tools, table);
      tools.hidden = false;
    }
    for (const region of document.querySelectorAll(".table-scroll")) {
      const mark = () => region.classList.toggle("overflows", region.scrollWidth > region.clientWidth + 1);
      new ResizeObserver(mark).observe(region);
    }
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
