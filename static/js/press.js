// Nothing moves under a finger: a click counts only where it is lifted from what it was set on. What a page has to
// say meanwhile waits until then.
const SETTLED = 100; // ms after lifting, in which a touch becomes a click
const waiting = [];
let pressed = false, lifted = 0;

function press(event) {
  if (!event.isPrimary || event.button !== 0) return;
  clearTimeout(lifted);
  pressed = true;
}

function lift() {
  clearTimeout(lifted);
  lifted = setTimeout(() => {
    pressed = false;
    for (const change of waiting.splice(0)) change();
  }, SETTLED);
}

window.addEventListener("pointerdown", press, true);
window.addEventListener("pointerup", lift, true);
window.addEventListener("pointercancel", lift, true);
window.addEventListener("blur", lift);

/** Calls `change` now, or as soon as nothing is pressed any more. */
export function whenLifted(change) {
  if (pressed) waiting.push(change);
  else change();
}
