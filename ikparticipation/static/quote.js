// [data-select-quote]: whoever marks words inside [data-passage][data-comment-href], in one passage
// or across several, is offered the comment form of the first one with these words and their place:
// <href>?zitat=<words>&von=<start>&bis=<end> or &bis=<key of the last passage>.<end>.
// Places count code points of the canonical text, as the server does (ikparticipation/text.py); the
// server compares the words and asks where they do not fit. Mouse, touch and keyboard (Shift + arrows
// with caret browsing) all end in `selectionchange`.
const COMPARED = 480; // characters of the words that go along
const MOST_PASSAGES = 20;

function canonical(text) {
  return text.normalize("NFC").replace(/[\u00ad\u200b\u2060\ufeff]/g, "").replace(/\s+/g, " ").trim();
}

function points(text) {
  return [...canonical(text)].length;
}

function textOf(range) {
  const part = range.cloneContents();
  for (const line of part.querySelectorAll("br")) line.replaceWith(" ");
  return part.textContent;
}

// A mouse stops inside words: half a word that is marked is taken as the whole one.
function wholeWords(ahead, marked, behind) {
  const head = /^[\p{L}\p{M}\p{N}\u00ad]/u.test(marked) ? /[\p{L}\p{M}\p{N}\u00ad]*$/u.exec(ahead)[0] : "";
  const tail = /[\p{L}\p{M}\p{N}\u00ad]$/u.test(marked) ? /^[\p{L}\p{M}\p{N}\u00ad]*/u.exec(behind)[0] : "";
  return [ahead.slice(0, ahead.length - head.length), head + marked + tail];
}

// What is marked of one passage: its words, and where they start and end. Null: only spaces.
function markedIn(passage, range) {
  const within = document.createRange();
  within.selectNodeContents(passage);
  const [before, after] = [within.cloneRange(), within.cloneRange()];
  if (range.compareBoundaryPoints(Range.START_TO_START, within) > 0) within.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, within) < 0) within.setEnd(range.endContainer, range.endOffset);
  before.setEnd(within.startContainer, within.startOffset);
  after.setStart(within.endContainer, within.endOffset);
  if (!canonical(textOf(within))) return null;
  const [ahead, marked] = wholeWords(textOf(before), textOf(within), textOf(after));
  const spaces = marked.slice(0, marked.length - marked.trimStart().length);
  return {
    passage,
    words: canonical(marked),
    start: points(`${ahead}${spaces}x`) - 1,
    end: points(ahead + marked.trimEnd()),
  };
}

function markedPlace(draft, selection) {
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(draft)) return null;
  const parts = [...draft.querySelectorAll("[data-passage][data-comment-href]")]
    .filter((passage) => range.intersectsNode(passage))
    .map((passage) => markedIn(passage, range))
    .filter(Boolean);
  return parts.length && parts.length <= MOST_PASSAGES ? { parts, range } : null;
}

function addressOf(parts) {
  const [first, last] = [parts[0], parts.at(-1)];
  const address = new URL(first.passage.dataset.commentHref, location.href);
  const words = parts.map((part) => part.words).join(" ");
  address.searchParams.set("zitat", [...words].slice(0, COMPARED).join(""));
  address.searchParams.set("von", first.start);
  address.searchParams.set("bis", first === last ? last.end : `${last.passage.dataset.passage}.${last.end}`);
  return address;
}

// Beside the words; with a finger at the foot of the screen, where the system's own menu is not.
function place(link, range) {
  link.hidden = false;
  const touched = matchMedia("(pointer: coarse)").matches;
  link.classList.toggle("quote-offer--low", touched);
  if (touched) {
    link.removeAttribute("style");
    return;
  }
  const box = range.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const left = Math.min(Math.max(box.left, 8), width - link.offsetWidth - 8);
  link.style.left = `${left + window.scrollX}px`;
  link.style.top = `${box.bottom + window.scrollY + 10}px`;
}

export function offerQuotes() {
  const draft = document.querySelector("[data-select-quote]");
  if (!draft) return;
  const link = document.createElement("a");
  link.className = "kern-btn kern-btn--primary quote-offer";
  link.hidden = true;
  const label = document.createElement("span");
  label.className = "kern-label";
  label.textContent = draft.dataset.selectQuote;
  link.append(label);
  let waiting;
  let pressed = false; // a tap on the offer takes the mark away before it follows the link
  link.addEventListener("pointerdown", () => { pressed = true; });
  window.addEventListener("pageshow", () => { pressed = false; });
  const look = () => {
    const marked = markedPlace(draft, document.getSelection());
    if (!marked) {
      if (document.activeElement !== link && !pressed) link.hidden = true;
      return;
    }
    pressed = false;
    link.href = addressOf(marked.parts);
    marked.parts.at(-1).passage.after(link);
    place(link, marked.range);
  };
  // From marked words the keyboard goes to the offer, wherever the browser would start.
  document.addEventListener("keydown", (event) => {
    const nowhere = document.activeElement === document.body;
    if (event.key !== "Tab" || event.shiftKey || link.hidden || !nowhere) return;
    event.preventDefault();
    link.focus();
  });
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 200);
  });
}
