// An agency's answer to one question: words are kept quietly, files go with the button.
import { autosave } from "./autosave.js";

for (const form of document.querySelectorAll("form[data-autosave]:not([data-intake])")) autosave(form);
