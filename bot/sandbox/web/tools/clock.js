// The clock and its controls, in the time zone of the open person.

import { $, h } from "../base/dom.js";
import { api } from "../base/api.js";
import { clockSeconds, clockTime, currentZone, shortDay, tomorrowAt, zones } from "../base/time.js";

const MORNING = [8, 30];
const HOUR = 3600 * 1000;

export class Clock {
  // `onZone` is called when another zone was chosen.
  constructor(onZone) {
    this.ahead = 0;
    this.shared = false;
    this.movable = true;
    this.running = false;
    setInterval(() => this.draw(), 500);
    $("clock-buttons").addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) this.move(button);
    });
    $("zone").append(...zones().map((zone) => h("option", {}, zone)));
    $("zone").addEventListener("change", () => onZone($("zone").value));
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

  // The open person or their zone has changed.
  showZone() {
    const zone = currentZone();
    // Browsers accept more zones than they list.
    if (![...$("zone").options].some((option) => option.value === zone)) $("zone").append(h("option", {}, zone));
    $("zone").value = zone;
    $("clock-note").textContent = "";
    this.draw();
  }

  draw() {
    const { now } = this;
    $("clock-time").textContent = clockSeconds(now);
    $("clock-date").textContent = shortDay(now);
    $("clock-ahead").textContent = lead(this.ahead);
    $("open-tools-time").textContent = clockTime(now);
    $("morning").title = `${shortDay(this.morning())}, ${clockTime(this.morning())}`;
  }

  morning() {
    return tomorrowAt(this.now, ...MORNING);
  }

  async move(button) {
    if (this.running) return;
    this.start();
    try {
      const { now, settled, found } = await api.move(this.request(button));
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

  request(button) {
    const { advance, until } = button.dataset;
    if (advance) return { advance: Number(advance) };
    return until ? { until } : { to: this.morning().toISOString() };
  }

  outcome(settled, found) {
    const place = `It is ${shortDay(this.now)}, ${clockTime(this.now)}.`;
    if (found === false) return `Nothing came within 8 days. ${place}`;
    return settled ? place : `${place} The bot still has something to do.`;
  }

  enable() {
    $("moving").hidden = !this.running;
    $("clock-buttons").setAttribute("aria-busy", String(this.running));
    for (const button of $("clock-buttons").querySelectorAll("button")) {
      const lacksBot = button.dataset.until && !this.shared;
      button.disabled = this.running || !this.movable || lacksBot;
      if (button.dataset.until) button.title = lacksBot ? "Needs a bot on this clock (limber demo)" : "";
    }
  }
}

function lead(milliseconds) {
  const hours = Math.round(milliseconds / (HOUR / 10)) / 10;
  if (hours < 0.1) return "";
  const days = Math.round(hours / 24);
  return `· ${hours >= 48 ? `${days} days` : `${hours} h`} ahead`;
}
