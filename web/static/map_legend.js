/* The legend is the switch: a box for every layer, the members of a layer as a list, the colours that are visible. */
(function () {
  "use strict";
  const { element } = atlas;

  const boxes = () => [...document.querySelectorAll("input[data-layer]")];

  /* Ids of the layers that are on, in the order of the legend. */
  atlas.shownLayers = (map) => boxes().map((box) => box.dataset.layer).filter((id) => map.hasLayer(atlas.layers.get(id).group));

  function offerMembers(map, layer, entry) {
    const features = layer.body.features.filter((feature) => feature.id && atlas.data.cards[feature.id]);
    if (layer.body.draw !== "zones" || !features.length) return;
    const list = element("ul", { class: "members", id: "members-" + layer.id, hidden: true });
    const count = element("button", { type: "button", class: "entry-count", "aria-expanded": "false", "aria-controls": list.id,
      "aria-label": atlas.say("list_show", { count: features.length }), title: atlas.say("list_show", { count: features.length }) }, String(features.length));
    count.addEventListener("click", () => {
      list.hidden = !list.hidden;
      count.setAttribute("aria-expanded", String(!list.hidden));
      if (list.childElementCount) return;
      list.append(...features.map((feature) => {
        const button = element("button", { type: "button" }, feature.name);
        button.addEventListener("click", () => {
          atlas.goTo(map, feature.id);
          atlas.openCard(feature.id);
        });
        return element("li", {}, button);
      }));
    });
    entry.querySelector(".entry-count").replaceWith(count);
    entry.append(list);
  }

  function showColours(map) {
    const slots = new Set();
    for (const { body, group } of atlas.layers.values()) {
      if (map.hasLayer(group)) for (const feature of body.features) slots.add(String(feature.look));
    }
    for (const entry of document.querySelectorAll("[data-slot]")) entry.hidden = !slots.has(entry.dataset.slot);
  }

  atlas.startLegend = function (map) {
    for (const box of boxes()) {
      const layer = atlas.layers.get(box.dataset.layer);
      box.checked = map.hasLayer(layer.group);
      box.addEventListener("change", () => {
        if (box.checked) {
          map.addLayer(layer.group);
          atlas.stackAreas();
        } else map.removeLayer(layer.group);
        showColours(map);
        atlas.highlight(atlas.opened);
        atlas.stateChanged();
      });
      if (!atlas.data.plain) offerMembers(map, layer, box.closest("li"));
    }
    showColours(map);
  };
})();
