// What a page holds that the server may not have yet: one holder for each form (saving.js, words.js).

// Said on the document by what is about to take the place of the page, or of a part of it.
export const LEAVING = "leaving";
// Said on the document when a holder has come to know whether the server has its form.
export const SETTLED = "settled";

// A box that has the focus says that it changed when it is removed, and would be saved without its
// words: it says so before.
export function announceLeaving() {
  document.activeElement?.blur();
  document.dispatchEvent(new Event(LEAVING));
}

const holders = [];

export function addHolder(holder) {
  holders.push(holder);
  window.addEventListener("pagehide", () => holder.leavePage());
  document.addEventListener(LEAVING, () => holder.leavePage());
}

export const announceSettled = () => document.dispatchEvent(new Event(SETTLED));

export const holderOf = (form) => holders.find((holder) => holder.form === form);

export const unsentHolders = () => holders.filter((holder) => holder.isUnsent());

// Once the server has everything, or says that it will not take it.
export const everythingSent = () => Promise.all(holders.map((holder) => holder.untilSent()));
