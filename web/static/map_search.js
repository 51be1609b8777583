/* The search box: places and enterprises by Chinese name, pinyin, initials or English. The index is fetched when the
   box is first used. */
(function () {
  "use strict";
  const MOST = 12;
  const { element, byId } = atlas;
  let found = [], active = -1;

  let entries = [], fetching = null;

  /* Name of a zone, district or enterprise of the page. */
  atlas.nameOf = (id) => (atlas.data.cards[id] && atlas.data.cards[id].title) || atlas.data.names[id] || id;

  /* Fetch the index once; another try is made after a failure. */
  function load() {
    fetching = fetching || fetch(atlas.data.search)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then((rows) => { entries = rows.map(([kind, id, name, keys, zone]) => ({ kind, id, name, keys, zone })); })
      .catch((error) => { fetching = null; throw error; });
    return fetching;
  }

  const folded = (text) => text.toLowerCase().normalize("NFKC").replace(/[\s·'’-]+/g, "");

  function rank(entry, wanted) {
    let best = 0;
    for (const key of entry.folded) {
      if (key === wanted) best = Math.max(best, 4);
      else if (key.startsWith(wanted)) best = Math.max(best, 3);
      else if (key.includes(wanted)) best = Math.max(best, 2);
    }
    return best;
  }

  /* Entries that a text finds, the best first. */
  atlas.find = function (text) {
    const wanted = folded(text);
    if (!wanted) return [];
    return entries
      .map((entry, order) => {
        entry.folded = entry.folded || [entry.name, ...entry.keys.split("|")].map(folded);
        return { entry, order, rank: rank(entry, wanted) };
      })
      .filter((hit) => hit.rank)
      .sort((a, b) => b.rank - a.rank || a.order - b.order)
      .slice(0, MOST)
      .map((hit) => hit.entry);
  };

  function where(entry) {
    const kind = atlas.say("kind_" + entry.kind);
    if (entry.kind === "town") return kind;
    if (entry.kind !== "enterprise") return atlas.drawn.has(entry.id) ? kind : `${kind} · ${atlas.say("off_map")}`;
    return entry.zone ? `${kind} · ${atlas.data.cards[entry.zone].title}` : `${kind} · ${atlas.say("off_map")}`;
  }

  function choose(map, entry) {
    close();
    if (entry.kind === "town") {
      byId("search").value = entry.name;
      const [lon, lat] = entry.zone.split(",").map(Number);
      // the permalink's shift turned round: the base map may be on another datum
      map.setView([lat - atlas.data.shift[1], lon - atlas.data.shift[0]], 12);
      return;
    }
    const target = entry.kind === "enterprise" ? entry.zone : entry.id;
    if (!target) {
      location.href = atlas.href("enterprises/" + entry.id);
      return;
    }
    byId("search").value = entry.name;
    atlas.goTo(map, target);
    atlas.openCard(target, entry.kind === "enterprise" ? { block: "enterprises" } : {});
  }

  function close() {
    byId("search-results").hidden = true;
    byId("search").setAttribute("aria-expanded", "false");
    byId("search").removeAttribute("aria-activedescendant");
    active = -1;
  }

  function show(map) {
    const input = byId("search"), list = byId("search-results");
    found = atlas.find(input.value);
    active = -1;
    list.replaceChildren(...found.map((entry, n) => {
      const option = element("li", { role: "option", id: "result-" + n, "aria-selected": "false" },
        element("span", {}, entry.name), element("small", {}, where(entry)));
      option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(map, entry); });
      return option;
    }));
    const some = found.length > 0;
    list.hidden = !some;
    input.setAttribute("aria-expanded", String(some));
    byId("search-said").replaceChildren(...(input.value.trim() ? said(input.value.trim()) : []));
  }

  /* How much was found; where nothing was, a way to look in the whole atlas. */
  function said(wanted) {
    if (found.length) return [atlas.say("results", { count: found.length })];
    const address = new URL(atlas.href("search"), location.href);
    address.searchParams.set("q", wanted);
    return [atlas.say("no_results"), " ", element("a", { href: address.pathname + address.search }, atlas.say("search_all"))];
  }

  function move(step) {
    const options = [...byId("search-results").children];
    if (!options.length) return;
    active = (active + step + options.length) % options.length;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === active)));
    options[active].scrollIntoView({ block: "nearest" });
    byId("search").setAttribute("aria-activedescendant", options[active].id);
  }

  atlas.startSearch = function (map) {
    const input = byId("search");
    if (!input) return;
    const line = byId("search-said");
    const showFound = () => {
      if (!entries.length) line.textContent = atlas.say("search_loading");
      load().then(() => show(map), () => { line.textContent = atlas.say("search_failed"); });
    };
    input.addEventListener("input", showFound);
    input.addEventListener("focus", () => { if (input.value) showFound(); else load().catch(() => {}); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") move(1);
      else if (event.key === "ArrowUp") move(-1);
      else if (event.key === "Enter" && found.length) choose(map, found[Math.max(0, active)]);
      else if (event.key === "Escape" && !byId("search-results").hidden) close();
      else return;
      event.preventDefault();
    });
  };
})();
