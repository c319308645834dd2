// Formatted text: entities (UTF-16 offsets, as in JavaScript) become elements.

import { h } from "../base/dom.js";

const PLAIN = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = ["pre", "blockquote", "expandable_blockquote"];

export function formatted(text, entities, onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return stretch(text, 0, text.length, sorted, onCommand);
}

// Child nodes for the range [start, end): text, and entities with their nested entities.
function stretch(text, start, end, entities, onCommand) {
  const nodes = [];
  let at = start;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    if (entity.offset < at) continue;
    if (entity.offset >= end) break;
    const stop = Math.min(entity.offset + entity.length, end);
    const inside = entities.slice(i + 1).filter((e) => e.offset < stop);
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    nodes.push(marked(entity, text.slice(entity.offset, stop), stretch(text, entity.offset, stop, inside, onCommand), onCommand));
    at = stop;
    // A block element needs no line break after it.
    if (BLOCKS.includes(entity.type) && at < end && text[at] === "\n" && !entities.some((e) => e.offset === at)) at += 1;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function marked(entity, text, children, onCommand) {
  const kind = entity.type;
  if (PLAIN[kind]) return h(PLAIN[kind], {}, children);
  switch (kind) {
    case "pre":
      return h("pre", { data: entity.language ? { language: entity.language } : {} }, h("code", {}, children));
    case "blockquote":
      return h("blockquote", {}, children);
    case "expandable_blockquote":
      return opening(h("blockquote", { class: "folds" }, children), "Show the whole quote");
    case "spoiler":
      return opening(h("span", { class: "spoiler" }, children), "Hidden text");
    case "bot_command":
      return h("button", { class: "command", type: "button", onclick: () => onCommand(text) }, children);
    case "text_link":
      return link(entity.url, children);
    case "url":
      return link(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`, children);
    case "email":
      return link(`mailto:${text}`, children);
    case "date_time":
      return h("time", { datetime: new Date(entity.unix_time * 1000).toISOString() }, children);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return h("span", { class: "tag" }, children);
    default:
      return h("span", {}, children);
  }
}

// Only URLs that can't run scripts here.
function link(address, children) {
  if (!/^(https?|mailto|tg|ton):/i.test(address)) return h("span", { class: "tag" }, children);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, children);
}

function opening(element, label) {
  const open = () => {
    element.classList.add("is-open");
    for (const name of ["role", "tabindex", "aria-label"]) element.removeAttribute(name);
  };
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "0");
  element.setAttribute("aria-label", label);
  element.addEventListener("click", open);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    open();
  });
  return element;
}
