// Charts by Chart.js, in the page's colours and type.
import {h} from "./dom.js";

let loaded = null;

// The library is fetched when the first chart is drawn.
async function library() {
  loaded ??= import("/chart.min.js").then(() => {
    const {Chart} = globalThis;
    Chart.defaults.animation = false;
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.maintainAspectRatio = false;
    Object.assign(Chart.defaults.plugins.legend.labels, {boxWidth: 12, boxHeight: 12});
    return Chart;
  });
  return loaded;
}

// Canvases know no custom properties: what a colour of the style is now.
export function colour(name) {
  const probe = h("span", {class: `colour-${name}`, hidden: true});
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

// Draw into a box of its own; it is drawn anew when the look changes, and
// goes with `signal`. `make` gives Chart.js's configuration.
export async function chart(label, make, signal) {
  const canvas = h("canvas", {role: "img", "aria-label": label});
  const box = h("div", {class: "chart"}, canvas);
  const Chart = await library();
  let drawn = null;

  function draw() {
    drawn?.destroy();
    Chart.defaults.color = colour("quiet");
    Chart.defaults.borderColor = colour("line");
    drawn = new Chart(canvas, make());
  }

  draw();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const watcher = new MutationObserver(draw);
  dark.addEventListener("change", draw, {signal});
  watcher.observe(document.documentElement, {attributeFilter: ["data-theme"]});
  signal.addEventListener("abort", () => { watcher.disconnect(); drawn?.destroy(); });
  return {box, update: (change) => { change(drawn); drawn.update(); }};
}

export const palette = () => ["ink", "plan", "estimate", "problem", "ongoing"].map(colour);
