/* What is not on the map: zones without a shape, enterprises without a place. Written when a list is opened. */
(function () {
  "use strict";
  const { element, byId } = atlas;

  function start(name, item) {
    const details = byId(name);
    if (!details) return;
    const list = details.querySelector("ul");
    const write = () => {
      if (details.open && !list.childElementCount) list.append(...atlas.data[name].map((id) => element("li", {}, item(id))));
    };
    details.addEventListener("toggle", write);
    write();
  }

  function zoneLink(id) {
    const link = element("a", { href: atlas.href("zones/" + id) }, atlas.nameOf(id));
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      atlas.openCard(id);
    });
    return link;
  }

  atlas.startLists = function () {
    start("undrawn", zoneLink);
    start("unplaced", (id) => element("a", { href: atlas.href("enterprises/" + id) }, atlas.nameOf(id)));
  };
})();
