// Elements made from values, never from markup.

// h("a", {class: "x", href: "…", on: {click: f}}, "text", element, …); what is
// null or false, among properties and children, is left out.
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false)
      continue;
    if (name === "on")
      for (const [event, listener] of Object.entries(value))
        element.addEventListener(event, listener);
    else if (name === "data")
      Object.assign(element.dataset, value);
    else if (name === "value" || name === "checked")
      element[name] = value;
    else
      element.setAttribute(name, value === true ? "" : value);
  }
  add(element, children);
  return element;
}

export function add(element, children) {
  for (const child of children.flat(Infinity))
    if (child !== null && child !== undefined && child !== false)
      element.append(child);
}

export function replace(element, ...children) {
  element.replaceChildren();
  add(element, children);
}

// For screen readers: something happened that the eye sees anyway.
export function say(text) {
  document.getElementById("said").textContent = text;
}
