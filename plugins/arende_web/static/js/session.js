/**
 * The session: two minutes before it ends, it is said, and it can be kept. What the server says of the time counts, for
 * another tab may have been in use. When it has ended, the page is loaded anew and shows nothing of anyone.
 */
const EARLY = 120;
const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("session"));

/** Seconds left, asked without a hand on it, or with one, which keeps the session. */
/** @param {boolean} used @returns {Promise<number>} */
async function left(used) {
  const headers = used ? undefined : { "hx-request": "true" };
  const answer = await fetch(dialog?.dataset.url ?? "", { headers, redirect: "manual" }).catch(() => undefined);
  if (!answer || answer.status >= 500) return EARLY;
  return answer.ok ? Number(await answer.text()) : 0;
}

/** @param {HTMLDialogElement} dialog */
function watch(dialog) {
  let told = false; // That it cannot be kept any longer.
  /** @param {number} seconds */
  const wait = (seconds) => setTimeout(look, Math.min(Math.max(1, seconds), 86_400) * 1000);

  async function look() {
    const seconds = await left(false);
    if (seconds <= 0) return location.reload();
    if (seconds > EARLY + 5) {
      dialog.close();
      return wait(seconds - EARLY);
    }
    if (!dialog.open && !told) dialog.showModal();
    return wait(Math.min(seconds, 15));
  }

  dialog.querySelector("form")?.addEventListener("submit", async (event) => {
    if (told) return;
    event.preventDefault();
    await left(true);
    told = (await left(false)) <= EARLY + 5;
    if (told) dialog.classList.add("over");
    else dialog.close();
  });
  wait(60);
}

if (dialog) watch(dialog);
