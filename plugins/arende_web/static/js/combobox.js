/**
 * A real `<select data-combobox>` to write in (ARIA 1.2): what is written narrows the options, and only an option can be
 * chosen. The select stays in the form and holds the value; without this module it is used as it is. What it says of how
 * many there are stands on the select: `data-one`, `data-many` (with {} for the number), `data-none`.
 */
/** @param {string} text  Å, ä and ö are letters of their own; other marks are not. */
const plain = (text) =>
  text.toLowerCase().replace(/[^åäö]/g, (one) => one.normalize("NFD").replace(/\p{M}/gu, "")).trim();

/** @param {HTMLSelectElement} select */
function combobox(select) {
  const id = select.id;
  const options = [...select.options].filter((option) => option.value);
  const name = document.querySelector(`label[for="${id}"]`);
  const input = document.createElement("input");
  const list = document.createElement("ul");
  const count = document.createElement("span");
  const box = document.createElement("div");
  /** @type {HTMLOptionElement[]} */
  let shown = [];
  let active = -1;

  select.id = `${id}-select`;
  select.hidden = true;
  for (const at of ["aria-describedby", "aria-invalid"]) {
    const value = select.getAttribute(at);
    if (value) input.setAttribute(at, value);
  }
  Object.assign(input, { id, type: "text", autocomplete: "off", spellcheck: false, required: select.required });
  select.required = false;
  input.role = "combobox";
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", `${id}-list`);
  input.setAttribute("aria-expanded", "false");
  Object.assign(list, { id: `${id}-list`, hidden: true });
  list.role = "listbox";
  if (name) list.setAttribute("aria-label", name.textContent ?? "");
  count.role = "status";
  count.className = "hidden";
  box.className = "combobox";
  box.append(input, list, count);
  select.after(box);

  const chosen = () => options.find((option) => option.value === select.value);
  const restore = () => { input.value = chosen()?.text ?? ""; };

  /** @param {boolean} open */
  function open(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) mark(-1);
  }

  /** @param {number} index */
  function mark(index) {
    active = index;
    [...list.children].forEach((one, n) => one.setAttribute("aria-selected", String(n === index)));
    const at = list.children[index];
    if (at) {
      input.setAttribute("aria-activedescendant", at.id);
      at.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  /** @param {string} text */
  function show(text) {
    const sought = plain(text);
    shown = options.filter((option) => plain(option.text).includes(sought));
    list.replaceChildren(...shown.map((option, n) => {
      const item = document.createElement("li");
      item.role = "option";
      item.id = `${id}-${n}`;
      const from = plain(option.text).indexOf(sought);
      const found = document.createElement("b");
      found.textContent = option.text.slice(from, from + sought.length);
      item.append(option.text.slice(0, from), found, option.text.slice(from + sought.length));
      return item;
    }));
    const { one = "", many = "", none = "" } = select.dataset;
    count.textContent = !shown.length ? none : shown.length === 1 ? one : many.replace("{}", String(shown.length));
    open(shown.length > 0);
    mark(sought && shown.length ? 0 : -1);
  }

  /** @param {HTMLOptionElement | undefined} option */
  function choose(option) {
    if (option && option.value !== select.value) {
      select.value = option.value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    restore();
    open(false);
  }

  input.addEventListener("input", () => show(input.value));
  input.addEventListener("click", () => list.hidden && show(""));
  input.addEventListener("blur", () => choose(options.find((option) => plain(option.text) === plain(input.value))));
  input.addEventListener("keydown", (event) => {
    const last = shown.length - 1;
    const opened = !list.hidden;
    switch (event.key) {
      case "ArrowDown":
        if (opened) mark(active < last ? active + 1 : 0);
        else { show(""); mark(Math.max(0, shown.findIndex((option) => option.selected))); }
        break;
      case "ArrowUp":
        if (opened) mark(active > 0 ? active - 1 : last);
        else { show(""); mark(shown.length - 1); }
        break;
      case "Enter":
        if (!opened || active < 0) return;
        choose(shown[active]);
        break;
      case "Escape":
        if (!opened && input.value === (chosen()?.text ?? "")) return;
        restore();
        open(false);
        break;
      case "Tab":
        if (opened && active >= 0) choose(shown[active]);
        return;
      default:
        return;
    }
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const item = event.target instanceof Element ? event.target.closest("li") : null;
    if (item) choose(shown[[...list.children].indexOf(item)]);
  });
  restore();
}

for (const select of /** @type {NodeListOf<HTMLSelectElement>} */ (document.querySelectorAll("select[data-combobox]"))) {
  combobox(select);
}
