// Photos, videos, audio and files inside a message.

import { h, hidden, icon, STILL } from "../base/dom.js";

const NAMES = {
  photo: "Photo",
  animation: "Animation",
  video: "Video",
  video_note: "Video message",
  sticker: "Sticker",
  voice: "Voice message",
  audio: "Music",
  document: "File",
};
const PICTURES = ["photo", "animation", "video", "video_note", "sticker"];
// Heights relative to the width; taller pictures are cropped, flatter ones get padding.
const TALLEST = 1.3;
const FLATTEST = 0.3;

export const isPicture = (message) => PICTURES.includes(message.media?.kind);
export const saidWithMedia = (media) => (media.kind === "document" && media.name) || NAMES[media.kind] || "File";

// `before` is the element that this one replaces, if there is one.
export function media(message, acts, before) {
  const { kind } = message.media;
  if (isPicture(message)) return picture(message, acts, before);
  return kind === "voice" || kind === "audio" ? sound(message.media) : file(message.media);
}

function picture(message, acts, before) {
  const { kind, width = 4, height = 3 } = message.media;
  const isFlat = height < width * FLATTEST;
  const frame = h("div", { class: `media media-${kind}${isFlat ? " is-flat" : ""}` }, shown(message, acts));
  frame.style.aspectRatio = `${width} / ${isFlat ? width * FLATTEST : Math.min(height, width * TALLEST)}`;
  bridge(frame, before);
  if (message.has_spoiler) veil(frame);
  return frame;
}

function shown(message, acts) {
  const { url, kind, mime_type: type } = message.media;
  const words = saidWithMedia(message.media);
  if (kind === "photo") {
    return h("button", { class: "media-button", type: "button", "aria-label": "Show the picture larger", onclick: () => acts.show(url, message.caption ?? words) }, still(url, words));
  }
  if (!type.startsWith("video/")) return kind === "animation" ? gif(url, words) : still(url, words);
  return kind === "animation" || kind === "sticker" ? loop(url, words) : h("video", { src: url, playsinline: true, controls: true, preload: "metadata", "aria-label": words });
}

// When one picture or video replaces another, avoid a flash: show the old one until the new one
// has loaded.
function bridge(frame, before) {
  const was = before?.querySelector(":is(img, video, canvas):not(.was)");
  const now = frame.querySelector("img, video");
  if (!was || !now) return;
  was.className = "was";
  was.setAttribute("aria-hidden", "true");
  frame.append(was);
  const gone = () => was.remove();
  if (now.decode) now.decode().then(gone, gone);
  else for (const event of ["loadeddata", "error"]) now.addEventListener(event, gone, { once: true });
}

const still = (url, words) => h("img", { src: url, alt: words, decoding: "async" });

// A video that plays muted in a loop; a click pauses it. With reduced motion it starts paused.
function loop(url, words) {
  const video = h("video", { src: url, playsinline: true, loop: true, "aria-label": words, preload: "auto" });
  video.muted = true;
  video.autoplay = !STILL.matches;
  const button = h("button", { class: "media-button", type: "button" }, video, icon("start", "play-mark"));
  const say = () => {
    button.setAttribute("aria-label", video.paused ? "Play the animation" : "Pause the animation");
    button.classList.toggle("is-halted", video.paused);
  };
  button.addEventListener("click", () => (video.paused ? video.play() : video.pause()));
  for (const event of ["play", "pause"]) video.addEventListener(event, say);
  say();
  button.classList.toggle("is-halted", STILL.matches);
  return button;
}

// A GIF can't be paused: with reduced motion, show its first frame until a click.
function gif(url, words) {
  if (!STILL.matches) return still(url, words);
  const first = h("canvas", { class: "first-picture" });
  const source = new Image();
  source.onload = () => {
    [first.width, first.height] = [source.naturalWidth, source.naturalHeight];
    first.getContext("2d").drawImage(source, 0, 0);
  };
  source.src = url;
  const button = h("button", { class: "media-button is-halted", type: "button", "aria-label": "Play the animation" }, first, icon("start", "play-mark"));
  button.addEventListener("click", () => button.replaceWith(still(url, words)));
  return button;
}

function veil(frame) {
  const cover = h("button", { class: "veil", type: "button" }, hidden("Show the hidden picture"));
  cover.addEventListener("click", () => {
    frame.classList.remove("is-veiled");
    cover.remove();
  });
  frame.classList.add("is-veiled");
  frame.append(cover);
}

const sound = ({ url, kind, name }) =>
  h("div", { class: "sound" }, name && kind === "audio" && h("b", {}, name), h("audio", { src: url, controls: true, preload: "metadata", "aria-label": NAMES[kind] }));

const file = ({ url, name }) =>
  h("a", { class: "file", href: url, download: name || "file" }, h("span", { class: "file-kind", "aria-hidden": "true" }, extension(name)), h("b", {}, name || "File"), hidden("Download"));

const extension = (name) => (name?.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : "FILE");
