// Full titles that were chosen for the session. They leave the document at once when the page is left
// or covered, and the server says what comes back with it. After 60 seconds away, or without use, the
// server is told that the choice has ended, and short titles follow.

import { SECONDS, USE } from "./private-section.js";
import { waitAWhile } from "./signal.js";

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
    await waitAWhile();
    await untilEnded(form);
  }
}

async function onceOnline() {
  while (!navigator.onLine) await waitAWhile();
}

class FullTitles {
  constructor(root, form) {
    this.root = root;
    this.form = form;
    this.coveredAt = null;
    this.ended = false;
    this.printing = false;
    this.restartTimer();
  }

  // Restarted by use; goes on running while the page is covered.
  restartTimer() {
    if (this.coveredAt !== null) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(), AWAY);
  }

  removeTitles() {
    this.root.querySelectorAll("[data-titles]").forEach((part) => part.replaceChildren());
    const words = this.form.querySelector("[data-closed]");
    words.textContent = words.dataset.closed;
  }

  cover() {
    if (this.coveredAt !== null || this.printing) return;
    clearTimeout(this.timer);
    this.coveredAt = Date.now();
    this.timer = setTimeout(() => this.end(), AWAY);
    this.removeTitles();
  }

  // Timers sleep with a page that is covered for long, so the clock is asked as well.
  async uncover() {
    if (this.coveredAt === null || this.ended || document.visibilityState === "hidden") return;
    if (Date.now() - this.coveredAt >= AWAY) return this.end();
    this.ended = true;
    clearTimeout(this.timer);
    await onceOnline();
    this.loadAgain();
  }

  async end() {
    if (this.ended || !this.form.isConnected) return;
    this.ended = true;
    this.removeTitles();
    await untilEnded(this.form);
    this.loadAgain();
  }

  // Gone from the document means that the quick exit has taken its place.
  loadAgain() {
    if (this.form.isConnected) window.location.replace(this.form.action);
  }
}

export function closeFullTitles(root) {
  const form = root.querySelector("[data-titles-end]");
  if (!form) return;
  const titles = new FullTitles(root, form);
  USE.forEach((kind) => root.addEventListener(kind, () => titles.restartTimer(), { passive: true }));
  root.addEventListener("visibilitychange", () => {
    if (root.visibilityState === "hidden") titles.cover();
    else titles.uncover();
  });
  // The browser's own window for printing covers the page, too, and prints what stands there.
  window.addEventListener("beforeprint", () => {
    titles.printing = true;
  });
  window.addEventListener("afterprint", () => {
    titles.printing = false;
  });
  window.addEventListener("blur", () => titles.cover());
  window.addEventListener("focus", () => titles.uncover());
  window.addEventListener("pagehide", () => titles.cover());
  window.addEventListener("pageshow", () => titles.uncover());
}
