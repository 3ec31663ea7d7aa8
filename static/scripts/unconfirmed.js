// Keeps the words on the buttons for the unchanged answers true while she answers one by one: their
// number, or that nothing else has changed about an adult. Each speaks for its adult alone, or for
// what is outside them. Without scripts they say what waited when the page was rendered.

const CARRIED = "[data-carried]";
const SAID = "[name$='__carry']:checked, [data-why]:checked";
const RECORD = "[data-record]";

const ownSaid = (carried) =>
  [...carried.querySelectorAll(SAID)].some((input) => input.closest(CARRIED) === carried);

const isShown = (carried) => !carried.parentElement.closest("[hidden]");

const spokenFor = (button) =>
  [...button.form.querySelectorAll(CARRIED)].filter((one) => one.closest(RECORD) === button.closest(RECORD));

function wordsOf(button, waiting, shown) {
  if (button.dataset.nothing) return waiting < shown ? button.dataset.nothingElse : button.dataset.nothing;
  const words = waiting === 1 ? "unchanged answer" : `${waiting} unchanged answers`;
  return button.textContent.replace(/(\d+ )?unchanged answers?/, words);
}

function count(button) {
  const shown = spokenFor(button).filter(isShown);
  const waiting = shown.filter((carried) => !ownSaid(carried));
  button.textContent = wordsOf(button, waiting.length, shown.length);
  button.hidden = waiting.length === 0;
}

export function countUnconfirmed(root) {
  for (const button of root.querySelectorAll("[data-confirms]")) {
    button.form?.addEventListener("change", () => count(button));
  }
}
