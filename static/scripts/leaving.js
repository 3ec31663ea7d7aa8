// A link, the back button or the button of another form asks first while something typed is not
// sent, in the page itself and in words that tell a bystander nothing.

import { guard, onBack, unguard } from "./guard.js";
import { SETTLED, unsent } from "./holders.js";

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
    unsent().forEach((holder) => holder.drop());
    close();
    go();
  });
  template.before(panel);
  panel.querySelector("[data-stay]").focus();
}

// Nothing is unsent any more: whoever asked to leave need not answer.
function goOn() {
  const go = going ?? unguard;
  close();
  go();
}

const templateOf = (root) => root.querySelector("template[data-ask]");

/**
 * Goes at once when these holders have nothing unsent, or the server takes it within moments. Else
 * asks; when it is sent after all meanwhile, goes without an answer.
 */
export async function leaveWhenSent(go, { holders = unsent(), origin } = {}) {
  const saving = holders.filter(({ savesByItself }) => savesByItself);
  await Promise.race([Promise.all(saving.map((holder) => holder.reach())), wait(WAIT_FOR_SAVES)]);
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
  await unguard();
  window.location.assign(address);
}

function onLink(root) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (event.defaultPrevented || !link || !leadsAway(link, event)) return;
    if (!templateOf(root) || !unsent().length) return;
    event.preventDefault();
    leaveWhenSent(() => goTo(link.href), { origin: link });
  });
}

export function askBeforeLeaving(root) {
  onLink(root);
  onBack(() => {
    if (!templateOf(root)) return;
    if (unsent().length) guard();
    leaveWhenSent(async () => {
      await unguard();
      window.history.back();
    });
  });
  const look = () => {
    if (!templateOf(root)) return;
    if (unsent().some((holder) => holder.isStuck())) guard();
    else if (!unsent().length) goOn();
  };
  root.addEventListener(SETTLED, look);
  root.addEventListener("input", () => {
    if (!navigator.onLine) look();
    setTimeout(look, STUCK_AFTER);
  });
  window.addEventListener("offline", look);
}
