// The figures of a report beside its text, and one of them in full.
import {h} from "./dom.js";
import {decimal, list, subject, value} from "./format.js";
import {query} from "./api.js";
import {chip} from "./parts.js";
import {named, t} from "./words.js";

export function itemOf(row) {
  const f = row.figure;
  return h("li", {data: {figure: row.id, status: f.status}},
    h("a", {href: `#${row.id}`, tabindex: "-1", data: {figure: row.id}},
      h("span", {class: "subject", lang: "zh"}, subject(f) || t("untitled")),
      h("span", {class: "amount", lang: "zh"}, f.text)));
}

// What a list is searched for.
export const wordsOf = (row) =>
  [row.figure.object, row.figure.action, row.figure.text, row.figure.unit, row.figure.period,
   named("status", row.figure.status), row.section_title].join(" ").toLowerCase();

function entries(row, whole) {
  const f = row.figure;
  const norm = f.norm && `${decimal(f.norm.value)}${f.norm.upper ? `–${decimal(f.norm.upper)}` : ""} ${f.norm.unit}`;
  return [
    ["value", [value(f), named("bound", f.bound)].filter(Boolean).join(" ")],
    ["normal", norm],
    ["action", f.action],
    ["object_name", f.object],
    ["indicator", f.indicator],
    ["measure", named("measure", f.measure)],
    ["base", f.base],
    ["basis", f.basis && named("basis", f.basis)],
    ["period", f.period],
    ["accrual", f.accrual !== "year" && named("accrual", f.accrual)],
    ["currency", f.currency],
    ["part_of", whole?.figure.text],
    ["inherited", list(f.inherited.map((name) => t(name)))],
    ["confidence", `${Math.round(f.confidence * 100)}%`],
  ].filter(([, text]) => text);
}

// `whole`: the row of the figure that this one is a part of, if any.
export function detailsOf(row, whole, {hasSeries, place}) {
  const f = row.figure;
  const series = hasSeries && place && (f.indicator || f.object) &&
    query({indicator: f.indicator, object: f.indicator ? null : f.object, place, measure: f.measure});
  return h("div", {class: "details"},
    chip("status", f.status),
    h("dl", {}, entries(row, whole).map(([name, text]) =>
      h("div", {}, h("dt", {}, t(name)), h("dd", {lang: "zh"}, text)))),
    h("p", {class: "links"},
      series && h("a", {href: `#/series${series}`}, t("see_series")),
      h("button", {class: "quiet", type: "button", data: {copy: row.id}}, t("copy"))));
}
