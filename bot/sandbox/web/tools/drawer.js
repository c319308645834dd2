// On a small screen the tools are a drawer; on a large one they are always visible.

import { $ } from "../base/dom.js";

export function setUpDrawer() {
  const tools = $("tools");
  const narrow = matchMedia("(max-width: 999px)");

  function set(open) {
    const wasOpen = tools.classList.contains("is-open");
    const covers = open && narrow.matches;
    tools.classList.toggle("is-open", open);
    tools.inert = narrow.matches && !open;
    $("phone").inert = covers;
    $("shade").hidden = !covers;
    $("open-tools").setAttribute("aria-expanded", String(open));
    if (open) $("close-tools").focus();
    else if (wasOpen) $("open-tools").focus();
  }

  $("open-tools").addEventListener("click", () => set(true));
  $("close-tools").addEventListener("click", () => set(false));
  $("shade").addEventListener("click", () => set(false));
  narrow.addEventListener("change", () => set(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && tools.classList.contains("is-open")) set(false);
  });
  set(false);
}
