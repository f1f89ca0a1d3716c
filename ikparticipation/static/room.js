// [data-room="<id of a textarea>"][data-most]: says how many characters are left once few are, and how
// many are too many. Only says it: nothing is cut, and the server decides.
const TIGHT = 0.9;
const PAUSE = 400; // so that a screen reader is not told with every key

function watch(words) {
  const area = document.getElementById(words.dataset.room);
  const most = Number(words.dataset.most);
  let waiting;
  const say = () => {
    const typed = [...area.value.normalize("NFC").trim()].length;
    words.hidden = typed < most * TIGHT;
    const label = typed > most ? words.dataset.over : words.dataset.left;
    const count = Math.abs(most - typed).toLocaleString(document.documentElement.lang);
    words.textContent = words.hidden ? "" : `${label} ${count}`;
  };
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(say, PAUSE);
  });
  say();
}

export function sayRoom() {
  document.querySelectorAll("[data-room]").forEach(watch);
}
