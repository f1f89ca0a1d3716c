// input[type=file][data-most]: a file that is too big is told at once and not sent; all else stays.
export function checkSize() {
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches?.("input[type=file][data-most]")) return;
    input.nextElementSibling?.matches("[data-too-big]") && input.nextElementSibling.remove();
    if ([...input.files].every((file) => file.size <= Number(input.dataset.most))) return;
    const told = document.createElement("p");
    told.className = "kern-error";
    told.setAttribute("role", "alert");
    told.dataset.tooBig = "";
    told.textContent = input.dataset.words;
    input.value = "";
    input.after(told);
    event.stopImmediatePropagation();
  }, true);
}
