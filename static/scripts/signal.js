// Whether the server can be reached, and waiting for a network that comes and goes.
// The browser's own word counts only when it says no: with one bar of signal it says yes.

const LOOK_AGAIN = 10000; // milliseconds
const GIVE_UP = 5000;
const RECENTLY = 5000;

let heardAt = -Infinity;

// The server has just answered: for a moment nobody need ask whether it is there.
export function heard() {
  heardAt = performance.now();
}

export const heardRecently = () => navigator.onLine && performance.now() - heardAt < RECENTLY;

// Until the browser says that it is back, or ten seconds have passed.
export function aWhile() {
  return new Promise((resolve) => {
    setTimeout(resolve, LOOK_AGAIN);
    window.addEventListener("online", resolve, { once: true });
  });
}

// A way to sign in is an answer too; a fault of the server's is none.
const isAnswer = ({ ok, type }) => ok || type === "opaqueredirect";

async function answers(url) {
  try {
    const asked = { method: "HEAD", cache: "no-store", redirect: "manual" };
    const headers = { "X-Background": "1" };
    return isAnswer(await fetch(url, { ...asked, headers, signal: AbortSignal.timeout(GIVE_UP) }));
  } catch {
    return false;
  }
}

// An address that reads the session, so that a database out of order is no answer.
const ours = () => document.body.dataset.reach;

export async function isReached(url = ours()) {
  if (!navigator.onLine) return false;
  const reached = !url || (await answers(url));
  if (reached) heard();
  return reached;
}

export async function untilReached(url) {
  while (!(await isReached(url))) await aWhile();
}
