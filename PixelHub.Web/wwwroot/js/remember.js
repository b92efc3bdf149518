// <select data-remember="cookie">: the choice is there again on the next visit.
import { remember } from "./cookie.js";

document.addEventListener("change", event => {
  const name = event.target.dataset?.remember;
  if (name) {
    remember(name, event.target.value);
  }
});
