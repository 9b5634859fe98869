// The end of a session is said some minutes before, with a way to stay. Asking how long is left is no use of it.
const EARLIER = 5 * 60; // seconds
const EVERY = 5_000; // a machine that slept finds out at once when it wakes
const band = document.querySelector("[data-session-ends]");

if (band) {
  const near = band.querySelector("[data-session-near]");
  const last = band.querySelector("[data-session-last]");
  const over = band.querySelector("[data-session-over]");
  let ends = 0, asking = false, said = null;

  function wait(seconds) {
    ends = Date.now() + seconds * 1000;
  }

  function say(what) {
    if (said === what) return;
    said = what;
    for (const each of [near, last, over]) each.hidden = each !== what;
  }

  /** How many seconds are left: 0 when it has ended, null where nobody can say (no line, a server that starts anew). */
  async function ask(how = {}) {
    try {
      const answer = await fetch(band.dataset.session, { redirect: "manual", ...how });
      if (answer.status >= 500) return null;
      return answer.ok ? (await answer.json()).seconds : 0;
    } catch {
      return null;
    }
  }

  async function look(how) {
    if (asking) return;
    asking = true;
    const left = await ask(how);
    asking = false;
    if (left === null) return;
    wait(left);
    if (left === 0) say(over);
    else if (left > EARLIER) say(null);
    else say(how ? last : near);
  }

  // Another page of the same browser may have been used meanwhile: the server knows.
  setInterval(() => {
    const left = (ends - Date.now()) / 1000;
    if (said === over || left > EARLIER) return;
    if (said === null || left <= 0) look();
  }, EVERY);

  near.querySelector("button").addEventListener("click", () => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value; // of the way out, on every page
    look({ method: "POST", headers: { "X-CSRFToken": token } });
  });
  wait(Number(band.dataset.sessionEnds));
}
