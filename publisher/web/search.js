// The first view: filters above, rows below.
import {get, knows, query} from "./api.js";
import {add, h, replace, say} from "./dom.js";
import {kinds, mainFilters, moreFilters, wordFilters} from "./filters.js";
import {count} from "./format.js";
import {failure, field, filled} from "./parts.js";
import {resultOf} from "./results.js";
import {t} from "./words.js";

const LIMIT = 50;

function pathOf(parameters) {
  return `/v1/${kinds.includes(parameters.rows) ? parameters.rows : "figures"}`;
}

function drawForm(parameters, go) {
  const isKnown = (filter) => knows(pathOf(parameters), filter.name);
  const more = moreFilters.filter(isKnown);
  const isOpen = more.some((filter) => parameters[filter.name]);
  const fields = (filters) => filters.map((filter) => field(filter, parameters[filter.name]));
  const rows = parameters.rows ?? "figures";
  const form = h("form", {class: "asking", role: "search",
                          on: {submit: (event) => { event.preventDefault(); go(filled(form)); }}},
    h("div", {class: "ask"},
      fields(wordFilters.filter(isKnown)),
      h("button", {class: "main", type: "submit"}, t("search"))),
    h("fieldset", {class: "tabs"}, h("legend", {class: "unseen"}, t("rows")),
      kinds.map((kind) => h("label", {},
        h("input", {type: "radio", name: "rows", value: kind, checked: kind === rows,
                    on: {change: () => form.requestSubmit()}}),
        h("span", {}, t(kind))))),
    h("div", {class: "fields"}, fields(mainFilters.filter(isKnown))),
    h("details", {class: "more", open: isOpen}, h("summary", {}, t("more_filters")),
      h("div", {class: "fields"}, fields(more))),
    Object.keys(parameters).some((name) => name !== "rows") &&
      h("a", {class: "reset", href: `#/search${query({rows: parameters.rows})}`}, t("reset")));
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, [type=checkbox]"))
      form.requestSubmit();
  });
  return form;
}

// Only figures have values, only words are more or less relevant, and only
// some orders can be turned round.
function tidy(asked) {
  if (asked.sort === "value" && asked.rows !== "figures")
    delete asked.sort;
  if (asked.sort === "relevance" && !asked.text)
    delete asked.sort;
  if (!["value", "date"].includes(asked.sort))
    delete asked.descending;
}

// "51 of 3,204 shown"
function summary(shown, page) {
  const total = count(page.total);
  const text = t("shown_of", {n: count(shown), total: page.at_least ? t("at_least", {n: total}) : total});
  return page.cut ? `${text} ${t("cut")}` : text;
}

export async function show(main, {parameters, signal}) {
  const {rows: kind = "figures", ...filters} = parameters;
  const list = h("ol", {class: `results ${kind}`});
  const state = h("p", {class: "count"}, t("loading"));
  const foot = h("div", {class: "foot"});
  let shown = 0;

  add(main, [
    h("h1", {class: "unseen"}, t("search")),
    drawForm(parameters, (asked) => {
      tidy(asked);
      const to = `#/search${query(asked)}`;
      if (to !== location.hash)
        location.hash = to;
    }),
    h("section", {class: "found", "aria-label": t(kind)}, state, list, foot)]);

  async function read(cursor) {
    let page;
    replace(foot);
    try {
      page = await get(pathOf(parameters), {...filters, limit: LIMIT, cursor}, signal);
    } catch (error) {
      if (!signal.aborted) {
        replace(state);
        replace(foot, failure(error, () => read(cursor)));
      }
      return;
    }
    const first = list.children.length;
    add(list, page.rows.map((row) => resultOf(kind, row)));
    shown += page.rows.length;
    state.textContent = shown || page.next_cursor ? summary(shown, page) : t("nothing");
    say(state.textContent);
    if (page.next_cursor)
      replace(foot, h("button", {type: "button", on: {click: () => read(page.next_cursor)}},
                      t("more")));
    if (cursor)
      list.children[first]?.querySelector("a")?.focus();
    else if (!shown && page.next_cursor)
      await read(page.next_cursor);
  }

  await read(null);
  return t("search");
}
