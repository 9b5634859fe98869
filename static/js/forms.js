// One click, one deed: a second click on a sent form does nothing (the door knows it by its token anyway). And no typed
// word is left without a question.
const errands = [], keepers = [];

/**
 * `errand(form)` is asked when `form` is about to be sent: what must be done before it goes, as a promise, or null.
 * The form goes when all of them have ended, however they end; it stays when one of them says `false`.
 */
export function beforeSending(errand) {
  errands.push(errand);
}

/** `unkept()` says whether the page still holds words that no server has. */
export function askBeforeLeaving(unkept) {
  keepers.push(unkept);
}

/** True when a reload would lose nothing: no word that only the page has, no form on its way. */
export function mayReload() {
  return !keepers.some((unkept) => unkept()) && !document.querySelector("form[data-sent]");
}

document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent === "ready") {
    form.dataset.sent = "gone";
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  const due = errands.map((errand) => errand(form)).filter(Boolean);
  form.dataset.sent = due.length ? "waits" : "gone";
  if (!due.length) return;
  event.preventDefault();
  Promise.allSettled(due).then((ends) => {
    if (ends.some((end) => end.value === false)) {
      delete form.dataset.sent;
      return;
    }
    form.dataset.sent = "ready";
    form.requestSubmit(button);
  });
});

// A page that comes back alive: its buttons work again. One that keeps a draft has sent it; it begins anew, so that it
// does not go on from what stood there before.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  if (document.querySelector("form[data-autosave][data-sent]")) location.reload();
  else for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

window.addEventListener("beforeunload", (event) => {
  if (keepers.some((unkept) => unkept())) event.preventDefault();
});

for (const form of document.querySelectorAll("form[data-keep]:not([data-autosave])")) {
  let typed = "unkept" in form.dataset;
  form.addEventListener("input", () => { typed = true; });
  askBeforeLeaving(() => typed && !form.dataset.sent);
}

document.querySelector(".summary")?.focus();
