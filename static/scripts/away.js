// The mark that someone left by the way out. It needs no network; the server reads it at the next
// request, asks who is there before it shows anything, and takes it back. It says nothing else.

const SECURE = window.location.protocol === "https:";
const MARK = `${SECURE ? "__Host-away" : "away"}=1`;

export function markAway() {
  document.cookie = `${MARK}; Path=/; SameSite=Lax${SECURE ? "; Secure" : ""}`;
}

export const isAway = () => document.cookie.split("; ").includes(MARK);
