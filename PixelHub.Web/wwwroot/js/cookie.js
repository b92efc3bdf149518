// The cookies of the dashboard are choices of this browser: nobody is told apart by them.
export function remember(name, value) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax${secure}`;
}

export function forget(name) {
  document.cookie = `${name}=; path=/; max-age=0; samesite=lax`;
}
