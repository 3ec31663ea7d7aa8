// Offers a passkey where the browser has one, and says in words when none was used.
// The packages' own scripts talk to the browser; see templates/people/_passkey_scripts.html.

export function offerPasskeys(root) {
  const offered = [...root.querySelectorAll("[data-passkey]")];
  if (!offered.length || !window.PublicKeyCredential) return;
  offered.forEach((one) => {
    one.hidden = false;
  });
  root.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    root.querySelectorAll("[data-passkey-failed]").forEach((words) => {
      words.hidden = false;
    });
  });
}
