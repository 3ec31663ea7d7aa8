// What stands alone: "None of these" among the answers of a question, and "Could not ask today"
// beside them. Choosing one clears the others, and the reverse. Typed words are never cleared.

const QUESTION = "[data-question]";

function clear(box) {
  if (!box.checked) return;
  box.checked = false;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

const sameName = (box) =>
  [...(box.form ?? document).querySelectorAll('input[type="checkbox"]')].filter(
    (other) => other.name === box.name && other !== box,
  );

function clearWhatStandsAlone(box) {
  const alone = "exclusive" in box.dataset;
  sameName(box)
    .filter((other) => alone || "exclusive" in other.dataset)
    .forEach(clear);
}

// An answer and the reason for having none, of the same question.
function clearTheOpposite(input) {
  const question = input.closest(QUESTION);
  const opposite = "why" in input.dataset ? "data-answer" : "data-why";
  if (!question || !("why" in input.dataset || "answer" in input.dataset)) return;
  [...question.querySelectorAll(`input[${opposite}]`)]
    .filter((other) => other.closest(QUESTION) === question)
    .forEach(clear);
}

const isBox = (input) => input.type === "checkbox" || input.type === "radio";
const saysSomething = (input) => (isBox(input) ? input.checked : input.value.trim() !== "");

export function keepExclusive(root) {
  root.addEventListener("input", ({ target }) => {
    if (!saysSomething(target)) return;
    if (target.type === "checkbox") clearWhatStandsAlone(target);
    clearTheOpposite(target);
  });
}
