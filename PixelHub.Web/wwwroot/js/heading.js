// After a step to another page the focus goes to its heading, so that a screen reader begins there: unless somebody is already doing something on it.
let pageOfLastTouch = "";

for (const kind of ["keydown", "pointerdown"]) {
  document.addEventListener(kind, () => pageOfLastTouch = location.pathname, { capture: true });
}

export function focusHeading() {
  if (pageOfLastTouch !== location.pathname) {
    document.querySelector("main h1")?.focus({ preventScroll: true });
  }
}
