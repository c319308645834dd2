// Below the conversation: writing, commands, the bot's keyboard, places, files.

import { $, h } from "./dom.js";
import { popover } from "./notices.js";

const CITIES = [
  ["Berlin", "Germany", 52.52, 13.405],
  ["London", "United Kingdom", 51.5072, -0.1276],
  ["New York", "United States", 40.7128, -74.006],
  ["Los Angeles", "United States", 34.0522, -118.2437],
  ["São Paulo", "Brazil", -23.5505, -46.6333],
  ["Kathmandu", "Nepal", 27.7172, 85.324],
  ["Tokyo", "Japan", 35.6762, 139.6503],
  ["Sydney", "Australia", -33.8688, 151.2093],
];

export class Composer {
  // `acts` has write(text), location(latitude, longitude), file(file), start(), unblock().
  constructor(acts) {
    this.acts = acts;
    this.keys = null;
    this.text = $("text");
    $("write").addEventListener("submit", (event) => this.submit(event));
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    });
    this.text.addEventListener("input", () => this.fit());
    $("start").addEventListener("click", () => acts.start());
    $("unblock").addEventListener("click", () => acts.unblock());
    $("file").addEventListener("change", (event) => this.sendFile(event.target));
    $("toggle-keys").addEventListener("click", () => this.showKeys($("keys").hidden));
    this.closeCommands = popover($("open-commands"), $("commands"), () => $("commands").querySelector("button")?.focus());
    $("commands").addEventListener("keydown", (event) => walk(event));
    this.setUpPlaces();
  }

  // What stands below: the field, a Start button, or the way back after a block.
  show(person, hasMessages) {
    const blocked = Boolean(person?.blocked);
    const begins = !blocked && !hasMessages;
    $("write").hidden = blocked || begins;
    $("start").hidden = !begins;
    $("unblock").hidden = !blocked;
    $("keys").hidden ||= blocked || begins;
    this.showCommands(person?.commands ?? []);
  }

  showCommands(commands) {
    $("open-commands").hidden = commands.length === 0;
    $("commands").replaceChildren(
      ...commands.map(({ command, description }) =>
        h("button", { type: "button", role: "menuitem", onclick: () => this.run(`/${command}`) }, h("b", {}, `/${command}`), h("span", {}, description)),
      ),
    );
  }

  run(command) {
    this.closeCommands();
    this.acts.write(command);
    this.text.focus({ preventScroll: true });
  }

  submit(event) {
    event.preventDefault();
    const text = this.text.value;
    if (!text.trim()) return;
    this.text.value = "";
    this.fit();
    this.acts.write(text);
  }

  fit() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 132)}px`;
  }

  sendFile(input) {
    const [file] = input.files;
    input.value = "";
    if (file) this.acts.file(file);
  }

  // The newest message that says anything about the keyboard decides.
  setMarkup(markup) {
    this.keys = markup?.keyboard?.length ? markup : null;
    this.text.placeholder = markup?.input_field_placeholder || "Message";
    $("reply-note").hidden = !markup?.force_reply;
    $("reply-note").textContent = "The bot asks for an answer.";
    $("toggle-keys").hidden = !this.keys;
    const rows = this.keys?.keyboard ?? [];
    $("keys").replaceChildren(...rows.map((row) => h("div", {}, row.map((key) => this.key(key)))));
    this.showKeys(Boolean(this.keys));
  }

  showKeys(shown) {
    $("keys").hidden = !shown;
    $("toggle-keys").setAttribute("aria-pressed", String(shown));
  }

  key(key) {
    const act = () => {
      if (this.keys.one_time_keyboard) this.showKeys(false);
      if (key.request_location) $("location").showModal();
      else this.acts.write(key.text);
    };
    return h("button", { type: "button", onclick: act }, key.text);
  }

  setUpPlaces() {
    $("open-location").addEventListener("click", () => $("location").showModal());
    const share = (latitude, longitude) => {
      $("location").close();
      this.acts.location(latitude, longitude);
    };
    $("cities").replaceChildren(
      ...CITIES.map(([city, country, latitude, longitude]) => h("button", { class: "button", type: "button", onclick: () => share(latitude, longitude) }, city, h("small", {}, country))),
    );
    $("own-place").addEventListener("submit", (event) => {
      event.preventDefault();
      const values = new FormData(event.target);
      share(Number(values.get("latitude")), Number(values.get("longitude")));
    });
  }
}

// Up and down in a menu.
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll("button")];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
}
