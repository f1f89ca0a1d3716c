// form[data-once]: a second click while the answer is under way sends nothing.
// A file is no new page: data-once="download" can be sent again after three seconds.
// The pressed button is marked busy, not disabled: a disabled one would lose its name and value.
export function submitOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]") || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
    if (form.dataset.once === "download") setTimeout(() => release(form), 3000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-once]").forEach(release);
  });
}

function release(form) {
  delete form.dataset.sent;
  form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
}
