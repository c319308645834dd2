// The actions of one message: reply, edit, copy. Opened with the dots beside it, a right click, a
// tap, or Enter on the message; the arrow keys go from message to message.

import { $, h, icon } from "../base/dom.js";
import { walk } from "../base/notices.js";

// Milliseconds within which events belong to one tap.
const MOMENT = 500;

export class Actions {
  // `acts` has reply(message), edit(message) and copy(text).
  constructor(acts) {
    this.acts = acts;
    this.panel = $("actions");
    this.closed = -MOMENT;
    this.log = $("log");
    this.log.addEventListener("contextmenu", (event) => this.rightClick(event));
    this.log.addEventListener("click", (event) => this.tap(event));
    this.log.addEventListener("keydown", (event) => this.key(event));
    this.panel.addEventListener("keydown", (event) => this.inMenu(event));
    this.panel.addEventListener("focusout", (event) => this.panel.contains(event.relatedTarget) || this.close());
  }

  open(bubble) {
    this.bubble = bubble;
    const { message } = bubble;
    const words = message.text ?? message.caption;
    const items = [this.item("reply", "Reply", () => this.acts.reply(message))];
    if (message.from === "user" && message.text) items.push(this.item("edit", "Edit", () => this.acts.edit(message)));
    if (words) items.push(this.item("copy", "Copy the text", () => this.acts.copy(words)));
    this.panel.replaceChildren(...items);
    this.panel.hidden = false;
    this.place(bubble.more.getBoundingClientRect());
    items[0].focus({ preventScroll: true });
  }

  item(name, words, act) {
    const run = () => {
      this.bubble.element.focus({ preventScroll: true });
      this.close();
      act();
    };
    return h("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: run }, icon(name, "icon-small"), words);
  }

  // Next to the dots, and within the chat.
  place(dots) {
    const frame = $("frame").getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.panel;
    const within = (value, most) => `${Math.max(8, Math.min(value, most - 8))}px`;
    this.panel.style.left = within(dots.left - frame.left - width / 2, frame.width - width);
    this.panel.style.top = within(dots.top - frame.top, frame.height - height);
  }

  close() {
    if (!this.panel.hidden) this.closed = performance.now();
    this.panel.hidden = true;
  }

  // A tap outside the open menu only closes it.
  tap(event) {
    if (event.pointerType === "touch" && event.timeStamp - this.closed > MOMENT) this.rightClick(event);
  }

  rightClick(event) {
    const element = event.target.closest("article.message");
    if (!element || event.target.closest("a, button, video, audio, [role=button]") || String(getSelection())) return;
    event.preventDefault();
    element.querySelector(".more").click();
  }

  key(event) {
    const { target, key } = event;
    const isMessage = target.matches("article.message");
    if (target !== this.log && !isMessage) return;
    if (key === "ArrowUp" || key === "ArrowDown") {
      event.preventDefault();
      this.step(isMessage ? target : null, key === "ArrowUp" ? -1 : 1);
    } else if (isMessage && key === "Enter") {
      event.preventDefault();
      target.querySelector(".more").click();
    }
  }

  step(from, by) {
    const all = [...this.log.querySelectorAll("article.message")];
    const place = from ? all.indexOf(from) + by : all.length - 1;
    all[Math.max(0, Math.min(place, all.length - 1))]?.focus();
  }

  inMenu(event) {
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      this.bubble.element.focus({ preventScroll: true });
      this.close();
    } else walk(event);
  }
}
