// What the page says of what was typed: in the bottom bar, or beside the button where there is none.

const set = (place, words) => {
  if (place && place.textContent !== words) place.textContent = words;
};

export function say(first, second = "") {
  set(document.querySelector("[data-bar-saved]"), first);
  set(document.querySelector("[data-bar-detail]"), second);
}

function lineBeside(button) {
  const buttons = button.closest(".buttons") ?? button;
  const next = buttons.nextElementSibling;
  if (next?.matches("[data-said]")) return next;
  const line = document.createElement("p");
  line.className = "hint";
  line.dataset.said = "";
  line.setAttribute("role", "status");
  buttons.after(line);
  return line;
}

export function sayBeside(button, first, second = "") {
  if (document.querySelector("[data-bar-saved]")) say(first, second);
  else if (button) set(lineBeside(button), [first, second].filter(Boolean).join(". "));
}
