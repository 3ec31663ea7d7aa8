// Waiting for a network that comes and goes.

const LOOK_AGAIN = 10000; // milliseconds

// Until the browser says that it is back, or ten seconds have passed.
export function aWhile() {
  return new Promise((resolve) => {
    setTimeout(resolve, LOOK_AGAIN);
    window.addEventListener("online", resolve, { once: true });
  });
}

async function answers(url) {
  try {
    return (await fetch(url, { method: "HEAD", cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

export async function untilReached(url) {
  while (!(await answers(url))) await aWhile();
}
