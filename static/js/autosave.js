// While somebody writes, the server keeps the draft: every ten seconds, when a field is left, when the page is hidden.
//
// Savings go one after the other, numbered, with the page's token: the server ignores one that comes late or after the
// button. A button waits for a saving under way; what the button sends outranks everything that was saved quietly.
import { askBeforeLeaving, beforeSending } from "./forms.js";
import { whenLifted } from "./press.js";

const EVERY = 10_000;
const AFTER_LEAVING = 500; // not at once: whoever leaves the field for the button saves anyway
const PATIENCE = 8_000; // with a saving of words alone; files take as long as they take
const OUTLIVES = 60_000; // bytes of a request that the browser finishes even when the page is left
const NOT_WORDS = ["csrfmiddlewaretoken", "stands", "page"];

const isFile = ([, value]) => typeof value !== "string";
const isWord = (entry) => !isFile(entry) && !NOT_WORDS.includes(entry[0]);

/** What is written in those fields of `form` whose name is `wanted`, to be compared. */
function wordsIn(form, wanted = () => true) {
  return JSON.stringify([...new FormData(form)].filter((entry) => isWord(entry) && wanted(entry[0])));
}

/** `form` as the server sent it. The browser puts other words into it when somebody comes back to the page. */
function asItCame(form) {
  const copy = form.cloneNode(true);
  copy.reset();
  return copy;
}

function isReturn() {
  return ["back_forward", "reload"].includes(performance.getEntriesByType("navigation")[0]?.type);
}

/**
 * Keeps `form` quietly. `data-autosave` names the fields the server keeps; empty: all of them. `heard(said)` is called
 * with what the server answered, when nothing is pressed. Returns `{ add(files) }`, which sends files at once.
 */
export function autosave(form, { heard = () => {} } = {}) {
  const names = form.dataset.autosave.split(" ").filter(Boolean);
  const isKept = (name) => names.length === 0 || names.includes(name);
  const line = form.querySelector("[data-saved]");
  const pickers = [...form.querySelectorAll("input[type=file]")];
  const stands = form.elements.stands; // identifies what the words of this page were read beside
  const words = () => wordsIn(form, isKept);
  const rest = (of = form) => wordsIn(of, (name) => !isKept(name));

  const came = asItCame(form);
  const givenBack = "unkept" in form.dataset;
  const refusedBefore = form.querySelector(".summary") !== null;

  let kept = givenBack || refusedBefore ? null : wordsIn(came, isKept);
  let refused = refusedBefore ? words() : null;
  let touched = givenBack;
  let arrived = false, files = [], underway = null, travelling = null, turn = 0;

  // What the browser puts back when somebody returns to a page was read beside what stood here then. If that has
  // changed since they sent it, it was most likely they who changed it: nobody is asked about those words.
  function comeBack() {
    const before = history.state ?? {};
    if (words() !== wordsIn(came, isKept)) {
      arrived = before.sent === true && (!stands || stands.value !== before.stands);
      if (stands) stands.value = before.stands ?? "";
    }
    remember(false);
  }

  function remember(sent) {
    history.replaceState({ ...history.state, stands: stands?.value, sent }, "");
  }

  function isWorthIt() {
    return files.length > 0 || (touched && ![kept, refused, travelling].includes(words()));
  }

  function isUnkept() {
    if (form.dataset.sent || (arrived && !touched)) return false;
    const chosen = files.length > 0 || pickers.some((picker) => picker.files.length > 0);
    return chosen || words() !== kept || rest() !== rest(came);
  }

  function save() {
    if (!underway && !form.dataset.sent && isWorthIt()) {
      underway = send().finally(() => { underway = null; });
    }
    return underway;
  }

  async function send() {
    const going = files.splice(0), sent = words();
    travelling = sent;
    const answer = await post(going);
    travelling = null;
    if (!answer) files.unshift(...going);
    else if (answer.ok) [kept, refused] = [sent, null];
    else refused = sent;
    if (answer?.ok && stands) stands.value = answer.said.stands;
    remember(false);
    whenLifted(() => tell(answer));
    return answer;
  }

  /** What the server says; null without a line, a session or an answer in time: the words stay and are sent again. */
  async function post(going) {
    const body = new FormData(form);
    for (const [name] of [...body].filter(isFile)) body.delete(name);
    for (const file of going) body.append("files", file, file.name);
    turn += 1;
    const how = { method: "POST", body, headers: { "X-Autosave": turn }, redirect: "manual" };
    if (!going.length) {
      how.signal = AbortSignal.timeout(PATIENCE);
      how.keepalive = new Blob([wordsIn(form)]).size < OUTLIVES;
    }
    try {
      const answer = await fetch(location.pathname, how);
      return answer.type === "opaqueredirect" ? null : { ok: answer.ok, said: await answer.json() };
    } catch {
      return null;
    }
  }

  function tell(answer) {
    if (form.dataset.sent && form.dataset.sent !== "waits") return;
    if (!answer) line.textContent = form.dataset.lostWords;
    else if (answer.ok) line.textContent = `${form.dataset.savedWords} ${answer.said.saved}`;
    else line.textContent = answer.said.faults.join(" ");
    if (answer && !form.dataset.sent) heard(answer.said);
  }

  /** Another button of the page: first what is written here is kept. */
  async function settle() {
    await underway;
    await save();
  }

  /** The form's own button: it takes the words along, and the files that did not arrive. */
  async function handOver() {
    const answers = [await underway, files.length ? await send() : null];
    if (answers.some((answer) => answer?.said.files === false)) return false;
    if (files.length) {
      const rest = new DataTransfer();
      for (const file of files.splice(0)) rest.items.add(file);
      pickers[0].files = rest.files;
    }
    return true;
  }

  beforeSending((sending) => {
    if (sending !== form) return underway || isWorthIt() ? settle() : null;
    remember(true);
    return underway || files.length ? handOver() : null;
  });
  askBeforeLeaving(isUnkept);
  form.addEventListener("input", () => { touched = true; });
  form.addEventListener("focusout", () => setTimeout(save, AFTER_LEAVING));
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  window.addEventListener("pagehide", () => { if (!form.dataset.sent && isWorthIt()) send(); });
  if (isReturn()) window.addEventListener("pageshow", comeBack, { once: true });
  else remember(false);
  setInterval(save, EVERY);
  save();

  return {
    add(more) {
      files.push(...more);
      return settle();
    },
  };
}
