// The bot's reply keyboard below the field.

import { $, h, keyRow } from "../base/dom.js";

const PHONE_ONLY = ["request_poll", "request_users", "request_chat", "web_app"];

export class Keys {
  // `acts`: write(text), location(), contact(), and nothing() for actions that need a real phone.
  constructor(acts) {
    this.acts = acts;
    this.markup = null;
    $("toggle-keys").addEventListener("click", () => this.show($("keys").hidden));
  }

  set(markup) {
    const isSame = JSON.stringify(markup) === JSON.stringify(this.markup);
    this.markup = markup;
    if (isSame) return;
    const rows = markup?.keyboard ?? [];
    $("keys").replaceChildren(...rows.map((row) => keyRow(row.map((key) => this.key(key)))));
    this.show(rows.length > 0);
  }

  show(shown) {
    $("keys").hidden = !shown;
    $("toggle-keys").hidden = !this.markup?.keyboard?.length;
    $("toggle-keys").setAttribute("aria-pressed", String(shown));
  }

  key(key) {
    const press = () => {
      if (this.markup.one_time_keyboard) this.show(false);
      if (key.request_location) this.acts.location();
      else if (key.request_contact) this.acts.contact();
      else if (PHONE_ONLY.some((name) => name in key)) this.acts.nothing();
      else this.acts.write(key.text);
    };
    return h("button", { type: "button", onclick: press, data: key.style ? { style: key.style } : {} }, key.text);
  }
}
