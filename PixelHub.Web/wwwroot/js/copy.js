// <button data-copy="text">: copied inside the click itself, because Safari forbids it after a trip to the server.
const shown = new WeakMap();

async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeOld(text); // plain http, or an old browser
  }
}

function writeOld(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("readonly", "");
  area.className = "sr-only";
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus?.();
  return done;
}

function say(text) {
  const status = document.getElementById("copy-status");
  if (status) {
    status.textContent = text;
  }
}

document.addEventListener("click", async event => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) {
    return;
  }

  const done = await write(button.dataset.copy);
  button.dataset.copied = done ? "yes" : "no";
  say(done ? "Copied" : "Copying is not allowed here. Select the text and copy it with the keyboard.");
  clearTimeout(shown.get(button));
  shown.set(button, setTimeout(() => {
    delete button.dataset.copied;
    say("");
  }, 2000));
});
