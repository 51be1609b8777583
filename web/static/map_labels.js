/* Names on the map. They never cover each other: names are placed one by one, the most important first, each at the
   first free of several positions, and left out where none is free. Fewer names at small scales. */
(function () {
  "use strict";
  const RANK = { structure: 80, site: 60, mention: 40, district: 70, guidance: 90, town: 10 };
  const LEAST_ZOOM = { structure: 0, district: 0, guidance: 0, site: 9, mention: 9.75, town: 10 };
  const FAR = [30, 52];
  const GAP = 3;
  const measuring = document.createElement("canvas").getContext("2d");
  const FAMILY = getComputedStyle(document.body).fontFamily;
  let pane, leaders, counts;

  /* Words of a Chinese name, so that none is torn apart: what closes stays with what is before it, what opens with
     what follows. Browsers without a dictionary give single characters. */
  const segmenter = window.Intl && Intl.Segmenter ? new Intl.Segmenter("zh", { granularity: "word" }) : null;

  function words(name) {
    const segments = (text) => (segmenter ? [...segmenter.segment(text)].map((one) => one.segment) : [...text]);
    const parts = name.split(terms()).flatMap((part, n) => (n % 2 ? [part] : segments(part)));
    return parts.reduce((found, part) => {
      const last = found[found.length - 1];
      if (last !== undefined && (/^[）、，：”》·]/.test(part) || /[（“《]$/.test(last) || /^[区县市镇]$/.test(part))) found[found.length - 1] = last + part;
      else found.push(part);
      return found;
    }, []);
  }

  /* Short names of industries, which a dictionary of common words cuts wrongly. */
  let known = null;
  function terms() {
    const short = () => Object.values(atlas.data.industries || {}).map(([name]) => name).filter((name) => /^[⺀-鿿]{2,4}$/.test(name));
    known = known || new RegExp(`(${short().sort((a, b) => b.length - a.length).join("|") || "$^"})`);
    return known;
  }

  /* Break a Chinese name into so many lines as even as its words allow. */
  function even(name, count) {
    const parts = words(name), best = name.length / count;
    const tries = new Map();
    const split = (from, left) => {
      const key = from + "/" + left;
      if (!tries.has(key)) tries.set(key, splitOnce(from, left));
      return tries.get(key);
    };
    const splitOnce = (from, left) => {
      const cost = (row) => (row.length - best) ** 2;
      const rest = parts.slice(from).join("");
      if (left === 1) return { rows: [rest], cost: cost(rest) };
      let found = { rows: [], cost: Infinity };
      for (let to = from + 1; to <= parts.length - left + 1; to++) {
        const row = parts.slice(from, to).join(""), after = split(to, left - 1);
        if (cost(row) + after.cost < found.cost) found = { rows: [row, ...after.rows], cost: cost(row) + after.cost };
      }
      return found;
    };
    const { rows } = split(0, Math.min(count, parts.length));
    return rows;
  }

  /* Break a name into lines: at spaces where it has some, else between words, of about so many characters. */
  function lines(name, most) {
    if (/[⺀-鿿]/.test(name)) return even(name, Math.ceil(name.length / most));
    return name.split(" ").reduce((rows, word) => {
      const last = rows[rows.length - 1];
      if (last !== undefined && (last + " " + word).length <= most * 2) rows[rows.length - 1] = last + " " + word;
      else rows.push(word);
      return rows;
    }, []);
  }

  atlas.linesOf = lines;

  function size(rows, font, height) {
    measuring.font = font;
    return { width: Math.max(...rows.map((row) => measuring.measureText(row).width)) + 4, height: rows.length * height + 2 };
  }

  const styles = {
    structure: { font: `600 13px ${FAMILY}`, height: 16, most: 9 },
    site: { font: `500 12px ${FAMILY}`, height: 15, most: 9 },
    mention: { font: `400 11px ${FAMILY}`, height: 14, most: 10 },
    district: { font: `400 13px ${FAMILY}`, height: 16, most: 8 },
    guidance: { font: `600 13px ${FAMILY}`, height: 16, most: 9 },
    town: { font: `400 11px ${FAMILY}`, height: 13, most: 12 },
  };

  function zoneName(feature, body, order) {
    const drawing = atlas.data.grammar.methods[body.method];
    return {
      key: "zone-" + feature.id, id: feature.id, at: feature.at, kind: body.tier, order,
      mark: drawing.mark, fill: drawing.fill, slanted: drawing.slanted, look: feature.look,
      name: feature.name, remark: atlas.data.remarks[body.method], shape: feature.shape, band: drawing.mark === "band" ? feature.shape : null,
    };
  }

  const names = {
    zones: (body) => body.features.map((feature, order) => zoneName(feature, body, order)),
    districts: (body) => body.features.map((feature, order) =>
      ({ key: "district-" + feature.id, at: feature.at, kind: "district", mark: "area", name: feature.name, shape: feature.shape, order })),
    guidance: (body) => body.features.map((feature, order) =>
      ({ key: "guidance-" + feature.id, id: feature.id, at: feature.at, kind: "guidance", mark: "area", name: feature.name,
        shape: feature.shape, remark: feature.terms, spare: true, order })),
    towns: (body) => body.features.map((feature, order) =>
      ({ key: "town-" + order, at: feature.at, kind: "town", mark: "point", name: feature.name, order })),
  };

  function visibleNames(map) {
    const found = new Map();
    for (const { body, group } of atlas.layers.values()) {
      if (!map.hasLayer(group) || !names[body.draw]) continue;
      for (const name of names[body.draw](body)) {
        if (name.at && map.getZoom() >= LEAST_ZOOM[name.kind]) {
          const other = found.get(name.key);
          if (!other || RANK[name.kind] > RANK[other.kind]) found.set(name.key, name);
        }
      }
    }
    dropRepeated(found);
    const chosen = (name) => (name.id && name.id === atlas.opened ? 1000 : 0);
    /* What the plan drew comes before the districts that it lies in: those a reader knows. */
    const own = (name) => (name.kind !== "structure" ? 0 : name.mark === "band" ? 6 : name.fill === "hatch" ? 5 : name.mark === "point" ? 4 : 0);
    const rank = (name) => chosen(name) + RANK[name.kind] + own(name);
    return [...found.values()].sort((a, b) => rank(b) - rank(a) || a.order - b.order);
  }

  /* One name for one shape: a district that is also a zone, or has guidance, is named once. */
  function dropRepeated(found) {
    const best = new Map();
    for (const [key, name] of found) {
      if (name.mark !== "area") continue;
      const other = best.get(name.shape);
      if (other && RANK[found.get(other).kind] >= RANK[name.kind]) found.delete(key);
      else {
        if (other) found.delete(other);
        best.set(name.shape, key);
      }
    }
  }

  /* Boxes around a text along a line: small squares, as its own box would be far too large when it is slanted. */
  function boxesAlong(centre, width, height, angle) {
    const steps = Math.max(1, Math.ceil(width / height));
    return Array.from({ length: steps }, (_, n) => {
      const far = (n + 0.5) / steps * width - width / 2;
      return box(centre.x + far * Math.cos(angle), centre.y + far * Math.sin(angle), height, height);
    });
  }

  const box = (x, y, width, height) => ({ left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 });

  const meet = (a, b) => a.left < b.right + GAP && b.left < a.right + GAP && a.top < b.bottom + GAP && b.top < a.bottom + GAP;

  const free = (boxes, taken) => boxes.every((one) => taken.every((other) => !meet(one, other)));

  const inside = (boxes, frame) => boxes.every((one) =>
    one.left >= frame.min.x && one.top >= frame.min.y && one.right <= frame.max.x && one.bottom <= frame.max.y);

  /* Chords of a band, each as long as the text: middle and angle (radians, read from left to right). The first is at
     the band's own place for its name, the next ones further and further off along it. */
  function chords(map, name, width) {
    const line = atlas.shape(name.band).map((part) => part[0]).flat().map((at) => map.latLngToLayerPoint(at));
    const far = [0];
    for (let n = 1; n < line.length; n++) far.push(far[n - 1] + line[n].distanceTo(line[n - 1]));
    const length = far[far.length - 1];
    const pointAt = (distance) => {
      const next = far.findIndex((one) => one >= distance), n = next < 0 ? far.length - 1 : Math.max(1, next);
      const share = (distance - far[n - 1]) / (far[n] - far[n - 1] || 1);
      return L.point(line[n - 1].x + share * (line[n].x - line[n - 1].x), line[n - 1].y + share * (line[n].y - line[n - 1].y));
    };
    const at = map.latLngToLayerPoint(atlas.latLng(name.at));
    const home = far[line.map((point, n) => [point.distanceTo(at), n]).sort((a, b) => a[0] - b[0])[0][1]];
    const half = Math.min(width, length) / 2;
    const within = (distance) => Math.min(Math.max(distance, half), length - half);
    const places = [home, ...[0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].map((share) => share * length)].map(within);
    const spots = [...new Set(places.map(Math.round))].map((middle) => {
      const from = pointAt(within(middle) - half), to = pointAt(within(middle) + half);
      const angle = Math.atan2(to.y - from.y, to.x - from.x);
      return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, angle: Math.abs(angle) > Math.PI / 2 ? angle - Math.sign(angle) * Math.PI : angle };
    });
    return { line, spots };
  }

  /* Pixels from a point to a line. */
  const away = (point, line) => Math.min(...line.slice(1).map((end, n) => L.LineUtil.pointToSegmentDistance(point, line[n], end)));

  function* near(map, name, text) {
    const at = map.latLngToLayerPoint(atlas.latLng(name.at));
    const { width, height } = text;
    if (name.band !== null && name.band !== undefined) {
      const { line, spots } = chords(map, name, width);
      for (const off of [0, 1, -1, 1.6, -1.6, 2.2, -2.2]) {
        for (const { x: midX, y: midY, angle } of spots) {
          const x = midX - off * height * Math.sin(angle), y = midY + off * height * Math.cos(angle);
          const ends = [-0.5, 0, 0.5].map((end) => L.point(x + end * width * Math.cos(angle), y + end * width * Math.sin(angle)));
          const close = ends.every((end) => away(end, line) < 0.8 * height + 18);
          if (close) yield { x, y, angle, boxes: boxesAlong({ x, y }, width, height, angle) };
        }
      }
      return;
    }
    if (name.mark === "area") {
      yield* withinArea(map, name, at, text);
      return;
    }
    const gap = 8;
    const spots = [[width / 2 + gap, 0], [-width / 2 - gap, 0], [0, -height / 2 - gap], [0, height / 2 + gap],
      [width / 2 + 5, -height / 2 - 5], [width / 2 + 5, height / 2 + 5], [-width / 2 - 5, -height / 2 - 5], [-width / 2 - 5, height / 2 + 5]];
    for (const [right, down] of spots) {
      const x = at.x + right, y = at.y + down;
      if (!astray(map, name, at, { x, y, width, height })) yield { x, y, boxes: [box(x, y, width, height)] };
    }
  }

  /* Positions near the middle of an area: first those that lie in it with every corner, then those with the middle
     that reach into no other district. What stands with a name is only written where it lies in the area whole. */
  function* withinArea(map, name, at, { width, height, remark }) {
    const downs = [0, -0.4, 0.4, -0.8, 0.8, -1.6, 1.6, -2.4, 2.4], rights = [0, -0.2, 0.2, -0.4, 0.4, -0.8, 0.8];
    const spots = downs.flatMap((down) => rights.map((right) => [right * width, down * height]))
      .sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
    const covered = (x, y) => atlas.covers(name.shape, map.layerPointToLatLng([x, y]));
    const spot = (x, y) => ({ x: at.x + x, y: at.y + y, boxes: [box(at.x + x, at.y + y, width, height)] });
    const corners = [[-0.48, -0.4], [0.48, -0.4], [-0.48, 0.4], [0.48, 0.4], [-0.48, 0], [0.48, 0]];
    const middle = spots.filter(([x, y]) => covered(at.x + x, at.y + y));
    const whole = middle.filter(([x, y]) => corners.every(([across, down]) => covered(at.x + x + across * width, at.y + y + down * height)));
    for (const [x, y] of whole) yield spot(x, y);
    if (name.spare && remark.length) return;
    for (const [x, y] of middle) if (!astray(map, name, at, { x: at.x + x, y: at.y + y, width, height })) yield spot(x, y);
  }

  /* Positions off the place, with a line that leads there. */
  function* far(map, name, text) {
    if (name.band !== null && name.band !== undefined || name.kind === "town" || name.kind === "district") return;
    const at = map.latLngToLayerPoint(atlas.latLng(name.at));
    const { width, height } = text;
    for (const away of FAR) {
      for (const turn of [0, 4, 2, 6, 1, 3, 5, 7]) {
        const angle = (turn * Math.PI) / 4;
        const x = at.x + Math.cos(angle) * (away + width / 2), y = at.y + Math.sin(angle) * (away + height / 2);
        if (!astray(map, name, at, { x, y, width, height })) yield { x, y, leader: at, boxes: [box(x, y, width, height)] };
      }
    }
  }

  /* True where a name would stand in another district than what it names: it would be read as being there. */
  function astray(map, name, at, { x, y, width, height }) {
    const layer = atlas.layers.get("districts");
    if (!layer || name.kind === "structure" && name.mark === "point") return false;
    const within = (shape, left, top) => atlas.covers(shape, map.layerPointToLatLng([left, top]));
    const card = atlas.data.cards[name.id], named = card && card.districts || [];
    const own = layer.body.features.filter((one) => one.shape === name.shape || named.includes(one.id)
      || name.mark !== "area" && within(one.shape, at.x, at.y)).map((one) => one.shape);
    return layer.body.features.some((one) => !own.includes(one.shape)
      && [-0.5, 0, 0.5].some((end) => [-0.35, 0, 0.35].some((row) => within(one.shape, x + end * width, y + row * height))));
  }

  /* Counts of enterprises stand first: they are buttons, and must not be lost under names. */
  function placeCounts(map, taken) {
    const layer = atlas.layers.get("enterprises");
    counts.replaceChildren();
    if (!layer || !map.hasLayer(layer.group)) return;
    for (const feature of layer.body.features) {
      if (!shows(map, feature.id)) continue;
      const at = map.latLngToLayerPoint(atlas.latLng(feature.at));
      const width = 12 + 7 * String(feature.count).length + 8, height = 20;
      const spots = [[0, -18], [16, -16], [-16, -16], [20, 4], [-20, 4], [0, 20], [0, -40], [30, -30], [-30, -30]];
      const at_ = spots.map(([x, y]) => box(at.x + x, at.y + y, width, height));
      const spot = at_.find((one) => free([one], taken)) || at_[0];
      taken.push(spot);
      const label = atlas.say("enterprises_at", { name: feature.name, count: feature.count });
      const button = atlas.element("button", { type: "button", class: `count slot-${feature.look}`, title: label, "aria-label": label }, String(feature.count));
      button.addEventListener("click", () => atlas.openCard(feature.id, { block: "enterprises" }));
      L.DomEvent.disableClickPropagation(button);
      L.DomUtil.setPosition(button, L.point(spot.left, spot.top));
      counts.append(button);
    }
  }

  /* True where some layer that is on draws the zone. */
  function shows(map, id) {
    for (const { body, group } of atlas.layers.values()) {
      if (body.draw === "zones" && map.hasLayer(group) && body.features.some((feature) => feature.id === id)) return true;
    }
    return false;
  }

  function marksTaken(map) {
    const taken = [];
    for (const { body, group } of atlas.layers.values()) {
      if (body.draw !== "zones" || !map.hasLayer(group) || atlas.data.grammar.methods[body.method].mark !== "point") continue;
      for (const feature of body.features) {
        const at = map.latLngToLayerPoint(atlas.latLng(feature.at));
        taken.push(box(at.x, at.y, 9, 9));
      }
    }
    return taken;
  }

  function write(name, { rows, remark, stacked }, spot) {
    const classes = ["name", "name-" + name.kind, "name-of-" + name.mark, stacked ? "" : "in-one-row", name.slanted ? "slanted" : "", name.look === undefined ? "" : "slot-" + name.look];
    const node = atlas.element("div", { class: classes.filter(Boolean).join(" "), "aria-hidden": "true" },
      ...rows.map((row) => atlas.element("span", {}, row)),
      ...remark.map((row) => atlas.element("small", {}, row)));
    pane.append(node);
    const half = L.point(spot.x, spot.y)._round();
    node.style.transform = `translate3d(${half.x}px, ${half.y}px, 0) translate(-50%, -50%)` + (spot.angle ? ` rotate(${spot.angle}rad)` : "");
    if (spot.leader) {
      const edge = spot.boxes[0];
      const end = { x: Math.min(Math.max(spot.leader.x, edge.left), edge.right), y: Math.min(Math.max(spot.leader.y, edge.top), edge.bottom) };
      leaders.append(atlas.vector("path", { d: `M${spot.leader.x} ${spot.leader.y}L${end.x} ${end.y}` }));
    }
  }

  function place(map) {
    pane.replaceChildren();
    leaders.replaceChildren();
    const frame = map.getPixelBounds();
    const origin = map.getPixelOrigin();
    const seen = L.bounds(frame.min.subtract(origin), frame.max.subtract(origin));
    const taken = [...marksTaken(map), ...corners(map)];
    placeCounts(map, taken);
    for (const name of visibleNames(map)) {
      const fits = (spot) => inside(spot.boxes, seen) && free(spot.boxes, taken);
      for (const [text, where] of tries(name)) {
        const spot = [...where(map, name, text)].find(fits);
        if (!spot) continue;
        taken.push(...spot.boxes);
        write(name, text, spot);
        break;
      }
    }
  }

  /* What may be written, and where, the best first: guidance in narrower rows or without its industries, a band's name
     in several rows, any other name away from its place. */
  function* tries(name) {
    yield [textOf(name), near];
    if (name.spare) {
      yield [textOf(name, { most: 8 }), near];
      const short = textOf(name, { most: 0 });
      yield [short, near];
      yield [short, far];
    } else if (name.mark === "band") yield [textOf(name, { stacked: true }), near];
    else yield [textOf(name), far];
  }

  /* Rows of a name and of what stands with it (so many characters a row; none if 0), and their size in pixels. A band
     has all in one row unless stacked. */
  function textOf(name, { most = 14, stacked = name.mark !== "band" } = {}) {
    const style = styles[name.kind];
    const rows = lines(name.name, stacked ? style.most : 40);
    const remark = most && name.remark ? lines(name.remark, most) : [];
    const text = { rows, remark, stacked, ...size(rows, style.font, style.height) };
    if (!remark.length) return text;
    const small = size(remark, `400 11px ${FAMILY}`, 13);
    if (!stacked) return { ...text, width: text.width + small.width + 6 };
    return { ...text, width: Math.max(text.width, small.width), height: text.height + small.height };
  }

  /* What lies over the map: tools, imprint, an open card. */
  function corners(map) {
    const over = map.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll(".toolbar, .imprint, .plain .panel, .card")].map((node) => {
      const rect = node.getBoundingClientRect();
      const low = map.containerPointToLayerPoint([rect.left - over.left, rect.top - over.top]);
      return { left: low.x, top: low.y, right: low.x + rect.width, bottom: low.y + rect.height };
    });
  }

  atlas.startLabels = function (map) {
    pane = map.getPane("names");
    counts = atlas.element("div", { class: "counts" });
    map.getPane("counts").append(counts);
    leaders = atlas.vector("svg", { class: "leaders", width: 1, height: 1, "aria-hidden": "true" });
    map.getPane("lines").append(leaders);
    let waiting = 0;
    const soon = () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => place(map));
    };
    map.on("zoomstart", () => map.getContainer().classList.add("zooming"));
    map.on("zoomend", () => map.getContainer().classList.remove("zooming"));
    map.on("moveend zoomend layeradd layerremove resize", soon);
    atlas.placeLabels = soon;
    soon();
  };
})();
