// One message as an element. An edit leaves unchanged parts alone.

import { clockTime, fullMoment } from "../base/time.js";
import { h, hidden, hue, icon, iconButton, keyRow, present, settle } from "../base/dom.js";
import { card } from "./cards.js";
import { formatted } from "./entities.js";
import { isPicture, media } from "./media.js";
import { originName, serviceWords, summary } from "./words.js";

const ONLY_EMOJI = /^(?:\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*\s*){1,3}$/u;

// `acts`: author(message) is {name, isMe, isNamed, id}, me(), find(id), go(id), command(text),
// press(message, button, element), show(url, words), vote(message, options) and menu(bubble).
export class Bubble {
  constructor(message, acts) {
    this.acts = acts;
    this.parts = new Map();
    this.picked = new Set();
    this.box = h("div", { class: "bubble" });
    this.more = iconButton("more", "Message actions", () => acts.menu(this), { tabindex: "-1", "aria-haspopup": "menu" });
    this.more.classList.add("more");
    this.element = h("article", { tabindex: "-1", data: { id: message.message_id } });
    this.show(message);
  }

  show(message) {
    this.message = message;
    this.author = this.acts.author(message);
    const service = serviceWords(message);
    if (service) return this.showService(service);
    const words = message.text ?? message.caption;
    this.element.className = look(message, words, this.author);
    const inside = [this.attached(), words && this.words(words), words ? null : this.meta()];
    if (message.show_caption_above_media) inside.splice(0, 2, inside[1], inside[0]);
    inside.unshift(this.sender(), this.origin(), this.quote());
    settle(this.box, present(inside));
    return settle(this.element, present([this.box, this.more, this.reaction(), this.keyboard()]));
  }

  // A service message of a group stands between the bubbles.
  showService(words) {
    this.element.className = "message service";
    settle(this.element, [this.part("service", words, () => h("span", {}, words))]);
  }

  // An element that is rebuilt only when its content has changed.
  part(name, state, build) {
    const key = JSON.stringify(state);
    const old = this.parts.get(name);
    if (old?.key === key) return old.element;
    const element = build();
    this.parts.set(name, { key, element });
    return element;
  }

  // Groups show the author's name; elsewhere only screen readers get it.
  sender() {
    const { name, isNamed, id } = this.author;
    return this.part("sender", [name, isNamed], () => {
      if (!isNamed) return hidden(`${name}: `);
      const line = h("b", { class: "author" }, name);
      line.style.setProperty("--hue", hue(id));
      return line;
    });
  }

  origin() {
    const from = originName(this.message.forward_origin);
    return from && this.part("origin", from, () => h("span", { class: "origin" }, "Forwarded from ", h("b", {}, from)));
  }

  quote() {
    const other = this.message.reply_to && this.acts.find(this.message.reply_to);
    if (!other) return null;
    const { name } = this.acts.author(other);
    const words = this.message.quote?.text ?? summary(other);
    return this.part("quote", [other.message_id, name, words], () =>
      h("button", { class: "quote-line", type: "button", onclick: () => this.acts.go(other.message_id) }, hidden("In reply to "), h("b", {}, name), hidden(": "), h("span", {}, words)),
    );
  }

  attached() {
    const { message, acts } = this;
    const shown = [message.media?.url, message.media?.kind, message.has_spoiler, message.location, message.venue, message.contact, message.poll, message.votes?.[acts.me()]];
    const before = this.parts.get("attached")?.element;
    return this.part("attached", shown, () => (message.media ? media(message, acts, before) : card(message, this.picked, acts)));
  }

  words(words) {
    const { message } = this;
    const huge = message.text && !message.entities.length && ONLY_EMOJI.test(words);
    return this.part("words", [words, message.entities, metaState(message)], () =>
      h("div", { class: huge ? "words huge" : "words" }, formatted(words, message.entities, this.acts.command), meta(message, this.author)),
    );
  }

  meta() {
    return this.part("meta", metaState(this.message), () => meta(this.message, this.author));
  }

  reaction() {
    const faces = this.message.reaction;
    return faces && this.part("reaction", faces, () => h("span", { class: "reaction", role: "img", "aria-label": `Reaction: ${faces.join(" ")}` }, faces.join(" ")));
  }

  keyboard() {
    const rows = this.message.keyboard;
    if (!rows.length) return null;
    return this.part("keyboard", rows, () =>
      h("div", { class: "inline-keys", role: "group", "aria-label": "Buttons of the message" }, rows.map((row) => keyRow(row.map((button) => this.key(button))))),
    );
  }

  key(button) {
    const data = button.style ? { style: button.style } : {};
    if (button.url) return h("a", { href: webAddress(button.url), target: "_blank", rel: "noopener noreferrer", class: "corner", data }, button.text);
    const element = h("button", { type: "button", data }, button.text);
    element.addEventListener("click", () => this.acts.press(this.message, button, element));
    return element;
  }

  // The buttons of the message, in order.
  get keys() {
    return [...this.element.querySelectorAll(":is(.inline-keys, .poll) :is(button, a)")];
  }
}

function look(message, words, author) {
  const names = ["message", author.isMe ? "mine" : "bot"];
  if (message.keyboard.length) names.push("has-keys");
  if (isPicture(message)) names.push("has-picture");
  if (message.media?.kind === "sticker") names.push("is-sticker");
  if (!words) names.push("is-bare");
  return names.join(" ");
}

const metaState = (message) => [clockTime(message.date * 1000), message.silent, message.edit_date > 0];

function meta(message, { isMe }) {
  const at = new Date(message.date * 1000);
  return h(
    "span",
    { class: "meta" },
    message.silent && h("span", { title: "Sent silently" }, icon("bell-off"), hidden("silent")),
    message.edit_date && "edited",
    h("time", { datetime: at.toISOString(), title: fullMoment(at) }, clockTime(at)),
    isMe && icon("ticks"),
  );
}

const webAddress = (address) => (/^(https?|tg|ton):/i.test(address) ? address : `http://${address}`);
