// The list of people and their groups, and the button that opens it.

import { $, h, hidden, hue, icon, paintAvatar } from "../base/dom.js";

const fullName = (person) => [person.first_name, person.last_name].filter(Boolean).join(" ");

export function drawPeople(people) {
  const { me, unreadElsewhere: elsewhere } = people;
  document.title = people.allUnread ? `(${people.allUnread}) ${$("bot-name").textContent}` : $("bot-name").textContent;
  $("who").hidden = !me;
  $("who-name").textContent = me?.first_name ?? "";
  $("who-unread").textContent = elsewhere || "";
  const others = elsewhere ? `, ${elsewhere} unread elsewhere` : "";
  $("who").setAttribute("aria-label", `You are ${me?.first_name}${others}. Change person`);
  paintAvatar($("who-avatar"), me);
  const buttons = () => [...$("people-list").querySelectorAll("button")];
  const focused = buttons().indexOf(document.activeElement);
  $("people-list").replaceChildren(...people.places().map((place) => row(people, place)));
  if (focused >= 0) buttons()[focused]?.focus();
  $("new-group").hidden = !me;
}

function row(people, place) {
  const group = people.groups.get(place.chat);
  const isHere = place.key === people.here.key;
  const unread = people.unread.get(place.key);
  const button = h(
    "button",
    { type: "button", class: group ? "in-group" : null, "aria-current": isHere ? "true" : null, onclick: () => people.choose(place) },
    group ? groupFace(group) : face(people.all.get(place.person)),
    group ? h("span", { class: "person-name" }, group.title, hidden(` as ${people.name(place.person)}`)) : personName(people.all.get(place.person)),
    unread ? h("span", { class: "badge" }, String(unread), hidden(" unread")) : null,
  );
  return h("li", {}, button);
}

function personName(person) {
  const about = [person.language_code, person.blocked && "has blocked the bot"].filter(Boolean).join(" · ");
  return h("span", { class: "person-name" }, fullName(person), h("small", {}, about));
}

function face(person) {
  const avatar = h("span", { class: "avatar avatar-small", "aria-hidden": "true" });
  paintAvatar(avatar, person);
  return avatar;
}

function groupFace(group) {
  const avatar = h("span", { class: "avatar avatar-small", "aria-hidden": "true" }, icon("people", "icon-small"));
  avatar.style.setProperty("--hue", hue(group.id));
  return avatar;
}
