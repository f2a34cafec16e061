/**
 * Live pages: one stream of hints while the tab is seen. A hint becomes an event on the body (`arende:inbox` …), and
 * what listens asks the server again. Three failures: it is asked every half minute instead. No content comes here.
 */
const body = document.body;
const line = document.getElementById("live");
const TOPICS = ["inbox", "pool", "unit", "cases", "case"];
const TRIES = 3;
const POLL = 30_000;

/** Tell the page what to look at again, at most five times a second. */
/** @type {Set<string>} */
const waiting = new Set();
/** @param {string[]} names */
function tell(names) {
  if (!waiting.size) setTimeout(() => {
    for (const name of ["any", ...waiting]) body.dispatchEvent(new CustomEvent(`arende:${name}`));
    waiting.clear();
  }, 200);
  names.forEach((name) => waiting.add(name));
}

/** @param {HTMLElement} line */
function listen(line) {
  const { events = "", lost = "" } = line.dataset;
  /** @param {string} name */
  const told = (name) => document.querySelector(`[data-${name}]`)?.getAttribute(`data-${name}`) ?? "";
  let last = told("after");
  let failures = 0;
  /** @type {EventSource | undefined} */
  let stream;
  /** @type {number | undefined} */
  let timer;

  function stop() {
    clearTimeout(timer);
    stream?.close();
    stream = undefined;
  }

  function connect() {
    stop();
    if (document.hidden) return;
    const query = new URLSearchParams({ after: last, case: told("case") });
    for (const name of ["after", "case"]) if (!query.get(name)) query.delete(name);
    stream = new EventSource(`${events}?${query}`);
    stream.onopen = () => {
      if (failures >= TRIES) tell(TOPICS);
      failures = 0;
      line.textContent = "";
      clock();
    };
    stream.addEventListener("hint", (event) => {
      last = event.lastEventId || last;
      tell(event.data.split(" "));
    });
    stream.addEventListener("resync", () => tell(TOPICS));
    stream.onerror = failed;
  }

  function failed() {
    stop();
    failures += 1;
    if (failures >= TRIES) {
      line.textContent = lost;
      tell(TOPICS);
    }
    timer = setTimeout(connect, failures < TRIES ? 1000 * failures : POLL);
  }

  function clock() {
    const shown = document.getElementById("updated");
    if (stream?.readyState !== EventSource.OPEN || !shown || changed || fresh) return;
    const now = new Date().toLocaleTimeString("sv-SE", { timeStyle: "short", timeZone: document.body.dataset.zone });
    shown.textContent = (shown.dataset.text ?? "").replace("{}", now);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return stop();
    tell(TOPICS);
    connect();
  });
  addEventListener("online", connect);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => event.persisted && connect());
  setInterval(clock, 60_000);
  connect();
}

/** Rows never move under the pointer: a line says what has come, and shows it when it is pressed. */
let fresh = 0;
let changed = false;
const list = /** @type {HTMLElement | null} */ (document.querySelector("[data-list]"));
let had = numbers();

function numbers() {
  const now = document.getElementById("now")?.dataset ?? {};
  const held = JSON.parse(now.lists ?? "{}")[list?.dataset.list ?? ""];
  return { held: Number(held), unread: Number(now.unread) };
}

function look() {
  const now = numbers();
  const news = document.getElementById("news");
  if (!news || Number.isNaN(now.held)) return;
  fresh += Math.max(0, now.held - had.held);
  changed ||= now.held !== had.held || now.unread !== had.unread;
  had = now;
  if (!changed) return;
  const { one = "", many = "", other = "" } = news.dataset;
  const link = document.createElement("a");
  link.href = location.href;
  link.textContent = fresh > 1 ? many.replace("{}", String(fresh)) : fresh ? one : other;
  news.classList.add("notice");
  news.replaceChildren(link);
}

/** A thread is seen from where something new begins, else from its end; and stays at its end as it grows. */
const thread = document.getElementById("thread");
let atEnd = true;

/** @param {HTMLElement} thread */
function follow(thread) {
  const fresh = document.getElementById("new");
  thread.scrollTop = fresh ? fresh.offsetTop - thread.offsetTop : thread.scrollHeight;
  const measure = () => { atEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 40; };
  thread.addEventListener("scroll", measure);
  measure();
}

body.addEventListener("htmx:after:swap", () => {
  look();
  if (thread && atEnd) thread.scrollTop = thread.scrollHeight;
});
if (thread) follow(thread);

/** Who may no longer read what is on the page is not left with it. */
body.addEventListener("htmx:response:error", (event) => {
  if ([403, 404].includes(/** @type {CustomEvent} */ (event).detail.ctx.response.status)) location.reload();
});
if (line) listen(line);

/** Where the menu is one line that scrolls, the current entry is seen. */
document.querySelector(".side [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
