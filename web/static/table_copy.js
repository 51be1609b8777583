// Copying a table as tab-separated text that a spreadsheet takes in cleanly.
(() => {
  "use strict";

  // A cell that begins like a formula would be run by a spreadsheet; a space before it keeps it a text.
  const harmless = (text) => (/^[=+\-@]/.test(text) && Number.isNaN(Number(text)) ? ` ${text}` : text);

  const clean = (text) => text.replace(/[\r\n]+/g, " ").split("\t").map((part) => harmless(part.trim())).join("\t");

  const asText = (table) => {
    const head = [...table.tHead.rows[0].cells].map((cell) => clean(cell.dataset.copy ?? cell.textContent));
    const rows = [...table.tBodies[0].rows].filter((row) => !row.hidden)
      .map((row) => [...row.cells].map((cell) => clean(cell.dataset.copy ?? cell.textContent)).join("\t"));
    return { text: [head.join("\t"), ...rows].join("\r\n"), count: rows.length };
  };

  // navigator.clipboard exists only on secure origins; an office network often serves plain http.
  const copyByHand = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyByHand(text);
    }
  };

  const start = () => {
    for (const tools of document.querySelectorAll("[data-tools-for]")) {
      const status = tools.querySelector("[data-status]"), button = tools.querySelector("[data-copy-table]");
      button.addEventListener("click", async () => {
        const { text, count } = asText(document.getElementById(tools.dataset.toolsFor));
        status.textContent = (await copy(text)) ? status.dataset.copied.replace("{n}", count) : status.dataset.failed;
        button.focus();
      });
    }
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
