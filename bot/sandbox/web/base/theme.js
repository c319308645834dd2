// Day or night. The page follows the system until somebody chooses otherwise, and again once
// the choice is what the system shows.

import { $ } from "./dom.js";
import { recall, remember } from "./store.js";

const system = matchMedia("(prefers-color-scheme: dark)");
const ofSystem = () => (system.matches ? "night" : "day");
const shown = () => recall("theme") ?? ofSystem();

function show() {
  document.documentElement.dataset.theme = shown();
  $("theme").setAttribute("aria-pressed", String(shown() === "night"));
}

export function setUpTheme() {
  system.addEventListener("change", show);
  $("theme").addEventListener("click", () => {
    const other = shown() === "night" ? "day" : "night";
    remember("theme", other === ofSystem() ? null : other);
    show();
  });
  show();
}
