// What a message can hold besides text and media: locations, contacts, polls.

import { h, icon, paintAvatar } from "../base/dom.js";
import { poll } from "./poll.js";

// `picked` and `acts` as for a poll.
export function card(message, picked, acts) {
  if (message.venue) return place(message.venue.location, message.venue.title, message.venue.address);
  if (message.location) return place(message.location, "Location", degrees(message.location));
  if (message.contact) return contact(message.contact);
  return message.poll ? poll(message, picked, acts) : null;
}

const degrees = ({ latitude, longitude }) => `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;

const place = (_location, title, words) =>
  h("div", { class: "place" }, h("div", { class: "map", "aria-hidden": "true" }, icon("pin")), h("div", { class: "card-words" }, h("b", {}, title), h("span", {}, words)));

function contact({ first_name: first, last_name: last, phone_number: phone }) {
  const name = [first, last].filter(Boolean).join(" ");
  const avatar = h("span", { class: "avatar", "aria-hidden": "true" });
  paintAvatar(avatar, { first_name: first, id: phone.length });
  return h("div", { class: "contact" }, avatar, h("div", { class: "card-words" }, h("b", {}, name), h("span", {}, phone)));
}
