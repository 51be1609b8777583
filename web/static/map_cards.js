/* The card: what a zone or district is. Opened by a click, a search or a list; Esc closes it. */
(function () {
  "use strict";
  const { element, byId } = atlas;
  let opener = null;

  /* One line: what it is, and where. */
  atlas.cardLine = (card) =>
    [card.what, (card.districts || []).map((id) => atlas.data.cards[id].title).join(atlas.say("comma"))].filter(Boolean).join(" · ");

  const cited = (role) => element("li", { class: role[2] ? "here" : "" },
    element("p", {}, role[0]), element("p", { class: "cited" }, atlas.data.texts[role[1]]));

  const pairs = (list) => element("dl", {}, ...list.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));

  const linked = (ids, folder) => element("ul", { class: "links" }, ...ids.map((id) =>
    element("li", {}, element("a", { href: atlas.href(folder + "/" + id) }, atlas.nameOf(id)))));

  const tag = ([text, slot, sign]) => element("li", { class: "tag" }, atlas.signMark(sign, slot), text);

  /* Blocks of a card in their order; a block is left out where the card has nothing for it. */
  const blocks = [
    ["roles", "role", (card) => element("ul", { class: "roles" }, ...card.roles.map(cited))],
    ["guidance", "guidance", (card) => element("ul", { class: "roles" }, cited(card.guidance))],
    ["industries", "industries", (card) => element("ul", { class: "tags" }, ...card.industries.map((id) => tag(atlas.data.industries[id])))],
    ["parks", "parks", (card) => linked(card.parks, "zones")],
    ["zones", "zones", (card) => linked(card.zones, "zones")],
    ["measured", "area", areas],
    ["enterprises", "enterprises", (card) => linked(card.enterprises, "enterprises")],
    ["projects", "projects", (card) => element("ul", { class: "links" }, ...card.projects.map((name) => element("li", {}, name)))],
    ["targets", "targets", (card) => pairs(card.targets)],
    ["here", "here", (card) => pairs(["enterprises", "projects", "targets"].map((kind, n) => [atlas.say("head_" + kind), card.here[n]]))],
    ["method", "origin", (card) => pairs([
      [atlas.say("method"), atlas.data.methods[card.method]], [atlas.say("uncertainty"), card.uncertainty],
      [atlas.say("how"), atlas.data.texts[card.how]], [atlas.say("source"), atlas.data.texts[card.source]]])],
  ];
  const COUNTED = new Set(["zones", "enterprises", "projects"]);

  function areas(card) {
    const rows = [card.stated && [atlas.say("stated"), card.stated], [atlas.say("measured"), card.measured]].filter(Boolean);
    return element("div", {}, pairs(rows), card.fitted ? element("p", { class: "note" }, atlas.say("fitted")) : "");
  }

  const head = (card) => [
    element("h2", { id: "card-title" }, card.title),
    element("p", { class: "what" }, atlas.cardLine(card),
      atlas.data.remarks[card.method] ? element("span", { class: "remark" }, atlas.data.remarks[card.method]) : ""),
  ];

  function content(id, card) {
    const folder = atlas.isDistrict(id) ? "districts" : "zones";
    return [
      ...blocks.filter(([name]) => name in card).map(([name, title, write]) => element("section", { "data-block": name },
        element("h3", {}, atlas.say("head_" + title) + (COUNTED.has(name) ? ` (${card[name].length})` : "")), write(card))),
      element("p", { class: "more" }, element("a", { href: atlas.href(folder + "/" + id) }, atlas.say("more") + " →")),
    ];
  }

  atlas.isDistrict = (id) => /^\d+$/.test(id);

  /* Open the card of a zone or district; options: block to scroll to, quiet to leave the focus where it is. */
  atlas.openCard = function (id, options) {
    const card = atlas.data.cards[id];
    if (!card) return;
    const wanted = options || {};
    if (!atlas.opened && !wanted.quiet) opener = document.activeElement;
    atlas.opened = id;
    byId("card-head").replaceChildren(...head(card));
    byId("card-body").replaceChildren(...content(id, card));
    byId("card").hidden = false;
    document.body.classList.add("with-card");
    byId("card-body").scrollTop = 0;
    const block = wanted.block && byId("card-body").querySelector(`[data-block=${wanted.block}]`);
    if (block) block.scrollIntoView({ block: "start" });
    if (!wanted.quiet) byId("card").focus({ preventScroll: true });
    atlas.highlight(id);
    keepInView(id);
    atlas.placeLabels();
    atlas.stateChanged();
  };

  /* Move the map just enough that what was opened is not under its own card: whole, or where it is too large, its middle. */
  function keepInView(id) {
    const shape = (atlas.drawn.get(id) || []).slice(-1)[0];
    if (!shape) return;
    const bounds = shape.getLatLng ? L.latLngBounds([shape.getLatLng()]) : shape.getBounds();
    const cover = byId("card").getBoundingClientRect(), size = atlas.map.getSize();
    const padding = cover.width > size.x * 0.8 ? [20, cover.height + 40] : [cover.width + 30, 30];
    const free = L.bounds([50, 40], size.subtract(padding));
    const point = (place) => atlas.map.latLngToContainerPoint(place);
    const whole = L.bounds([point(bounds.getNorthWest()), point(bounds.getSouthEast())]);
    const fits = whole.getSize().x <= free.getSize().x && whole.getSize().y <= free.getSize().y;
    const box = fits ? whole : L.bounds([whole.getCenter()]);
    const off = (axis) => Math.min(box.min[axis] - free.min[axis], 0) || Math.max(box.max[axis] - free.max[axis], 0);
    if (off("x") || off("y")) atlas.map.panBy([off("x"), off("y")]);
  }

  atlas.closeCard = function () {
    if (!atlas.opened) return;
    atlas.opened = null;
    byId("card").hidden = true;
    document.body.classList.remove("with-card");
    if (opener && document.contains(opener)) opener.focus({ preventScroll: true });
    opener = null;
    atlas.highlight(null);
    atlas.placeLabels();
    atlas.stateChanged();
  };

  /* Bring a zone or district into view. */
  atlas.goTo = function (map, id) {
    const shapes = (atlas.drawn.get(id) || []).filter((shape) => shape.getBounds || shape.getLatLng);
    if (!shapes.length) return;
    const last = shapes[shapes.length - 1];
    const beside = window.innerWidth > 720 ? { paddingBottomRight: [380, 40], paddingTopLeft: [60, 40] } : { padding: [30, 30] };
    if (last.getBounds) map.fitBounds(last.getBounds(), { maxZoom: 12, ...beside });
    else map.setView(last.getLatLng(), Math.max(map.getZoom(), 11));
  };

  atlas.startCards = function (map) {
    byId("card-close").addEventListener("click", atlas.closeCard);
    map.on("click", () => { if (!atlas.measuring) atlas.closeCard(); });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) atlas.closeCard();
    });
  };
})();
