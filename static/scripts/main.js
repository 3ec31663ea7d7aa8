// One job a file; each looks for its own data- attributes and does nothing on other pages.
import { keepExclusive } from "./exclusive.js";
import { closeFullTitles } from "./full-titles.js";
import { closeMenuOutside } from "./menu.js";
import { askBeforeLeaving } from "./leaving.js";
import { offerPrinting } from "./print.js";
import { focusProblems } from "./problems.js";
import { offerPasskeys } from "./passkey.js";
import { closePrivateSections } from "./private-section.js";
import { reveal } from "./reveal.js";
import { saveAsItChanges } from "./saving.js";
import { sendWhenReached } from "./sending.js";
import { leaveWithoutTrace } from "./way-out.js";
import { holdWords } from "./words.js";

keepExclusive(document);
reveal(document);
saveAsItChanges(document);
holdWords(document);
closePrivateSections(document);
closeFullTitles(document);
leaveWithoutTrace(document);
askBeforeLeaving(document);
sendWhenReached(document);
closeMenuOutside(document);
focusProblems(document);
offerPasskeys(document);
offerPrinting(document);
