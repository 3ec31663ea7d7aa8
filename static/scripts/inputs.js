// The fields of a form as words.js keeps them and restoring.js fills them.

const CHOICES = ["radio", "checkbox"];
const UNSEEN = ["hidden", "submit", "button", "file", "password"];
const DATE_PART = /-(day|month|year)$/;

export const SHOWN = "shown"; // what the page showed when she typed: with it her words undo no later change

export const isField = (input) => input.name && input.type && !UNSEEN.includes(input.type);
export const isChoice = (input) => CHOICES.includes(input.type);
export const isTextField = (input) => isField(input) && !isChoice(input) && input.tagName !== "SELECT";

const isChosenAnew = ({ selected, defaultSelected }) => selected !== defaultSelected;

export function isChanged(input) {
  if (isChoice(input)) return input.checked !== input.defaultChecked;
  if (input.tagName === "SELECT") return [...input.options].some(isChosenAnew);
  return input.value !== input.defaultValue;
}

// The field that an input is a part of: a date has three, a set of choices several.
export const fieldOf = ({ name }) => name.replace(DATE_PART, "");

// The name under which the server keeps what a text field showed before she typed.
export const nameAsShown = (name) => `${name} was`;
