// The people: who is who, who is played here, and who has something unread. The address says
// who is played, so that a person can have a tab and a bookmark of their own.

import { $, h, hidden, paintAvatar } from "./base/dom.js";
import { popover } from "./base/notices.js";
import { recall, remember } from "./base/store.js";

const LANGUAGES = ["en", "de", "es", "fr", "pt", "ru"];
const IN_ADDRESS = /^#\/people\/(\d+)$/;

const fullName = (person) => [person.first_name, person.last_name].filter(Boolean).join(" ");

export class People {
  // `onChange` hears that somebody else is played now; `add(first_name, language)` makes a person.
  constructor(onChange, add) {
    this.all = new Map();
    this.unread = new Map();
    this.onChange = onChange;
    this.id = null;
    this.close = popover($("who"), $("people"), () => $("people").querySelector("[aria-current]")?.focus());
    addEventListener("hashchange", () => this.fromAddress());
    this.setUpForm(add);
  }

  setUpForm(add) {
    const names = new Intl.DisplayNames("en", { type: "language" });
    const mine = navigator.language.slice(0, 2).toLowerCase();
    const codes = [...new Set([mine, ...LANGUAGES])];
    $("new-language").append(...codes.map((code) => h("option", { value: code }, names.of(code))));
    $("new-person").addEventListener("submit", async (event) => {
      event.preventDefault();
      const name = $("new-name").value.trim();
      if (!name) return;
      const person = await add(name, $("new-language").value);
      if (!person) return;
      $("new-name").value = "";
      this.put(person);
      this.choose(person.id);
    });
  }

  get me() {
    return this.all.get(this.id) ?? null;
  }

  load(people) {
    this.all = new Map(people.map((person) => [person.id, person]));
    if (!this.me) this.id = this.first();
    this.address();
    this.draw();
  }

  // Whom the address names, or who was played last, or who came first.
  first() {
    const ids = [named(), Number(recall("person")), ...this.all.keys()];
    return ids.find((id) => this.all.has(id)) ?? null;
  }

  address() {
    const hash = this.id === null ? "" : `#/people/${this.id}`;
    if (location.hash !== hash) history.replaceState(null, "", hash || location.pathname);
  }

  put(person) {
    this.all.set(person.id, person);
    this.draw();
  }

  // The address leads, so that “back” leads to the person before.
  choose(id) {
    this.close();
    if (id === this.id) return;
    location.hash = `#/people/${id}`;
  }

  fromAddress() {
    const id = named();
    if (id === this.id) return;
    if (!this.all.has(id)) {
      this.address();
      return;
    }
    this.id = id;
    remember("person", id);
    this.draw();
    this.onChange();
  }

  count(id, unread) {
    if ((this.unread.get(id) ?? 0) === unread) return;
    this.unread.set(id, unread);
    this.draw();
  }

  heard(id) {
    this.count(id, (this.unread.get(id) ?? 0) + 1);
  }

  get allUnread() {
    return [...this.unread].reduce((sum, [id, count]) => sum + (this.all.has(id) ? count : 0), 0);
  }

  get unreadElsewhere() {
    return this.allUnread - (this.unread.get(this.id) ?? 0);
  }

  name(id) {
    return this.all.get(Number(id))?.first_name ?? "";
  }

  draw() {
    const name = $("bot-name").textContent;
    document.title = this.allUnread ? `(${this.allUnread}) ${name}` : name;
    const elsewhere = this.unreadElsewhere;
    $("who-name").textContent = this.me?.first_name ?? "Nobody";
    $("who-unread").textContent = elsewhere || "";
    const others = elsewhere ? `, ${elsewhere} unread for others` : "";
    $("who").setAttribute("aria-label", this.me ? `You are ${this.me.first_name}${others}. Change person` : "Make a person");
    paintAvatar($("who-avatar"), this.me);
    const focused = [...$("people-list").querySelectorAll("button")].indexOf(document.activeElement);
    $("people-list").replaceChildren(...[...this.all.values()].map((person) => this.row(person)));
    if (focused >= 0) $("people-list").querySelectorAll("button")[focused]?.focus();
  }

  row(person) {
    const avatar = h("span", { class: "avatar avatar-small", "aria-hidden": "true" });
    paintAvatar(avatar, person);
    const unread = this.unread.get(person.id);
    const about = [person.language_code, person.blocked && "has blocked the bot"].filter(Boolean).join(" · ");
    const button = h(
      "button",
      { type: "button", "aria-current": person.id === this.id ? "true" : null, onclick: () => this.choose(person.id) },
      avatar,
      h("span", { class: "person-name" }, fullName(person), h("small", {}, about)),
      unread ? h("span", { class: "badge" }, String(unread), hidden(" unread")) : null,
    );
    return h("li", {}, button);
  }
}

function named() {
  const found = IN_ADDRESS.exec(location.hash);
  return found ? Number(found[1]) : null;
}
