// Sending a file: choose, paste or drop it, then preview it and add a caption.

import { $, h } from "../base/dom.js";

const KINDS = { photo: "Photo", sticker: "Sticker", animation: "Animation", video: "Video", voice: "Voice message", audio: "Music", document: "File" };

function fittingKinds({ type }) {
  if (type === "image/gif") return ["animation", "document"];
  if (type === "image/webp") return ["photo", "sticker", "document"];
  if (type.startsWith("image/")) return ["photo", "document"];
  if (type.startsWith("video/")) return ["video", "animation", "document"];
  return type.startsWith("audio/") ? ["voice", "audio", "document"] : ["document"];
}

// `send(file, kind, caption)` resolves to true if it was sent; otherwise the dialog stays open.
export function setUpAttaching(send) {
  const dialog = $("attachment");
  let file;
  let url;

  function look(chosen) {
    if (!chosen || $("write").hidden) return;
    file = chosen;
    url = URL.createObjectURL(file);
    $("attachment-preview").replaceChildren(file.type.startsWith("image/") ? h("img", { src: url, alt: "" }) : h("p", {}, file.name));
    $("attachment-kind").replaceChildren(...fittingKinds(file).map((kind) => h("option", { value: kind }, KINDS[kind])));
    dialog.showModal();
    $("attachment-caption").focus();
  }

  $("file").addEventListener("change", ({ target }) => {
    look(target.files[0]);
    target.value = "";
  });
  $("attach").addEventListener("click", () => $("file").click());
  $("text").addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    look(event.clipboardData.files[0]);
  });
  $("phone").addEventListener("dragover", (event) => event.preventDefault());
  $("phone").addEventListener("drop", (event) => {
    event.preventDefault();
    look(event.dataTransfer.files[0]);
  });
  dialog.addEventListener("close", () => {
    URL.revokeObjectURL(url);
    $("attachment-caption").value = "";
  });
  $("attachment-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await send(file, $("attachment-kind").value, $("attachment-caption").value)) dialog.close();
  });
}
