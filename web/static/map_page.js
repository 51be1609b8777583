/* Last of the map's scripts: the page's own script calls start once its layers are listed. */
(function () {
  "use strict";

  atlas.start = function (map) {
    atlas.map = map;
    if (atlas.data.asked) map.fitBounds(atlas.bounds(atlas.data.view), { animate: false });
    else atlas.showHome(map);
    map.setMaxBounds(atlas.bounds(atlas.data.sheet || atlas.data.home).pad(0.5).extend(map.getBounds()));
    atlas.stackAreas();
    atlas.startControls(map);
    atlas.startLegend(map);
    atlas.startLabels(map);
    atlas.startCards(map);
    atlas.startSearch(map);
    atlas.startLists();
    atlas.startMeasure(map);
    atlas.startPermalink(map);
    if (atlas.data.selected) atlas.openCard(atlas.data.selected, { quiet: true });
    document.documentElement.dataset.ready = "yes";
  };

  window.addEventListener("error", (event) => {
    if (document.documentElement.dataset.ready) return;
    const failed = document.getElementById("failed");
    failed.textContent = atlas.say("failed", { reason: event.message });
    failed.hidden = false;
  });
})();
