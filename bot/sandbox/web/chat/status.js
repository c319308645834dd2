// The line below the bot's name: what it is doing, and whether we are connected.

import { $, h } from "../base/dom.js";

const ACTIONS = {
  typing: "typing",
  upload_photo: "sending a picture",
  record_video: "recording a film",
  upload_video: "sending a film",
  record_voice: "recording",
  upload_voice: "sending a voice message",
  upload_document: "sending a file",
  choose_sticker: "choosing a sticker",
  find_location: "looking for a place",
};
// How long Telegram shows an action.
const SECONDS = 5;

export class Status {
  constructor() {
    this.timer = 0;
    this.isLost = true;
    this.quiet = "bot";
  }

  // The text while nothing happens.
  isFor(words) {
    this.quiet = words;
    if (!$("status").classList.contains("is-busy")) this.idle();
  }

  up() {
    this.isLost = false;
    $("lost").hidden = true;
    this.idle();
  }

  lost() {
    this.isLost = true;
    $("lost").hidden = false;
    this.say("not connected");
  }

  idle() {
    clearTimeout(this.timer);
    if (!this.isLost) this.say(this.quiet);
  }

  acting(action) {
    if (action === "cancel") return this.idle();
    clearTimeout(this.timer);
    this.say(ACTIONS[action] ?? "busy", h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")));
    this.timer = setTimeout(() => this.idle(), SECONDS * 1000);
    return null;
  }

  say(...words) {
    $("status").replaceChildren(...words);
    $("status").classList.toggle("is-busy", words.length > 1);
  }
}
