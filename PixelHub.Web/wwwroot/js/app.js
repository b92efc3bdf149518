// Runs on every page, before and without the circuit. Each module listens on the document, so that what Blazor draws later is covered too.
import "./zone.js";
import "./theme.js";
import "./copy.js";
import "./print.js";
import "./heading.js";
import "./reconnect.js";
import "./remember.js";
import "./shortcuts.js";
import "./disclosure.js";
