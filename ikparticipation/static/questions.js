// The behaviours of a questionnaire's page. Each is a small module; the page works without any of them.
import { chooseFromList } from "./questions/combobox.js";
import { checkSize } from "./questions/files.js";
import { pointAtMap } from "./questions/geopoint.js";
import { saveWhileAnswering } from "./questions/live.js";
import { moveEntries } from "./questions/rank.js";

const makeOver = [chooseFromList, pointAtMap, moveEntries];

function makeAllOver() {
  makeOver.forEach((behaviour) => behaviour());
}

makeAllOver();
checkSize();
saveWhileAnswering(makeAllOver);
document.documentElement.classList.add("scripts"); // hides what only is there without scripts
