// When the connection is lost the page waits for it; when the server came back without this page's state, the page is loaded anew, once.
// What is typed meanwhile never reaches the server: it is noted here, and typed again when somebody listens.
const store = "pixelhub-typed-offline";
const modal = document.getElementById("components-reconnect-modal");
let missed = {};
let isLost = false;
let isReloading = false;

function has(state) {
  return modal.classList.contains(`components-reconnect-${state}`);
}

function typeAgain(values) {
  for (const [id, value] of Object.entries(values)) {
    const field = document.getElementById(id);
    if (field) {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

/** Called by the form once it shows what was kept of it. */
export function catchUp() {
  const kept = JSON.parse(sessionStorage.getItem(store) ?? "null");
  sessionStorage.removeItem(store);
  if (kept?.page === location.pathname) {
    typeAgain(kept.values);
  }
}

function reload() {
  isReloading = true;
  if (Object.keys(missed).length > 0) {
    sessionStorage.setItem(store, JSON.stringify({ page: location.pathname, values: missed }));
  }

  location.reload();
}

async function reloadWhenBack() {
  while (!isReloading) {
    const answer = await fetch("/health/live", { cache: "no-store" }).catch(() => null);
    if (answer?.ok) {
      reload();
      return;
    }

    await new Promise(resolve => setTimeout(resolve, 2000));
  }
}

if (modal) {
  new MutationObserver(() => {
    const wasLost = isLost;
    isLost = has("show") || has("failed") || has("rejected");
    if (has("rejected") || has("failed")) {
      reloadWhenBack();
    } else if (wasLost && !isLost) {
      typeAgain(missed);
      missed = {};
    }
  }).observe(modal, { attributeFilter: ["class"] });

  document.addEventListener("input", event => {
    if (isLost && event.target.id && event.target.type !== "password") {
      missed[event.target.id] = event.target.value;
    }
  });

  // Nothing is lost by this reload, so nobody need be asked.
  window.addEventListener("beforeunload", event => {
    if (isReloading) {
      event.stopImmediatePropagation();
    }
  }, { capture: true });
}
