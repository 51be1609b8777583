/* The card: what a zone or district is. Opened by a click, a search or a list; Esc closes it. */
(function () {
  "use strict";
  const { element, byId } = atlas;
  let opener = null;

  const writers = {
    roles: (roles) => element("ul", { class: "roles" }, ...roles.map((role) =>
      element("li", { class: role.here ? "here" : "" },
        element("p", {}, role.text),
        element("p", { class: "cited" }, role.plan + " › " + role.section)))),
    tags: (tags) => element("ul", { class: "tags" }, ...tags.map(([text, slot, sign]) =>
      element("li", { class: "tag" }, atlas.signMark(sign, slot), text))),
    pairs: (pairs) => element("dl", {}, ...pairs.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])),
    links: (links) => element("ul", { class: "links" }, ...links.map(([text, path]) =>
      element("li", {}, path ? element("a", { href: atlas.href(path) }, text) : text))),
  };

  function block(one) {
    const kind = Object.keys(writers).find((name) => name in one);
    const count = kind === "links" ? ` (${one.links.length})` : "";
    return element("section", { id: one.id },
      element("h3", {}, one.head + count),
      writers[kind](one[kind]),
      one.note ? element("p", { class: "note" }, one.note) : "");
  }

  const head = (card) => [
      element("h2", { id: "card-title" }, card.title),
      element("p", { class: "what" }, [card.what, card.place].filter(Boolean).join(" · "),
        card.remark ? element("span", { class: "remark" }, card.remark) : ""),
  ];

  function content(card) {
    return [
      ...card.blocks.map(block),
      element("p", { class: "more" }, element("a", { href: atlas.href(card.href) }, atlas.say("more") + " →")),
    ];
  }

  /* Open the card of a zone or district; options: block to scroll to, quiet to leave the focus where it is. */
  atlas.openCard = function (id, options) {
    const card = atlas.data.cards[id];
    if (!card) return;
    const wanted = options || {};
    if (!atlas.opened && !wanted.quiet) opener = document.activeElement;
    atlas.opened = id;
    byId("card-head").replaceChildren(...head(card));
    byId("card-body").replaceChildren(...content(card));
    byId("card").hidden = false;
    document.body.classList.add("with-card");
    byId("card-body").scrollTop = 0;
    if (wanted.block && byId(wanted.block)) byId(wanted.block).scrollIntoView({ block: "start" });
    if (!wanted.quiet) byId("card").focus({ preventScroll: true });
    atlas.highlight(id);
    keepInView(id);
    atlas.placeLabels();
    atlas.stateChanged();
  };

  /* Move the map just enough that what was opened is not under its own card. */
  function keepInView(id) {
    const shape = (atlas.drawn.get(id) || []).slice(-1)[0];
    if (!shape) return;
    const place = shape.getLatLng ? shape.getLatLng() : shape.getBounds().getCenter();
    const cover = byId("card").getBoundingClientRect(), size = atlas.map.getSize();
    const padding = cover.width > size.x * 0.8 ? [20, cover.height + 40] : [cover.width + 30, 30];
    atlas.map.panInside(place, { paddingTopLeft: [50, 40], paddingBottomRight: padding });
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
    for (const link of document.querySelectorAll("a[data-card]")) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        atlas.openCard(link.dataset.card);
      });
    }
  };
})();
