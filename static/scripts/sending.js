// A form is sent once the server can be reached; until then the page stays as it is and says so.
// Only what is a save goes by itself then: a decision waits for another press.

import { sayBeside } from "./bar.js";
import { unguard } from "./guard.js";
import { LEAVING, holderOf, unsent } from "./holders.js";
import { leaveWhenSent } from "./leaving.js";
import { aWhile, isReached } from "./signal.js";

const SAVES = "[data-save]";
const ANSWERED_WITHIN = 15000; // milliseconds; until then a second tap is no second form

const isPost = (form) => form.getAttribute("method")?.toLowerCase() === "post";
const goesByItself = ({ submitter }) => submitter?.matches(SAVES) ?? false;

// A form without fields of its own loses nothing: it is held back only where there is no network.
const reached = ({ form }) => holderOf(form)?.reach() ?? isReached();
const maySkip = (form) => navigator.onLine && !holderOf(form)?.holdsSomething();
const othersThan = (form) => unsent().filter((holder) => holder.form !== form);

let wanted = null; // {form, submitter}: what was pressed last
let isWaiting = false;
let isOnItsWay = false;
let letThrough = null;

function onItsWay() {
  isOnItsWay = true;
  setTimeout(() => {
    isOnItsWay = false;
  }, ANSWERED_WITHIN);
}

async function send({ form, submitter }) {
  onItsWay();
  holderOf(form)?.release();
  await unguard();
  if (!form.isConnected) return;
  letThrough = form;
  form.requestSubmit(submitter);
  if (letThrough) [letThrough, isOnItsWay] = [null, false]; // the browser has found something to say
}

function sayWaiting({ submitter }, isBack) {
  if (isBack) sayBeside(submitter, "Signal is back", "Press the button again");
  else if (goesByItself({ submitter })) sayBeside(submitter, "Not sent yet", "Goes when the signal is back");
  else sayBeside(submitter, "Not sent yet", "Keep this page open");
}

// True once the server is reached, and whether that took a wait.
async function untilItIsReached() {
  let waited = false;
  while (wanted) {
    const now = wanted;
    const isThere = await reached(now);
    if (isThere && wanted === now) break;
    if (isThere || !wanted) continue;
    waited = true;
    sayWaiting(wanted, false);
    await aWhile();
  }
  return waited;
}

async function deliver() {
  if (isWaiting) return;
  isWaiting = true;
  const waited = await untilItIsReached();
  isWaiting = false;
  const now = wanted;
  wanted = null;
  if (!now) return;
  if (waited && !goesByItself(now)) sayWaiting(now, true);
  else send(now);
}

function onSubmit(event) {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || !isPost(form)) return;
  if (form === letThrough) {
    letThrough = null;
    return;
  }
  const others = othersThan(form);
  if (!isOnItsWay && !others.length && maySkip(form)) {
    onItsWay();
    return;
  }
  event.preventDefault();
  if (isOnItsWay) return;
  const press = () => {
    wanted = { form, submitter };
    deliver();
  };
  if (others.length) leaveWhenSent(press, { holders: others, origin: submitter });
  else press();
}

export function sendWhenReached(root) {
  root.addEventListener("submit", onSubmit);
  root.addEventListener(LEAVING, () => {
    wanted = null;
  });
  window.addEventListener("pageshow", () => {
    isOnItsWay = false;
  });
}
