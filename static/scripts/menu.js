// The menu is a details element; a tap outside it or Escape closes it.

export function closeMenuOutside(root) {
  const menu = root.querySelector("details.menu");
  if (!menu) return;
  root.addEventListener("click", ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  });
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
