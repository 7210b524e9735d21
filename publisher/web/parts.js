// Small pieces that several views are made of.
import {h} from "./dom.js";
import {choices, named, t} from "./words.js";

export function failure(error, again) {
  const reason = error.code === "unreachable" ? t("unreachable")
    : error.code === "token" ? t("token_needed") : error.message;
  return h("div", {class: "failure", role: "alert"},
    h("p", {}, h("strong", {}, t("failed")), " ", reason),
    again && h("button", {type: "button", on: {click: again}}, t("retry_now")));
}

export const chip = (field, value) =>
  value && h("span", {class: "chip", data: {[camel(field)]: value}}, named(field, value));

const camel = (name) => name.replace(/_(\w)/g, (whole, letter) => letter.toUpperCase());

// A labelled field of a form.
export function field(spec, value) {
  const id = `f-${spec.name}`;
  const label = t(spec.label ?? spec.name);
  if (spec.type === "flag")
    return h("label", {class: "field flag"},
      h("input", {type: "checkbox", id, name: spec.name, value: "true", checked: value === "true"}),
      label);
  const control = spec.type === "choice"
    ? h("select", {id, name: spec.name},
        h("option", {value: ""}, t(spec.none ?? "any")),
        choices(spec.name).map(([name, text]) =>
          h("option", {value: name, selected: name === value}, text)))
    : h("input", {id, name: spec.name, value: value ?? "",
                  type: spec.type === "number" ? "number" : "search",
                  placeholder: spec.hint ? t(spec.hint) : null,
                  min: spec.min, max: spec.max, autocomplete: "off", spellcheck: "false"});
  return h("div", {class: `field ${spec.type}`}, h("label", {for: id}, label), control);
}

// What a form holds, without what is empty.
export const filled = (form) =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()])
    .filter(([, value]) => value !== ""));

export function table(columns, rows, properties = {}) {
  return h("div", {class: "scroll", tabindex: "0", role: "region",
                   "aria-label": properties.label},
    h("table", {class: properties.class},
      h("thead", {}, h("tr", {}, columns.map((column) =>
        h("th", {scope: "col", class: column.class}, column.title)))),
      h("tbody", {}, rows.map((row) =>
        h("tr", row.properties ?? {}, row.cells.map((cell, i) =>
          h("td", {class: columns[i].class}, cell)))))));
}
