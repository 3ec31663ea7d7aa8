// Full titles that were chosen for the session. They leave the document at once when the page is left
// or covered, and the server says what comes back with it. After 60 seconds away, or without use, the
// server is told that the choice has ended, and short titles follow.

import { SECONDS, USE } from "./private-section.js";
import { aWhile } from "./signal.js";

const AWAY = SECONDS * 1000;

function endChoice(form) {
  const body = new FormData(form);
  body.append("open", "");
  // A page that ends by itself is no use of the session.
  const headers = { "X-Background": "1" };
  return fetch(form.action, { method: "POST", body, headers, redirect: "manual" });
}

async function untilEnded(form) {
  try {
    await endChoice(form);
  } catch {
    await aWhile();
    await untilEnded(form);
  }
}

async function onceOnline() {
  while (!navigator.onLine) await aWhile();
}

class FullTitles {
  constructor(root, form) {
    this.root = root;
    this.form = form;
    this.coveredAt = null;
    this.ended = false;
    this.printing = false;
    this.used();
  }

  // Restarted by use; goes on running while the page is covered.
  used() {
    if (this.coveredAt !== null) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(), AWAY);
  }

  takeOut() {
    this.root.querySelectorAll("[data-titles]").forEach((part) => part.replaceChildren());
    const words = this.form.querySelector("[data-closed]");
    words.textContent = words.dataset.closed;
  }

  cover() {
    if (this.coveredAt !== null || this.printing) return;
    clearTimeout(this.timer);
    this.coveredAt = Date.now();
    this.timer = setTimeout(() => this.end(), AWAY);
    this.takeOut();
  }

  // Timers sleep with a page that is covered for long, so the clock is asked as well.
  async back() {
    if (this.coveredAt === null || this.ended || document.visibilityState === "hidden") return;
    if (Date.now() - this.coveredAt >= AWAY) return this.end();
    this.ended = true;
    clearTimeout(this.timer);
    await onceOnline();
    this.showWhatHolds();
  }

  async end() {
    if (this.ended || !this.form.isConnected) return;
    this.ended = true;
    this.takeOut();
    await untilEnded(this.form);
    this.showWhatHolds();
  }

  // Gone from the document means that the quick exit has taken its place.
  showWhatHolds() {
    if (this.form.isConnected) window.location.replace(this.form.action);
  }
}

export function closeFullTitles(root) {
  const form = root.querySelector("[data-titles-end]");
  if (!form) return;
  const titles = new FullTitles(root, form);
  USE.forEach((kind) => root.addEventListener(kind, () => titles.used(), { passive: true }));
  root.addEventListener("visibilitychange", () => {
    if (root.visibilityState === "hidden") titles.cover();
    else titles.back();
  });
  // The browser's own window for printing covers the page, too, and prints what stands there.
  window.addEventListener("beforeprint", () => {
    titles.printing = true;
  });
  window.addEventListener("afterprint", () => {
    titles.printing = false;
  });
  window.addEventListener("blur", () => titles.cover());
  window.addEventListener("focus", () => titles.back());
  window.addEventListener("pagehide", () => titles.cover());
  window.addEventListener("pageshow", () => titles.back());
}
