// [data-network]: pan and zoom of the picture, and who said what beside it. The picture is a link
// for each organisation and needs none of this. Everything works by keyboard: + and -, the arrow
// keys and 0 while the focus is in the picture, and the buttons below it.
const VIEWS = [0, 1, 2, 4]; // how near one must be for more names; see graph/lettering.py
const NEAREST = 12;
const STEP = 0.15;
const SMALL = matchMedia("(max-width: 47.99rem)");

function camera(svg) {
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const view = { x: 0, y: 0, near: 1 };
  const show = () => {
    const [w, h] = [width / view.near, height / view.near];
    view.x = Math.min(Math.max(view.x, 0), width - w);
    view.y = Math.min(Math.max(view.y, 0), height - h);
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${w} ${h}`);
    svg.style.setProperty("--near", view.near);
    svg.classList.toggle("is-near", view.near > 1);
    const seen = view.near * (SMALL.matches ? 0.64 : 1);
    VIEWS.forEach((least, n) => svg.classList.toggle(`is-view${n}`, n > 0 && seen >= least));
  };
  return {
    zoom(by, px = view.x + width / view.near / 2, py = view.y + height / view.near / 2) {
      const near = by ? Math.min(Math.max(view.near * by, 1), NEAREST) : 1;
      view.x = px - ((px - view.x) * view.near) / near;
      view.y = py - ((py - view.y) * view.near) / near;
      view.near = near;
      show();
    },
    move(dx, dy) {
      view.x += dx * (width / view.near);
      view.y += dy * (height / view.near);
      show();
    },
    bring(x, y) {
      const [w, h] = [width / view.near, height / view.near];
      const inside = x > view.x && x < view.x + w && y > view.y && y < view.y + h;
      if (!inside) { view.x = x - w / 2; view.y = y - h / 2; show(); }
    },
    get near() { return view.near; },
  };
}

function place(svg, event) {
  const point = new DOMPoint(event.clientX, event.clientY);
  return point.matrixTransform(svg.getScreenCTM().inverse());
}

// One finger or the mouse moves the picture, two fingers move and zoom it.
function drag(svg, eye) {
  const down = new Map();
  let moved = 0;
  const spread = () => {
    const [a, b] = [...down.values()];
    return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  };
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!down.size) moved = 0;
    down.set(event.pointerId, event);
  });
  svg.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before || (event.pointerType === "touch" && down.size === 1 && eye.near === 1)) return;
    const box = svg.getBoundingClientRect();
    const apart = down.size === 2 ? spread() : 0;
    down.set(event.pointerId, event);
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    moved += Math.hypot(dx, dy);
    if (moved > 4) {
      svg.classList.add("is-moving");
      svg.setPointerCapture(event.pointerId);
    }
    if (apart) {
      const { x, y } = place(svg, event);
      eye.zoom(spread() / apart, x, y);
    } else {
      eye.move(-dx / box.width, -dy / box.height);
    }
  });
  const up = (event) => {
    down.delete(event.pointerId);
    svg.classList.remove("is-moving");
  };
  svg.addEventListener("pointerup", up);
  svg.addEventListener("pointercancel", up);
  // What was pulled is no link that was meant.
  svg.addEventListener("click", (event) => {
    if (moved > 4) { event.preventDefault(); event.stopPropagation(); }
  }, true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
}

const KEYS = {
  "+": (eye) => eye.zoom(1.5),
  "-": (eye) => eye.zoom(1 / 1.5),
  0: (eye) => eye.zoom(0),
  ArrowLeft: (eye) => eye.move(-STEP, 0),
  ArrowRight: (eye) => eye.move(STEP, 0),
  ArrowUp: (eye) => eye.move(0, -STEP),
  ArrowDown: (eye) => eye.move(0, STEP),
};

function steer(room, svg, eye) {
  const frame = room.querySelector("[data-network-frame]");
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", svg.querySelector("title").textContent);
  frame.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act(eye);
  });
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // the wheel alone scrolls the page
    event.preventDefault();
    const { x, y } = place(svg, event);
    eye.zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, x, y);
  }, { passive: false });
  const tools = room.querySelector("[data-network-tools]");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-network-zoom]");
    if (button) eye.zoom(Number(button.dataset.networkZoom));
  });
  svg.addEventListener("focusin", ({ target }) => {
    const mark = target.closest("[data-x]");
    if (mark) eye.bring(Number(mark.dataset.x), Number(mark.dataset.y));
  });
}

function choose(svg, mark) {
  for (const old of svg.querySelectorAll(".is-chosen, .is-near-it")) {
    old.classList.remove("is-chosen", "is-near-it");
  }
  svg.classList.toggle("has-chosen", Boolean(mark));
  const [lines, denials] = svg.querySelectorAll("[data-network-chosen]");
  for (const each of [lines, denials]) each.setAttribute("d", "");
  if (!mark) return;
  const find = (n) => svg.querySelectorAll(`[data-n="${n}"]`);
  for (const each of find(mark.dataset.n)) each.classList.add("is-chosen");
  const denied = new Set(mark.dataset.denied?.split(" "));
  let [said, no] = ["", ""];
  for (const n of mark.dataset.near.split(" ").filter(Boolean)) {
    for (const each of find(n)) each.classList.add("is-near-it");
    const other = svg.querySelector(`[data-x][data-n="${n}"]`);
    const line = `M${mark.dataset.x} ${mark.dataset.y}L${other.dataset.x} ${other.dataset.y}`;
    if (denied.has(n)) no += line;
    else said += line;
  }
  lines.setAttribute("d", said);
  denials.setAttribute("d", no);
}

// Its title is the page's there, and one of several here.
function lowered(part) {
  for (const [was, is] of [["h2", "h4"], ["h1", "h3"]]) {
    for (const title of part.querySelectorAll(was)) {
      const lower = document.createElement(is);
      lower.append(...title.childNodes);
      title.replaceWith(lower);
    }
  }
  return part;
}

function showDetails(room, svg) {
  const panel = room.querySelector("[data-network-panel]");
  const close = () => {
    panel.hidden = true;
    room.classList.remove("has-details");
    const mark = svg.querySelector("a.is-chosen");
    choose(svg, null);
    mark?.focus();
  };
  svg.addEventListener("click", async (event) => {
    const mark = event.target.closest("a[data-n]");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    const href = mark.getAttribute("href");
    choose(svg, mark);
    try {
      const answer = await fetch(href);
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const said = page.querySelector("[data-network-details]");
      panel.querySelector("[data-network-said]").replaceChildren(lowered(said));
    } catch {
      location.assign(href);
      return;
    }
    panel.hidden = false;
    room.classList.add("has-details");
    panel.focus();
  });
  panel.querySelector("[data-network-close]").addEventListener("click", close);
  room.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
}

for (const room of document.querySelectorAll("[data-network]")) {
  const svg = room.querySelector("[data-network-picture]");
  const eye = camera(svg);
  steer(room, svg, eye);
  drag(svg, eye);
  showDetails(room, svg);
}
