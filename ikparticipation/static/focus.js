// [data-focus]: takes the focus when the page opens, so that what changed or went wrong is read
// out first. Where something went wrong (role="alert"), the title in the tab says so too.
export function takeFocus() {
  const place = document.querySelector("[data-focus]");
  if (!place) return;
  place.focus();
  if (place.matches("[role=alert]")) document.title = `(!) ${document.title}`;
}
