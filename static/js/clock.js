// Ticks the clocks in the server's time, and shows the page anew when a deadline passes under the reader's eyes.
import { mayReload } from "./forms.js";
import { whenLifted } from "./press.js";

const HOUR = 3_600_000, MINUTE = 60_000, EVERY = 15_000;

const stamp = document.querySelector("[data-server-now]");
const skew = stamp ? Date.parse(stamp.dataset.serverNow) - Date.now() : 0;
const now = () => Date.now() + skew;

/** As nobody clicked, it keeps no session alive: the server is told so (config/accounts/session_life.py). */
function showAnew() {
  document.cookie = "sendiri=1; path=/; max-age=5; samesite=lax";
  location.reload();
}

function tick() {
  for (const clock of document.querySelectorAll("[data-due]")) {
    const left = Date.parse(clock.dataset.due) - Math.floor(now() / 1000) * 1000, span = Math.abs(left);
    if (left < 0 !== (clock.dataset.state === "lewat")) {
      whenLifted(() => { if (mayReload()) showAnew(); });
      return;
    }
    const hours = clock.querySelector("[data-hours]"), minutes = clock.querySelector("[data-minutes]");
    if (hours) hours.textContent = Math.floor(span / HOUR);
    if (minutes) minutes.textContent = String(Math.floor(span % HOUR / MINUTE)).padStart(2, "0");
  }
}

if (stamp) {
  const words = stamp.querySelector("[data-clock]");
  const wib = new Intl.DateTimeFormat("id-ID", { timeZone: "Asia/Jakarta", hour: "2-digit", minute: "2-digit" });
  setInterval(() => {
    tick();
    if (words) words.textContent = wib.format(new Date(now())).replace(":", ".");
  }, EVERY);
}
