// Saves a form as it changes, and says in the bottom bar when it last did.
// Nothing typed is lost: a save that fails leaves the page as it is and is tried again.

// Said on the document by what is about to take the place of the page.
export const LEAVING = "leaving";

const WAIT = 1000; // milliseconds
const TRY_AGAIN = 10000;
const GIVE_UP = 10000; // a request that takes longer is a failed one

function say(saved, detail) {
  const [first, second] = ["[data-bar-saved]", "[data-bar-detail]"].map((hook) =>
    document.querySelector(hook),
  );
  if (first && first.textContent !== saved) first.textContent = saved;
  if (second) second.textContent = detail;
}

// A browser finishes a request this small even when the page is gone.
const OUTLIVES_PAGE = 60000;

function post(form) {
  const body = new URLSearchParams(new FormData(form)).toString();
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

function takeRevisions(form, revisions = {}) {
  for (const [name, value] of Object.entries(revisions)) {
    const input = form.elements.namedItem(name);
    if (input?.type === "hidden") input.value = value;
  }
}

// The message goes where the server would draw it; it leaves when the answer is well-formed again.
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

class Keeper {
  constructor(form) {
    this.form = form;
    this.changed = false;
    this.busy = false;
    this.timer = null;
    this.settled = null;
    this.submitting = false;
  }

  soon(wait = WAIT) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  note() {
    this.changed = true;
    this.soon();
  }

  async save() {
    if (!this.changed) return;
    if (this.busy) {
      this.soon();
      return;
    }
    this.busy = true;
    this.changed = false;
    this.settled = this.deliver();
    await this.settled;
  }

  async deliver() {
    try {
      await this.send();
    } catch (failure) {
      this.changed = true;
      say("Not saved yet", failure.cause?.problem ?? "What you typed is kept here");
      this.soon(TRY_AGAIN);
    } finally {
      this.busy = false;
    }
  }

  async send() {
    const response = await post(this.form);
    if (!response.headers.get("Content-Type")?.startsWith("application/json")) {
      throw new Error("The server did not answer as expected");
    }
    const answer = await response.json();
    if (answer.reload) {
      window.location.assign(answer.reload);
      return;
    }
    if (!response.ok) throw new Error("Not saved", { cause: answer });
    takeRevisions(this.form, answer.revisions);
    showErrors(this.form, answer.errors);
    say(answer.saved, answer.detail ?? "");
  }

  // Two saves on the way could arrive in the wrong order, and the older text would win: the button
  // waits for the save before it.
  submit(event) {
    clearTimeout(this.timer);
    this.changed = false;
    if (!this.busy) return;
    event.preventDefault();
    if (this.submitting) return;
    this.submitting = true;
    this.settled.then(() => {
      this.submitting = false;
      this.form.requestSubmit(event.submitter);
    });
  }

  // The page goes away now: there is no later.
  leave() {
    if (!this.changed) return;
    this.busy = false;
    this.save();
  }
}

export function saveAsItChanges(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    const keeper = new Keeper(form);
    form.addEventListener("change", () => keeper.note());
    form.addEventListener("input", () => keeper.note());
    form.addEventListener("submit", (event) => keeper.submit(event));
    window.addEventListener("pagehide", () => keeper.leave());
    document.addEventListener(LEAVING, () => keeper.leave());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") keeper.save();
    });
    window.addEventListener("online", () => keeper.save());
  }
}
