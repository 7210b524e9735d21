// What a place's reports promised, and what became of it.
import {get} from "./api.js";
import {chart, colour} from "./charts.js";
import {add, h, replace, say} from "./dom.js";
import {count, reportTitle, subject, value} from "./format.js";
import {chip, failure, table} from "./parts.js";
import {formOf, linkTo} from "./series.js";
import {t} from "./words.js";

const LIMIT = 200;
const RESULTS = ["exceeded", "met", "missed", "unknown"];
const COLOURS = {exceeded: "ongoing", met: "ink", missed: "problem", unknown: "quiet"};

const FIELDS = [
  {name: "place", type: "text", hint: "place_hint"},
  {name: "object", type: "text", hint: "object_hint"},
  {name: "year", type: "number", min: 1900, max: 2100},
  {name: "result", type: "choice"},
  {name: "genre", type: "choice"},
];

const yearOf = ({promise}) => promise.figure.period.split("/").at(-1).slice(0, 4);

function configuration(promises) {
  const years = [...new Set(promises.map(yearOf))].sort();
  const counts = (result) => years.map((year) =>
    promises.filter((one) => one.result === result && yearOf(one) === year).length);
  return {
    type: "bar",
    data: {labels: years, datasets: RESULTS.map((result) => ({
      label: t(`result_${result}`), data: counts(result), backgroundColor: colour(COLOURS[result]),
      maxBarThickness: 36}))},
    options: {scales: {x: {stacked: true, grid: {display: false}},
                       y: {stacked: true, ticks: {precision: 0}}}},
  };
}

const stated = (row) =>
  row && h("a", {href: linkTo(row), lang: "zh", title: reportTitle(row.report)},
           row.figure.text, " ", h("span", {class: "quiet"}, value(row.figure)));

function rowsOf(promises) {
  return promises.map(({promise, outcome, result, statements}) => ({cells: [
    promise.figure.period,
    h("span", {lang: "zh"}, subject(promise.figure)),
    stated(promise),
    [stated(outcome), statements.map((row) => [" ", stated(row)])],
    chip("result", result)]}));
}

export async function show(main, {parameters, signal}) {
  const found = h("div", {class: "lines"});
  add(main, [h("h1", {}, t("promises")), h("p", {class: "lead"}, t("promises_hint")),
             formOf(FIELDS, parameters, "#/promises"), found]);
  if (!parameters.place) {
    replace(found, h("p", {class: "empty quiet"}, t("promises_ask")));
    return t("promises");
  }
  const promises = [];
  const columns = [{title: t("period")}, {title: t("object")}, {title: t("promise")},
    {title: t("outcome")}, {title: t("result")}];

  async function read(cursor) {
    const page = await get("/v1/promises", {...parameters, limit: LIMIT, cursor}, signal);
    promises.push(...page.promises);
    if (!promises.length) {
      replace(found, h("p", {class: "empty quiet"}, t("nothing")));
      return;
    }
    const drawn = await chart(t("promises_chart"), () => configuration(promises), signal);
    const more = page.next_cursor && h("button", {type: "button", on: {
      click: () => read(page.next_cursor).catch((error) => add(found, [failure(error)]))}}, t("more"));
    const shown = t("shown", {n: count(promises.length)});
    replace(found, page.cut && h("p", {class: "notice"}, t("is_cut")),
            h("section", {}, h("h2", {}, t("promises_chart")), drawn.box),
            h("section", {}, h("p", {class: "quiet"}, shown),
              table(columns, rowsOf(promises), {label: t("promises")}), more));
    say(shown);
  }

  try {
    await read(null);
  } catch (error) {
    if (!signal.aborted)
      replace(found, failure(error));
  }
  return `${parameters.place} — ${t("promises")}`;
}
