// A link, the back button or the button of another form asks first while something typed is not
// sent, in the page itself and in words that tell a bystander nothing.

import { guardBack, onBack, removeGuard } from "./guard.js";
import { SETTLED, unsentHolders } from "./holders.js";

const STUCK_AFTER = 3000; // milliseconds; until then a save is on its way
const WAIT_FOR_SAVES = 3000;

let panel = null;
let going = null;

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function close() {
  panel?.remove();
  panel = null;
  going = null;
}

function ask(template, go, origin) {
  close();
  going = go;
  panel = template.content.firstElementChild.cloneNode(true);
  panel.querySelector("[data-stay]").addEventListener("click", () => {
    close();
    origin?.focus();
  });
  panel.querySelector("[data-leave]").addEventListener("click", () => {
    unsentHolders().forEach((holder) => holder.discard());
    close();
    go();
  });
  template.before(panel);
  panel.querySelector("[data-stay]").focus();
}

// Everything is sent by now: whoever asked to leave need not answer.
function leaveAfterAll() {
  const go = going ?? removeGuard;
  close();
  go();
}

const templateOf = (root) => root.querySelector("template[data-ask]");

/**
 * Goes at once when these holders have nothing unsent, or the server takes it within moments. Else
 * asks; when it is sent after all meanwhile, goes without an answer.
 */
export async function leaveWhenSent(go, { holders = unsentHolders(), origin } = {}) {
  const saving = holders.filter(({ savesByItself }) => savesByItself);
  await Promise.race([Promise.all(saving.map((holder) => holder.saveFirst())), wait(WAIT_FOR_SAVES)]);
  const template = templateOf(document);
  if (!template || !holders.some((holder) => holder.isUnsent())) go();
  else ask(template, go, origin);
}

function leadsAway(link, { button, ctrlKey, metaKey, shiftKey }) {
  if (button !== 0 || ctrlKey || metaKey || shiftKey) return false;
  if (link.target === "_blank" || link.hasAttribute("download")) return false;
  if (!["http:", "https:"].includes(link.protocol)) return false;
  return !link.hash || link.pathname + link.search !== window.location.pathname + window.location.search;
}

async function goTo(address) {
  await removeGuard();
  window.location.assign(address);
}

function askOnLinks(root) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (event.defaultPrevented || !link || !leadsAway(link, event)) return;
    if (!templateOf(root) || !unsentHolders().length) return;
    event.preventDefault();
    leaveWhenSent(() => goTo(link.href), { origin: link });
  });
}

export function askBeforeLeaving(root) {
  askOnLinks(root);
  onBack(() => {
    if (!templateOf(root)) return;
    if (unsentHolders().length) guardBack();
    leaveWhenSent(async () => {
      await removeGuard();
      window.history.back();
    });
  });
  const checkUnsent = () => {
    if (!templateOf(root)) return;
    if (unsentHolders().some((holder) => holder.isStuck())) guardBack();
    else if (!unsentHolders().length) leaveAfterAll();
  };
  root.addEventListener(SETTLED, checkUnsent);
  root.addEventListener("input", () => {
    if (!navigator.onLine) checkUnsent();
    setTimeout(checkUnsent, STUCK_AFTER);
  });
  window.addEventListener("offline", checkUnsent);
}
