/* The drawing grammar in Leaflet: areas, bands, points and halos. Colours and dashes are in grammar.css. */
(function () {
  "use strict";
  const grammar = atlas.data.grammar;
  const FADE_SHARE = 0.14;

  /* A point drawn as the sign of its industry: a path in a box of 10 by 10, moved to its place. */
  const SignMarker = L.CircleMarker.extend({
    _updatePath() {
      const path = this._path;
      if (!path) return;
      if (this._empty()) {
        path.setAttribute("d", "M0 0");
        return;
      }
      const scale = this._radius / 4;
      path.setAttribute("d", atlas.data.signs[this.options.sign]);
      path.setAttribute("transform",
        `translate(${this._point.x} ${this._point.y}) scale(${scale}) translate(-5 -5)`);
    },
  });

  const classes = (feature, body) => `shape ${body.method} tier-${body.tier} slot-${feature.look}`;

  atlas.area = function (feature, body) {
    const hatched = grammar.methods[body.method].fill === "hatch";
    return L.polygon(atlas.shape(feature.shape), {
      pane: "areas", className: classes(feature, body), fillOpacity: 1,
      fillColor: hatched ? `url(#hatch-${feature.look})` : "currentColor",
    });
  };

  atlas.point = function (feature, body) {
    const drawing = grammar.methods[body.method];
    return new SignMarker(atlas.latLng(feature.at), {
      pane: "points", className: classes(feature, body) + " sign-point", sign: feature.sign,
      radius: drawing.radius_px * (0.55 + 0.45 * grammar.tiers[body.tier]),
    });
  };

  atlas.halo = (feature) =>
    L.circle(atlas.latLng(feature.at), {
      pane: "halos", interactive: false, radius: feature.radius,
      className: `halo ${feature.halo} slot-${feature.look}`,
      fillOpacity: 1, fillColor: feature.halo === "blurred" ? `url(#blur-${feature.look})` : "currentColor",
    });

  /* A corridor: a soft band as wide on the ground as it is uncertain, with a dashed centre line; a mask lets its
     ends fade, so that it has no edge and no end that could be measured. */
  atlas.Band = L.FeatureGroup.extend({
    initialize(feature, body) {
      const lines = atlas.shape(feature.shape).map((part) => part[0]);
      this.feature = feature;
      this.ends = lines.length ? [lines[0][0], lines[lines.length - 1].slice(-1)[0]] : [];
      this.latitude = this.ends.length ? this.ends[0][0] : 0;
      const soft = [1, 0.5].map((share) => {
        const line = L.polyline(lines, { pane: "bands", className: `band ${body.method} slot-${feature.look}`, lineCap: "butt" });
        line.share = share;
        return line;
      });
      const centre = L.polyline(lines, { pane: "bands", className: classes(feature, body), interactive: false });
      L.FeatureGroup.prototype.initialize.call(this, [...soft, centre]);
    },
    onAdd(map) {
      L.FeatureGroup.prototype.onAdd.call(this, map);
      this._map = map;
      map.on("zoomend viewreset", this.refresh, this);
      this.refresh();
    },
    onRemove(map) {
      map.off("zoomend viewreset", this.refresh, this);
      if (this.mask) this.mask.remove();
      this.mask = null;
      L.FeatureGroup.prototype.onRemove.call(this, map);
    },
    refresh() {
      const [least, greatest] = grammar.bandLimitsPx;
      const width = Math.min(greatest, Math.max(least, atlas.pixels(this._map, this.feature.width, this.latitude)));
      this.eachLayer((line) => {
        if (line.share) line.setStyle({ weight: width * line.share });
      });
      this.fade(width);
    },
    fade(width) {
      const points = this.ends.map((end) => this._map.latLngToLayerPoint(end));
      if (points.length < 2) return;
      const box = L.bounds(this.getLayers()[0].getLatLngs().flat().map((at) => this._map.latLngToLayerPoint(at)));
      const radius = Math.max(width, FADE_SHARE * points[0].distanceTo(points[1]));
      const id = "fade-" + L.stamp(this);
      if (this.mask) this.mask.remove();
      const low = box.min.subtract([width, width]), size = box.getSize().add([2 * width, 2 * width]);
      const frame = { x: low.x, y: low.y, width: size.x, height: size.y };
      this.mask = atlas.vector("mask", { id, maskUnits: "userSpaceOnUse", ...frame },
        atlas.vector("rect", { fill: "#fff", ...frame }),
        ...points.map((at) => atlas.vector("circle", { cx: at.x, cy: at.y, r: radius, fill: "url(#fade)" })));
      this.getLayers()[0]._path.ownerSVGElement.append(this.mask);
      this.eachLayer((line) => line._path.setAttribute("mask", `url(#${id})`));
    },
  });

  const fade = atlas.vector("radialGradient", { id: "fade" },
    atlas.vector("stop", { offset: 0, "stop-color": "#000" }),
    atlas.vector("stop", { offset: 0.35, "stop-color": "#000", "stop-opacity": 0.85 }),
    atlas.vector("stop", { offset: 1, "stop-color": "#000", "stop-opacity": 0 }));
  document.querySelector("svg.paint defs").append(fade);

  atlas.mark = function (feature, body) {
    switch (grammar.methods[body.method].mark) {
      case "area": return atlas.area(feature, body);
      case "band": return new atlas.Band(feature, body);
      default: return atlas.point(feature, body);
    }
  };
})();
