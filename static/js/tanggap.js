// Ticks the clocks and warns before leaving typed text. Every page works without this file.
let typed = false;
const HOUR = 3_600_000, MINUTE = 60_000;

function tick() {
  const skew = window.serverSkew ?? 0;
  for (const clock of document.querySelectorAll("[data-due]")) {
    const span = Math.abs(Date.parse(clock.dataset.due) - (Date.now() + skew));
    const overdueNow = Date.parse(clock.dataset.due) < Date.now() + skew;
    if (overdueNow !== (clock.dataset.state === "lewat")) { if (!typed) location.reload(); return; }
    const hours = clock.querySelector("[data-hours]"), minutes = clock.querySelector("[data-minutes]");
    if (hours) hours.textContent = Math.floor(span / HOUR);
    if (minutes) minutes.textContent = String(Math.floor(span % HOUR / MINUTE)).padStart(2, "0");
  }
}

const stamp = document.querySelector("[data-server-now]");
if (stamp) {
  window.serverSkew = Date.parse(stamp.dataset.serverNow) - Date.now();
  const words = stamp.querySelector("[data-clock]");
  const wib = new Intl.DateTimeFormat("id-ID", { timeZone: "Asia/Jakarta", hour: "2-digit", minute: "2-digit" });
  setInterval(() => {
    tick();
    if (words) words.textContent = wib.format(new Date(Date.now() + window.serverSkew)).replace(":", ".");
  }, 15_000);
}


for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
}
window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

// While somebody writes, the server keeps the draft: every ten seconds and when the field is left. Files go with the button.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const line = form.querySelector("[data-saved]");
  // Everything but the files, which go with the button, and the mark of the draft that was read.
  const written = () => {
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    const stands = body.get("stands");
    body.delete("stands");
    return { words: body.toString(), body, stands };
  };
  let kept = written().words, busy = false, underway = Promise.resolve();
  const save = () => { if (!busy) underway = keepNow(); };
  // The button waits for a saving under way: else the page would meet its own earlier words as somebody else's.
  form.addEventListener("submit", (event) => {
    if (!busy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const patience = new Promise((go) => { setTimeout(go, 5_000); });
    Promise.race([underway, patience]).finally(() => { busy = false; form.requestSubmit(event.submitter); });
  });
  async function keepNow() {
    const { words, body, stands } = written();
    if (words === kept || busy || form.dataset.sent) return;
    busy = true;
    body.set("stands", stands);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Autosave": "1" }, redirect: "manual" });
      if (answer.type === "opaqueredirect") throw new Error("the session has ended");
      const said = await answer.json();
      if (answer.ok) { kept = words; typed = written().words !== kept; form.elements.stands.value = said.stands; }
      line.textContent = answer.ok ? `${form.dataset.savedWords} ${said.saved}` : said.faults.join(" ");
    } catch {
      line.textContent = form.dataset.lostWords;
    }
    busy = false;
  }
  setInterval(save, 10_000);
  form.addEventListener("focusout", save);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = button.dataset.copied;
  });
}

// Intake: the text is kept while somebody types; what is pasted or chosen is stamped at once and shown with its hash.
for (const form of document.querySelectorAll("form[data-intake]")) {
  const line = form.querySelector("[data-saved]"), field = form.querySelector("textarea"), picker = form.querySelector("input[type=file]");
  let kept = field.value, busy = false, underway = new AbortController();
  form.addEventListener("submit", () => underway.abort());
  async function keep(files = []) {
    if (busy || form.dataset.sent || (!files.length && field.value === kept)) return;
    busy = true; underway = new AbortController();
    const text = field.value, body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "summary", "agency"]) body.append(name, form.elements[name].value);
    for (const file of files) body.append("files", file, file.name);
    try {
      const answer = await fetch(location.pathname, { method: "POST", body, headers: { "X-Autosave": "1" }, redirect: "manual", signal: underway.signal });
      if (answer.type === "opaqueredirect") throw new Error("the session has ended");
      const said = await answer.json();
      if (answer.ok) { kept = text; typed = field.value !== kept; }
      if (said.parts) {
        const chosen = form.querySelector("[name=same_as]:checked")?.value;
        for (const [name, html] of Object.entries(said.parts)) {
          const part = form.querySelector(`[data-part=${name}]`);
          part.innerHTML = html; part.hidden = !html.trim();
        }
        if (chosen) for (const choice of form.querySelectorAll("[name=same_as]")) choice.checked = choice.value === chosen;
      }
      line.textContent = answer.ok ? `${form.dataset.savedWords} ${said.saved}` : said.faults.join(" ");
    } catch {
      line.textContent = form.dataset.lostWords;
    }
    busy = false;
  }
  setInterval(() => keep(), 10_000);
  // Not at once: whoever leaves the field for the button saves anyway.
  field.addEventListener("blur", () => setTimeout(() => keep(), 500));
  picker.addEventListener("change", async () => { const files = [...picker.files]; picker.value = ""; await keep(files); });
  document.addEventListener("paste", (event) => {
    const stamp = new Date().toISOString().slice(0, 19).replace(/[T:]/g, "-");
    const files = [...event.clipboardData.files].map((f, n) => new File([f], f.name && f.name !== "image.png" ? f.name : `tangkapan-${stamp}-${n + 1}.png`, { type: f.type }));
    if (files.length) { event.preventDefault(); keep(files); }
  });
}

// The file stays on the device: its hash is taken here. Without crypto.subtle (no TLS) the form uploads it instead.
for (const form of document.querySelectorAll("form[data-match]")) {
  if (!crypto.subtle) break;
  const picker = form.querySelector("input[type=file]"), button = form.querySelector("button");
  button.hidden = true;
  picker.addEventListener("change", async () => {
    const file = picker.files[0];
    if (!file) return;
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    const hash = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    form.querySelector("[data-same]").hidden = hash !== form.dataset.match;
    form.querySelector("[data-different]").hidden = hash === form.dataset.match;
  });
}

document.querySelector(".summary")?.focus();
// One click, one deed: a second click on a sent form does nothing. The door would refuse it anyway.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
  });
}
window.addEventListener("pageshow", () => { for (const f of document.querySelectorAll("form")) delete f.dataset.sent; });
