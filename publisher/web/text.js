// A report's text as paragraphs, cut where figures, headings and damage
// begin and end. Spans count bytes of the document; strings count UTF-16.
import {h} from "./dom.js";
import {t} from "./words.js";

const bytesOf = (point) => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);

// Where each of the byte offsets stands in `text`: one walk for all of them.
function indexes(text, offsets) {
  const found = new Map();
  const sorted = [...new Set(offsets)].sort((a, b) => a - b);
  let byte = 0, at = 0;
  for (const offset of sorted) {
    while (byte < offset && at < text.length) {
      const point = text.codePointAt(at);
      byte += bytesOf(point);
      at += point > 0xffff ? 2 : 1;
    }
    found.set(offset, at);
  }
  return found;
}

// Items with a `span` become marks {begin, end, item}, in order, without
// those that overlap the one before.
function place(items, spanOf, base, index) {
  let last = 0;
  return items.map((item) => ({begin: index.get(spanOf(item)[0] - base),
                               end: index.get(spanOf(item)[1] - base), item}))
    .sort((a, b) => a.begin - b.begin)
    .filter((mark) => mark.begin >= last && mark.end > mark.begin && (last = mark.end));
}

// Steps through marks in order: which one covers an index?
function finder(marks) {
  let at = 0;
  return (index) => {
    while (at < marks.length && marks[at].end <= index)
      at++;
    return at < marks.length && marks[at].begin <= index ? marks[at] : null;
  };
}

// What was meant stands where the damage begins; what was found, all along.
function damaged(piece, repair, begin) {
  const sure = Math.round(repair.item.confidence * 100);
  return h("span", {class: "repair", title: t("repair_of", {n: sure})},
    h("del", {}, piece),
    begin === repair.begin && h("ins", {}, repair.item.repaired || "�"));
}

function figureMark(mark, children) {
  const {id, figure} = mark.item;
  return h("a", {class: "figure", href: `#${id}`, tabindex: "-1",
                 data: {figure: id, status: figure.status}}, children);
}

function paragraph(children, heading, isWhole, isTitle) {
  if (heading && isWhole)
    return h("h3", {id: heading.item.id, tabindex: "-1",
                    data: {level: heading.item.section.level,
                           kind: heading.item.section.kind}}, children);
  return h("p", {class: isTitle ? "title-line" : null}, children);
}

// Pieces of one line, each with what covers it.
function* pieces(text, begin, end, cuts) {
  let at = begin;
  for (const cut of cuts(begin, end)) {
    if (cut > at)
      yield [at, cut];
    at = cut;
  }
  if (end > at)
    yield [at, end];
}

function cutter(lists) {
  const all = [...new Set(lists.flatMap((marks) =>
    marks.flatMap((mark) => [mark.begin, mark.end])))].sort((a, b) => a - b);
  let next = 0;
  return (begin, end) => {
    const cuts = [];
    while (next < all.length && all[next] <= begin)
      next++;
    while (next < all.length && all[next] < end)
      cuts.push(all[next++]);
    return cuts;
  };
}

// `target`: a span to mark besides, or null. The elements of the paragraphs.
export function textOf({text, title, base, figures, sections, repairs, target}) {
  const index = indexes(text, [
    ...[...figures.map((row) => row.figure), ...sections.map((row) => row.section), ...repairs]
      .flatMap((item) => item.span), ...(target ?? [])].map((offset) => offset - base));
  const marks = {
    figures: place(figures, (row) => row.figure.span, base, index),
    sections: place(sections, (row) => row.section.span, base, index),
    repairs: place(repairs, (repair) => repair.span, base, index),
    target: target ? place([target], (span) => span, base, index) : [],
  };
  const cuts = cutter(Object.values(marks));
  const [figureAt, sectionAt, repairAt, targetAt] = Object.values(marks).map(finder);

  function node([begin, end]) {
    const repair = repairAt(begin);
    const piece = repair ? damaged(text.slice(begin, end), repair, begin)
                         : text.slice(begin, end);
    return targetAt(begin) ? h("mark", {class: "target"}, piece) : piece;
  }

  function line(begin, end) {
    const children = [];
    let heading = null, open = null, run = null;
    for (const piece of pieces(text, begin, end, cuts)) {
      const figure = figureAt(piece[0]), section = sectionAt(piece[0]);
      heading = heading ?? section;
      if (figure && figure === open) {
        children.at(-1).append(node(piece));
        continue;
      }
      open = figure;
      let child = figure ? figureMark(figure, [node(piece)]) : node(piece);
      if (section && section.item.section.run_in) {
        child = h("strong", {class: "run-in", id: run === section ? null : section.item.id,
                             tabindex: "-1"}, child);
        run = section;
        open = null;
      }
      children.push(child);
    }
    return paragraph(children, heading, heading && !heading.item.section.run_in,
                     title && text.slice(begin, end).trim() === title);
  }

  const paragraphs = [];
  for (let begin = 0; begin < text.length;) {
    const stop = text.indexOf("\n", begin);
    const end = stop < 0 ? text.length : stop;
    const first = begin + text.slice(begin, end).search(/[^\s\u3000]|$/);
    if (first < end)
      paragraphs.push(line(first, end));
    begin = end + 1;
  }
  return paragraphs;
}
