// Shows how strong a password is while it is typed. The form works without it: the server judges again.
export function watch(inputId, nameId, meter) {
  const input = document.getElementById(inputId);
  const name = document.getElementById(nameId);
  let wait;
  const judge = () => {
    clearTimeout(wait);
    wait = setTimeout(() => meter.invokeMethodAsync("Judge", input.value.slice(0, 128), name.value.slice(0, 128)).catch(() => {}), 120);
  };
  input.addEventListener("input", judge);
  name.addEventListener("input", judge);
  if (input.value) {
    judge();
  }
}
