// Draws the charts from the options that the page carries, in the colours that the style sheet has just now.
(() => {
  "use strict";

  const painted = (value, style) => {
    if (typeof value === "string") {
      if (value === "inherit") return style.fontFamily;
      const name = /^var\((--[a-z0-9-]+)\)$/.exec(value);
      return name ? style.getPropertyValue(name[1]).trim() : value;
    }
    if (Array.isArray(value)) return value.map((part) => painted(part, style));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, painted(part, style)]));
    }
    return value;
  };

  const draw = (place) => {
    const option = JSON.parse(document.querySelector(`[data-chart-option="${place.id}"]`).textContent);
    const rows = Number(place.dataset.rows);
    if (rows) place.style.height = `${40 + rows * 34}px`;
    const chart = echarts.getInstanceByDom(place) ?? echarts.init(place, null, { renderer: "canvas" });
    const small = matchMedia("(max-width: 640px)").matches;
    const done = painted(option, getComputedStyle(document.body));
    if (small && done.yAxis.type === "category") { done.yAxis.axisLabel.width = 100; done.grid.left = 108; }
    chart.setOption(done, true);
    chart.resize();
  };

  const start = () => {
    if (typeof echarts === "undefined") return; // the tables beside the charts say the same
    const places = [...document.querySelectorAll("[data-chart]")];
    const seen = new Set();
    const watch = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting && !seen.has(target)) { seen.add(target); draw(target); }
      }
    }, { rootMargin: "400px" });
    for (const place of places) watch.observe(place);
    const again = () => { for (const place of seen) draw(place); };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
    let timer = 0;
    addEventListener("resize", () => { clearTimeout(timer); timer = setTimeout(again, 150); });
    addEventListener("beforeprint", () => { for (const place of places) { seen.add(place); draw(place); } });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
