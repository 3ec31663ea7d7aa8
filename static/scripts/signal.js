// Whether the server can be reached, and waiting for a network that comes and goes.
// The browser's own word counts only when it says no: with one bar of signal it says yes.

const LOOK_AGAIN = 10000; // milliseconds
const GIVE_UP = 5000;
const RECENTLY = 5000;

let answeredAt = -Infinity;

// The server has just answered: for a moment nobody need ask whether it is there.
export function noteAnswer() {
  answeredAt = performance.now();
}

export const answeredRecently = () => navigator.onLine && performance.now() - answeredAt < RECENTLY;

// Until the browser says that it is back, or ten seconds have passed.
export function waitAWhile() {
  return new Promise((resolve) => {
    setTimeout(resolve, LOOK_AGAIN);
    window.addEventListener("online", resolve, { once: true });
  });
}

// A redirect to the sign-in page is an answer too; an error of the server is none.
const isAnswer = ({ ok, type }) => ok || type === "opaqueredirect";

async function isAnswered(url) {
  try {
    const asked = { method: "HEAD", cache: "no-store", redirect: "manual" };
    const headers = { "X-Background": "1" };
    return isAnswer(await fetch(url, { ...asked, headers, signal: AbortSignal.timeout(GIVE_UP) }));
  } catch {
    return false;
  }
}

// An address that reads the session, so that a server without its database gives no answer.
const reachAddress = () => document.body.dataset.reach;

export async function canReachServer(url = reachAddress()) {
  if (!navigator.onLine) return false;
  const reached = !url || (await isAnswered(url));
  if (reached) noteAnswer();
  return reached;
}

export async function untilServerIsReached(url) {
  while (!(await canReachServer(url))) await waitAWhile();
}
