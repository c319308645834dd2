// The bench: the clock with its levers, trouble on order, the list of calls.

import { $, clockSeconds, clockTime, h, shortDay } from "./dom.js";
import { api } from "./api.js";
import { toast } from "./notices.js";

const MOST_CALLS = 200;
const FAULTS = {
  429: [{ method: "sendMessage", times: 1, retry_after: 5 }, "The next sendMessage is answered with 429, retry after 5 s."],
  500: [{ method: "sendMessage", times: 1, status: 500 }, "The next sendMessage is answered with 500."],
  lost: [{ method: "sendMessage", times: 1, drop: "after" }, "The next sendMessage is carried out, but its answer is lost."],
};

export class Clock {
  constructor() {
    this.ahead = 0;
    this.shared = false;
    this.movable = true;
    this.running = false;
    setInterval(() => this.draw(), 500);
    $("levers").addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.pull(button);
    });
  }

  get now() {
    return new Date(Date.now() + this.ahead);
  }

  async load() {
    const { now, shared, movable } = await api.clock();
    this.shared = shared;
    this.movable = movable;
    this.set(now);
    this.enable();
  }

  set(now) {
    this.ahead = new Date(now) - Date.now();
    this.draw();
  }

  draw() {
    $("clock-time").textContent = clockSeconds.format(this.now);
    $("clock-date").textContent = shortDay.format(this.now);
    const hours = Math.round(this.ahead / 360000) / 10;
    $("clock-ahead").textContent = hours >= 0.1 ? `· ${hours >= 48 ? `${Math.round(hours / 24)} days` : `${hours} h`} ahead` : "";
  }

  async pull(button) {
    if (this.running) return;
    this.start();
    try {
      const { now, settled, found } = await api.move(this.wish(button.dataset));
      this.set(now);
      $("clock-note").textContent = this.outcome(settled, found);
    } catch (error) {
      $("clock-note").textContent = error.message;
    } finally {
      this.running = false;
      this.enable();
      button.focus({ preventScroll: true });
    }
  }

  start() {
    this.running = true;
    this.enable();
    $("clock-note").textContent = "Moving the clock…";
  }

  wish({ advance, until }) {
    if (advance) return { advance: Number(advance) };
    if (until) return { until };
    const morning = new Date(this.now);
    morning.setDate(morning.getDate() + 1);
    morning.setHours(8, 30, 0, 0);
    return { to: morning.toISOString() };
  }

  outcome(settled, found) {
    const place = `It is ${shortDay.format(this.now)}, ${clockTime.format(this.now)}.`;
    if (found === false) return `Nothing came within 8 days. ${place}`;
    return settled ? place : `${place} The bot still has something to do.`;
  }

  enable() {
    $("moving").hidden = !this.running;
    $("levers").setAttribute("aria-busy", String(this.running));
    for (const button of $("levers").querySelectorAll("button")) {
      button.disabled = this.running || !this.movable || (Boolean(button.dataset.until) && !this.shared);
      button.title = button.dataset.until && !this.shared ? "Needs a bot on this clock (limber demo)" : "";
    }
  }
}

export class Calls {
  // `name` finds the first name of a chat.
  constructor(name) {
    this.name = name;
    this.list = $("calls");
    this.last = 0;
    $("show-polls").addEventListener("change", () => this.filter());
  }

  async load() {
    for (const call of (await api.calls(this.last)).slice(-MOST_CALLS)) this.add(call);
  }

  clear() {
    this.list.replaceChildren();
    $("no-calls").hidden = false;
  }

  add(call) {
    if (call.n <= this.last) return;
    this.last = call.n;
    const row = this.row(call);
    row.hidden = this.isHidden(row);
    this.list.prepend(row);
    while (this.list.children.length > MOST_CALLS) this.list.lastElementChild.remove();
    $("no-calls").hidden = true;
  }

  row(call) {
    const refused = call.status >= 400 || call.status === 0;
    const details = h(
      "details",
      {},
      h(
        "summary",
        {},
        h("span", { class: refused ? "code is-refused" : "code" }, call.status ? String(call.status) : "lost"),
        h("span", { class: "name" }, call.method, h("small", {}, this.name(call.chat_id))),
        h("span", { class: "when" }, clockTime.format(new Date(call.at))),
      ),
    );
    // Long answers are written out only when somebody looks.
    details.addEventListener("toggle", () => details.open && details.children.length === 1 && details.append(...inside(call)));
    return h("li", { data: { method: call.method } }, details);
  }

  isHidden(row) {
    return row.dataset.method === "getUpdates" && !$("show-polls").checked;
  }

  filter() {
    for (const row of this.list.children) row.hidden = this.isHidden(row);
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

export function setUpTrouble() {
  $("trouble").addEventListener("click", async (event) => {
    const order = FAULTS[event.target.closest("button")?.dataset.fault];
    if (!order) return;
    try {
      await api.fault(order[0]);
      $("trouble-note").textContent = order[1];
    } catch (error) {
      toast(error.message);
    }
  });
}

export function setUpDrawer() {
  const tools = $("tools");
  const narrow = matchMedia("(max-width: 899px)");
  const set = (open) => {
    const wasOpen = tools.classList.contains("is-open");
    tools.classList.toggle("is-open", open);
    tools.inert = narrow.matches && !open;
    $("shade").hidden = !open || !narrow.matches;
    $("open-tools").setAttribute("aria-expanded", String(open));
    if (open) $("close-tools").focus();
    else if (wasOpen) $("open-tools").focus();
  };
  $("open-tools").addEventListener("click", () => set(true));
  $("close-tools").addEventListener("click", () => set(false));
  $("shade").addEventListener("click", () => set(false));
  narrow.addEventListener("change", () => set(false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && tools.classList.contains("is-open") && set(false));
  set(false);
}
