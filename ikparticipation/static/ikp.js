// Attaches the behaviours of this page. Each is a small module; the page works without any of them.
import { closeMenus } from "./menus.js";
import { takeFocus } from "./focus.js";
import { nameChosen } from "./fold.js";
import { offerQuotes } from "./quote.js";
import { markPlaces } from "./marks.js";
import { submitOnce } from "./once.js";
import { sayRoom } from "./room.js";
import { warnUnsaved } from "./unsaved.js";

takeFocus();
submitOnce();
warnUnsaved();
closeMenus();
nameChosen();
offerQuotes();
markPlaces();
sayRoom();
