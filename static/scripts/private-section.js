// Closes an opened private section after 60 seconds without use, and when the page is left or covered.

import { LEAVING } from "./saving.js";

const SECONDS = 60;
const USE = ["pointerdown", "keydown", "input", "scroll", "touchstart"];

function watch(section) {
  const close = () => {
    document.dispatchEvent(new Event(LEAVING));
    window.location.replace(section.dataset.closeUrl);
  };
  let timer = setTimeout(close, SECONDS * 1000);
  const used = () => {
    clearTimeout(timer);
    timer = setTimeout(close, SECONDS * 1000);
  };
  USE.forEach((kind) => document.addEventListener(kind, used, { passive: true }));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") blank(section);
    else close();
  });
  window.addEventListener("pagehide", () => blank(section));
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) close();
  });
}

// Out of sight at once, for the app switcher's picture; what was typed has been sent by saving.js.
function blank(section) {
  section.hidden = true;
}

export function closePrivateSections(root) {
  root.querySelectorAll("[data-private]").forEach(watch);
}
