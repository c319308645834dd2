// The bot's commands: a menu behind a button, and completion after “/”.

import { $, h } from "../base/dom.js";

export class Commands {
  // `run` sends a command.
  constructor(run) {
    this.run = run;
    this.all = [];
    this.shown = [];
    this.button = $("open-commands");
    this.list = $("commands");
    this.field = $("text");
    this.button.addEventListener("click", () => (this.list.hidden ? this.openMenu() : this.close()));
    this.field.addEventListener("input", () => this.complete());
    this.list.addEventListener("keydown", (event) => this.takes(event));
    for (const element of [this.list, this.field]) element.addEventListener("focusout", (event) => this.left(event));
  }

  set(commands) {
    this.all = commands;
    this.button.hidden = commands.length === 0;
  }

  openMenu() {
    this.open(this.all, 0);
    this.list.focus({ preventScroll: true });
  }

  complete() {
    const typed = this.field.value.toLowerCase();
    const fitting = /^\/\w*$/.test(typed) ? this.all.filter(({ command }) => `/${command}`.startsWith(typed)) : [];
    if (!fitting.length) return this.close();
    return this.open(fitting, fitting.findIndex(({ command }) => `/${command}` === typed));
  }

  open(commands, active) {
    this.shown = commands;
    this.list.replaceChildren(...commands.map((command, place) => this.row(command, place)));
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.choose(active);
  }

  close() {
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  row({ command, description }, place) {
    // On pointerdown, before the field loses the focus and the list closes.
    const pick = (event) => event.button === 0 && (event.preventDefault(), this.pick(place));
    return h("li", { role: "option", id: `command-${place}`, onpointerdown: pick }, h("b", {}, `/${command}`), h("span", {}, description));
  }

  choose(place) {
    this.active = place;
    [...this.list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === place)));
    this.list.children[place]?.scrollIntoView({ block: "nearest" });
    for (const element of [this.list, this.field]) {
      if (place < 0) element.removeAttribute("aria-activedescendant");
      else element.setAttribute("aria-activedescendant", `command-${place}`);
    }
  }

  pick(place) {
    const { command } = this.shown[place];
    this.type("");
    this.field.focus({ preventScroll: true });
    this.run(`/${command}`);
  }

  // Returns whether the open list handled the key.
  takes(event) {
    const act = this.list.hidden ? null : this.meaning(event.key);
    if (!act || event.isComposing) return false;
    event.preventDefault();
    act();
    return true;
  }

  meaning(key) {
    const { active, shown } = this;
    switch (key) {
      case "ArrowDown":
        return () => this.choose((active + 1) % shown.length);
      case "ArrowUp":
        return () => this.choose((active > 0 ? active : shown.length) - 1);
      case "Enter":
        return active < 0 ? null : () => this.pick(active);
      case "Tab":
        return () => this.fill(shown[Math.max(active, 0)].command);
      case "Escape":
        return () => {
          this.close();
          this.field.focus({ preventScroll: true });
        };
      default:
        return null;
    }
  }

  // Dispatch an input event, as typing does, so that listeners notice the change.
  type(text) {
    this.field.value = text;
    this.field.dispatchEvent(new Event("input"));
    this.close();
  }

  // Put the command into the field, ready for its argument.
  fill(command) {
    this.type(`/${command} `);
    this.field.focus({ preventScroll: true });
  }

  left({ relatedTarget }) {
    if (![this.list, this.field, this.button].includes(relatedTarget)) this.close();
  }
}
