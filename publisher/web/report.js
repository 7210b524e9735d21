// One report: outline, text and figures; a click leads from each to the other.
import {get, getAll, knows} from "./api.js";
import {add, h, replace, say} from "./dom.js";
import {reportFacts, reportTitle, time} from "./format.js";
import {detailsOf, itemOf, wordsOf} from "./figure_list.js";
import {choices, named, t} from "./words.js";
import {textOf} from "./text.js";

const STATUSES = () => choices("status");

function headOf(row, counts) {
  const r = row.report;
  const facts = [
    ["session", r.session], ["delivered", r.delivered], ["reporter", r.reporter],
    ["period", r.period !== String(r.year) && r.period], ["document", row.document.name],
    ["read_at", time(Date.parse(row.document.finished))],
    ["extractor", row.document.extractor_version],
  ].filter(([, text]) => text);
  return h("header", {class: "report-head"},
    h("p", {class: "eyebrow"}, reportFacts(r)),
    h("h1", {lang: "zh"}, reportTitle(r)),
    h("dl", {class: "facts"}, facts.map(([name, text]) =>
      h("div", {}, h("dt", {}, t(name)), h("dd", {lang: "zh"}, text)))),
    h("ul", {class: "legend", "aria-label": t("legend")},
      STATUSES().filter(([status]) => counts[status]).map(([status, text]) =>
        h("li", {data: {status}}, `${text} ${counts[status]}`))));
}

function outlineOf(sections) {
  if (!sections.length)
    return h("p", {class: "quiet"}, t("no_sections"));
  return h("ol", {}, sections.map(({id, section: s}) =>
    h("li", {data: {level: Math.min(s.level, 4), kind: s.kind}},
      h("a", {href: `#${id}`, data: {section: id}, lang: "zh"},
        s.label && h("span", {class: "label"}, s.label), s.title))));
}

// What is picked is shown everywhere: text, list, details, address.
class Reader {
  constructor(parts, id, figures) {
    Object.assign(this, parts, {id, figures});
    this.byId = new Map(figures.map((row) => [row.id, row]));
    this.byOrdinal = new Map(figures.map((row) => [row.figure.id, row]));
    this.marks = new Map([...this.text.querySelectorAll("a.figure")]
      .map((element) => [element.dataset.figure, element]));
    this.items = new Map([...this.list.children]
      .map((element) => [element.dataset.figure, element]));
    this.picked = null;
    this.rove();
  }

  // One stop for the Tab key in the text, one in the list.
  rove() {
    for (const [map, find] of [[this.marks, (e) => e], [this.items, (e) => e.firstChild]]) {
      const element = map.get(this.picked) ?? map.values().next().value;
      if (element)
        find(element).tabIndex = 0;
    }
  }

  unmark() {
    for (const element of [this.marks.get(this.picked), this.items.get(this.picked)?.firstChild]) {
      element?.removeAttribute("aria-current");
      if (element)
        element.tabIndex = -1;
    }
    this.items.get(this.picked)?.querySelector(".details")?.remove();
  }

  address() {
    const at = this.picked ? `?at=${this.picked}` : "";
    history.replaceState(null, "", `#/report/${this.id}${at}`);
  }

  pick(id, {from = null} = {}) {
    this.unmark();
    this.picked = this.byId.has(id) ? id : null;
    this.rove();
    const row = this.byId.get(this.picked);
    if (row) {
      const mark = this.marks.get(id), item = this.items.get(id);
      mark?.setAttribute("aria-current", "true");
      item.firstChild.setAttribute("aria-current", "true");
      item.append(detailsOf(row, this.byOrdinal.get(row.figure.of),
                            {hasSeries: knows("/v1/series"), place: row.report.place?.name}));
      item.hidden = false;
      if (from !== "text")
        mark?.scrollIntoView({block: "center"});
      this.reveal(item);
      const n = this.figures.indexOf(row) + 1;
      this.place.textContent = t("position", {n, total: this.figures.length});
      say(`${row.figure.object ?? ""} ${row.figure.text}, ${named("status", row.figure.status)}`);
    } else {
      this.place.textContent = "";
    }
    this.address();
  }

  // The list scrolls by itself, so that the page stays where it is.
  reveal(item) {
    const box = this.list.parentElement;
    const top = item.offsetTop - box.offsetTop;
    if (top < box.scrollTop || top + item.offsetHeight > box.scrollTop + box.clientHeight)
      box.scrollTop = top - box.clientHeight / 3;
  }

  step(by) {
    const shown = this.figures.filter((row) => !this.items.get(row.id).hidden);
    const at = shown.findIndex((row) => row.id === this.picked);
    const next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by];
    if (!next)
      return;
    const isInList = this.list.contains(document.activeElement);
    this.pick(next.id);
    (isInList ? this.items.get(next.id).firstChild : this.marks.get(next.id))
      ?.focus({preventScroll: true});
  }

  filter(words) {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of this.figures) {
      const text = wordsOf(row);
      this.items.get(row.id).hidden = !wanted.every((word) => text.includes(word));
    }
  }
}

function listen(main, reader, signal) {
  main.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    const link = event.target.closest("a[data-figure], a[data-section]");
    if (copy) {
      await navigator.clipboard?.writeText(copy.dataset.copy);
      copy.textContent = t("copied");
    }
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    event.preventDefault();
    if (link.dataset.section) {
      main.dataset.pane = "text";
      const heading = document.getElementById(link.dataset.section);
      heading?.scrollIntoView({block: "start"});
      heading?.focus({preventScroll: true});
    } else {
      const isInText = reader.text.contains(link);
      if (!isInText)
        main.dataset.pane = "text";
      reader.pick(link.dataset.figure, {from: isInText ? "text" : "list"});
    }
  }, {signal});
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input, select, textarea");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const isInList = reader.list.contains(event.target);
    if (event.key === "j" || (isInList && event.key === "ArrowDown"))
      reader.step(1);
    else if (event.key === "k" || (isInList && event.key === "ArrowUp"))
      reader.step(-1);
    else if (event.key === "Escape")
      reader.pick(null);
    else
      return;
    event.preventDefault();
  }, {signal});
}

// On a narrow page one of the three is shown at a time.
function panesOf(main) {
  return h("div", {class: "panes", role: "group", "aria-label": t("sections_of_page")},
    ["text", "figures", "outline"].map((name) =>
      h("button", {type: "button", data: {pane: name},
                   on: {click: () => { main.dataset.pane = name; }}}, t(name))));
}

// How the damaged spans are shown.
function repairsOf(text, count) {
  const shown = (name) => h("label", {},
    h("input", {type: "radio", name: "repairs", value: name, checked: name === "repaired",
                on: {change: () => { text.dataset.repairs = name; }}}),
    h("span", {}, t(name)));
  return h("fieldset", {class: "switch"},
    h("legend", {}, t("repairs_count", {n: count})), shown("repaired"), shown("as_found"));
}

export async function show(main, {id, parameters, signal}) {
  add(main, [h("p", {class: "quiet"}, t("loading"))]);
  const [{row, text, repairs}, sections, figures] = await Promise.all([
    get(`/v1/reports/${id}/text`, {}, signal),
    getAll("/v1/sections", {report: id}, signal),
    getAll("/v1/figures", {report: id}, signal)]);
  const counts = {};
  for (const {figure} of figures)
    counts[figure.status] = (counts[figure.status] ?? 0) + 1;
  const [, letter, ...span] = parameters.at?.match(/\.([sm])(\d+)-(\d+)$/)
    ?? parameters.span?.match(/^()(\d+)-(\d+)$/) ?? [];
  const parts = {
    text: h("article", {class: "prose", lang: "zh", data: {repairs: "repaired"}},
      textOf({text, title: row.report.title, base: row.report.span[0], figures, sections, repairs,
              target: letter === "s" || !span.length ? null : span.map(Number)})),
    list: h("ol", {}, figures.map(itemOf)),
    place: h("p", {class: "place"}),
  };

  main.dataset.pane = "text";
  replace(main,
    headOf(row, counts),
    panesOf(main),
    h("div", {class: "columns"},
      h("nav", {class: "outline", "aria-label": t("outline")}, h("h2", {}, t("outline")),
        outlineOf(sections)),
      h("section", {class: "reading", "aria-label": t("text")},
        repairs.length > 0 && repairsOf(parts.text, repairs.length), parts.text),
      h("section", {class: "listing", "aria-label": t("figures")},
        h("h2", {}, t("figures")), parts.place,
        h("input", {type: "search", "aria-label": t("filter_figures"),
                    placeholder: t("filter_figures"),
                    on: {input: (event) => reader.filter(event.target.value)}}),
        h("div", {class: "box"}, parts.list),
        h("p", {class: "hint"}, t("keys_hint")))));
  const reader = new Reader(parts, id, figures);
  listen(main, reader, signal);
  if (letter === "s")
    document.getElementById(parameters.at)?.scrollIntoView({block: "center"});
  else if (span.length)
    parts.text.querySelector("mark")?.scrollIntoView({block: "center"});
  else if (parameters.at)
    reader.pick(parameters.at);
  return reportTitle(row.report);
}
