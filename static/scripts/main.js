// One job a file; each looks for its own data- attributes and does nothing on other pages.
import { keepExclusive } from "./exclusive.js";
import { closeMenuOutside } from "./menu.js";
import { offerPrinting } from "./print.js";
import { focusProblems } from "./problems.js";
import { offerPasskeys } from "./passkey.js";
import { closePrivateSections } from "./private-section.js";
import { reveal } from "./reveal.js";
import { saveAsItChanges } from "./saving.js";
import { countUnconfirmed } from "./unconfirmed.js";
import { leaveWithoutTrace } from "./way-out.js";

keepExclusive(document);
reveal(document);
countUnconfirmed(document);
saveAsItChanges(document);
closePrivateSections(document);
leaveWithoutTrace(document);
closeMenuOutside(document);
focusProblems(document);
offerPasskeys(document);
offerPrinting(document);
