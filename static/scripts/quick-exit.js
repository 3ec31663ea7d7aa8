// "Baby care advice", or Escape twice, takes the place of the page at once: with no signal too, the
// page has gone from the document, its title and its address. The back button does not bring it back.

import { removeGuard } from "./guard.js";
import { announceLeaving, everythingSent } from "./holders.js";
import { isMarked, markQuickExit } from "./quick-exit-mark.js";
import { untilServerIsReached } from "./signal.js";

const TWICE_WITHIN = 800; // milliseconds
const OURS = 'head > :is(link[rel="icon"], meta[name="theme-color"])';

const hideAddress = (address) => window.history.replaceState(null, "", address);

function showAdvice(root, advice, address) {
  hideAddress(address);
  window.addEventListener("popstate", () => hideAddress(address));
  root.title = advice.querySelector("h1").textContent;
  root.querySelectorAll(OURS).forEach((one) => one.remove());
  root.body.className = "advice";
  root.body.replaceChildren(advice);
  window.scrollTo(0, 0);
}

// What is not sent yet lives in this document only: nothing leads out of it until it is.
async function goOnceAllIsSent(root, address) {
  let wanted = address;
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    wanted = link.href;
  });
  await everythingSent();
  await untilServerIsReached(address);
  await removeGuard();
  window.location.replace(wanted);
}

export function offerQuickExit(root) {
  const link = root.querySelector("[data-way-out]");
  if (!link) return;
  const { content } = root.querySelector("template[data-advice]");
  const leave = () => {
    if (!link.isConnected) return;
    announceLeaving();
    markQuickExit();
    showAdvice(root, content, link.href);
    goOnceAllIsSent(root, link.href);
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
  // A page kept by the browser, or in another tab, that comes to the front after leaving.
  const leaveIfMarked = () => isMarked() && leave();
  window.addEventListener("pageshow", leaveIfMarked);
  root.addEventListener("visibilitychange", leaveIfMarked);
}
