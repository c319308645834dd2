// What a message can hold besides words and media: places, contacts, polls.

import { h, hidden, icon, paintAvatar } from "../base/dom.js";

export function card(message, acts) {
  if (message.venue) return place(message.venue.location, message.venue.title, message.venue.address);
  if (message.location) return place(message.location, "Location", degrees(message.location));
  if (message.contact) return contact(message.contact);
  return message.poll ? poll(message, acts) : null;
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

function poll(message, acts) {
  const { question, options, total_voter_count: total, is_closed: closed, is_anonymous: anonymous, type } = message.poll;
  const kind = type === "quiz" ? "Quiz" : "Poll";
  const rows = options.map((option, place) => choice(option, total, closed, () => acts.vote(message, [place])));
  const voters = total === 1 ? "1 vote" : `${total} votes`;
  return h(
    "div",
    { class: "poll", role: "group", "aria-label": `${kind}: ${question}` },
    h("b", {}, question),
    h("span", { class: "muted" }, `${anonymous ? "Anonymous" : "Public"} ${kind.toLowerCase()}${closed ? ", closed" : ""}`),
    ...rows,
    h("span", { class: "muted" }, voters),
  );
}

function choice({ text, voter_count: votes }, total, closed, vote) {
  const share = total ? Math.round((100 * votes) / total) : 0;
  const bar = h("meter", { max: 100, value: share, "aria-hidden": "true" });
  return h("button", { class: "choice", type: "button", disabled: closed, onclick: vote }, h("span", {}, text), h("span", {}, `${share} %`, hidden(` (${votes})`)), bar);
}
