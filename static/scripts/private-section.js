// Closes an opened private section after 60 seconds without use, and when the page is left or covered:
// its content leaves the document at once, and the shut page follows.

import { removeGuard } from "./guard.js";
import { announceLeaving, everythingSent } from "./holders.js";
import { untilServerIsReached } from "./signal.js";

export const SECONDS = 60;
export const USE = ["pointerdown", "keydown", "input", "scroll", "touchstart"];

async function showShutPage(url) {
  await everythingSent();
  await untilServerIsReached();
  await removeGuard();
  window.location.replace(url);
}

function watch(section) {
  let open = true;
  let timer;
  const close = () => {
    if (!open || !section.isConnected) return;
    open = false;
    announceLeaving();
    const words = section.querySelector("template[data-shut]");
    section.replaceChildren(...(words ? [words.content] : []));
    showShutPage(section.dataset.closeUrl);
  };
  const restartTimer = () => {
    clearTimeout(timer);
    timer = setTimeout(close, SECONDS * 1000);
  };
  restartTimer();
  USE.forEach((kind) => document.addEventListener(kind, restartTimer, { passive: true }));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") close();
  });
  // The browser's own window for printing covers the page, too, and prints what stands there.
  let printing = false;
  window.addEventListener("beforeprint", () => {
    printing = true;
  });
  window.addEventListener("afterprint", () => {
    printing = false;
    restartTimer();
  });
  section.querySelector("[data-close]")?.addEventListener("click", (event) => {
    event.preventDefault();
    close();
  });
  window.addEventListener("blur", () => printing || close());
  window.addEventListener("pagehide", close);
}

// What a page says of closing by itself is unseen until there is a script to do it.
export function closePrivateSections(root) {
  root.querySelectorAll("[data-closes]").forEach((words) => {
    words.hidden = false;
  });
  root.querySelectorAll("[data-private]").forEach(watch);
}
