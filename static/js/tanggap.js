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

document.querySelector(".summary")?.focus();
// One click, one deed: a second click on a sent form does nothing. The door would refuse it anyway.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
  });
}
window.addEventListener("pageshow", () => { for (const f of document.querySelectorAll("form")) delete f.dataset.sent; });
