// Puts kept words back into their form: unasked where the form is bound to one row and nothing else
// stands in their place, else on a press. A form that makes something new is bound to nothing: what
// was kept may be of another family, or of another day.

import { SHOWN, fieldOf, isChanged, isChoice, isField, isTextField, nameAsShown } from "./inputs.js";

const BOUND = "refills";

function digestsIn(text) {
  try {
    return JSON.parse(text || "{}");
  } catch {
    return {};
  }
}

export class KeptWords {
  constructor(form, kept) {
    this.form = form;
    this.kept = kept;
    this.shown = form.elements.namedItem(SHOWN);
    this.isBound = BOUND in form.dataset || this.shown !== null;
  }

  valuesOf(name) {
    return this.kept.filter(([one]) => one === name).map(([, value]) => value);
  }

  // What a press puts back: never over what was typed meanwhile, and into a form for something new
  // only lines that are empty, so that no day, time or tick of another time comes with them.
  fields() {
    const isKept = (input) => isField(input) && this.valuesOf(input.name).length && !isChanged(input);
    const fits = (input) => isTextField(input) && input.value === "" && this.valuesOf(input.name)[0];
    return [...this.form.elements].filter((input) => isKept(input) && (this.isBound || fits(input)));
  }

  mayPutBackUnasked() {
    const isOpenTo = (input) => !isField(input) || !isChanged(input);
    return (
      this.isBound &&
      [...this.form.elements].every(isOpenTo) &&
      this.fields().every((input) => this.isSafe(input))
    );
  }

  isSafe(input) {
    const { name, value } = input;
    const [before] = this.valuesOf(nameAsShown(name));
    if (isTextField(input) && [this.valuesOf(name)[0], before, ""].includes(value)) return true;
    if (!this.shown) return !isTextField(input);
    const field = fieldOf(input);
    return this.digestsKept()[field] === digestsIn(this.shown.value)[field];
  }

  digestsKept() {
    return digestsIn(this.valuesOf(SHOWN)[0]);
  }

  putBack() {
    const filled = this.fields();
    for (const input of filled) {
      const values = this.valuesOf(input.name);
      if (isChoice(input)) input.checked = values.includes(input.value);
      else [input.value] = values;
    }
    if (this.shown) this.showAsKept(filled);
    this.unfold();
    this.form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // What she typed stands over what her page showed, so that the server asks where both changed.
  showAsKept(filled) {
    const [now, before] = [digestsIn(this.shown.value), this.digestsKept()];
    const names = filled.map(fieldOf).filter((name) => name in before);
    for (const name of names) now[name] = before[name];
    if (names.length) this.shown.value = JSON.stringify(now);
  }

  unfold() {
    for (let fold = this.form.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
  }
}

function top(form) {
  let place = form;
  for (let fold = form; fold; fold = fold.parentElement.closest("details")) place = fold;
  return place;
}

// Neutral: nothing of the words is on the page until she asks for them.
export function offerToPutBack(form, when, { putBack, throwAway }) {
  const template = document.querySelector("template[data-offer]");
  if (!template) return;
  const notice = template.content.firstElementChild.cloneNode(true);
  notice.querySelector("[data-when]").textContent = when;
  notice.querySelector("[data-put-back]").addEventListener("click", () => {
    notice.remove();
    putBack();
  });
  notice.querySelector("[data-throw-away]").addEventListener("click", async () => {
    if (await throwAway()) notice.remove();
  });
  top(form).before(notice);
}
