// details[data-chosen]: while it is folded up, its title names the boxes that are ticked in it.
// The page comes with their names; here they follow what is ticked since.
export function nameChosen() {
  document.addEventListener("change", ({ target }) => {
    const fold = target.closest("details[data-chosen]");
    if (!fold) return;
    const labels = [...fold.querySelectorAll("input:checked")].flatMap((box) => [...box.labels]);
    const names = labels.map((label) => label.textContent).join(", ");
    fold.querySelector("[data-names]").textContent = names || fold.dataset.chosen;
  });
}
