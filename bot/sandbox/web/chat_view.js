// The open chat: its title, pinned message, conversation and input, kept in step.

import { $, hue, icon } from "./base/dom.js";
import { api } from "./base/api.js";
import { useZoneOf } from "./base/time.js";
import { announceArrival, announceEdit } from "./chat/announcer.js";
import { playEffect } from "./chat/effects.js";
import { summary } from "./chat/words.js";
import { readUpTo } from "./people/unread.js";

export class ChatView {
  // `parts`: people, conversation, composer, keys, commands, clock, status; `attempt` shows errors.
  constructor(parts, attempt) {
    Object.assign(this, parts);
    this.attempt = attempt;
    this.bot = { name: "Limber", description: "" };
    this.newest = new Map();
  }

  async show() {
    const { people, conversation } = this;
    const { here } = people;
    useZoneOf(people.id);
    this.clock.showZone();
    if (conversation.key !== here.key) {
      conversation.open(here, readUpTo(here));
      this.status.idle();
    }
    this.composer.open(here.key);
    this.refresh();
    this.bot = await api.bot(people.me?.language_code);
    const messages = people.me ? await api.messages(here) : [];
    if (conversation.key !== here.key) return;
    this.title();
    conversation.greet(...this.greeting());
    conversation.load(messages);
    conversation.redraw();
    people.draw();
    this.refresh();
    await this.showPinned();
  }

  title() {
    const { group } = this.people;
    $("bot-name").textContent = group?.title ?? this.bot.name;
    $("face").classList.toggle("avatar-bot", !group);
    $("face").replaceChildren(...(group ? [icon("people")] : []));
    $("face").style.setProperty("--hue", hue(group?.id ?? 0));
    this.status.isFor(group ? `${group.members.length} people and ${this.bot.name}` : "bot");
  }

  greeting() {
    if (this.people.group) return ["Nobody has written here", "Bots hear commands and answers to them."];
    const { name, description } = this.bot;
    return [description ? "What can this bot do?" : name, description || "Press Start to begin the conversation."];
  }

  refresh() {
    const { people, conversation } = this;
    const asked = conversation.last((m) => m.reply_markup);
    const markup = asked?.reply_markup;
    const isOpen = markup?.force_reply && conversation.last((m) => m.from === "user" || m === asked) === asked;
    this.composer.show(people.me, { isNew: !people.group && conversation.messages.size === 0, isGroup: Boolean(people.group) });
    this.composer.expect(isOpen ? asked : null, markup?.input_field_placeholder);
    this.keys.set($("write").hidden ? null : (markup ?? null));
    this.commands.set(people.me?.commands ?? []);
    $("block").textContent = people.me?.blocked ? "Unblock the bot" : "Block the bot";
    $("block").disabled = !people.me;
  }

  async showPinned() {
    const { people, conversation } = this;
    const { here } = people;
    const pinned = people.me && !people.group ? await api.pinned(people.id) : [];
    if (conversation.key !== here.key) return;
    const message = conversation.messages.get(pinned.at(-1));
    $("pinned").hidden = !message;
    $("pinned-words").textContent = message ? summary(message) : "";
    $("pinned").onclick = () => conversation.go(message.message_id);
  }

  // A message was sent, edited or deleted in any chat.
  said(chat, message) {
    for (const place of this.people.places()) if (place.chat === chat && place.key !== this.people.here.key) this.saidElsewhere(place, message);
    if (chat !== this.people.chat) return;
    const { conversation } = this;
    const before = conversation.messages.get(message.message_id);
    const isNew = conversation.apply(message);
    const { isMe, name } = this.author(message);
    if (!isMe && isNew) this.arrived(message, name);
    else if (!isMe && before && !message.deleted) announceEdit(before, message);
    this.refresh();
    if (!$("pinned").hidden) this.attempt(() => this.showPinned());
  }

  arrived(message, name) {
    if (message.from === "bot") this.status.idle();
    announceArrival(message, name);
    if (message.effect_id) playEffect(message.effect_id);
  }

  // An edit of an earlier message does not count as unread.
  saidElsewhere(place, message) {
    const isNew = message.message_id > (this.newest.get(place.key) ?? readUpTo(place) ?? 0);
    if (this.authorFor(place, message).isMe || message.deleted || message.edit_date || !isNew) return;
    this.newest.set(place.key, message.message_id);
    this.people.heard(place.key);
  }

  author(message) {
    return this.authorFor(this.people.here, message);
  }

  // The author of a message as the person of `place` sees it.
  authorFor(place, { from, sender_id: sender = place.person }) {
    const isMe = from === "user" && sender === place.person;
    const isNamed = place.chat !== place.person && !isMe;
    if (from === "bot") return { name: this.bot.name, isMe, isNamed, id: 0 };
    return { name: isMe ? "You" : this.people.name(sender), isMe, isNamed, id: sender };
  }
}
