// Finds elements of the document, or throws, and writes to them only where something changes: setting a text again
// makes the browser lay it out again, even if it is the same text.

/**
 * The element with an id.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id @param {new () => T} [type]
 */
export const byId = (id, type) => part(document, `#${id}`, type);

/**
 * The first element within `host` that a selector fits.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} host @param {string} selector @param {new () => T} [type]
 * @returns {T}
 */
export function part(host, selector, type) {
  const found = host.querySelector(selector);
  if (!(found instanceof (type ?? HTMLElement))) throw new Error(`the page has no ${selector}`);
  return /** @type {T} */ (found);
}

/** Tell the page that the figure can't be used, so that it shows what needs no script. */
export function fail() { dispatchEvent(new Event("figure-failed")); }

/**
 * Start a worker. The page falls back where the worker can't be loaded or throws.
 * @param {string} name path from this folder
 */
export function startWorker(name) {
  const worker = new Worker(new URL(name, import.meta.url), { type: "module" });
  worker.addEventListener("error", fail);
  return worker;
}

/** Wait until a worker first answers. @param {Worker} worker */
export const firstAnswer = worker =>
  new Promise(resolve => worker.addEventListener("message", resolve, { once: true }));

/** Set the text of an element. @param {Element} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Set an attribute. @param {Element} element @param {string} name @param {string | number | boolean} value */
export function mark(element, name, value) {
  if (element.getAttribute(name) !== `${value}`) element.setAttribute(name, `${value}`);
}
