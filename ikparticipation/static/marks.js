// [data-marks="<name of radio buttons>"] holds the plain text of a passage: the words of the chosen
// place stay marked in it when another one is chosen. A value is "12-30", or "12-p5.30" for a place
// that ends in a later passage; it counts code points of the text.
function mark(quote, value) {
  const text = [...quote.textContent];
  const [, start, key, last] = /^(\d+)-(?:(\w+)\.)?(\d+)$/.exec(value) ?? [];
  const [from, to] = [Number(start ?? 0), key ? text.length : Number(last ?? 0)];
  if (from >= to || to > text.length || (from === 0 && to === text.length)) {
    quote.replaceChildren(text.join(""));
    return;
  }
  const marked = document.createElement("mark");
  marked.textContent = text.slice(from, to).join("");
  quote.replaceChildren(text.slice(0, from).join(""), marked, text.slice(to).join(""));
}

export function markPlaces() {
  for (const quote of document.querySelectorAll("[data-marks]")) {
    document.addEventListener("change", ({ target }) => {
      if (target.name === quote.dataset.marks && target.checked) mark(quote, target.value);
    });
  }
}
