// Tells the server the browser's time zone: by a cookie for the next page, by a call for this one.
import { remember } from "./cookie.js";

export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
}

remember("pixelhub-zone", zone());
