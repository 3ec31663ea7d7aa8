// One entry in the history of the browser above a page that holds what is not sent yet, so that the
// back button comes to this page first. The browser's own warning would tell whoever looks on.

const MARK = "unsent";

let guarded = false;
let removing = null; // {promise, resolve} while the entry is being removed

export function guardBack() {
  if (guarded) return;
  guarded = true;
  window.history.scrollRestoration = "manual"; // or removing the entry would move the page
  window.history.pushState({ [MARK]: true }, "");
}

// Removes the entry, so that Back works as before.
export function removeGuard() {
  if (removing) return removing.promise;
  if (!guarded) return Promise.resolve();
  guarded = false;
  removing = {};
  removing.promise = new Promise((resolve) => {
    removing.resolve = resolve;
  });
  window.history.back();
  return removing.promise;
}

function finishRemoving() {
  const { resolve } = removing;
  removing = null;
  window.history.scrollRestoration = "auto";
  resolve();
}

// A page may be loaded again at the entry that an earlier one added.
function removeGuardOfEarlierPage() {
  if (!window.history.state?.[MARK]) return;
  guarded = true;
  removeGuard();
}

export function onBack(ask) {
  removeGuardOfEarlierPage();
  let { href } = window.location;
  window.addEventListener("popstate", () => {
    const isSamePage = window.location.href === href;
    href = window.location.href;
    if (removing) finishRemoving();
    else if (guarded && isSamePage) {
      guarded = false;
      ask();
    }
  });
}
