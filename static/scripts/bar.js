// What the page says of what was typed: in the bottom bar, or beside the button where there is none.

const set = (place, words) => {
  if (place && place.textContent !== words) place.textContent = words;
};

const first = () => document.querySelector("[data-bar-saved]");
const second = () => document.querySelector("[data-bar-detail]");

export function say(saved, detail = "") {
  set(first(), saved);
  set(second(), detail);
}

// When it was last saved stays true while she types; that all of it was does not.
export function sayNoMore() {
  if (!first()?.textContent.startsWith("Saved ")) set(first(), "Not saved yet");
  set(second(), "");
}

function lineBeside(button) {
  const place = button.closest("main .buttons") ?? button.closest("main button");
  const old = place ? place.nextElementSibling : document.querySelector("main [data-said]");
  if (old?.matches("[data-said]")) return old;
  const line = document.createElement("p");
  line.className = "hint";
  line.dataset.said = "";
  line.setAttribute("role", "status");
  if (place) place.after(line);
  else document.querySelector("main .main__text")?.prepend(line);
  return line;
}

export function sayBeside(button, saved, detail = "") {
  if (first()) say(saved, detail);
  else if (button) set(lineBeside(button), [saved, detail].filter(Boolean).join(". "));
}
