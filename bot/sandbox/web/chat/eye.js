// Where the reader's eye rests: at the end it follows, anywhere else nothing moves under it.

import { glide } from "../base/dom.js";

const NEAR = 48;

export class Eye {
  // `onMove` hears that the reader moved, or was moved.
  constructor(log, lines, onMove) {
    this.log = log;
    this.lines = lines;
    this.onMove = onMove;
    this.follows = true;
    log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    // The phone turns, the keyboard opens, a picture comes: who was at the end stays there.
    const stay = new ResizeObserver(() => {
      if (this.follows) this.toEnd();
      this.moved();
    });
    stay.observe(log);
    stay.observe(lines);
  }

  get slack() {
    return this.log.scrollHeight - this.log.clientHeight;
  }

  get atEnd() {
    return this.slack - this.log.scrollTop < NEAR;
  }

  // Change what is shown; the topmost message in sight stays where it is, unless we follow.
  keep(change) {
    const inSight = this.follows ? [] : this.inSight();
    const tops = new Map(inSight.map((element) => [element, element.getBoundingClientRect().top]));
    change();
    const anchor = inSight.find((element) => element.isConnected);
    if (this.follows) this.toEnd();
    else if (anchor) this.log.scrollTop += anchor.getBoundingClientRect().top - tops.get(anchor);
    this.moved();
  }

  inSight() {
    const { top, bottom } = this.log.getBoundingClientRect();
    return [...this.lines.querySelectorAll(".message")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.bottom > top && box.top < bottom;
    });
  }

  // Show another chat: from its end, or from an element in it, where what follows does not fit.
  begin(change, element) {
    change();
    this.toEnd();
    const above = element.isConnected ? element.getBoundingClientRect().top - this.log.getBoundingClientRect().top : 0;
    if (above < 0) {
      this.follows = false;
      this.log.scrollTop += above;
    }
    this.moved();
  }

  toEnd(behavior = "instant") {
    this.follows = true;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior });
  }

  glideToEnd() {
    this.toEnd(glide());
    this.moved();
  }

  // A scroll that comes with a change of size is not the reader's: they stay at the end.
  scrolled() {
    if (this.follows && this.slack !== this.before) this.toEnd();
    else this.follows = this.atEnd;
    this.moved();
  }

  moved() {
    this.before = this.slack;
    this.onMove();
  }
}
