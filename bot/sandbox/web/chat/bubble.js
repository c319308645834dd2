// One message as an element. What has not changed in an edit is not touched.

import { clockTime, fullMoment } from "../base/time.js";
import { h, hidden, icon, iconButton, present, settle } from "../base/dom.js";
import { card } from "./cards.js";
import { formatted } from "./entities.js";
import { isPicture, media, saidWithMedia } from "./media.js";

const ONLY_EMOJI = /^(?:\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*\s*){1,3}$/u;

// `acts`: botName(), find(id), go(id), command(text), press(message, button, element),
// show(url, words), vote(message, options) and menu(bubble).
export class Bubble {
  constructor(message, acts) {
    this.acts = acts;
    this.parts = new Map();
    this.box = h("div", { class: "bubble" });
    this.more = iconButton("more", "Message actions", () => acts.menu(this), { tabindex: "-1", "aria-haspopup": "menu" });
    this.more.classList.add("more");
    this.element = h("article", { tabindex: "-1", data: { id: message.message_id } });
    this.show(message);
  }

  show(message) {
    this.message = message;
    const words = message.text ?? message.caption;
    this.element.className = look(message, words);
    const inside = [this.quote(), this.attached(), words && this.words(words), words ? null : this.meta()];
    if (message.show_caption_above_media) inside.splice(1, 2, inside[2], inside[1]);
    settle(this.box, present(inside));
    settle(this.element, present([this.sender(), this.box, this.more, this.reaction(), this.keyboard()]));
  }

  // An element that is built anew only when what it shows has changed.
  part(name, state, build) {
    const key = JSON.stringify(state);
    const old = this.parts.get(name);
    if (old?.key === key) return old.element;
    const element = build();
    this.parts.set(name, { key, element });
    return element;
  }

  sender() {
    const name = this.message.from === "bot" ? this.acts.botName() : "You";
    return this.part("sender", name, () => hidden(`${name}: `));
  }

  quote() {
    const other = this.message.reply_to && this.acts.find(this.message.reply_to);
    if (!other) return null;
    return this.part("quote", [other.message_id, summary(other)], () =>
      h("button", { class: "quote-line", type: "button", onclick: () => this.acts.go(other.message_id) }, hidden("In reply to: "), summary(other)),
    );
  }

  attached() {
    const { message, acts } = this;
    const shown = [message.media?.url, message.media?.kind, message.has_spoiler, message.location, message.venue, message.contact, message.poll];
    return this.part("attached", shown, () => (message.media ? media(message, acts) : card(message, acts)));
  }

  words(words) {
    const { message } = this;
    const huge = message.text && !message.entities.length && ONLY_EMOJI.test(words);
    return this.part("words", [words, message.entities, metaState(message)], () =>
      h("div", { class: huge ? "words huge" : "words" }, formatted(words, message.entities, this.acts.command), meta(message)),
    );
  }

  meta() {
    return this.part("meta", metaState(this.message), () => meta(this.message));
  }

  reaction() {
    const faces = this.message.reaction;
    return faces && this.part("reaction", faces, () => h("span", { class: "reaction", role: "img", "aria-label": `Reaction: ${faces.join(" ")}` }, faces.join(" ")));
  }

  keyboard() {
    const rows = this.message.keyboard;
    if (!rows.length) return null;
    return this.part("keyboard", rows, () =>
      h("div", { class: "inline-keys", role: "group", "aria-label": "Buttons of the message" }, rows.map((row) => h("div", {}, row.map((button) => this.key(button))))),
    );
  }

  key(button) {
    const data = button.style ? { style: button.style } : {};
    if (button.url) return h("a", { href: webAddress(button.url), target: "_blank", rel: "noopener noreferrer", class: "corner", data }, button.text);
    const element = h("button", { type: "button", data }, button.text);
    element.addEventListener("click", () => this.acts.press(this.message, button, element));
    return element;
  }

  get keys() {
    return [...this.element.querySelectorAll(".inline-keys button, .inline-keys a")];
  }
}

function look(message, words) {
  const names = ["message", message.from === "bot" ? "bot" : "mine"];
  if (message.keyboard.length) names.push("has-keys");
  if (isPicture(message)) names.push("has-picture");
  if (message.media?.kind === "sticker") names.push("is-sticker");
  if (!words) names.push("is-bare");
  return names.join(" ");
}

// A message in one line.
export function summary(message) {
  if (message.text ?? message.caption) return (message.text ?? message.caption).split("\n")[0];
  if (message.poll) return `Poll: ${message.poll.question}`;
  if (message.contact) return `Contact: ${message.contact.first_name}`;
  if (message.venue) return message.venue.title;
  return message.media ? saidWithMedia(message.media) : "Location";
}

const metaState = (message) => [clockTime(message.date * 1000), message.silent, message.edit_date > 0];

function meta(message) {
  const at = new Date(message.date * 1000);
  return h(
    "span",
    { class: "meta" },
    message.silent && h("span", { title: "Sent silently" }, icon("bell-off"), hidden("silent")),
    message.edit_date && "edited",
    h("time", { datetime: at.toISOString(), title: fullMoment(at) }, clockTime(at)),
    message.from === "user" && icon("ticks"),
  );
}

const webAddress = (address) => (/^(https?|tg|ton):/i.test(address) ? address : `http://${address}`);
