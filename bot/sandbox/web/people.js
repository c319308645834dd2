// The people: who is who, who am I, and who has something unread.

import { $, h, paintAvatar } from "./dom.js";
import { popover } from "./notices.js";

const KEY = "pocket-telegram-person";

export class People {
  // `onChoose` hears which person is played now; `onAdd` is asked to make a new one.
  constructor(onChoose, onAdd) {
    this.all = new Map();
    this.unread = new Map();
    this.onChoose = onChoose;
    this.id = null;
    this.close = popover($("who"), $("people"));
    $("new-person").addEventListener("submit", async (event) => {
      event.preventDefault();
      const field = $("new-name");
      const name = field.value.trim();
      if (!name) return;
      field.value = "";
      this.choose((await onAdd(name)).id);
    });
  }

  get me() {
    return this.all.get(this.id) ?? null;
  }

  load(people) {
    this.all = new Map(people.map((person) => [person.id, person]));
    if (!this.me) this.id = this.remembered();
    this.draw();
  }

  remembered() {
    const id = Number(recall(KEY));
    return this.all.has(id) ? id : ([...this.all.keys()][0] ?? null);
  }

  put(person) {
    this.all.set(person.id, person);
    this.draw();
  }

  choose(id) {
    this.id = id;
    this.unread.delete(id);
    remember(KEY, String(id));
    this.close();
    this.draw();
    this.onChoose();
  }

  heard(id) {
    this.unread.set(id, (this.unread.get(id) ?? 0) + 1);
    this.draw();
  }

  name(id) {
    return this.all.get(Number(id))?.first_name ?? "";
  }

  draw() {
    $("who-name").textContent = this.me?.first_name ?? "Nobody";
    $("who").setAttribute("aria-label", this.me ? `You are ${this.me.first_name}. Change person` : "Make a person");
    paintAvatar($("who-avatar"), this.me);
    $("people-list").replaceChildren(...[...this.all.values()].map((person) => this.row(person)));
  }

  row(person) {
    const avatar = h("span", { class: "avatar avatar-small", "aria-hidden": "true" });
    paintAvatar(avatar, person);
    const unread = this.unread.get(person.id);
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", "aria-current": person.id === this.id ? "true" : null, onclick: () => this.choose(person.id) },
        avatar,
        [person.first_name, person.last_name].filter(Boolean).join(" "),
        unread ? h("span", { class: "badge" }, String(unread), h("span", { class: "hidden-text" }, " unread")) : null,
      ),
    );
  }
}

// Storage can be forbidden; then nothing is remembered, and that is all.
export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing to do: the choice holds until the page is closed.
  }
}
