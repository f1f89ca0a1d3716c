// [data-geopoint]: a click on the map, or a chosen municipality, fills the two fields at once.
// The picture is linear: the data of the image say which degrees its edges are.
export function pointAtMap() {
  for (const place of document.querySelectorAll("[data-geopoint]")) {
    if (place.pointing) continue;
    place.pointing = true;
    place.addEventListener("click", (event) => pointed(place, event));
    place.addEventListener("change", (event) => chosen(place, event));
  }
}

function pointed(place, event) {
  const map = event.target.closest("input[type=image]");
  if (!map) return;
  event.preventDefault();
  const box = map.getBoundingClientRect();
  const { west, east, north, south } = map.dataset;
  const across = (event.clientX - box.left) / box.width;
  const down = (event.clientY - box.top) / box.height;
  put(place, Number(north) + (south - north) * down, Number(west) + (east - west) * across);
}

function chosen(place, { target }) {
  if (!target.name.startsWith("gemeinde/")) {
    draw(place);
    return;
  }
  const at = target.selectedOptions[0]?.dataset.at;
  if (at) put(place, ...at.split(" ").map(Number));
}

function put(place, lat, lon) {
  const [first, second] = place.querySelectorAll("input[type=text]:not([data-made])");
  const comma = (degrees) => degrees.toFixed(4).replace(".", ",");
  first.value = comma(lat);
  second.value = comma(lon);
  first.dispatchEvent(new Event("input", { bubbles: true }));
  first.dispatchEvent(new Event("change", { bubbles: true }));
}

function draw(place) {
  const [lat, lon] = [...place.querySelectorAll("input[type=text]:not([data-made])")].map((field) => field.value.replace(",", "."));
  const map = place.querySelector("input[type=image]");
  if (!map) return;
  const point = lat && lon && Number.isFinite(Number(lat)) && Number.isFinite(Number(lon)) ? `${Number(lat)},${Number(lon)}` : "";
  map.src = `/erhebung/karte.svg?punkt=${point}`;
}
