// Fault injection: failing calls, flood limits, and the pending faults.

import { $, h } from "../base/dom.js";
import { api } from "../base/api.js";

const FAULTS = {
  429: { retry_after: 5 },
  500: { status: 500 },
  502: { status: 502 },
  cut: { drop: "before" },
  lost: { drop: "after" },
  slow: { delay: 5 },
};
// Telegram's limits: messages a second to everybody, and to one chat.
const FLOOD = { overall_per_second: 30, chat_per_second: 1 };

export class Faults {
  // `attempt` runs something and shows its error.
  constructor(attempt) {
    this.attempt = attempt;
    $("trouble").addEventListener("click", ({ target }) => {
      const kind = target.closest("button")?.dataset.fault;
      if (kind) attempt(() => this.order(kind));
    });
    $("flood").addEventListener("change", () => attempt(() => api.limit($("flood").checked ? FLOOD : {})));
    $("no-trouble").addEventListener("click", () => attempt(() => this.callOff()));
  }

  async order(kind) {
    await api.fault({ method: $("fault-method").value, times: Number($("fault-times").value), ...FAULTS[kind] });
    await this.load();
  }

  async callOff() {
    await api.noFaults();
    await this.load();
  }

  async load() {
    const [faults, limits] = await Promise.all([api.faults(), api.limits()]);
    this.left = faults.length;
    $("flood").checked = Boolean(limits.overall_per_second || limits.chat_per_second);
    $("no-trouble").hidden = faults.length === 0;
    $("trouble-left").replaceChildren(...faults.map((fault) => h("li", {}, inWords(fault))));
  }

  // A call was answered, so a fault may be used up.
  called() {
    if (this.left) this.attempt(() => this.load());
  }
}

function inWords({ method, times, status, retry_after: wait, delay, drop }) {
  const what = [
    wait && `429, retry after ${wait} s`,
    status && !wait && `answered with ${status}`,
    drop === "before" && "the line is cut",
    drop === "after" && "done, but the answer is lost",
    delay && `${delay} s late`,
  ];
  return `${times} × ${method === "*" ? "any call" : method}: ${what.filter(Boolean).join(", ")}`;
}
