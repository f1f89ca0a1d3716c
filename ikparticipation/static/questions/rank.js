// [data-rank]: entries with a list of places each become entries that buttons move up and down.
// The lists stay, out of sight, and are what is sent.
export function moveEntries() {
  for (const list of document.querySelectorAll("[data-rank]")) {
    for (const entry of list.children) if (!entry.querySelector("[data-made]")) addButtons(list, entry);
    if (!list.nextElementSibling?.matches(".rank__told")) addWords(list);
    show(list);
  }
}

const selectOf = (entry) => entry.querySelector("select");
const nameOf = (entry) => entry.querySelector("label, .rank__name").textContent.trim();

function addButtons(list, entry) {
  const name = nameOf(entry);
  const group = document.createElement("span");
  group.className = "rank__buttons";
  group.dataset.made = "";
  for (const [way, sign, words] of [[-1, "↑", list.dataset.up], [1, "↓", list.dataset.down]]) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign });
    button.className = "rank__button";
    button.id = `${selectOf(entry).id}-${way < 0 ? "hoch" : "runter"}`;
    button.setAttribute("aria-label", words.replace("*", name));
    button.dataset.way = way;
    button.addEventListener("click", () => move(list, entry, way, button));
    group.append(button);
  }
  entry.append(group);
}

function addWords(list) {
  const told = Object.assign(document.createElement("p"), { className: "rank__told sr" });
  told.setAttribute("role", "status");
  told.dataset.made = "";
  const keep = Object.assign(document.createElement("button"), { type: "button", textContent: list.dataset.keep });
  keep.className = "kern-btn kern-btn--tertiary rank__keep";
  keep.dataset.made = "";
  keep.addEventListener("click", () => {
    settle(list);
    list.querySelector(".rank__button").focus();
  });
  list.after(told, keep);
}

function move(list, entry, way, button) {
  const beside = way < 0 ? entry.previousElementSibling : entry.nextElementSibling;
  if (beside) (way < 0 ? beside.before(entry) : beside.after(entry));
  settle(list);
  button.focus();
  const place = [...list.children].indexOf(entry) + 1;
  const words = list.dataset.moved.replace("*", nameOf(entry)).replace("#", place);
  list.parentElement.querySelector(".rank__told").textContent = words;
}

// Gives every entry the place where it stands.
function settle(list) {
  [...list.children].forEach((entry, place) => { selectOf(entry).selectedIndex = place + 1; });
  show(list);
  selectOf(list.children[0]).dispatchEvent(new Event("change", { bubbles: true }));
}

function show(list) {
  const isRanked = [...list.children].every((entry) => selectOf(entry).value);
  list.classList.toggle("rank--open", !isRanked);
  list.parentElement.querySelector(".rank__keep").hidden = isRanked;
  list.querySelectorAll(".rank__button").forEach((button) => {
    const entry = button.closest("li");
    const atEnd = button.dataset.way < 0 ? !entry.previousElementSibling : !entry.nextElementSibling;
    button.setAttribute("aria-disabled", String(atEnd));
  });
}
