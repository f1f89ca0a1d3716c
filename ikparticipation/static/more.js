// a[data-more] below some comments of a passage: all of them come here instead of on a page of
// their own. Without this script, or when it fails, the link leads to that page.

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-more]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = [...page.querySelectorAll("[data-comments] > article")];
    const next = page.querySelector('.pager a[rel="next"]');
    if (!found.length) throw new Error("empty");
    show(link, found, next);
  } catch {
    location.assign(link.href);
  }
});

function show(link, found, next) {
  const row = link.closest("p");
  const known = new Set([...row.parentElement.querySelectorAll("article")].map((one) => one.id));
  const added = found.filter((one) => !known.has(one.id));
  row.before(...added);
  if (next) {
    link.href = next.href;
    link.removeAttribute("aria-busy");
    link.firstChild.textContent = next.textContent.trim();
  } else {
    row.remove();
  }
  const first = added[0] ?? found[0];
  const shown = document.getElementById(first.id);
  shown.tabIndex = -1;
  shown.focus();
}
