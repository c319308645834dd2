// Light or dark theme. The page follows the system until somebody chooses otherwise, and again once
// the choice equals the system's.

import { recall, remember } from "./store.js";

const system = matchMedia("(prefers-color-scheme: dark)");
const ofSystem = () => (system.matches ? "night" : "day");
// On a phone the switch is among the tools, elsewhere in the bar.
const buttons = () => document.querySelectorAll("[data-theme-switch]");
const shown = () => recall("theme") ?? ofSystem();

function show() {
  document.documentElement.dataset.theme = shown();
  for (const button of buttons()) button.setAttribute("aria-pressed", String(shown() === "night"));
}

function change() {
  const other = shown() === "night" ? "day" : "night";
  remember("theme", other === ofSystem() ? null : other);
  show();
}

export function setUpTheme() {
  system.addEventListener("change", show);
  for (const button of buttons()) button.addEventListener("click", change);
  show();
}
