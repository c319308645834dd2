// The input below the conversation: the text field, and the message being replied to or edited.

import { $ } from "../base/dom.js";
import { recall, remember } from "../base/store.js";
import { summary } from "../chat/words.js";

const TALLEST = 132;

export class Composer {
  // `acts`: write(text, reply_to) and edit(message_id, text), both true once sent; author(message).
  // `commands` may handle a key first; `editable()` finds the person's newest text.
  constructor(acts, commands, editable) {
    this.acts = acts;
    this.commands = commands;
    this.editable = editable;
    this.field = $("text");
    this.drafts = new Map();
    this.target = null;
    $("write").addEventListener("submit", (event) => this.submit(event));
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("input", () => {
      this.fit();
      if (!this.target?.edits) this.keep(this.field.value);
    });
    $("drop-target").addEventListener("click", () => this.refer(null));
    document.addEventListener("keydown", (event) => this.typedElsewhere(event));
  }

  // Every chat has its own draft, which survives a reload.
  open(chat) {
    if (chat === this.chat) return;
    this.chat = chat;
    this.target = null;
    this.put(this.draft);
    this.note();
  }

  get draft() {
    return this.drafts.get(this.chat) ?? recall(`draft-${this.chat}`) ?? "";
  }

  keep(text, chat = this.chat) {
    this.drafts.set(chat, text);
    remember(`draft-${chat}`, text || null);
  }

  put(text) {
    this.field.value = text;
    this.fit();
  }

  // Show the field, a Start button, or an Unblock button.
  show(person, { isNew, isGroup }) {
    const blocked = Boolean(person?.blocked) && !isGroup;
    const begins = !blocked && isNew;
    const wasHidden = $("write").hidden;
    const held = $("start").matches(":focus-visible") || $("unblock").matches(":focus-visible");
    $("write").hidden = blocked || begins;
    if (wasHidden) this.fit();
    $("attach").hidden = isGroup;
    $("start").hidden = !begins;
    $("unblock").hidden = !blocked;
    // Keep the focus for keyboard users; on a phone the on-screen keyboard would cover the chat.
    if (held && !$("write").hidden) this.field.focus({ preventScroll: true });
    $("target").hidden ||= blocked || begins;
  }

  // `asked` is the message with which the bot forces a reply, if it is the newest one.
  expect(asked, placeholder) {
    this.field.placeholder = placeholder || "Message";
    if (asked?.message_id === this.asked) return;
    this.asked = asked?.message_id;
    if (asked) this.refer({ message: asked });
    else if (!this.target?.edits) this.refer(null, { quietly: true });
  }

  reply(message) {
    this.refer({ message });
  }

  edit(message) {
    this.put(message.text);
    this.refer({ message, edits: true });
  }

  refer(target, { quietly = false } = {}) {
    if (this.target?.edits && !target?.edits) this.put(this.draft);
    this.target = target;
    this.note();
    if (!quietly) this.field.focus({ preventScroll: true });
  }

  note() {
    const { target } = this;
    $("target").hidden = !target;
    if (!target) return;
    const name = this.acts.author(target.message);
    $("target-kind").textContent = target.edits ? "Edit your message" : `Reply to ${name === "You" ? "yourself" : name}`;
    $("target-words").textContent = summary(target.message);
  }

  key(event) {
    if (this.commands.takes(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    else if (event.key === "Escape" && this.target) {
      event.preventDefault();
      this.refer(null);
    } else if (event.key === "ArrowUp" && !this.field.value) this.editLast(event);
  }

  editLast(event) {
    const message = this.editable();
    if (!message) return;
    event.preventDefault();
    this.edit(message);
  }

  // Characters typed while a message or the log has the focus go to the field.
  typedElsewhere(event) {
    const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    const here = document.activeElement;
    if (isLetter && here.closest(".log") && !here.matches("audio, video") && !$("write").hidden) this.field.focus({ preventScroll: true });
  }

  // A text that could not be sent is put back into the field.
  async submit(event) {
    event.preventDefault();
    const { chat, target } = this;
    const text = this.field.value;
    if (!text.trim()) return;
    this.target = null;
    if (!target?.edits) this.keep("");
    this.put(this.draft);
    this.note();
    const id = target?.message.message_id;
    const done = target?.edits ? await this.acts.edit(id, text) : await this.acts.write(text, id);
    if (done) return;
    if (this.chat !== chat) {
      if (!target?.edits) this.keep(text, chat);
      return;
    }
    // Put it before what was typed since; during an edit the draft waits and comes back afterwards.
    this.put(target?.edits ? text : [text, this.field.value].filter(Boolean).join("\n"));
    this.target = target;
    this.note();
    if (!target?.edits) this.keep(this.field.value);
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
  }
}
