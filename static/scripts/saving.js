// Saves a form as it changes, and says in the bottom bar when it last did.
// Nothing typed is lost: a save that fails leaves the page as it is and is tried again.

import { showNotSavedYet, showStatus } from "./bar.js";
import { addHolder, announceSettled } from "./holders.js";
import { answeredRecently, canReachServer, noteAnswer, waitAWhile } from "./signal.js";

const WAIT = 1000; // milliseconds
const TRY_AGAIN = 10000;
const GIVE_UP = 10000; // a request that takes longer is a failed one

// A browser finishes a request this small even when the page is gone.
const OUTLIVES_PAGE = 60000;

const typedInto = (form) => new URLSearchParams(new FormData(form)).toString();

function post(form, body) {
  return fetch(form.action, {
    method: "POST",
    body,
    headers: {
      Accept: "application/json",
      "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
      "X-Requested-With": "fetch",
    },
    credentials: "same-origin",
    keepalive: body.length < OUTLIVES_PAGE,
    signal: AbortSignal.timeout(GIVE_UP),
  });
}

function updateRevisions(form, revisions = {}) {
  for (const [name, value] of Object.entries(revisions)) {
    const input = form.elements.namedItem(name);
    if (input?.type === "hidden") input.value = value;
  }
}

// The message goes where the server would render it, and goes when the answer is well-formed again.
function showErrors(form, errors = {}) {
  form.querySelectorAll("[data-saving-error]").forEach((old) => old.remove());
  for (const [name, message] of Object.entries(errors)) {
    const input = form.querySelector(`[name="${CSS.escape(name)}"]`);
    const question = input?.closest("[data-question]");
    if (!question) continue;
    const line = document.createElement("p");
    line.className = "question__error";
    line.dataset.savingError = "";
    line.setAttribute("role", "alert");
    line.textContent = message;
    input.closest("fieldset, .question").append(line);
  }
}

class FormSaver {
  savesByItself = true;

  constructor(form) {
    this.form = form;
    this.changed = false;
    this.busy = false;
    this.timer = null;
    this.settled = null;
    this.typedSinceLeaving = false;
    this.kept = null; // what was typed when the page was left, until the server has it
    this.refused = false;
    this.failed = false;
    this.touched = false;
    this.incomplete = false; // the server has taken what it could, and some of it it could not
  }

  isUnsent() {
    return this.changed || this.busy || this.kept !== null || this.incomplete;
  }

  isStuck() {
    return this.isUnsent() && (this.failed || this.incomplete || !navigator.onLine);
  }

  saveSoon(wait = WAIT) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  holdsSomething() {
    return this.touched || this.isUnsent();
  }

  noteChange() {
    this.typedSinceLeaving = true;
    this.changed = true;
    this.touched = true;
    if (!this.failed) showNotSavedYet();
    this.saveSoon();
  }

  async save() {
    if (!this.changed) return;
    if (this.busy) {
      this.saveSoon();
      return;
    }
    this.busy = true;
    this.changed = false;
    this.settled = Promise.all([this.settled, this.deliver()]);
    await this.settled;
  }

  async deliver() {
    try {
      await this.send();
      this.failed = false;
    } catch (failure) {
      this.changed = true;
      this.failed = true;
      const { saved, problem, final } = failure.cause ?? {};
      showStatus(saved ?? "Not saved yet", problem ?? "Keep this page open");
      if (!final) this.saveSoon(TRY_AGAIN);
    } finally {
      this.busy = false;
      announceSettled();
    }
  }

  async send() {
    const body = this.kept ?? typedInto(this.form);
    this.refused = false;
    const response = await post(this.form, body);
    this.refused = response.status >= 400 && response.status < 500;
    if (!response.headers.get("Content-Type")?.startsWith("application/json")) {
      throw new Error("The server did not answer as expected");
    }
    const answer = await response.json();
    if (!response.ok) throw new Error("Not saved", { cause: answer });
    noteAnswer();
    if (body === this.kept) this.dropKept();
    this.incomplete = Boolean(answer.incomplete);
    updateRevisions(this.form, answer.revisions);
    showErrors(this.form, answer.errors);
    showStatus(answer.saved, answer.detail ?? "");
  }

  // The server has what was kept. What was typed since follows; a part that was shut since does not:
  // without its questions the form would be refused.
  dropKept() {
    if (this.typedSinceLeaving) this.noteChange();
    this.kept = null;
  }

  // Saves what is typed. True when a form that is sent now loses nothing, or is answered with a page
  // that says why it was refused.
  async saveFirst() {
    await this.settled;
    if (this.changed) await this.save();
    await this.settled;
    if (this.changed) return this.refused;
    return answeredRecently() || canReachServer();
  }

  // The form itself is on its way. Two saves could arrive in the wrong order, and the older would win.
  letFormGo() {
    clearTimeout(this.timer);
    this.changed = false;
  }

  // Left without sending, because she said so.
  discard() {
    this.letFormGo();
    this.kept = null;
    this.incomplete = false;
  }

  // The page goes away now: there may be no later, and its form may lose what is private.
  leavePage() {
    this.typedSinceLeaving = false;
    if (this.changed || this.busy) this.kept ??= typedInto(this.form);
    if (!this.changed) return;
    this.busy = false;
    this.save();
  }

  // Once the server has everything, or says that it will not take it.
  async untilSent() {
    await this.settled;
    while (this.changed && !this.refused) {
      await this.save();
      await this.settled;
      if (this.changed) await waitAWhile();
    }
  }
}

export function saveAsItChanges(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    const saver = new FormSaver(form);
    addHolder(saver);
    form.addEventListener("change", () => saver.noteChange());
    form.addEventListener("input", () => saver.noteChange());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") saver.save();
    });
    window.addEventListener("online", () => saver.save());
  }
}
