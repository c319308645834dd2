// One person's chat: messages in order, day separators, and albums shown as one.

import { $, glide, h, present, settle } from "../base/dom.js";
import { longDay } from "../base/time.js";
import { Bubble } from "./bubble.js";
import { Draft } from "./draft.js";
import { ScrollPosition } from "./scroll_position.js";

export class Conversation {
  // `acts` as for a Bubble, read(place, message_id): the person has seen everything up to it, and
  // counted(place, unread).
  constructor(acts) {
    this.acts = { ...acts, find: (id) => this.messages.get(id), go: (id) => this.go(id) };
    this.log = $("log");
    this.lines = $("lines");
    this.scroll = new ScrollPosition(this.log, this.lines, () => this.looked());
    this.news = h("div", { class: "news", role: "separator" }, "New messages");
    this.wasLeft = false;
    this.draft = new Draft(() => this.scroll.keep(() => this.draw()));
    this.log.addEventListener("blur", () => (this.wasLeft = false));
    $("to-end").addEventListener("click", () => {
      this.scroll.glideToEnd();
      this.log.focus({ preventScroll: true });
    });
    document.addEventListener("visibilitychange", () => this.looked());
    this.open(null);
  }

  get key() {
    return this.place?.key;
  }

  // Open another chat; from now on its events are shown. Messages from others after `read` (a
  // message_id) are new to the person; a line marks the first of them until the chat is opened
  // again.
  open(place, read = Infinity) {
    this.place = place;
    this.read = read;
    this.mark = read;
    this.messages = new Map();
    this.bubbles = new Map();
    this.gone = new Set();
    this.days = new Map();
    this.albums = new Map();
    this.greeting = null;
    this.draft.end();
    this.scroll.follows = true;
    this.draw();
  }

  // The server may answer with older states than the events that arrived meanwhile: keep the newer
  // state of each message. The scroll position stays.
  load(fetched) {
    const isFirst = this.messages.size === 0;
    const change = () => {
      for (const message of fetched) this.take(message);
      this.draw();
    };
    if (isFirst) this.scroll.begin(change, this.news);
    else this.scroll.keep(change);
    if (!this.news.isConnected) this.mark = Infinity;
  }

  // Apply the current state of one message. Returns whether it is new here.
  apply(message) {
    const isNew = !message.deleted && !this.messages.has(message.message_id) && !this.gone.has(message.message_id);
    const held = this.lines.contains(document.activeElement);
    if (isNew && message.from === "bot") this.draft.end();
    this.scroll.keep(() => {
      this.take(message);
      this.draw();
    });
    if (isNew) this.bubbles.get(message.message_id).element.classList.add("arrives");
    if (held && document.activeElement === document.body) this.catchFocus();
    if (isNew && this.wasLeft) this.bubbles.get(message.message_id).keys[0]?.focus({ preventScroll: true });
    return isNew;
  }

  // The button with the focus was removed: the next keyboard gets the focus.
  catchFocus() {
    this.log.focus({ preventScroll: true });
    this.wasLeft = true;
  }

  take(message) {
    const id = message.message_id;
    const known = this.messages.get(id);
    if (this.gone.has(id) || (known && known.seq >= message.seq)) return;
    if (message.deleted) {
      this.gone.add(id);
      this.messages.delete(id);
      this.bubbles.delete(id);
      return;
    }
    this.messages.set(id, message);
    if (known) this.show(message);
    else this.bubbles.set(id, new Bubble(message, this.acts));
  }

  // Keep the keyboard focus on the same button.
  show(message) {
    const bubble = this.bubbles.get(message.message_id);
    const place = bubble.keys.indexOf(document.activeElement);
    bubble.show(message);
    if (place < 0 || document.activeElement !== document.body) return;
    const { keys } = bubble;
    keys[Math.min(place, keys.length - 1)]?.focus({ preventScroll: true });
  }

  // Redraw every message: the time zone or the bot's name has changed.
  redraw() {
    this.scroll.keep(() => {
      for (const [id, bubble] of this.bubbles) bubble.show(this.messages.get(id));
      this.draw();
    });
  }

  draw() {
    const ids = [...this.messages.keys()].sort((a, b) => a - b);
    const lines = [];
    const albums = new Map();
    const firstNew = ids.find((id) => this.isNews(id, this.mark));
    let today;
    for (const id of ids) {
      const { date, media_group_id: group } = this.messages.get(id);
      if (id === firstNew) lines.push(this.news);
      const day = longDay(date * 1000);
      if (day !== today) lines.push(this.day(day));
      today = day;
      const { element } = this.bubbles.get(id);
      if (!group) lines.push(element);
      else if (albums.has(group)) albums.get(group).push(element);
      else {
        albums.set(group, [element]);
        lines.push(this.album(group));
      }
    }
    for (const [group, elements] of albums) settle(this.album(group), elements);
    lines.push(this.draft.element);
    settle(this.lines, present(this.messages.size ? lines : [this.greeting]));
  }

  day(name) {
    return kept(this.days, name, () => h("div", { class: "day", role: "separator", "aria-label": name }, name));
  }

  album(group) {
    return kept(this.albums, group, () => h("div", { class: "album", role: "group", "aria-label": "Album" }));
  }

  // The text of an empty chat.
  greet(title, words) {
    this.greeting = h(
      "div",
      { class: "welcome" },
      h("span", { class: "avatar avatar-bot", "aria-hidden": "true" }),
      h("h2", {}, title),
      h("p", {}, words),
    );
    this.draw();
  }

  last(test) {
    return this.inOrder().reverse().find(test);
  }

  inOrder() {
    return [...this.messages.values()].sort((a, b) => a.message_id - b.message_id);
  }

  go(id) {
    const bubble = this.bubbles.get(id);
    if (!bubble) return;
    bubble.element.scrollIntoView({ block: "center", behavior: glide() });
    bubble.element.focus({ preventScroll: true });
  }

  get unread() {
    return [...this.messages.keys()].filter((id) => this.isNews(id, this.read)).length;
  }

  isNews(id, read) {
    return id > read && !this.acts.author(this.messages.get(id)).isMe;
  }

  looked() {
    if (!this.place?.person) return;
    const newest = Math.max(0, ...this.messages.keys());
    if (this.scroll.follows && !document.hidden) {
      if (newest && this.read !== newest) this.acts.read(this.place, newest);
      this.read = newest || this.read;
    }
    const { unread } = this;
    $("to-end").hidden = this.scroll.follows;
    $("to-end").classList.toggle("has-news", unread > 0);
    $("unread").textContent = unread ? `${unread} new ${unread === 1 ? "message" : "messages"}` : "";
    this.acts.counted(this.place, unread);
  }
}

function kept(map, key, build) {
  if (!map.has(key)) map.set(key, build());
  return map.get(key);
}
