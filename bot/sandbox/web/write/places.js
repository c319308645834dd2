// Sharing a location: a preset city, or coordinates.

import { $, h } from "../base/dom.js";

const PLACES = [
  ["Berlin", "Europe/Berlin", 52.52, 13.405],
  ["London", "Europe/London", 51.5072, -0.1276],
  ["New York", "America/New_York", 40.7128, -74.006],
  ["Los Angeles", "America/Los_Angeles", 34.0522, -118.2437],
  ["São Paulo", "America/Sao_Paulo", -23.5505, -46.6333],
  ["Kathmandu", "Asia/Kathmandu", 27.7172, 85.324],
  ["Tokyo", "Asia/Tokyo", 35.6762, 139.6503],
  ["Sydney", "Australia/Sydney", -33.8688, 151.2093],
];

export const openPlaces = () => $("location").showModal();

// `share(latitude, longitude, zone)`; a preset city also sets the time zone of the phone.
export function setUpPlaces(share) {
  const go = (...place) => {
    $("location").close();
    share(...place);
  };
  $("open-location").addEventListener("click", openPlaces);
  $("cities").replaceChildren(
    ...PLACES.map(([city, zone, latitude, longitude]) => h("button", { class: "button", type: "button", onclick: () => go(latitude, longitude, zone) }, city, h("small", {}, zone))),
  );
  $("own-place").addEventListener("submit", (event) => {
    event.preventDefault();
    const values = new FormData(event.target);
    go(Number(values.get("latitude")), Number(values.get("longitude")));
  });
}
