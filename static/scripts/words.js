// The typed words of a form that does not save by itself. Before it is sent, and when its page is
// left at once, the server keeps them for the person who typed them: they come back into the same
// form when she opens it again. Nothing is decided by that. See docs/decisions/0028.

import { showStatus } from "./bar.js";
import { addHolder, announceSettled } from "./holders.js";
import { SHOWN, fieldOf, isChanged, isChoice, isField, isTextField, nameAsShown } from "./inputs.js";
import { KeptWords, offerToPutBack } from "./restoring.js";
import { answeredRecently, canReachServer, noteAnswer, waitAWhile } from "./signal.js";

const FORMS = 'form[method="post"]:not([data-autosave], [role="search"])';
const NO_WORDS = 'input[type="password"], [autocomplete="one-time-code"], [autocomplete="username"]';
const GIVE_UP = 10000; // milliseconds
const MARK = "unsent_words";
const NOTHING = { fields: [], at: "" };

class FormWords {
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

  // What is kept: the fields that she changed. A page that came back with problems does not tell.
  touched() {
    if (this.returned) return this.fields();
    const names = new Set(this.fields().filter(isChanged).map(fieldOf));
    return this.fields().filter((input) => names.has(fieldOf(input)));
  }

  // The place of a form: forms of one address differ in what they send unseen. What is asked
  // beside the form before it is taken makes no other form of it.
  place() {
    const { pathname } = new URL(this.form.getAttribute("action") ?? "", window.location.href);
    const isOwn = (input) => input.name !== MARK && !input.matches("form [data-unsent] *");
    const unseen = [...this.form.elements].filter((input) => input.type === "hidden" && isOwn(input));
    return `${pathname} ${unseen.map(({ name }) => name).sort().join(" ")}`;
  }

  isTyped() {
    const isNew = ({ value, defaultValue }) =>
      value.trim() !== "" && (this.returned || value !== defaultValue);
    return this.fields().filter(isTextField).some(isNew);
  }

  holdsSomething() {
    return this.returned || this.isUnsent() || this.fields().some(isChanged);
  }

  isUnsent() {
    if (this.isOver) return false;
    return this.left !== null || "unsent" in this.form.dataset || this.isTyped();
  }

  isStuck() {
    return this.isUnsent();
  }

  typed() {
    const shown = this.form.elements.namedItem(SHOWN);
    const said = (input) => [input.name, isChoice(input) && !input.checked ? "" : input.value];
    const looked = ({ name, defaultValue }) => [nameAsShown(name), defaultValue];
    return [
      ...this.touched().map(said),
      ...(this.returned ? [] : this.touched().filter(isTextField).map(looked)),
      ...(shown ? [said(shown)] : []),
    ];
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
      if (ok) noteAnswer();
      return ok || (status >= 400 && status < 500);
    } catch {
      return false;
    }
  }

  async saveFirst() {
    if (!this.address || !this.isTyped()) return answeredRecently() || canReachServer();
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

  letFormGo() {
    this.isOver = true;
  }

  // Left without sending, because she said so.
  discard() {
    this.isOver = true;
    if (this.kept || this.returned) this.forget();
  }

  forget() {
    return this.keep(this.body([]));
  }

  // What the server should have if this were the last moment of the page; null for nothing new.
  last() {
    if (this.isOver || !this.address || !this.form.isConnected || !this.isTyped()) return null;
    const body = this.body(this.typed());
    return body === this.kept ? null : body;
  }

  leavePage() {
    this.left = this.last() ?? this.left;
    if (this.left) this.keep(this.left);
  }

  pause() {
    const body = this.last();
    if (body) this.keep(body);
  }

  async untilSent() {
    while (this.left && !(await this.keep(this.left))) await waitAWhile();
    announceSettled();
  }

  async comeBack() {
    if (!this.back || this.returned || !this.fields().some(isTextField)) return;
    const { fields, at } = await this.fetched();
    const back = new KeptWords(this.form, fields);
    if (!back.fields().length) return;
    const putBack = () => this.putBack(back);
    if (back.mayPutBackUnasked()) putBack();
    else offerToPutBack(this.form, at, { putBack, throwAway: () => this.forget() });
  }

  putBack(back) {
    back.putBack();
    this.kept = this.body(this.typed());
    this.mark();
    this.tell();
    announceSettled();
  }

  async fetched() {
    try {
      const response = await this.post(this.back, this.body([]));
      return response.ok ? await response.json() : NOTHING;
    } catch {
      return NOTHING;
    }
  }

  sayUnsent() {
    showStatus("Not sent yet", "Press the button to send it");
  }

  tell() {
    const words = document.querySelector("template[data-came-back]");
    if (words) this.form.prepend(words.content.cloneNode(true));
    this.sayUnsent();
  }
}

function keepWordsOf(form, told) {
  const words = new FormWords(form, told);
  addHolder(words);
  form.addEventListener("input", () => {
    words.isOver = false;
    announceSettled();
    if (words.isTyped()) words.sayUnsent();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") words.pause();
  });
  words.comeBack().then(announceSettled);
}

export function keepTypedWords(root) {
  const { keep, back } = root.body.dataset;
  const returned = root.querySelector(".nhsuk-error-summary, [data-unsent]") !== null;
  for (const form of root.querySelectorAll(FORMS)) {
    if (!form.querySelector(NO_WORDS)) keepWordsOf(form, { keep, back, returned });
  }
}
