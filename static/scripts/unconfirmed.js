// Keeps the number on the button for the unchanged answers true while she answers one by one.
// Without scripts it says how many waited when the page was drawn.

const CARRIED = "[data-carried]";
const SAID = "[name$='__carry']:checked, [data-why]:checked";

const ownSaid = (carried) =>
  [...carried.querySelectorAll(SAID)].some((input) => input.closest(CARRIED) === carried);

const waits = (carried) => !carried.parentElement.closest("[hidden]") && !ownSaid(carried);

function count(form, button) {
  const waiting = [...form.querySelectorAll(CARRIED)].filter(waits).length;
  const words = waiting === 1 ? "unchanged answer" : `${waiting} unchanged answers`;
  button.textContent = button.textContent.replace(/(\d+ )?unchanged answers?/, words);
  button.hidden = waiting === 0;
}

export function countUnconfirmed(root) {
  for (const button of root.querySelectorAll("[data-confirms]")) {
    button.form?.addEventListener("change", () => count(button.form, button));
  }
}
