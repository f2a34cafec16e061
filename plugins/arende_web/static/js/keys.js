/**
 * Shortcuts for staff: single keys, never while something is typed, and off for who has turned them off (the form in
 * the help, kept by the server). Whatever they do can be done without them.
 */
const help = /** @type {HTMLDialogElement | null} */ (document.getElementById("keys"));
const rows = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-row]")]);

/** @param {number} step  The next row of a list; from its last one on to the next page, and back from its first. */
function move(step) {
  const all = rows();
  const here = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const wanted = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step];
  if (wanted) wanted.focus();
  else press(step > 0 ? "[rel=next]" : "[rel=prev]");
}

/** @param {string} selector */
function press(selector) {
  const found = document.querySelector(selector);
  if (found instanceof HTMLElement) found.click();
}

/** @param {string} selector */
function enter(selector) {
  const found = document.querySelector(selector);
  if (found instanceof HTMLElement) found.focus();
}

/** @type {Record<string, () => void>} */
const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  r: () => enter("textarea[data-draft]"),
  "/": () => enter("#find"),
  "?": () => help?.showModal(),
  "g s": () => press("[data-key='g s']"),
  "g i": () => press("[data-key='g i']"),
  "g m": () => press("[data-key='g m']"),
};

for (const button of document.querySelectorAll("[data-open=keys]")) {
  button.addEventListener("click", () => help?.showModal());
  button.removeAttribute("hidden");
}

let before = "";
let at = 0;

addEventListener("keydown", (event) => {
  const target = event.target instanceof HTMLElement ? event.target : document.body;
  if (help && "off" in help.dataset) return;
  const typing = target.isContentEditable || target.matches("input, textarea, select, [role=combobox]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  const pair = event.timeStamp - at < 1500 ? `${before} ${key}` : key;
  before = key;
  at = event.timeStamp;
  const found = KEYS[pair] ?? KEYS[key];
  if (!found) return;
  event.preventDefault();
  found();
});
