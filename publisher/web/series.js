// One indicator of one place through the years, or of many places in one.
import {get, query} from "./api.js";
import {chart, colour} from "./charts.js";
import {add, h, replace} from "./dom.js";
import {bound, decimal, reportTitle, short} from "./format.js";
import {failure, field, filled, table} from "./parts.js";
import {named, t} from "./words.js";

const FIELDS = [
  {name: "object", type: "text", hint: "object_hint"},
  {name: "place", type: "text", hint: "place_hint"},
  {name: "from", type: "number", min: 1900, max: 2100},
  {name: "to", type: "number", min: 1900, max: 2100},
  {name: "measure", type: "choice"},
  {name: "genre", type: "choice"},
];

export const linkTo = (row) => `#/report/${row.report_id}?at=${row.id}`;

const signed = (point) => (point.row.figure.direction === "down" ? -1 : 1) * Number(point.value);

const stepName = (step) => step.period ?? step.place?.name ?? "";

function textOf(point, line) {
  const range = point.upper ? `${decimal(point.value)}–${decimal(point.upper)}` : decimal(point.value);
  const sign = point.row.figure.direction === "down" ? "−" : "";
  return [bound(point.row.figure), `${sign}${range} ${line.unit ?? ""}${line.per ? `/${line.per}` : ""}`]
    .filter(Boolean).join(" ");
}

const breakText = (one) =>
  [t(`break_${one.kind}`), one.year, one.note].filter(Boolean).join(" ");

function titleOf(line) {
  const per = line.per ? `/${line.per}` : "";
  const first = line.steps.find((step) => step.points.length)?.points[0].row.figure;
  const what = [line.object ?? first?.object ?? line.indicator, named("measure", line.measure),
    line.accrual !== "year" && named("accrual", line.accrual)].filter(Boolean).join(" · ");
  return line.unit ? `${what}（${line.unit}${per}）` : what;
}

// A dashed line before each step that does not compare with the one before.
const breaks = (line) => ({
  id: "breaks",
  afterDatasetsDraw({ctx, chartArea, scales}) {
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour("problem");
    ctx.setLineDash([4, 4]);
    line.steps.forEach((step, i) => {
      if (!step.breaks.length)
        return;
      const x = scales.x.getPixelForValue(i - 0.5);
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      ctx.fillText(t("break"), x + 4, chartArea.top + 10);
    });
    ctx.restore();
  },
});

// The newest report's points are joined, where a gap is none; what other
// reports state beside them stands alone.
function configuration(line, isOverPlaces) {
  const first = line.steps.map((step) => step.points[0] ?? null);
  const others = line.steps.flatMap((step) =>
    step.points.slice(1).map((point) => ({x: stepName(step), y: signed(point), point})));
  const values = first.map((point) => point && signed(point));
  const datasets = [{data: values, label: titleOf(line), borderColor: colour("ink"),
                     backgroundColor: colour("ink"), borderWidth: 2, pointRadius: 4,
                     pointHoverRadius: 6, spanGaps: false, maxBarThickness: 26}];
  if (others.length)
    datasets.push({type: "scatter", data: others, label: t("differs"), borderColor: colour("plan"),
                   backgroundColor: "transparent", pointRadius: 5, borderWidth: 1.5});
  const pointAt = ({datasetIndex, index}) => (datasetIndex ? others[index].point : first[index]);
  return {
    type: isOverPlaces ? "bar" : "line",
    data: {labels: line.steps.map(stepName), datasets},
    plugins: [breaks(line)],
    options: {
      onClick(event, elements) {
        if (elements.length)
          location.hash = linkTo(pointAt(elements[0]).row);
      },
      onHover(event, elements) {
        event.native.target.style.cursor = elements.length ? "pointer" : "default";
      },
      interaction: {mode: "nearest", intersect: true},
      scales: {y: {beginAtZero: line.measure === "level", ticks: {callback: short}}, x: {grid: {display: false}}},
      plugins: {
        legend: {display: others.length > 0},
        tooltip: {callbacks: {
          title: ([item]) => stepName(line.steps[item.datasetIndex ? item.parsed.x : item.dataIndex]),
          label: (item) => textOf(pointAt({datasetIndex: item.datasetIndex, index: item.dataIndex}), line),
          afterLabel: (item) => reportTitle(
            pointAt({datasetIndex: item.datasetIndex, index: item.dataIndex}).row.report),
        }},
      },
    },
  };
}

function rowsOf(line) {
  return line.steps.flatMap((step) => {
    const marks = step.breaks.map((one) => h("span", {class: "chip"}, breakText(one)));
    if (!step.points.length)
      return [{cells: [stepName(step), h("span", {class: "quiet"}, t("gap")), "", marks]}];
    return step.points.map((point, i) => ({cells: [
      i ? "" : stepName(step),
      h("a", {href: linkTo(point.row), lang: "zh"}, textOf(point, line)),
      h("span", {lang: "zh"}, reportTitle(point.row.report), " ", point.row.report.year ?? ""),
      [i === 0 ? marks : null, i > 0 && h("span", {class: "chip"}, t("differs"))]]}));
  });
}

async function lineOf(line, isOverPlaces, signal) {
  const title = titleOf(line);
  const label = t("chart_of", {what: title, n: line.steps.length});
  const drawn = await chart(label, () => configuration(line, isOverPlaces), signal);
  const columns = [{title: isOverPlaces ? t("place") : t("step")}, {title: t("value")},
    {title: t("report_of")}, {title: ""}];
  return h("section", {class: "line"}, h("h2", {lang: "zh"}, title), drawn.box,
    line.notes.map((note) => h("p", {class: "quiet"}, breakText(note))),
    h("details", {class: "as-table"}, h("summary", {}, t("as_table")),
      table(columns, rowsOf(line), {label: title})));
}

export function formOf(fields, parameters, path) {
  const form = h("form", {class: "asking", on: {submit: (event) => {
    event.preventDefault();
    location.hash = `${path}${query(filled(form))}`;
  }}}, h("div", {class: "fields"}, fields.map((spec) => field(spec, parameters[spec.name])),
         h("div", {class: "field go"}, h("button", {class: "main", type: "submit"}, t("show")))));
  return form;
}

export async function show(main, {parameters, signal}) {
  const {indicator, ...asked} = parameters;
  const found = h("div", {class: "lines"});
  const what = indicator ?? asked.object;
  add(main, [h("h1", {}, t("series")), h("p", {class: "lead"}, t("series_hint")),
             formOf(FIELDS, {...asked, object: what}, "#/series"), found]);
  if (!what || (!asked.place && asked.over !== "places")) {
    replace(found, h("p", {class: "empty quiet"}, t("series_ask")));
    return t("series");
  }
  replace(found, h("p", {class: "quiet"}, t("loading")));
  try {
    const page = await ask({...asked, indicator}, what, signal);
    const lines = await Promise.all(page.lines.map((line) =>
      lineOf(line, asked.over === "places", signal)));
    replace(found, page.cut && h("p", {class: "notice"}, t("is_cut")),
            lines.length ? lines : h("p", {class: "empty quiet"}, t("nothing")));
  } catch (error) {
    if (!signal.aborted)
      replace(found, failure(error));
  }
  return `${what} — ${t("series")}`;
}

// What was typed may be an indicator's name or, where it is none, an object.
async function ask({indicator, object, ...asked}, what, signal) {
  try {
    return await get("/v1/series", {...asked, indicator: indicator ?? what}, signal);
  } catch (error) {
    if (error.field !== "indicator")
      throw error;
    return get("/v1/series", {...asked, object: what}, signal);
  }
}
