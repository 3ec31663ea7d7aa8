// The mark that someone left by the quick exit, set without a network. At the next request the server
// reads it, asks who is there before it shows anything, and removes it. It says nothing else.

const SECURE = window.location.protocol === "https:";
const MARK = `${SECURE ? "__Host-away" : "away"}=1`;

export function markQuickExit() {
  document.cookie = `${MARK}; Path=/; SameSite=Lax${SECURE ? "; Secure" : ""}`;
}

export const isMarked = () => document.cookie.split("; ").includes(MARK);
