// The frame of the page: which view is shown, in which language and look.
import {knows, learn} from "./api.js";
import {h, replace, say} from "./dom.js";
import {failure} from "./parts.js";
import {settings, setLanguage, setTheme, setToken, takeTokenFromAddress} from "./settings.js";
import {t} from "./words.js";

// A module's show(main, {id, parameters, signal}) fills `main`, and returns
// the title. It stops when the signal is aborted: another view is shown.
const views = [
  {name: "search", path: /^\/search$/, load: () => import("./search.js")},
  {name: "report", path: /^\/report\/([^/]+)$/, load: () => import("./report.js"), isHidden: true},
  {name: "series", path: /^\/series$/, load: () => import("./series.js"), needs: "/v1/series"},
  {name: "promises", path: /^\/promises$/, load: () => import("./promises.js"),
   needs: "/v1/promises"},
  {name: "queue", path: /^\/queue$/, load: () => import("./queue.js"), needs: "/v1/status"},
];

const main = document.getElementById("main");
let current = null; // the AbortController of the view that is shown

const isThere = (view) => !view.needs || knows(view.needs);

function parse() {
  const [path, search] = location.hash.slice(1).split(/\?(.*)/s);
  for (const view of views) {
    const found = path.match(view.path);
    if (found && isThere(view))
      return {view, id: found[1] ?? null,
              parameters: Object.fromEntries(new URLSearchParams(search ?? ""))};
  }
  return null;
}

function drawFrame(active) {
  const {language, theme, token} = settings;
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  document.getElementById("skip").textContent = t("skip");
  const nav = document.getElementById("nav");
  nav.setAttribute("aria-label", t("sections_of_page"));
  replace(nav, views.filter((view) => !view.isHidden && isThere(view)).map((view) =>
    h("a", {href: `#/${view.name}`, "aria-current": view.name === active ? "page" : null},
      t(view.name))));
  replace(document.getElementById("tools"),
    h("span", {class: token ? "state may" : "state", title: token ? null : t("token_needed")},
      token ? t("token_here") : t("token_missing")),
    token && h("button", {class: "quiet", type: "button", id: "forget",
                          on: {click: () => { setToken(null); redraw(); }}}, t("token_forget")),
    h("label", {class: "look"}, h("span", {class: "unseen"}, t("theme")),
      h("select", {id: "theme", on: {change: (event) => setTheme(event.target.value)}},
        ["auto", "light", "dark"].map((name) =>
          h("option", {value: name, selected: name === theme}, t(`theme_${name}`))))),
    h("button", {class: "quiet", type: "button", id: "language", lang: language === "zh" ? "en" : "zh",
                 "aria-label": t("language_label"),
                 on: {click: () => { setLanguage(language === "zh" ? "en" : "zh"); redraw(); }}},
      t("language")));
}

function redraw() {
  show(document.activeElement?.id);
}

// `focus`: the id of what had the focus, to have it again.
async function show(focus) {
  const where = parse();
  if (!where) {
    location.replace("#/search");
    return;
  }
  current?.abort();
  const mine = current = new AbortController();
  drawFrame(where.view.name);
  document.getElementById(focus)?.focus();
  main.className = `view-${where.view.name}`;
  main.setAttribute("aria-busy", "true");
  try {
    const view = await where.view.load();
    if (mine.signal.aborted)
      return;
    replace(main);
    const title = await view.show(main, {...where, signal: mine.signal});
    if (!mine.signal.aborted) {
      document.title = `${title} — 报告 Baogao`;
      say(title);
    }
  } catch (error) {
    if (!mine.signal.aborted)
      replace(main, failure(error, redraw));
  }
  if (!mine.signal.aborted)
    main.removeAttribute("aria-busy");
}

takeTokenFromAddress();
addEventListener("hashchange", () => {
  takeTokenFromAddress();
  main.focus({preventScroll: true});
  scrollTo(0, 0);
  show();
});
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
try {
  await learn();
} catch (error) {
  replace(main, failure(error, () => location.reload()));
  throw error;
}
show();
