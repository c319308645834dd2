// One message as an element.

import { clockTime, h, icon } from "./dom.js";
import { formatted } from "./entities.js";

const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const ONLY_EMOJI = /^(?:\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*\s*){1,3}$/u;

// `acts` has botName(), command(text), press(message, button, element), show(url); `find` another message.
export function bubble(message, acts, find, previous) {
  const element = h("article", {
    class: `message ${message.from === "bot" ? "bot" : "mine"}`,
    data: { id: message.message_id, seq: message.seq },
  });
  element.append(h("span", { class: "hidden-text" }, message.from === "bot" ? `${acts.botName()}: ` : "You: "));
  if (message.keyboard.length) element.classList.add("has-keys");
  if (isPicture(message)) element.classList.add("has-picture");
  element.append(body(message, acts, find, previous));
  if (message.reaction) element.append(h("span", { class: "reaction", "aria-label": `Reaction ${message.reaction[0]}` }, message.reaction[0]));
  if (message.keyboard.length) element.append(keyboard(message, acts));
  return element;
}

function body(message, acts, find, previous) {
  const box = h("div", { class: "bubble" });
  const words = message.text ?? message.caption;
  const parts = [replied(message, find), media(message, acts, previous, !words), text(message, words, acts)];
  if (message.show_caption_above_media) parts.reverse();
  box.append(...parts.filter(Boolean));
  return box;
}

function replied(message, find) {
  const other = message.reply_to && find(message.reply_to);
  return other && h("div", { class: "quote-line" }, summary(other));
}

export function summary(message) {
  return message.text ?? message.caption ?? (message.media ? message.media.kind : "location");
}

function text(message, words, acts) {
  if (!words) return null;
  const huge = message.text && !message.entities.length && ONLY_EMOJI.test(words);
  return h("div", { class: huge ? "words huge" : "words" }, formatted(words, message.entities, acts.command), meta(message));
}

function meta(message) {
  const at = new Date(message.date * 1000);
  return h(
    "span",
    { class: "meta" },
    message.silent ? h("span", { title: "Sent silently" }, icon("bell-off"), h("span", { class: "hidden-text" }, "silent")) : null,
    message.edit_date ? "edited" : null,
    h("time", { datetime: at.toISOString(), title: at.toString() }, clockTime.format(at)),
    message.from === "user" ? icon("ticks") : null,
  );
}

function media(message, acts, previous, isLast) {
  if (message.location) return place(message, isLast);
  if (!message.media) return null;
  return isPicture(message) ? picture(message, acts, previous, isLast) : file(message, isLast);
}

const PICTURES = ["photo", "animation", "video", "sticker"];
const isPicture = (message) => PICTURES.includes(message.media?.kind);

// The same picture or film goes on in place when only the words around it change.
function picture(message, acts, previous, isLast) {
  const { url, kind, width = 4, height = 3 } = message.media;
  const old = previous?.querySelector(`.media [data-url="${CSS.escape(url)}"]`);
  const shown = old ?? fresh(message.media, message);
  const frame = h("div", { class: "media" });
  frame.style.aspectRatio = `${width} / ${Math.min(height, width * 1.3)}`;
  if (kind === "photo") {
    frame.append(h("button", { class: "media-button", type: "button", "aria-label": "Show the picture larger", onclick: () => acts.show(url) }, shown));
  } else frame.append(shown);
  if (message.has_spoiler) {
    frame.classList.add("is-veiled");
    frame.addEventListener("click", () => frame.classList.remove("is-veiled"), { once: true });
  }
  if (kind === "animation") frame.append(h("span", { class: "media-kind" }, "GIF"));
  if (isLast) frame.append(meta(message));
  return frame;
}

function fresh({ url, kind, mime_type: type }, message) {
  const words = message.caption ? "" : `${kind} without words`;
  if (type.startsWith("image/")) return h("img", { src: url, alt: words, data: { url } });
  const moves = kind === "animation" && !STILL.matches;
  const film = h("video", { src: url, playsinline: true, loop: kind === "animation", controls: !moves, "aria-label": kind, data: { url } });
  film.muted = kind === "animation";
  film.autoplay = moves;
  return film;
}

function file(message, isLast) {
  const { url, kind, name } = message.media;
  if (kind === "voice") return h("div", { class: "words" }, h("audio", { src: url, controls: true }), isLast ? meta(message) : null);
  const label = h("a", { class: "file", href: url, download: name || "file" }, h("span", { "aria-hidden": "true" }, extension(name)), h("span", {}, h("b", {}, name || "File")));
  return isLast ? h("div", {}, label, h("div", { class: "words" }, meta(message))) : label;
}

const extension = (name) => (name?.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : "FILE");

function place(message, isLast) {
  const { latitude, longitude } = message.location;
  const words = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  return h("div", {}, h("div", { class: "map" }, icon("pin")), h("div", { class: "words" }, words, isLast ? meta(message) : null));
}

function keyboard(message, acts) {
  const rows = message.keyboard.map((row) => h("div", {}, row.map((button) => key(message, button, acts))));
  return h("div", { class: "inline-keys", role: "group", "aria-label": "Buttons of the message" }, rows);
}

function key(message, button, acts) {
  const style = button.style ? { style: button.style } : {};
  if (button.url) return h("a", { href: safe(button.url), target: "_blank", rel: "noopener noreferrer", class: "corner", data: style }, button.text);
  const element = h("button", { type: "button", data: style }, button.text);
  element.addEventListener("click", () => acts.press(message, button, element));
  return element;
}

const safe = (address) => (/^(https?|tg|ton):/i.test(address) ? address : `http://${address}`);
