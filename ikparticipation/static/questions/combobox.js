// [data-combobox]: a text field with suggestions, or a long list one can type into, as the ARIA
// Authoring Practices describe an editable combobox with a list. Without scripts the text field has
// a button to a search page, and the list is a plain one.
const MOST = 8;
let number = 0;

export function chooseFromList() {
  for (const control of document.querySelectorAll("[data-combobox]")) {
    if (control.combobox) control.combobox.refresh();
    else control.combobox = control.localName === "select" ? overSelect(control) : overText(control);
  }
}

function overText(input) {
  const list = input.getAttribute("list");
  const options = () =>
    [...(document.getElementById(list)?.options ?? [])].map((option) => ({ label: option.value, value: option.value }));
  input.removeAttribute("list");
  return combobox(input, { options, choose: (option) => put(input, option.value), leave: () => {} });
}

function overSelect(select) {
  const input = document.createElement("input");
  input.className = "kern-form-input__input";
  input.id = `${select.id}-suche`;
  input.type = "text";
  input.dataset.made = "";
  input.placeholder = select.dataset.placeholder;
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  const label = select.labels[0];
  label.htmlFor = input.id;
  label.dataset.over = "";
  select.parentElement.after(input);
  const chosen = () => (select.value ? select.selectedOptions[0].text : "");
  const show = () => {
    if (document.activeElement !== input) input.value = chosen();
  };
  const choose = (option) => {
    if (select.value === option.value) return;
    select.value = option.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const options = () =>
    [...select.options].filter((option) => option.value).map((option) => ({ label: option.text, value: option.value }));
  const leave = () => {
    const same = options().find((option) => plain(option.label) === plain(input.value));
    if (same) choose(same);
    else if (!input.value.trim()) choose({ value: "" });
    input.value = chosen();
  };
  show();
  const made = combobox(input, { options, choose: (option) => { choose(option); input.value = chosen(); }, leave });
  return { refresh: () => { made.refresh(); show(); } };
}

function put(input, value) {
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function combobox(input, { options, choose, leave }) {
  const words = document.querySelector("[data-message]").dataset;
  number += 1;
  const list = made("ul", { id: `vorschlaege-${number}`, role: "listbox", className: "suggestions", hidden: true });
  const told = made("span", { className: "sr", role: "status" });
  list.setAttribute("aria-label", input.labels[0]?.textContent.trim() ?? "");
  input.after(list, told);
  attach();
  let active = -1;
  let found = [];

  function attach() {
    input.dataset.over = "";
    const states = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    for (const [name, value] of Object.entries(states)) input.setAttribute(name, value);
    input.autocomplete = "off";
  }

  function open(all) {
    found = all ? options() : matching(options(), input.value);
    const more = found.length;
    if (!all) found = found.slice(0, MOST);
    list.replaceChildren(...found.map(entry));
    move(-1);
    const isOpen = found.length > 0;
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    const text = more === 1 ? words.oneFound : more ? words.manyFound.replace("#", more) : words.noneFound;
    told.textContent = input.value.trim() || all ? text : "";
  }

  function entry(option, place) {
    const item = made("li", { id: `${list.id}-${place}`, role: "option", textContent: option.label });
    item.setAttribute("aria-selected", "false");
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => take(place));
    return item;
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    told.textContent = "";
  }

  function move(to) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = to;
    const item = list.children[active];
    if (!item) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", item.id);
  }

  function take(place) {
    choose(found[place]);
    close();
  }

  const keys = {
    ArrowDown: (event) => {
      if (list.hidden) open(!input.value.trim() || event.altKey || input.localName === "select" || isChosen());
      if (!event.altKey) move((active + 1) % found.length);
    },
    ArrowUp: () => {
      if (list.hidden) open(!input.value.trim() || isChosen());
      move((active <= 0 ? found.length : active) - 1);
    },
    Enter: () => active >= 0 && !list.hidden && (take(active), true),
    Escape: () => (list.hidden ? false : (close(), true)),
  };
  const isChosen = () => options().some((option) => option.label === input.value);

  input.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act) return;
    const done = act(event);
    if (done || event.key.startsWith("Arrow")) event.preventDefault();
  });
  input.addEventListener("input", (event) => event.isTrusted && open(false));
  input.addEventListener("click", () => list.hidden && !input.value && open(true));
  input.addEventListener("blur", () => {
    close();
    leave();
  });
  return { refresh: () => list.hidden && attach() };
}

function made(tag, { role, ...properties }) {
  const element = Object.assign(document.createElement(tag), properties);
  if (role) element.setAttribute("role", role);
  element.dataset.made = "";
  return element;
}

// Each typed word begins a word of the name; marks on letters do not matter.
function matching(options, typed) {
  const wanted = plain(typed).split(" ").filter(Boolean);
  if (!wanted.length) return options;
  return options.filter(({ label }) => {
    const parts = plain(label).split(/[^\p{L}\p{N}]+/u);
    return wanted.every((word) => parts.some((part) => part.startsWith(word)));
  });
}

function plain(text) {
  return text.trim().toLocaleLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, "");
}
