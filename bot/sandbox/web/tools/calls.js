// The call journal: the bot's calls, newest first, with a filter.

import { $, h } from "../base/dom.js";
import { api } from "../base/api.js";
import { clockSeconds } from "../base/time.js";

const MOST = 300;

export class Calls {
  // `name` returns the first name of a chat.
  constructor(name) {
    this.name = name;
    this.list = $("calls");
    this.last = 0;
    for (const id of ["calls-filter", "show-polls", "only-refused"]) $(id).addEventListener("input", () => this.filter());
  }

  async load() {
    for (const call of await api.calls(this.last, MOST)) this.put(call);
    this.filter();
  }

  clear() {
    this.list.replaceChildren();
    this.count();
  }

  add(call) {
    this.put(call);
    this.count();
  }

  put(call) {
    if (call.n <= this.last) return;
    this.last = call.n;
    const row = this.row(call);
    row.hidden = !this.isWanted(row);
    this.list.prepend(row);
    while (this.list.children.length > MOST) this.list.lastElementChild.remove();
  }

  row(call) {
    const refused = call.status >= 400 || call.status === 0;
    const status = call.status ? String(call.status) : "lost";
    const name = this.name(call.chat_id);
    const summary = h(
      "summary",
      {},
      h("span", { class: refused ? "code is-refused" : "code" }, status),
      h("span", { class: "name" }, call.method, h("small", {}, name)),
      h("span", { class: "when" }, clockSeconds(new Date(call.at))),
    );
    const details = h("details", {}, summary);
    // Long answers are rendered only when opened.
    details.addEventListener("toggle", () => details.open && details.children.length === 1 && details.append(...inside(call)));
    const found = [call.method, name, status, call.response?.description].join(" ").toLowerCase();
    return h("li", { data: { found, method: call.method, refused: String(refused) } }, details);
  }

  isWanted({ dataset: { found, method, refused } }) {
    const words = $("calls-filter").value.toLowerCase().split(/\s+/);
    if (method === "getUpdates" && !$("show-polls").checked && refused === "false") return false;
    if ($("only-refused").checked && refused === "false") return false;
    return words.every((word) => found.includes(word));
  }

  filter() {
    for (const row of this.list.children) row.hidden = !this.isWanted(row);
    this.count();
  }

  count() {
    const shown = [...this.list.children].filter((row) => !row.hidden).length;
    $("no-calls").hidden = shown > 0;
    $("no-calls").textContent = this.list.children.length ? "No call fits." : "No bot has called yet.";
  }
}

function inside(call) {
  const pretty = (value) => JSON.stringify(value, null, 2);
  const params = Object.fromEntries(Object.entries(call.params).map(([key, value]) => [key, unpacked(value)]));
  return [h("h3", {}, "Parameters"), h("pre", {}, pretty(params)), h("h3", {}, `Answer · ${call.ms} ms`), h("pre", {}, pretty(call.response))];
}

function unpacked(value) {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
