// What the pages do beyond HTML. Every page works without it, and loads nothing else.
import "./forms.js";
import "./answers.js";
import "./intake.js";
import "./clock.js";
import "./copy.js";
import "./match.js";
import "./slide.js";
import "./sitting.js";
import "./passkeys.js";
import "./session.js";
