// What appears over the page: toasts, alerts, the picture viewer, popovers.

import { $, h } from "./dom.js";

const TOAST_SECONDS = 3.5;
const waiting = [];

export function toast(text) {
  const element = h("div", { class: "toast" }, text);
  $("toasts").append(element);
  setTimeout(() => element.remove(), TOAST_SECONDS * 1000);
}

export function alertBox(text) {
  waiting.push(text);
  if (!$("alert").open) nextAlert();
}

function nextAlert() {
  const text = waiting.shift();
  if (text === undefined) return;
  $("alert-text").textContent = text;
  $("alert").showModal();
}

export function showPicture(url, words) {
  const picture = $("viewer").querySelector("img");
  picture.src = url;
  picture.alt = words;
  $("viewer").showModal();
}

export function setUpDialogs() {
  $("alert").addEventListener("close", nextAlert);
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
    });
  }
}

// A button that opens a panel; Escape, a click elsewhere, and the returned function close it.
export function popover(button, panel, onOpen = () => {}) {
  const set = (open) => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) onOpen();
  };
  button.addEventListener("click", () => set(panel.hidden));
  document.addEventListener("click", ({ target }) => {
    if (!panel.hidden && !panel.contains(target) && !button.contains(target)) set(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden || event.defaultPrevented) return;
    event.preventDefault();
    set(false);
    button.focus();
  });
  return () => {
    const held = panel.contains(document.activeElement);
    set(false);
    if (held) button.focus();
  };
}

// Arrow, Home and End keys among the buttons of a panel.
export function walk(event) {
  const items = [...event.currentTarget.querySelectorAll("button")];
  const here = items.indexOf(document.activeElement);
  const places = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 };
  if (!(event.key in places) || !items.length) return;
  event.preventDefault();
  items.at(places[event.key] % items.length).focus();
}
