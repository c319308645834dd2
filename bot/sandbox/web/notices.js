// What passes over the chat: toasts, alerts, the picture viewer.

import { $, h } from "./dom.js";

export function toast(text, seconds = 3.2) {
  const element = h("div", { class: "toast" }, text);
  $("toasts").append(element);
  setTimeout(() => element.remove(), seconds * 1000);
}

const waiting = [];

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

export function showPicture(url) {
  $("viewer").querySelector("img").src = url;
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

// A button that opens a popover; Escape and a click elsewhere close it.
export function popover(button, panel, onOpen = () => {}) {
  const set = (open) => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) onOpen();
  };
  button.addEventListener("click", () => set(panel.hidden));
  document.addEventListener("click", (event) => {
    if (!panel.hidden && !panel.contains(event.target) && !button.contains(event.target)) set(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      set(false);
      button.focus();
    }
  });
  return () => set(false);
}
