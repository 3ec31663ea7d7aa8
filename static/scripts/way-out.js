// "Baby care advice", or Escape twice, takes the place of the page: the back button does not bring it back.

import { LEAVING } from "./saving.js";

const TWICE_WITHIN = 800; // milliseconds

export function leaveWithoutTrace(root) {
  const link = root.querySelector("[data-way-out]");
  if (!link) return;
  const leave = () => {
    root.dispatchEvent(new Event(LEAVING));
    window.location.replace(link.href);
  };
  let pressedAt = -Infinity;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  root.addEventListener("keydown", ({ key, timeStamp }) => {
    if (key !== "Escape") return;
    if (timeStamp - pressedAt < TWICE_WITHIN) leave();
    pressedAt = timeStamp;
  });
}
