// A message that the bot is still writing. It disappears when the message arrives, or after the
// time that Telegram shows it.

import { h } from "../base/dom.js";
import { formatted } from "./entities.js";

const SECONDS = 30;

export class Draft {
  // `onChange` is called when a draft appears, grows or disappears.
  constructor(onChange) {
    this.onChange = onChange;
    this.element = null;
    this.timer = 0;
  }

  show({ text = "", entities = [] }) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.over(), SECONDS * 1000);
    this.element ??= h("div", { class: "message bot draft", "aria-hidden": "true" });
    const dots = h("span", { class: "dots" }, h("i"), h("i"), h("i"));
    this.element.replaceChildren(h("div", { class: "bubble" }, h("div", { class: "words" }, formatted(text, entities, () => {}), dots)));
    this.onChange();
  }

  over() {
    this.end();
    this.onChange();
  }

  end() {
    clearTimeout(this.timer);
    this.element = null;
  }
}
