// The typed words of a form that does not save by itself. Before it is sent, and when its page is
// left at once, the server keeps them for the person who typed them: they come back into the same
// form when she opens it again. Nothing is decided by that. See docs/decisions/0028.

import { say } from "./bar.js";
import { hold, settled } from "./holders.js";
import { aWhile, heard, heardRecently, isReached } from "./signal.js";

const FORMS = 'form[method="post"]:not([data-autosave], [role="search"])';
const NO_WORDS = 'input[type="password"], [autocomplete="one-time-code"], [autocomplete="username"]';
const CHOICES = ["radio", "checkbox"];
const UNSEEN = ["hidden", "submit", "button", "file", "password"];
const GIVE_UP = 10000; // milliseconds
const MARK = "unsent_words";
const SHOWN = "shown"; // what the page showed when she typed: with it her words undo no later change

const isField = (input) => input.name && input.type && !UNSEEN.includes(input.type);
const isChoice = (input) => CHOICES.includes(input.type);
const isLine = (input) => isField(input) && !isChoice(input) && input.tagName !== "SELECT";

const isChosenAnew = ({ selected, defaultSelected }) => selected !== defaultSelected;

class Words {
  savesByItself = false;

  constructor(form, { keep, back, returned }) {
    Object.assign(this, { form, back, returned });
    this.address = keep;
    this.kept = null; // what the server keeps of it
    this.left = null; // what was typed when the page was left, until the server has it
    this.isOver = false;
  }

  fields() {
    return [...this.form.elements].filter(isField);
  }

  // What is kept and comes back: her fields, and what the page showed.
  carried() {
    const shown = this.form.elements.namedItem(SHOWN);
    return shown ? [...this.fields(), shown] : this.fields();
  }

  // The place of a form: forms of one address differ in what they send unseen.
  place() {
    const { pathname } = new URL(this.form.getAttribute("action") ?? "", window.location.href);
    const unseen = [...this.form.elements].filter(({ type, name }) => type === "hidden" && name !== MARK);
    return `${pathname} ${unseen.map(({ name }) => name).sort().join(" ")}`;
  }

  isTyped() {
    const isNew = ({ value, defaultValue }) =>
      value.trim() !== "" && (this.returned || value !== defaultValue);
    return this.fields().filter(isLine).some(isNew);
  }

  holdsSomething() {
    const differs = (input) =>
      isChoice(input) ? input.checked !== input.defaultChecked : input.value !== input.defaultValue;
    const isNew = (input) =>
      input.tagName === "SELECT" ? [...input.options].some(isChosenAnew) : differs(input);
    return this.returned || this.isUnsent() || this.fields().some(isNew);
  }

  isUnsent() {
    if (this.isOver) return false;
    return this.left !== null || "unsent" in this.form.dataset || this.isTyped();
  }

  isStuck() {
    return this.isUnsent();
  }

  typed() {
    return this.carried()
      .filter((input) => !isChoice(input) || input.checked)
      .map(({ name, value }) => [name, value]);
  }

  body(typed) {
    const token = this.form.querySelector('[name="csrfmiddlewaretoken"]')?.value ?? "";
    const fields = JSON.stringify(typed);
    return new URLSearchParams({ csrfmiddlewaretoken: token, place: this.place(), fields }).toString();
  }

  post(address, body) {
    return fetch(address, {
      method: "POST",
      body,
      headers: {
        Accept: "application/json",
        "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
        "X-Requested-With": "fetch",
      },
      credentials: "same-origin",
      redirect: "error",
      keepalive: body.length < 60000, // a browser finishes a request this small without its page
      signal: AbortSignal.timeout(GIVE_UP),
    });
  }

  // True when the server has it, or answered that it will not: then the form itself says why.
  async keep(body) {
    try {
      const { ok, status } = await this.post(this.address, body);
      if (ok) [this.kept, this.left] = [body, null];
      if (ok) heard();
      return ok || (status >= 400 && status < 500);
    } catch {
      return false;
    }
  }

  async reach() {
    if (!this.address || !this.isTyped()) return heardRecently() || isReached();
    const body = this.body(this.typed());
    if (!(await this.keep(body))) return false;
    this.mark();
    return true;
  }

  // Once the form is taken, the server keeps its words no longer.
  mark() {
    const mark = this.form.elements.namedItem(MARK) ?? document.createElement("input");
    Object.assign(mark, { type: "hidden", name: MARK, value: this.place() });
    if (!mark.isConnected) this.form.append(mark);
  }

  release() {
    this.isOver = true;
  }

  // Left without sending, because she said so.
  drop() {
    this.isOver = true;
    if (this.kept) this.keep(this.body([]));
  }

  // What the server should have if this were the last moment of the page; null for nothing new.
  last() {
    if (this.isOver || !this.address || !this.form.isConnected || !this.isTyped()) return null;
    const body = this.body(this.typed());
    return body === this.kept ? null : body;
  }

  leave() {
    this.left = this.last() ?? this.left;
    if (this.left) this.keep(this.left);
  }

  pause() {
    const body = this.last();
    if (body) this.keep(body);
  }

  async sent() {
    while (this.left && !(await this.keep(this.left))) await aWhile();
    settled();
  }

  async comeBack() {
    if (!this.back || this.returned || !this.fields().some(isLine)) return;
    const fields = await this.fetched();
    if (!fields.length || this.isTyped()) return;
    this.fill(fields);
    this.mark();
    this.tell();
  }

  async fetched() {
    try {
      const response = await this.post(this.back, this.body([]));
      return response.ok ? (await response.json()).fields : [];
    } catch {
      return [];
    }
  }

  sayUnsent() {
    say("Not sent yet", "Press the button to send it");
  }

  fill(fields) {
    for (const input of this.carried()) {
      const values = fields.filter(([name]) => name === input.name).map(([, value]) => value);
      if (isChoice(input)) input.checked = values.includes(input.value);
      else if (values.length) [input.value] = values;
    }
    for (let fold = this.form.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    this.form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  tell() {
    const words = document.querySelector("template[data-came-back]");
    if (words) this.form.prepend(words.content.cloneNode(true));
    this.sayUnsent();
  }
}

function watch(form, told) {
  const words = new Words(form, told);
  hold(words);
  form.addEventListener("input", () => {
    words.isOver = false;
    settled();
    if (words.isTyped()) words.sayUnsent();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") words.pause();
  });
  words.comeBack().then(settled);
}

export function holdWords(root) {
  const { keep, back } = root.body.dataset;
  const returned = root.querySelector(".nhsuk-error-summary, [data-unsent]") !== null;
  for (const form of root.querySelectorAll(FORMS)) {
    if (!form.querySelector(NO_WORDS)) watch(form, { keep, back, returned });
  }
}
