// Shows a follow-up question when its condition holds, and hides it when not; so too a choice or a
// reason that makes no sense beside the other answers, unless it is chosen already.
// Without scripts nothing is hidden: the server sends the follow-ups that apply after each save.

import { holds } from "./conditions.js";

const QUESTION = "[data-question]";
const CONDITIONAL = "[data-show-when]";
const REVEALED = "[data-reveal-for]";
const FITTING = "[data-fits-when]";

// The inputs of this question, without those of the questions inside it.
const ownInputs = (question, hook) =>
  [...question.querySelectorAll(`[${hook}]`)].filter((input) => input.closest(QUESTION) === question);

const chosen = (inputs) => inputs.filter((input) => !("checked" in input && isChoice(input)) || input.checked);
const isChoice = (input) => input.type === "radio" || input.type === "checkbox";

function typed(input) {
  if (input.dataset.answer !== "number") return input.value;
  const number = Number(input.value.replace(",", "."));
  return input.value.trim() === "" || Number.isNaN(number) ? null : number;
}

function valueOf(inputs) {
  const values = chosen(inputs).map(typed);
  if (inputs.some((input) => input.type === "checkbox")) return values;
  return values.length ? values[0] : null;
}

const isBlank = (value) => value === null || value.length === 0;

// A carried-forward answer is in force until "Changed" is chosen, or until there is one of today.
function answerOf(question) {
  const last = { value: JSON.parse(question.dataset.inForce ?? "null"), reason: "" };
  const changed = ownInputs(question, "data-changed")[0];
  if (changed && !changed.checked) return last;
  const reasons = chosen(ownInputs(question, "data-reason")).map((input) => input.value);
  const value = valueOf(ownInputs(question, "data-answer"));
  if (!changed && last.value !== null && isBlank(value)) return last;
  return { value, reason: reasons[0] ?? "" };
}

const isShown = (question) => !question.closest("[hidden]");

function gather(questions, answers, shown) {
  for (const question of questions.filter(isShown)) {
    answers[question.dataset.question] = answerOf(question);
    shown.add(question.dataset.question);
  }
}

const elsewhere = (form) => JSON.parse(form.dataset.answers ?? "{}");

// What counts for a condition written in this place: its own record first, then the rest of the page.
function inForceAt(element, form) {
  const answers = { ...elsewhere(form) };
  const shown = new Set(Object.keys(answers));
  const record = element.closest("[data-record]");
  const questions = [...form.querySelectorAll(QUESTION)];
  gather(questions.filter((question) => !question.closest("[data-record]")), answers, shown);
  if (record) gather(questions.filter((question) => record.contains(question)), answers, shown);
  return { answers, shown };
}

function show(element, visible) {
  if (element.hidden !== visible) return false;
  element.hidden = !visible;
  return true;
}

function conditionHolds(element, form, condition) {
  const { answers, shown } = inForceAt(element, form);
  return holds(JSON.parse(condition), answers, {}, shown);
}

const fits = (choice, form) =>
  choice.querySelector("input").checked || conditionHolds(choice, form, choice.dataset.fitsWhen);

const isRevealed = (element) =>
  element.dataset.revealFor.split(" ").some((id) => document.getElementById(id)?.checked);

function settle(form) {
  // A hidden question hides what depends on it, so this goes round until nothing moves.
  for (let round = 0; round < 10; round += 1) {
    const moved = [
      ...[...form.querySelectorAll(REVEALED)].map((one) => show(one, isRevealed(one))),
      ...[...form.querySelectorAll(CONDITIONAL)].map((one) =>
        show(one, conditionHolds(one, form, one.dataset.showWhen)),
      ),
      ...[...form.querySelectorAll(FITTING)].map((one) => show(one, fits(one, form))),
    ];
    if (!moved.some(Boolean)) return;
  }
}

export function reveal(root) {
  for (const form of root.querySelectorAll("form")) {
    if (!form.querySelector(`${CONDITIONAL}, ${REVEALED}, ${FITTING}`)) continue;
    settle(form);
    form.addEventListener("change", () => settle(form));
    form.addEventListener("input", ({ target }) => {
      if (!isChoice(target)) settle(form);
    });
  }
}
