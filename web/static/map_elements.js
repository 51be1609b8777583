/* Elements and data of the page. Text goes in as text nodes only: nothing here ever parses markup. */
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const atlas = (window.atlas = window.atlas || {});

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === true) node.setAttribute(name, "");
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, String(value));
    }
    for (const child of children) {
      if (child !== null && child !== undefined && child !== "") node.append(child);
    }
    return node;
  }

  atlas.element = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

  atlas.vector = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

  atlas.byId = (id) => document.getElementById(id);

  atlas.read = (id) => JSON.parse(atlas.byId(id).textContent);

  atlas.data = atlas.read("atlas-data");

  /* A phrase of the catalogue with its placeholders filled. */
  atlas.say = (key, values) =>
    (atlas.data.say[key] || key).replace(/\{(\w+)\}/g, (_, name) => String((values || {})[name]));

  /* Address of a page of the atlas, in the language of this one. */
  atlas.href = (path) => "/" + path.split("/").map(encodeURIComponent).join("/") + (atlas.data.lang === "en" ? "?lang=en" : "");

  atlas.signMark = (sign, slot) =>
    atlas.vector("svg", { class: "sign-key", viewBox: "0 0 10 10", width: 10, height: 10, "aria-hidden": "true" },
      atlas.vector("path", { class: "sign slot-" + slot, d: atlas.data.signs[sign] }));
})();
