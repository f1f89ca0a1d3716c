// [data-focus]: takes the focus when the page opens, so that what changed or went wrong is read
// out first. Where something went wrong (role="alert"), the title in the tab says so too.
export function takeFocus() {
  const place = document.querySelector("[data-focus]");
  if (!place) return;
  // A form sent after the skip link keeps its fragment, which would take the focus away again.
  if (location.hash === "#inhalt") history.replaceState(null, "", location.pathname + location.search);
  place.focus();
  if (place.matches("[role=alert]")) document.title = `(!) ${document.title}`;
}
