/* Layers: what Folium lists is drawn here, from the data block of the layer. */
(function () {
  "use strict";
  const PANES = { ground: 300, margin: 320, guidance: 340, halos: 360, bands: 380, areas: 400, lines: 420, points: 450, names: 610, counts: 620 };
  atlas.layers = new Map();

  function preparePanes(map) {
    if (map.getPane("ground")) return;
    for (const [name, height] of Object.entries(PANES)) map.createPane(name).style.zIndex = height;
    drawLand(map);
  }

  function drawLand(map) {
    const still = { pane: "ground", interactive: false };
    L.polygon(atlas.shape(atlas.data.land), { ...still, className: "ground-land", smoothFactor: 1.5 }).addTo(map);
    if (!atlas.data.sheet) return;
    const [west, south, east, north] = atlas.data.sheet;
    const ring = (w, s, e, n) => [[s, w], [s, e], [n, e], [n, w]];
    const sheet = [ring(west - 40, south - 30, east + 40, north + 30), ring(west, south, east, north)];
    L.polygon(sheet, { ...still, pane: "margin", className: "ground-margin" }).addTo(map);
  }

  const draw = {
    districts(body, group) {
      /* The city limit is what stands out from under the districts of a broad line around each of them. */
      for (const feature of body.features) {
        group.addLayer(L.polygon(atlas.shape(feature.shape), { pane: "ground", className: "ground-limit", interactive: false, fill: false }));
      }
      for (const feature of body.features) {
        group.addLayer(offer(L.polygon(atlas.shape(feature.shape), { pane: "ground", className: "ground-district" }), feature, body));
      }
    },
    guidance(body, group) {
      for (const feature of body.features) {
        group.addLayer(offer(
          L.polygon(atlas.shape(feature.shape), { pane: "guidance", className: `shape boundary tier-site guidance slot-${feature.look}` }), feature, body));
      }
    },
    towns(body, group) {
      for (const feature of body.features) {
        group.addLayer(L.circleMarker(atlas.latLng(feature.at), { pane: "ground", radius: 1.6, className: "ground-town", interactive: false }));
      }
    },
    zones(body, group) {
      for (const feature of body.features) group.addLayer(offer(atlas.mark(feature, body), feature, body));
    },
    halos(body, group) {
      for (const feature of body.features) group.addLayer(atlas.halo(feature));
    },
    enterprises() {},
  };

  function tip(feature, body) {
    const card = atlas.data.cards[feature.id];
    const what = card ? atlas.cardLine(card) : "";
    return atlas.element("div", { class: "tip" },
      atlas.element("strong", {}, feature.name),
      atlas.element("span", {}, what),
      body.method ? atlas.element("span", { class: "tip-method" }, atlas.data.methods[body.method]) : "",
      feature.terms ? atlas.element("span", {}, feature.terms) : "");
  }

  /* Give a drawn feature its tooltip and its card. */
  function offer(drawn, feature, body) {
    drawn.bindTooltip(() => tip(feature, body), { sticky: true, direction: "top", offset: [0, -10], className: "map-tip" });
    drawn.on("click", (event) => {
      if (atlas.measuring) return;
      L.DomEvent.stopPropagation(event);
      atlas.openCard(feature.id);
    });
    atlas.drawn.set(feature.id, [...(atlas.drawn.get(feature.id) || []), drawn]);
    return drawn;
  }
  atlas.drawn = new Map();

  /* Mark what belongs to a card, and nothing else. */
  atlas.highlight = function (id) {
    for (const [other, shapes] of atlas.drawn) {
      for (const shape of shapes) {
        for (const part of shape.getLayers ? shape.getLayers() : [shape]) {
          if (part._path) part._path.classList.toggle("selected", other === id);
        }
      }
    }
  };

  /* Large areas lie under small ones, whatever layer they are of: else the small could not be clicked. */
  atlas.stackAreas = function () {
    const areas = [...atlas.drawn.values()].flat().filter((shape) => shape.options && shape.options.pane === "areas" && shape._path);
    const size = (shape) => {
      const box = shape.getBounds();
      return (box.getEast() - box.getWest()) * (box.getNorth() - box.getSouth());
    };
    areas.sort((a, b) => size(b) - size(a)).forEach((shape) => shape.bringToFront());
  };

  /* Called by the page's own script, once a layer. */
  atlas.layer = function (map, id) {
    preparePanes(map);
    const body = atlas.read("layer-" + id);
    const group = L.featureGroup();
    draw[body.draw](body, group);
    atlas.layers.set(id, { id, body, group });
    return group;
  };
})();
