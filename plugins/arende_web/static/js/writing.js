/**
 * Writing: what is begun is kept on the server while it is typed and when the page is left; a form is sent once, and
 * nothing is said to be sent before the server has said so. A text is never taken away by a failure.
 */
const WAIT = 1000;
const SENT = "arende:sent";

const clock = () => new Date().toLocaleTimeString("sv-SE", { timeStyle: "short", timeZone: document.body.dataset.zone });

/** @param {string} url @param {URLSearchParams} fields  A post is answered by a redirect: then it has been done. */
const post = (url, fields) => fetch(url, { method: "POST", body: fields, redirect: "manual" });

/** @param {HTMLTextAreaElement} area @param {HTMLFormElement} form */
function write(area, form) {
  const state = document.getElementById("draft-state");
  const words = state?.dataset ?? {};
  const url = area.dataset.draft ?? "";
  const token = /** @type {HTMLInputElement} */ (form.elements.namedItem("_csrf"));
  let saved = area.value;
  let left = false;
  /** @type {number | undefined} */
  let timer;
  /** @type {Promise<void>} */
  let going = Promise.resolve();

  /** @param {string | undefined} text @param {boolean} [bad] */
  function say(text, bad = false) {
    if (!state) return;
    state.textContent = (text ?? "").replace("{}", clock());
    state.classList.toggle("fault", bad);
  }

  const phrase = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("template"));
  const fields = () => new URLSearchParams({ _csrf: token.value, text: area.value, template: phrase?.value ?? "" });

  async function save() {
    const text = area.value;
    if (left || text === saved || !text.trim()) return;
    const answer = await post(url, fields()).catch(() => undefined);
    if (answer?.type === "opaqueredirect") saved = text;
    if (!left) say(answer?.type === "opaqueredirect" ? words.saved : words.unsaved, answer?.type !== "opaqueredirect");
  }

  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { going = going.then(save); }, WAIT);
  });
  addEventListener("pagehide", () => {
    if (!left && area.value !== saved && area.value.trim()) navigator.sendBeacon(url, fields());
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });

  form.addEventListener("submit", async (event) => {
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    left = true;
    clearTimeout(timer);
    if (button?.hasAttribute("formaction")) return;
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    say(words.sending);
    await going;
    const sent = new URLSearchParams(/** @type {any} */ (new FormData(form, button)));
    const answer = await post(form.action, sent).catch(() => undefined);
    if (answer?.type === "opaqueredirect") {
      sessionStorage.setItem(SENT, form.action);
      location.href = form.action.replace(/\/send$/, "");
    } else if (answer && answer.status < 500 && answer.status !== 429) {
      form.submit(); // The same once, so never twice: the page says why, and has the text.
    } else {
      left = false;
      form.ariaBusy = null;
      say(words.failed, true);
    }
  });

  if (sessionStorage.getItem(SENT) === form.action) {
    sessionStorage.removeItem(SENT);
    say(words.sent);
    area.focus();
  }
}

for (const area of /** @type {NodeListOf<HTMLTextAreaElement>} */ (document.querySelectorAll("textarea[data-draft]"))) {
  if (area.form) write(area, area.form);
}

/** Every other form goes once, however often it is pressed; and again when the page comes back. */
/** @type {Set<EventTarget>} */
const gone = new Set();
addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (event.defaultPrevented || form.method === "dialog") return;
  if (gone.has(form)) event.preventDefault();
  gone.add(form);
});
addEventListener("pageshow", () => gone.clear());

/** A summary of errors is read first. */
/** @type {HTMLElement | null} */ (document.querySelector("[data-focus]"))?.focus();

/** A ready text goes into the box, to be changed there. */
addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-insert]") : null;
  const area = document.querySelector("textarea[data-draft]");
  if (!(button instanceof HTMLElement) || !(area instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  const phrase = document.getElementById("phrase");
  if (phrase instanceof HTMLInputElement) phrase.value = button.dataset.phrase ?? "";
  area.setRangeText(button.dataset.insert ?? "", area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
});
