/* The address keeps the state: layers, extent, open card. Links to the same map (language, appearance) follow. */
(function () {
  "use strict";
  const MARGIN = 0.004;
  let map, first, ready = false;

  function extent() {
    const box = map.getBounds(), [lon, lat] = atlas.data.shift;
    const dx = (box.getEast() - box.getWest()) * MARGIN, dy = (box.getNorth() - box.getSouth()) * MARGIN;
    return [box.getWest() + dx - lon, box.getSouth() + dy - lat, box.getEast() - dx - lon, box.getNorth() - dy - lat]
      .map((edge) => edge.toFixed(4)).join(",");
  }

  function write(address) {
    const layers = atlas.shownLayers(map).join(",");
    const state = {
      layers: layers === first && !address.searchParams.has("layers") ? null : layers || "none",
      bbox: extent(),
      selected: atlas.opened || null,
    };
    for (const [name, value] of Object.entries(state)) {
      if (value === null) address.searchParams.delete(name);
      else address.searchParams.set(name, value);
    }
    address.search = address.search.replace(/%2C/g, ",");
    return address;
  }

  function update() {
    if (!ready) return;
    history.replaceState(null, "", write(new URL(location.href)));
    for (const link of document.querySelectorAll("a[data-state]")) link.href = write(new URL(link.href)).href;
  }

  let waiting = 0;
  atlas.stateChanged = function () {
    clearTimeout(waiting);
    waiting = setTimeout(update, 120);
  };

  atlas.startPermalink = function (owner) {
    map = owner;
    first = atlas.shownLayers(map).join(",");
    map.on("moveend", atlas.stateChanged);
    setTimeout(() => { ready = true; }, 200);
  };
})();
