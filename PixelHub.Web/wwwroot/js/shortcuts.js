// data-shortcut="n" or "g e" on a link, a button or a field: the key follows, presses or focuses it. What is not on the page has no key.
const patience = 1000;
let before = "";
let at = 0;

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}

function find(keys) {
  return [...document.querySelectorAll("[data-shortcut]")].find(e => e.dataset.shortcut === keys && e.checkVisibility());
}

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target) || document.querySelector("dialog[open], .rz-dialog")) {
    return;
  }

  if (event.key === "Escape" && document.querySelector("details.pop[open], :popover-open")) {
    return; // it closes that, and nothing else
  }

  const both = event.timeStamp - at < patience ? `${before} ${event.key}` : "";
  before = event.key;
  at = event.timeStamp;
  const target = (both && find(both)) || find(event.key);
  if (!target) {
    return;
  }

  event.preventDefault();
  before = "";
  if (isTyping(target)) {
    target.focus();
    target.select?.();
  } else {
    target.click();
  }
});
