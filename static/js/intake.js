// Intake: the text is kept while somebody types; what is pasted or chosen is stamped at once and shown with its hash.
import { autosave } from "./autosave.js";

function show(form, parts) {
  const chosen = form.querySelector("[name=same_as]:checked")?.value;
  for (const [name, html] of Object.entries(parts)) {
    const part = form.querySelector(`[data-part=${name}]`);
    part.innerHTML = html;
    part.hidden = !html.trim();
  }
  if (!chosen) return;
  for (const choice of form.querySelectorAll("[name=same_as]")) choice.checked = choice.value === chosen;
}

/** What the clipboard holds as files; a screen capture has no name of its own and gets one with the instant. */
function pasted(event) {
  const stamp = new Date().toISOString().slice(0, 19).replace(/[T:]/g, "-");
  return [...event.clipboardData.files].map((file, n) => {
    const named = file.name && file.name !== "image.png";
    return new File([file], named ? file.name : `tangkapan-${stamp}-${n + 1}.png`, { type: file.type });
  });
}

for (const form of document.querySelectorAll("form[data-intake]")) {
  const quiet = autosave(form, { heard: (said) => { if (said.parts) show(form, said.parts); } });
  const picker = form.querySelector("input[type=file]");
  picker.addEventListener("change", () => {
    const files = [...picker.files];
    picker.value = "";
    quiet.add(files);
  });
  document.addEventListener("paste", (event) => {
    const files = pasted(event);
    if (!files.length) return;
    event.preventDefault();
    quiet.add(files);
  });
}
