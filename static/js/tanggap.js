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
  const line = form.querySelector("[data-saved]"), field = form.querySelector("textarea");
  let kept = field.value;
  async function save() {
    const text = field.value;
    if (text === kept || form.dataset.sent) return;
    const body = new URLSearchParams({ text, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Autosave": "1" }, redirect: "error" });
      const said = await answer.json();
      if (answer.ok) { kept = text; typed = field.value !== kept; }
      line.textContent = answer.ok ? `${form.dataset.savedWords} ${said.saved}` : said.faults.join(" ");
    } catch {
      line.textContent = form.dataset.lostWords;
    }
  }
  setInterval(save, 10_000);
  field.addEventListener("blur", save);
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
