// A form is sent once the server can be reached; until then the page stays as it is and says so.
// Only what is a save goes by itself then: a decision waits for another press.

import { showStatusBeside } from "./bar.js";
import { removeGuard } from "./guard.js";
import { LEAVING, holderOf, unsentHolders } from "./holders.js";
import { leaveWhenSent } from "./leaving.js";
import { canReachServer, waitAWhile } from "./signal.js";

const SAVES = "[data-save]";
const ANSWERED_WITHIN = 15000; // milliseconds; until then a second tap is no second form

const isPost = (form) => form.getAttribute("method")?.toLowerCase() === "post";
const goesByItself = ({ submitter }) => submitter?.matches(SAVES) ?? false;

// A form without fields of its own loses nothing: it is held back only where there is no network.
const isReadyToSend = ({ form }) => holderOf(form)?.saveFirst() ?? canReachServer();
const maySkip = (form) => navigator.onLine && !holderOf(form)?.holdsSomething();
const othersThan = (form) => unsentHolders().filter((holder) => holder.form !== form);

let wanted = null; // {form, submitter}: what was pressed last
let isWaiting = false;
let isOnItsWay = false;
let letThrough = null;

function noteOnItsWay() {
  isOnItsWay = true;
  setTimeout(() => {
    isOnItsWay = false;
  }, ANSWERED_WITHIN);
}

// While a browser still tells of a press it ignores that the form is sent again, and promises alone
// come that early.
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

async function send({ form, submitter }) {
  noteOnItsWay();
  holderOf(form)?.letFormGo();
  await removeGuard();
  await nextTask();
  if (!form.isConnected) return;
  letThrough = form;
  form.requestSubmit(submitter);
  if (letThrough) [letThrough, isOnItsWay] = [null, false]; // the browser has found something to say
}

function showWaiting({ submitter }, isBack) {
  if (isBack) showStatusBeside(submitter, "Signal is back", "Press the button again");
  else if (goesByItself({ submitter })) showStatusBeside(submitter, "Not sent yet", "Goes when the signal is back");
  else showStatusBeside(submitter, "Not sent yet", "Keep this page open");
}

// True once the server is reached, and whether that took a wait.
async function waitForServer() {
  let waited = false;
  while (wanted) {
    const now = wanted;
    const isThere = await isReadyToSend(now);
    if (isThere && wanted === now) break;
    if (isThere || !wanted) continue;
    waited = true;
    showWaiting(wanted, false);
    await waitAWhile();
  }
  return waited;
}

async function deliver() {
  if (isWaiting) return;
  isWaiting = true;
  const waited = await waitForServer();
  isWaiting = false;
  const now = wanted;
  wanted = null;
  if (!now) return;
  if (waited && !goesByItself(now)) showWaiting(now, true);
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
    noteOnItsWay();
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
