// The queue of moderators by single keys: j and k go on and back, o opens, p publishes, d leads to
// declining. They can be switched off (WCAG 2.1.4), and never fire while somebody types.
// [data-blacken]: whoever marks words with the mouse chooses all of them.
const SWITCH = "moderation-keys";

function isOn() {
  try { return localStorage.getItem(SWITCH) !== "off"; } catch { return true; }
}

function offerSwitch() {
  const help = document.querySelector("[data-keys]");
  if (!help) return;
  help.hidden = false;
  const box = help.querySelector("[data-keys-switch]");
  box.checked = isOn();
  box.addEventListener("change", () => {
    try { localStorage.setItem(SWITCH, box.checked ? "on" : "off"); } catch { /* only for this page */ }
  });
}

function types(element) {
  return element.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
}

function step(by) {
  const links = [...document.querySelectorAll("[data-queue] [data-open]")];
  if (!links.length) {
    document.querySelector(by > 0 ? "[data-next]" : "[data-previous]")?.click();
    return;
  }
  const now = links.indexOf(document.activeElement);
  const next = now < 0 ? 0 : Math.min(Math.max(now + by, 0), links.length - 1);
  links[next].focus();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  o: () => document.activeElement?.closest("[data-open]")?.click(),
  p: () => document.querySelector("button[data-key=p]")?.click(),
  d: () => document.querySelector("[data-key=d] input")?.focus(),
};

function listen() {
  const box = document.querySelector("[data-keys-switch]");
  document.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || !box?.checked || event.defaultPrevented || event.repeat) return;
    if (event.ctrlKey || event.altKey || event.metaKey || types(event.target)) return;
    event.preventDefault();
    act();
  });
}

function blackenMarked() {
  const text = document.querySelector("[data-blacken] .blacken__text");
  text?.addEventListener("pointerup", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const words = [...text.querySelectorAll(".word")].filter((word) => range.intersectsNode(word));
    if (words.length < 2) return;
    for (const word of words) word.querySelector("input").checked = true;
    selection.removeAllRanges();
  });
}

offerSwitch();
listen();
blackenMarked();
