// Helpers to build elements. Text is always set as text, never as markup.

export const $ = (id) => document.getElementById(id);

// An element with attributes, listeners (onclick, …), dataset values (data) and children.
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...present(children.flat()));
  return element;
}

export const present = (values) => values.filter((value) => value !== null && value !== undefined && value !== false);

// Make `wanted` the children. Those that stay are not touched, to keep focus, video and selection.
export function settle(parent, wanted) {
  const stays = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!stays.has(child)) child.remove();
  wanted.forEach((child, place) => {
    const there = parent.childNodes[place] ?? null;
    if (there !== child) parent.insertBefore(child, there);
  });
}

export function icon(name, size = "") {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", `icon ${size}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export const hidden = (text) => h("span", { class: "hidden-text" }, text);

// A button with only an icon.
export const iconButton = (name, label, onclick, props = {}) =>
  h("button", { class: "icon-button", type: "button", "aria-label": label, title: label, onclick, ...props }, icon(name));

// A row of keys; it uses a smaller font if the longest word would not fit on its key.
export function keyRow(keys) {
  const longest = Math.max(...keys.flatMap((key) => key.textContent.split(/[\s-]/)).map((word) => word.length));
  return h("div", { class: keys.length * (longest + KEY_MARGINS) > CHARACTERS_IN_A_ROW ? "is-tight" : null }, keys);
}

// Characters that fit into a row at the normal size, on a phone.
const CHARACTERS_IN_A_ROW = 34;
const KEY_MARGINS = 2;

export const STILL = matchMedia("(prefers-reduced-motion: reduce)");
export const glide = () => (STILL.matches ? "instant" : "smooth");

const HUES = ["#a4452c", "#7a4ea3", "#2c6aa4", "#1f7a5c", "#8a6410", "#a33b6b", "#4a5fae"];

export const hue = (id) => HUES[Math.abs(id) % HUES.length];

export function paintAvatar(element, person) {
  element.textContent = person ? [...person.first_name][0].toUpperCase() : "?";
  element.style.setProperty("--hue", person ? hue(person.id) : "#5a6b78");
}
