// Light, dark, or as the system says. The server reads the cookie, so that no page flashes in the wrong colours.
import { forget, remember } from "./cookie.js";

document.addEventListener("change", event => {
  if (!event.target.matches?.('input[name="theme"]')) {
    return;
  }

  const choice = event.target.value;
  if (choice === "system") {
    delete document.documentElement.dataset.theme;
    forget("pixelhub-theme");
  } else {
    document.documentElement.dataset.theme = choice;
    remember("pixelhub-theme", choice);
  }
});
