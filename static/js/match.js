// Is this the letter? The file stays on the device: its hash is taken here. Without crypto.subtle (no TLS) the form
// uploads it instead.
async function hashOf(file) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

for (const form of crypto.subtle ? document.querySelectorAll("form[data-match]") : []) {
  const picker = form.querySelector("input[type=file]");
  form.querySelector("button").hidden = true;
  picker.addEventListener("change", async () => {
    if (!picker.files.length) return;
    const hash = await hashOf(picker.files[0]);
    const [same, translated] = [hash === form.dataset.match, hash === form.dataset.translation];
    form.querySelector("[data-same]").hidden = !same;
    form.querySelector("[data-translated]")?.toggleAttribute("hidden", !translated);
    form.querySelector("[data-different]").hidden = same || translated;
  });
}
