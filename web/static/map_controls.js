/* Tools at the map's edge, scale bar, imprint, and the panel that opens and closes. */
(function () {
  "use strict";
  const { byId } = atlas;

  const tool = (name) => document.querySelector(`[data-tool=${name}]`);

  atlas.showHome = (map) => {
    const narrow = map.getSize().x < 720;
    map.fitBounds(atlas.bounds(atlas.data.home), narrow
      ? { animate: false, paddingTopLeft: [14, 14], paddingBottomRight: [14, 150] }
      : { animate: false, padding: [44, 44] });
  };

  function startFullScreen(map) {
    const button = tool("full-screen"), label = button.title;
    if (!document.fullscreenEnabled) {
      button.hidden = true;
      return;
    }
    button.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
    document.addEventListener("fullscreenchange", () => {
      const full = Boolean(document.fullscreenElement);
      button.setAttribute("aria-pressed", String(full));
      button.title = full ? atlas.say("full_screen_leave") : label;
      button.setAttribute("aria-label", button.title);
      map.invalidateSize();
    });
  }

  function startPanel(map) {
    const panel = byId("panel"), toggle = byId("panel-toggle");
    const narrow = matchMedia("(max-width: 720px)");
    const isOpen = () => (panel.dataset.open === "auto" ? !narrow.matches && !atlas.data.plain : panel.dataset.open === "yes");
    const say = () => {
      toggle.setAttribute("aria-expanded", String(isOpen()));
      toggle.textContent = isOpen() ? toggle.dataset.closeLabel : toggle.dataset.openLabel;
    };
    toggle.addEventListener("click", () => {
      panel.dataset.open = isOpen() ? "no" : "yes";
      say();
      map.invalidateSize();
    });
    narrow.addEventListener("change", say);
    /* On a phone the imprint stands above the sheet, however many lines its heading has. */
    const head = document.querySelector(".panel-head");
    new ResizeObserver(() => document.body.style.setProperty("--sheet", `${head.offsetHeight}px`)).observe(head);
    say();
  }

  function startCorner(map) {
    L.control.scale({ imperial: false, position: "bottomleft", maxWidth: 120 }).addTo(map);
    map.getContainer().querySelector(".leaflet-bottom.leaflet-left").append(byId("imprint"));
  }

  atlas.startControls = function (map) {
    tool("zoom-in").addEventListener("click", () => map.zoomIn());
    tool("zoom-out").addEventListener("click", () => map.zoomOut());
    tool("reset").addEventListener("click", () => { atlas.closeCard(); atlas.showHome(map); });
    startFullScreen(map);
    startCorner(map);
    startPanel(map);
    new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(map.getContainer());
  };
})();
