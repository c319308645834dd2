// Message effects: emoji rain over the chat when such a message arrives.

import { $, h, STILL } from "../base/dom.js";

// Telegram's free effects; their ids are widely known but not documented.
const FACES = {
  "5104841245755180586": "🔥",
  "5107584321108051014": "👍",
  "5104858069142078462": "👎",
  "5159385139981059251": "❤️",
  "5046509860389126442": "🎉",
  "5046589136895476101": "💩",
};
const DROPS = 14;
const SECONDS = 2.6;

export function playEffect(id) {
  const face = FACES[id];
  if (!face || STILL.matches) return;
  const shower = h("div", { class: "shower", "aria-hidden": "true" });
  for (let at = 0; at < DROPS; at += 1) {
    const drop = h("span", {}, face);
    drop.style.setProperty("--at", at);
    shower.append(drop);
  }
  $("frame").append(shower);
  setTimeout(() => shower.remove(), SECONDS * 1000);
}
