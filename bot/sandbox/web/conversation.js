// The conversation: messages in their order, days between them, and where the eye rests.

import { $, h, longDay } from "./dom.js";
import { bubble, summary } from "./bubble.js";

const NEAR = 48;

export class Conversation {
  constructor(acts) {
    this.acts = acts;
    this.log = $("log");
    this.lines = $("lines");
    this.messages = new Map();
    this.deleted = new Set();
    this.chat = undefined;
    this.unread = 0;
    this.log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    $("to-bottom").addEventListener("click", () => this.toBottom(true));
    // The phone turns, the keyboard opens, a message grows: who was at the end stays there.
    this.wasAtEnd = true;
    const keep = new ResizeObserver(() => this.wasAtEnd && this.toBottom());
    keep.observe(this.log);
    keep.observe(this.lines);
  }

  get atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  // Begin with another chat; what happens in it is heard from now on.
  open(chat) {
    if (chat === this.chat) return;
    this.chat = chat;
    this.messages = new Map();
    this.deleted = new Set();
    this.unread = 0;
    this.wasAtEnd = true;
    this.lines.replaceChildren();
  }

  // What was fetched may be older than what was heard meanwhile: of each message the newer
  // state counts. Nothing is drawn anew, and nobody loses their place, if nothing changed.
  load(fetched) {
    const known = this.messages;
    const merged = new Map(fetched.filter((m) => !m.deleted && !this.deleted.has(m.message_id)).map((m) => [m.message_id, m]));
    for (const message of known.values()) {
      if (message.seq > (merged.get(message.message_id)?.seq ?? 0)) merged.set(message.message_id, message);
    }
    this.messages = new Map([...merged].sort(([a], [b]) => a - b));
    if (states(this.messages) !== this.drawn()) this.draw();
  }

  draw() {
    const top = this.log.scrollTop;
    const stick = this.wasAtEnd;
    this.lines.replaceChildren();
    for (const message of this.messages.values()) this.append(message);
    if (stick) this.toBottom();
    else this.log.scrollTo({ top, behavior: "instant" });
    this.looked();
  }

  drawn() {
    return [...this.lines.querySelectorAll(".message")].map((e) => `${e.dataset.id}:${e.dataset.seq}`).join();
  }

  welcome(name, description) {
    const box = h("div", { class: "welcome" }, h("span", { class: "avatar avatar-bot", "aria-hidden": "true" }), h("h2", {}, description ? "What can this bot do?" : name), h("p", {}, description || "Press Start to begin the conversation."));
    this.lines.replaceChildren(box);
  }

  find(id) {
    return this.messages.get(id);
  }

  last(test) {
    return [...this.messages.values()].reverse().find(test);
  }

  apply(message) {
    const stick = this.atEnd;
    const element = this.element(message.message_id);
    if (message.deleted) this.remove(message, element);
    else if (element) this.replace(message, element);
    else if (!this.messages.has(message.message_id)) this.arrive(message, stick);
    if (stick) this.toBottom();
    this.looked();
  }

  arrive(message, stick) {
    this.lines.querySelector(".welcome")?.remove();
    this.messages.set(message.message_id, message);
    this.append(message).classList.add("arrives");
    if (!stick && message.from === "bot") this.unread += 1;
  }

  replace(message, element) {
    if (Number(element.dataset.seq) >= message.seq) return;
    this.messages.set(message.message_id, message);
    const focused = element.contains(document.activeElement) ? focusPlace(element) : -1;
    const fresh = bubble(message, this.acts, (id) => this.find(id), element);
    element.replaceWith(fresh);
    this.resumeFilms(fresh);
    const keys = fresh.querySelectorAll(".inline-keys button");
    if (focused >= 0) (keys[Math.min(focused, keys.length - 1)] ?? this.log).focus({ preventScroll: true });
  }

  remove(message, element) {
    this.messages.delete(message.message_id);
    this.deleted.add(message.message_id);
    const day = element?.previousElementSibling;
    element?.remove();
    if (day?.classList.contains("day") && !day.nextElementSibling?.classList.contains("message")) day.remove();
  }

  append(message) {
    const day = longDay.format(new Date(message.date * 1000));
    const days = this.lines.querySelectorAll(".day");
    if (days[days.length - 1]?.textContent !== day) this.lines.append(h("div", { class: "day" }, day));
    const element = bubble(message, this.acts, (id) => this.find(id));
    this.lines.append(element);
    return element;
  }

  // A film that was taken out of the page and put back has stopped.
  resumeFilms(element) {
    for (const film of element.querySelectorAll("video")) {
      if (film.autoplay) film.play().catch(() => {});
    }
  }

  element(id) {
    return this.lines.querySelector(`[data-id="${id}"]`);
  }

  toBottom(smoothly = false) {
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smoothly ? "smooth" : "instant" });
    this.wasAtEnd = true;
  }

  toMessage(id) {
    this.element(id)?.scrollIntoView({ block: "center", behavior: "smooth" });
  }

  // A scroll that comes with a change of size is not the reader's: they stay at the end.
  scrolled() {
    const grew = this.slack !== this.log.scrollHeight - this.log.clientHeight;
    if (grew && this.wasAtEnd) this.toBottom();
    this.looked();
  }

  looked() {
    this.slack = this.log.scrollHeight - this.log.clientHeight;
    this.wasAtEnd = this.atEnd;
    if (this.wasAtEnd) this.unread = 0;
    $("to-bottom").hidden = this.wasAtEnd;
    $("unread").hidden = this.unread === 0;
    $("unread").textContent = String(this.unread);
  }

  summary(id) {
    const message = this.find(id);
    return message ? summary(message) : "";
  }
}

const states = (messages) => [...messages.values()].map((m) => `${m.message_id}:${m.seq}`).join();

function focusPlace(element) {
  return [...element.querySelectorAll(".inline-keys button")].indexOf(document.activeElement);
}
