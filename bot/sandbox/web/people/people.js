// All people, the person and chat that are open, and unread counts. The open chat is in the URL, so
// that each person can have their own tab and bookmark.

import { $ } from "../base/dom.js";
import { popover } from "../base/notices.js";
import { recall, remember } from "../base/store.js";
import { drawPeople } from "./list.js";

const IN_ADDRESS = /^#\/people\/(\d+)(?:\/groups\/(\d+))?$/;

// One person in one chat: their own with the bot, or a group.
const placeOf = (person, chat) => ({ person, chat, key: chat === person ? String(person) : `${person}:${chat}` });

export class People {
  // `onChange` is called when another chat is opened.
  constructor(onChange) {
    this.all = new Map();
    this.groups = new Map();
    this.unread = new Map();
    this.onChange = onChange;
    this.id = null;
    this.chat = null;
    this.close = popover($("who"), $("people"), () => $("people").querySelector("[aria-current]")?.focus());
    addEventListener("hashchange", () => this.fromAddress());
  }

  get me() {
    return this.all.get(this.id) ?? null;
  }

  get group() {
    return this.groups.get(this.chat) ?? null;
  }

  get here() {
    return placeOf(this.id, this.chat);
  }

  // Every chat of everybody; a person's groups follow their own chat.
  places() {
    const of = (person) => [...this.groups.values()].filter((group) => group.members.includes(person) && !group.moved_to);
    return [...this.all.keys()].flatMap((id) => [placeOf(id, id), ...of(id).map((group) => placeOf(id, group.id))]);
  }

  find(person, chat = person) {
    return this.places().find((place) => place.person === person && place.chat === chat);
  }

  load(people, groups) {
    this.all = new Map(people.map((person) => [person.id, person]));
    this.groups = new Map(groups.map((group) => [group.id, group]));
    if (!this.find(this.id, this.chat)) this.go(this.first());
    this.address();
    this.draw();
  }

  go(place) {
    this.id = place?.person ?? null;
    this.chat = place?.chat ?? null;
  }

  // The chat in the URL, or the one of the last person, or the first.
  first() {
    return named(this) ?? this.find(recall("person")) ?? this.places()[0];
  }

  address() {
    const hash = this.id === null ? "" : addressOf(this.here);
    if (location.hash !== hash) history.replaceState(null, "", hash || location.pathname);
  }

  put(person) {
    this.all.set(person.id, person);
    this.draw();
  }

  // Change the URL, so that “back” returns to the previous chat.
  choose(place) {
    this.close();
    if (place.key !== this.here.key) location.hash = addressOf(place);
  }

  fromAddress() {
    // Before the people are loaded, do nothing: loading reads the URL.
    if (!this.all.size) return;
    const place = named(this);
    if (place?.key === this.here.key) return;
    if (!place) {
      this.address();
      return;
    }
    this.go(place);
    remember("person", place.person);
    this.draw();
    this.onChange();
  }

  count(key, unread) {
    if ((this.unread.get(key) ?? 0) === unread) return;
    this.unread.set(key, unread);
    this.draw();
  }

  heard(key) {
    this.count(key, (this.unread.get(key) ?? 0) + 1);
  }

  get allUnread() {
    return this.places().reduce((sum, { key }) => sum + (this.unread.get(key) ?? 0), 0);
  }

  get unreadElsewhere() {
    return this.allUnread - (this.unread.get(this.here.key) ?? 0);
  }

  name(id) {
    return this.all.get(Number(id))?.first_name ?? this.groups.get(Number(id))?.title ?? "";
  }

  draw() {
    drawPeople(this);
  }
}

const addressOf = ({ person, chat }) => `#/people/${person}${chat === person ? "" : `/groups/${-chat}`}`;

function named(people) {
  const [, person, group] = IN_ADDRESS.exec(location.hash) ?? [];
  return person && people.find(Number(person), group ? -Number(group) : Number(person));
}
