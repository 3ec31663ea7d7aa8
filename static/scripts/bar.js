// Says what became of what was typed: in the bottom bar, or beside the button where there is none.

const setText = (place, words) => {
  if (place && place.textContent !== words) place.textContent = words;
};

const savedLine = () => document.querySelector("[data-bar-saved]");
const detailLine = () => document.querySelector("[data-bar-detail]");

export function showStatus(saved, detail = "") {
  setText(savedLine(), saved);
  setText(detailLine(), detail);
}

// The time of the last save stays true while she types; that everything was saved does not.
export function showNotSavedYet() {
  if (!savedLine()?.textContent.startsWith("Saved ")) setText(savedLine(), "Not saved yet");
  setText(detailLine(), "");
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

export function showStatusBeside(button, saved, detail = "") {
  if (savedLine()) showStatus(saved, detail);
  else if (button) setText(lineBeside(button), [saved, detail].filter(Boolean).join(". "));
}
