// What a screen reader says: new messages in full, and only the new lines of an edit. The log
// itself is not live, or every tick of a countdown would read a whole card aloud.

import { $, h } from "../base/dom.js";
import { summary } from "./words.js";

const MOST = 3;
const HAS_A_WORD = /[\p{L}\p{N}]/u;

export function announceArrival(message, sender) {
  const words = message.text ?? message.caption ?? summary(message);
  const keys = message.keyboard.flat().map((button) => button.text);
  say(`${sender}: ${words}${keys.length ? `\nButtons: ${keys.join(", ")}` : ""}`);
}

export function announceEdit(before, after) {
  const known = new Set(linesOf(before));
  const fresh = linesOf(after).filter((line) => !known.has(line) && HAS_A_WORD.test(line));
  if (fresh.length) say(fresh.join("\n"));
}

const linesOf = (message) => (message.text ?? message.caption ?? "").split("\n");

function say(words) {
  const region = $("announcer");
  region.append(h("p", {}, words));
  while (region.children.length > MOST) region.firstElementChild.remove();
}
