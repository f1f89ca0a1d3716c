// form[data-preview-at]: shows in [data-preview] what the text will look like while one types.
// The server draws it, as it draws everything; without this script a button does the same.
// Nothing is read out while typing: only that the preview cannot be had, and that it is there again.
// form[data-changed]: what stands in the form is not saved yet, so leaving it is asked about.
const SHORTEST_PAUSE = 400; // ms; a long text waits twice as long as it took the last time
const FRAGMENT = { "X-Fragment": "preview" };

function says(form, word) {
  for (const words of form.querySelectorAll("[data-preview-status] [data-says]")) {
    words.hidden = words.dataset.says !== word;
  }
}

function previewer(form, paper) {
  let asked = new AbortController();
  let took = 0;
  const look = async () => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const begun = performance.now();
    paper.setAttribute("aria-busy", "true");
    try {
      const body = new FormData(form);
      const answer = await fetch(form.dataset.previewAt, { method: "POST", body, headers: FRAGMENT, signal });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      paper.innerHTML = await answer.text();
      says(form, null);
    } catch {
      if (!signal.aborted) says(form, "failed");
    }
    if (signal.aborted) return;
    paper.removeAttribute("aria-busy");
    took = performance.now() - begun;
  };
  return { look, pause: () => Math.max(SHORTEST_PAUSE, 2 * took) };
}

function scrollAlong(text, paper) {
  text.addEventListener("scroll", () => {
    const most = text.scrollHeight - text.clientHeight;
    if (most > 0) paper.scrollTop = (text.scrollTop / most) * (paper.scrollHeight - paper.clientHeight);
  });
}

function previewWhileTyping(form) {
  const paper = form.querySelector("[data-preview]");
  const text = form.querySelector("textarea");
  const preview = previewer(form, paper);
  let waiting;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(preview.look, preview.pause());
  });
  form.querySelector("[data-preview-now]").addEventListener("click", async (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    await preview.look();
    const title = form.querySelector("#vorschau");
    title.focus();
    title.scrollIntoView({ block: "nearest" });
  });
  scrollAlong(text, paper);
}

for (const form of document.querySelectorAll("form[data-preview-at]")) previewWhileTyping(form);
for (const form of document.querySelectorAll("form[data-changed]")) {
  form.dispatchEvent(new Event("input"));
}
