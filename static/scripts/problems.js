// After a page came back with problems, the summary has the focus, and its links open what is folded.

export function focusProblems(root) {
  const summary = root.querySelector(".nhsuk-error-summary");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", ({ target }) => {
    const input = root.querySelector(target.closest("a")?.getAttribute("href") ?? "none");
    if (!input) return;
    for (let fold = input.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
  });
}
