// Several letters in one sitting: the button says how many, and the letter beside the form follows what is typed.
// Without a script both stand as the server drew them.
const LATER = 900; // ms without a change before the letter is drawn anew
const WIDE = "(min-width: 1000px)"; // narrower, the letter stands below everything: it comes when it is asked for

function count(form) {
  const button = form.querySelector("[data-count]");
  const words = button.querySelector("span");
  const ticked = form.querySelectorAll(`input[name="${button.dataset.count}"]:checked`).length;
  words.textContent = (ticked === 1 ? button.dataset.one : button.dataset.other).replace("{n}", ticked);
}

function wanted(form, place) {
  const ticked = [...form.querySelectorAll("input[name=agencies]:checked")].map((box) => box.value);
  return ticked.includes(place.dataset.whose) ? place.dataset.whose : ticked[0];
}

async function show(form, place, whose) {
  if (!whose) return;
  place.dataset.whose = whose;
  const sent = new FormData(form);
  sent.set("preview", whose);
  place.setAttribute("aria-busy", "true");
  const answer = await fetch(location.pathname, {
    method: "POST", body: sent, headers: { "X-Autosave": "0" }, redirect: "manual",
  }).catch(() => null);
  if (place.dataset.whose !== whose) return; // another one was asked for meanwhile
  place.removeAttribute("aria-busy");
  if (answer && answer.ok) place.innerHTML = await answer.text();
}

for (const sitting of document.querySelectorAll("[data-sitting]")) {
  const form = sitting.closest("form"), place = document.getElementById("pratinjau");
  let due = 0;
  place.dataset.whose = sitting.dataset.sitting;
  form.addEventListener("change", () => {
    count(form);
    clearTimeout(due);
    if (matchMedia(WIDE).matches) due = setTimeout(() => show(form, place, wanted(form, place)), LATER);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=preview]");
    if (!button) return;
    event.preventDefault();
    clearTimeout(due);
    show(form, place, button.value);
    place.scrollIntoView({ block: "nearest" });
  });
  count(form);
  if (!sitting.dataset.sitting && matchMedia(WIDE).matches) show(form, place, wanted(form, place));
}
