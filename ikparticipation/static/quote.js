// [data-select-quote]: whoever marks words inside one [data-passage][data-comment-href] is offered
// the comment form of that passage with these words: <href>?zitat=<words>. Mouse, touch and
// keyboard (Shift + arrows with caret browsing) all end in `selectionchange`.
const LONGEST = 500; // characters; a longer mark is a comment on the passage

function passageOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element?.closest("[data-passage][data-comment-href]");
}

function markedWords(selection) {
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const passage = passageOf(range.startContainer);
  if (!passage || passage !== passageOf(range.endContainer)) return null;
  const words = selection.toString().replace(/\s+/g, " ").trim();
  return words && words.length <= LONGEST ? { words, passage, range } : null;
}

function place(link, range) {
  const box = range.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  link.hidden = false;
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
  const look = () => {
    const marked = markedWords(document.getSelection());
    if (!marked) {
      if (document.activeElement !== link) link.hidden = true;
      return;
    }
    const target = new URL(marked.passage.dataset.commentHref, location.href);
    target.searchParams.set("zitat", marked.words);
    link.href = target;
    marked.passage.after(link);
    place(link, marked.range);
  };
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 200);
  });
}
