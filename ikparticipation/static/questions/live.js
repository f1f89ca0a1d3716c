// form[data-live]: is sent by itself shortly after an answer changed, and the part of the page that
// depends on answers is exchanged (htmx, morphed by idiomorph). It is the same POST as that of the
// buttons, so it also saves. Focus, caret, open folds and what is being typed stay.
// What other scripts have made carries data-made, what they changed carries data-over: both stay.
const PAUSE = 500;
const RETRY = 15_000;
const FINAL = new Set(["conflict", "closed"]);
const OVER = new Set(["data-over", "list", "role", "autocomplete", "for", "tabindex", "type"]);

const form = () => document.querySelector("form[data-live]");

// changes: answers that were finished; typed: every key. sent*: what they were when it was sent.
const now = { count: 0, changes: 0, typed: 0, sentChanges: 0, sentTyped: 0, dirty: false, stopped: false };
let waiting;
let retrying;
let order = [];

export function saveWhileAnswering(makeOver) {
  if (!form() || !window.htmx || !window.Idiomorph) return;
  keepWhatPeopleDo(window.Idiomorph.defaults);
  document.addEventListener("input", ({ target }) => {
    if (!isAnswer(target)) return;
    now.typed += 1;
    now.dirty = true;
  });
  document.addEventListener("change", ({ target }) => {
    if (!isAnswer(target)) return;
    now.changes += 1;
    now.dirty = true;
    later();
  });
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", onClick);
  document.body.addEventListener("htmx:configRequest", ({ detail }) => {
    detail.parameters.seite = mark();
  });
  document.body.addEventListener("htmx:beforeSwap", beforeSwap);
  document.body.addEventListener("htmx:afterSwap", () => afterSwap(makeOver));
  document.body.addEventListener("htmx:sendError", () => unreachable());
  document.body.addEventListener("htmx:timeout", () => unreachable());
  window.addEventListener("online", () => now.dirty && send());
  window.addEventListener("beforeunload", (event) => {
    if (now.dirty) event.preventDefault();
  });
}

function isAnswer(target) {
  return target.form === form() && target.name && target.name.includes("/") && !target.name.startsWith("gemeinde/");
}

// Names this page and counts what it sends: what it saved itself is no conflict for it.
function mark() {
  const [page] = form().elements.seite.value.split(".");
  now.count += 1;
  return `${page}.${now.count}`;
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(send, PAUSE);
}

function send() {
  clearTimeout(waiting);
  clearTimeout(retrying);
  if (now.stopped || form().dataset.sent) return;
  Object.assign(now, { sentChanges: now.changes, sentTyped: now.typed });
  window.htmx.trigger(form(), "live");
}

function onSubmit(event) {
  if (event.target !== form() || event.defaultPrevented) return;
  clearTimeout(waiting);
  clearTimeout(retrying);
  window.htmx.trigger(form(), "htmx:abort");
  form().elements.seite.value = mark();
  now.dirty = false;
}

function beforeSwap(event) {
  const { xhr } = event.detail;
  event.detail.isError = false;
  if (!xhr.getResponseHeader("Saved-Section")) {
    event.detail.shouldSwap = false;
    tell(reasonOf(xhr));
    return;
  }
  // Something was answered since it was sent: the next answer of the server will have it.
  event.detail.shouldSwap = now.changes === now.sentChanges;
  quiet();
  if (now.typed === now.sentTyped) now.dirty = false;
  const held = document.activeElement?.closest("[data-question]");
  const all = [...document.querySelectorAll("#bogen [data-question]")];
  order = held ? all.slice(all.indexOf(held)).map(controlIn).map((control) => control?.id) : [];
}

function reasonOf(xhr) {
  const reason = xhr.getResponseHeader("Not-Saved");
  if (reason) return reason;
  const isElsewhere = xhr.status < 300 || xhr.status === 400 || xhr.status === 401 || xhr.status === 403;
  return isElsewhere ? "signed-out" : xhr.status >= 500 ? "unreachable" : "refused";
}

function afterSwap(makeOver) {
  makeOver();
  for (const file of form().querySelectorAll("input[type=file]")) file.value = "";
  // The question that had the focus is gone: the next one takes it.
  const isLost = document.activeElement === document.body || !document.activeElement;
  if (!order.length || !isLost) return;
  const next = order.map((id) => id && document.getElementById(id)).find(Boolean);
  (next ?? document.getElementById("weiter"))?.focus();
}

function controlIn(question) {
  return question.querySelector("input:not([type=hidden], [type=image]), select, textarea, button");
}

function unreachable() {
  tell("unreachable");
}

function tell(reason) {
  const place = document.querySelector("[data-message]");
  now.stopped = FINAL.has(reason);
  now.dirty = true;
  place.querySelector("[data-words]").textContent = place.getAttribute(`data-${reason}`);
  place.querySelector("[data-sign-in]").hidden = reason !== "signed-out";
  place.querySelector("[data-again]").hidden = FINAL.has(reason);
  place.setAttribute("data-over", "");
  place.hidden = false;
  if (reason === "unreachable") retrying = setTimeout(send, RETRY);
}

function quiet() {
  const place = document.querySelector("[data-message]");
  place.hidden = true;
}

// Whoever signed in again elsewhere has a new token: it is taken from a fresh copy of this page.
async function onClick(event) {
  if (!event.target.closest("[data-again]")) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("form[data-live] [name=csrf_token]");
    if (!token) throw new Error("signed out");
    form().elements.csrf_token.value = token.value;
    send();
  } catch (error) {
    tell(error instanceof TypeError ? "unreachable" : "signed-out");
  }
}

function keepWhatPeopleDo(defaults) {
  defaults.ignoreActiveValue = true;
  defaults.callbacks.beforeNodeRemoved = (node) => !(node instanceof Element && node.hasAttribute("data-made"));
  defaults.callbacks.beforeAttributeUpdated = (name, node, change) => {
    if (name === "open" && node.localName === "details") return change !== "remove";
    if (!node.hasAttribute("data-over")) return true;
    return !(OVER.has(name) || name.startsWith("aria-") || name === "hidden");
  };
}
