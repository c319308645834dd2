// Small helpers to build elements. Text always goes in as text, never as markup.

export const $ = (id) => document.getElementById(id);

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

const HUES = ["#a4452c", "#7a4ea3", "#2c6aa4", "#1f7a5c", "#8a6410", "#a33b6b", "#4a5fae"];

export function paintAvatar(element, person) {
  element.textContent = person ? [...person.first_name][0].toUpperCase() : "?";
  element.style.setProperty("--hue", person ? HUES[person.id % HUES.length] : "#5a6b78");
}

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
export const clockTime = new Intl.DateTimeFormat("en-GB", CLOCK);
export const clockSeconds = new Intl.DateTimeFormat("en-GB", { ...CLOCK, second: "2-digit" });
export const longDay = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const shortDay = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
