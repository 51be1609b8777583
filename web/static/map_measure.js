/* Measuring on the ellipsoid: distance along the points, area of the ring they make. By mouse, touch or keyboard. */
(function () {
  "use strict";
  const { byId } = atlas;
  let map, drawn, points = [];

  const ellipsoid = geodesic.Geodesic.WGS84;

  /* Length along points and area of their ring, metres and square metres; points are [latitude, longitude]. */
  atlas.measureOf = function (places) {
    let length = 0;
    const ring = ellipsoid.Polygon(false);
    places.forEach(([lat, lon], n) => {
      ring.AddPoint(lat, lon);
      if (n) length += ellipsoid.Inverse(places[n - 1][0], places[n - 1][1], lat, lon).s12;
    });
    return { length, area: places.length > 2 ? Math.abs(ring.Compute(false, true).area) : 0 };
  };

  function figures({ length, area }) {
    const number = (value, digits) => value.toLocaleString(atlas.data.lang === "zh" ? "zh-CN" : "en", { maximumFractionDigits: digits, minimumFractionDigits: digits });
    const distance = length < 1000 ? `${number(length, 0)}\u202fm` : `${number(length / 1000, length < 1e5 ? 2 : 1)}\u202fkm`;
    const said = [`${atlas.say("measure_distance")} ${distance}`];
    if (area) said.push(`${atlas.say("measure_area")} ${area < 1e6 ? number(area, 0) + "\u202fm²" : number(area / 1e6, 2) + "\u202fkm²"}`);
    return said.join(" · ");
  }

  function redraw() {
    drawn.clearLayers();
    const style = { pane: "points", interactive: false };
    if (points.length > 2) L.polygon(points, { ...style, className: "measured-area" }).addTo(drawn);
    L.polyline(points, { ...style, className: "measured-line" }).addTo(drawn);
    for (const point of points) L.circleMarker(point, { ...style, radius: 3.5, className: "measured-point" }).addTo(drawn);
    byId("measure-figures").textContent = points.length > 1 ? figures(atlas.measureOf(points)) : "";
  }

  function add(place) {
    points.push([place.lat, place.lng]);
    redraw();
  }

  function onKey(event) {
    if (!atlas.measuring) return;
    const onButton = event.target instanceof HTMLElement && event.target.closest("button, input, a, summary");
    if (event.key === "Escape") stop();
    else if ((event.key === "Enter" || event.key === " ") && !onButton) add(map.getCenter());
    else if (event.key === "Backspace" && !(event.target instanceof HTMLInputElement)) {
      points.pop();
      redraw();
    } else return;
    event.preventDefault();
  }

  function set(on) {
    atlas.measuring = on;
    byId("measure").hidden = !on;
    map.getContainer().classList.toggle("measuring", on);
    document.querySelector("[data-tool=measure]").setAttribute("aria-pressed", String(on));
    map.doubleClickZoom[on ? "disable" : "enable"]();
  }

  function start() {
    atlas.closeCard();
    set(true);
    map.getContainer().focus({ preventScroll: true });
  }

  function clear() {
    points = [];
    redraw();
  }

  function stop() {
    clear();
    set(false);
  }

  atlas.startMeasure = function (owner) {
    if (!document.querySelector("[data-tool=measure]")) return;
    map = owner;
    drawn = L.layerGroup().addTo(map);
    byId("measure-hint").textContent = atlas.say("measure_note") + atlas.say("measure_start");
    for (const [name, act] of [["clear", clear], ["stop", stop]]) {
      const button = document.querySelector(`[data-measure=${name}]`);
      button.textContent = atlas.say("measure_" + name);
      button.addEventListener("click", act);
    }
    document.querySelector("[data-tool=measure]").addEventListener("click", () => (atlas.measuring ? stop() : start()));
    map.on("click", (event) => { if (atlas.measuring) add(event.latlng); });
    document.addEventListener("keydown", onKey, true);
  };
})();
