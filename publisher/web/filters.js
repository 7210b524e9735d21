// What can be asked for, in the order in which the form shows it. A filter
// that this publisher does not know is not shown.
export const kinds = ["figures", "reports", "sections", "mentions"];

const year = {type: "number", min: 1900, max: 2100};

// Beside each other at the top.
export const wordFilters = [
  {name: "object", type: "text", hint: "object_hint"},
  {name: "text", label: "text_filter", type: "text", hint: "text_hint"},
];

export const mainFilters = [
  {name: "place", type: "text", hint: "place_hint"},
  {name: "year", ...year},
  {name: "genre", type: "choice"},
  {name: "status", type: "choice"},
  {name: "section_kind", type: "choice"},
];

export const moreFilters = [
  {name: "object_exact", type: "flag"},
  {name: "place_exact", type: "flag"},
  {name: "year_from", ...year},
  {name: "year_to", ...year},
  {name: "author", type: "choice"},
  {name: "action", type: "text"},
  {name: "action_exact", type: "flag"},
  {name: "measure", type: "choice"},
  {name: "direction", type: "choice"},
  {name: "kind", type: "choice"},
  {name: "unit", type: "text"},
  {name: "value_from", type: "text"},
  {name: "value_to", type: "text"},
  {name: "period_from", type: "text", hint: "period_hint"},
  {name: "period_to", type: "text", hint: "period_hint"},
  {name: "mention", type: "text", hint: "mention_hint"},
  {name: "mention_type", type: "choice"},
  {name: "source", type: "text"},
  {name: "tag", type: "text"},
  {name: "versions", type: "choice", none: "versions_any"},
  {name: "sort", type: "choice", none: "sort_store"},
  {name: "descending", type: "flag"},
];
