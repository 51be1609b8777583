/* Geometry as the page carries it: encoded polylines, longitude first; Leaflet wants latitude first. */
(function () {
  "use strict";
  const STEPS_PER_DEGREE = 1e4;
  const decoded = new Map();

  function decodeLine(text) {
    const line = [];
    let at = 0, lon = 0, lat = 0;
    function number() {
      let bits = 0, value = 0, chunk;
      do {
        chunk = text.charCodeAt(at++) - 63;
        value += (chunk & 31) * 2 ** bits;
        bits += 5;
      } while (chunk >= 32);
      return value % 2 ? -(value + 1) / 2 : value / 2;
    }
    while (at < text.length) {
      lon += number();
      lat += number();
      line.push([lat / STEPS_PER_DEGREE, lon / STEPS_PER_DEGREE]);
    }
    return line;
  }

  /* Parts of the n-th geometry of the page, each a list of rings (of one line for lines), decoded once. */
  atlas.shape = function (place) {
    if (!decoded.has(place)) {
      const text = atlas.data.shapes[place];
      decoded.set(place, text ? text.split(",").map((part) => part.split(" ").map(decodeLine)) : []);
    }
    return decoded.get(place);
  };

  function crosses(ring, lat, lon) {
    let within = false;
    for (let n = 0, last = ring.length - 1; n < ring.length; last = n++) {
      const [a, b] = [ring[n], ring[last]];
      if (a[0] > lat !== b[0] > lat && lon < ((b[1] - a[1]) * (lat - a[0])) / (b[0] - a[0]) + a[1]) within = !within;
    }
    return within;
  }

  /* True where a polygon of the page covers a place. */
  atlas.covers = (shape, place) =>
    atlas.shape(shape).some((rings) => rings.filter((ring) => crosses(ring, place.lat, place.lng)).length % 2 === 1);

  atlas.latLng = (place) => L.latLng(place[1], place[0]);

  atlas.bounds = (box) => L.latLngBounds([box[1], box[0]], [box[3], box[2]]);

  /* Pixels of so many metres on the ground at a latitude, at the map's zoom. */
  atlas.pixels = function (map, metres, latitude) {
    const around = 40075016.686 * Math.cos((latitude * Math.PI) / 180);
    return (metres * 256 * 2 ** map.getZoom()) / around;
  };
})();
