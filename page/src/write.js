// Writes to the document that cost nothing where nothing changed: a text set anew, even to itself, is laid out anew.

export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function mark(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}
