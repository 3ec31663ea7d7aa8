// One entry in the history of the browser above a page that holds what is not sent yet, so that the
// back button comes to this page first. The browser's own warning would tell whoever looks on.

const MARK = "unsent";

let guarded = false;
let passing = null; // {promise, resolve} while the entry is being taken away

export function guard() {
  if (guarded) return;
  guarded = true;
  window.history.scrollRestoration = "manual"; // or taking it away again would move the page
  window.history.pushState({ [MARK]: true }, "");
}

// Takes the entry away again, so that Back is as it was.
export function unguard() {
  if (passing) return passing.promise;
  if (!guarded) return Promise.resolve();
  guarded = false;
  passing = {};
  passing.promise = new Promise((resolve) => {
    passing.resolve = resolve;
  });
  window.history.back();
  return passing.promise;
}

function pass() {
  const { resolve } = passing;
  passing = null;
  window.history.scrollRestoration = "auto";
  resolve();
}

// A page that is loaded anew at the entry of an earlier one.
function leaveOverFromBefore() {
  if (!window.history.state?.[MARK]) return;
  guarded = true;
  unguard();
}

export function onBack(ask) {
  leaveOverFromBefore();
  let { href } = window.location;
  window.addEventListener("popstate", () => {
    const isSamePage = window.location.href === href;
    href = window.location.href;
    if (passing) pass();
    else if (guarded && isSamePage) {
      guarded = false;
      ask();
    }
  });
}
