// Answers that stand alone ("None of these"): choosing one clears the others, and the reverse.

const sameName = (box) =>
  [...(box.form ?? document).querySelectorAll('input[type="checkbox"]')].filter(
    (other) => other.name === box.name && other !== box,
  );

function clear(box) {
  if (!box.checked) return;
  box.checked = false;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

export function keepExclusive(root) {
  root.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox" || !target.checked) return;
    const alone = "exclusive" in target.dataset;
    sameName(target)
      .filter((other) => alone || "exclusive" in other.dataset)
      .forEach(clear);
  });
}
