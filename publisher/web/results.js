// One row of a listing, as it is shown among what was found.
import {h} from "./dom.js";
import {bound, reportFacts, reportTitle, subject, value} from "./format.js";
import {chip} from "./parts.js";
import {named, t} from "./words.js";

const link = (row, at = "") => `#/report/${row.report_id}${at}`;

const origin = (row) =>
  h("p", {class: "origin", lang: "zh"},
    [reportTitle(row.report), reportFacts(row.report), row.section_title].filter(Boolean)
      .join(" · "));

function figure(row) {
  const f = row.figure;
  return h("li", {class: "result", data: {status: f.status}},
    h("a", {class: "head", href: link(row, `?at=${row.id}`)},
      h("span", {class: "subject", lang: "zh"}, subject(f) || f.text),
      h("span", {class: "amount", lang: "zh"}, f.text)),
    h("p", {class: "facts"},
      f.action && f.object && h("span", {lang: "zh"}, f.action),
      h("span", {class: "number", lang: "zh"}, value(f)),
      bound(f) && h("span", {}, bound(f)),
      f.period && h("span", {}, f.period),
      chip("status", f.status)),
    origin(row));
}

// Spans count bytes, and pieces are short: packed, cut and read again.
function snippet(row, {text, span: [begin, end], marks}) {
  const bytes = new TextEncoder().encode(text);
  const cut = (from, to) => new TextDecoder().decode(bytes.subarray(from, to));
  let at = 0;
  const parts = marks.flatMap(([from, to]) => {
    const pair = [cut(at, from), h("mark", {}, cut(from, to))];
    at = to;
    return pair;
  });
  return h("li", {}, h("a", {href: link(row, `?span=${begin}-${end}`), lang: "zh"},
                       "…", parts, cut(at), "…"));
}

function report(row) {
  const r = row.report;
  return h("li", {class: "result"},
    h("a", {class: "head", href: link(row)},
      h("span", {class: "subject", lang: "zh"}, reportTitle(r)),
      h("span", {class: "amount"}, r.year ?? "")),
    h("p", {class: "facts"},
      r.place && h("span", {lang: "zh"}, r.place.name),
      chip("genre", r.genre),
      r.author === "individual" && chip("author", r.author),
      r.session && h("span", {lang: "zh"}, r.session)),
    row.snippets && h("ol", {class: "snippets"}, row.snippets.map((one) => snippet(row, one))),
    h("p", {class: "origin", lang: "zh"},
      [r.delivered, r.reporter, row.document.name].filter(Boolean).join(" · ")));
}

function section(row) {
  const s = row.section;
  return h("li", {class: "result"},
    h("a", {class: "head", href: link(row, `?at=${row.id}`)},
      h("span", {class: "subject", lang: "zh"}, [s.label, s.title].filter(Boolean).join(" ")),
      chip("section_kind", s.kind)),
    origin(row));
}

function mention(row) {
  const m = row.mention;
  return h("li", {class: "result"},
    h("a", {class: "head", href: link(row, `?at=${row.id}`)},
      h("span", {class: "subject", lang: "zh"}, m.text),
      h("span", {class: "chip"}, named("mention_type", m.type))),
    m.value && m.value !== m.text && h("p", {class: "facts"}, h("span", {lang: "zh"}, m.value)),
    origin(row));
}

const makers = {figures: figure, reports: report, sections: section, mentions: mention};

export const resultOf = (kind, row) => makers[kind](row);
