// Passkeys: the browser asks the device, and what that answers is sent as the form. Browsers that cannot show no form.
function fromText(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
}

function toText(bytes) {
  const signs = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const known = (list) => (list ?? []).map((each) => ({ ...each, id: fromText(each.id) }));

/** What the device is asked, of what the server says as JSON (WebAuthn level 3, 5.1.8). */
const ASKED = {
  create: ({ publicKey: asked }) => ({
    ...asked,
    challenge: fromText(asked.challenge),
    user: { ...asked.user, id: fromText(asked.user.id) },
    excludeCredentials: known(asked.excludeCredentials),
    authenticatorSelection: { ...asked.authenticatorSelection, residentKey: "required", requireResidentKey: true },
  }),
  get: ({ publicKey: asked }) => ({
    ...asked,
    challenge: fromText(asked.challenge),
    allowCredentials: known(asked.allowCredentials),
  }),
};

/** What the device answered, as JSON (5.1.7). */
function answered(key) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[name]) response[name] = toText(key.response[name]);
  }
  const about = { id: key.id, rawId: toText(key.rawId), type: key.type };
  return JSON.stringify({ ...about, response, clientExtensionResults: key.getClientExtensionResults() });
}

/** From the page, or for whoever is not known yet from the server. */
async function options(form) {
  const there = document.getElementById("passkey-options");
  if (there) return JSON.parse(there.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return answer.json();
}

async function send(form, way) {
  const said = await options(form);
  const publicKey = ASKED[way](said.request_options ?? said.creation_options);
  const key = await navigator.credentials[way]({ publicKey });
  form.elements.credential.value = answered(key);
  form.submit();
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  form.hidden = !window.PublicKeyCredential;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, form.dataset.passkey).catch(() => { form.querySelector("[role=alert]").hidden = false; });
  });
}
