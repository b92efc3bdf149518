// Small panels and dialogs that open without the server: <details class="pop">, and <button data-dialog="id"> for a <dialog>.
function openPops() {
  return document.querySelectorAll("details.pop[open]");
}

document.addEventListener("click", event => {
  for (const pop of openPops()) {
    const isInside = pop.contains(event.target);
    if (!isInside || event.target.closest("a[href]")) {
      pop.open = false;
    }
  }

  const link = event.target.closest?.("a[href]");
  link?.closest("[popover]")?.hidePopover();

  const opener = event.target.closest?.("[data-dialog]");
  if (opener) {
    document.getElementById(opener.dataset.dialog)?.showModal();
  } else if (event.target.matches?.("dialog, [data-close]")) {
    event.target.closest("dialog")?.close(); // the backdrop, or the button
  }
});

document.addEventListener("keydown", event => {
  if (event.key !== "Escape") {
    return;
  }

  for (const pop of openPops()) {
    const wasInside = pop.contains(document.activeElement);
    pop.open = false;
    if (wasInside) {
      pop.querySelector("summary").focus();
    }
  }
});
