// The scroll position: at the end it follows new messages; elsewhere the content stays in place.

import { glide } from "../base/dom.js";

const NEAR = 48;

export class ScrollPosition {
  // `onMove` is called when the position may have changed.
  constructor(log, lines, onMove) {
    this.log = log;
    this.lines = lines;
    this.onMove = onMove;
    this.follows = true;
    log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    // The phone turns, the keyboard opens, a picture loads: stay at the end if we were there.
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

  // Change the content; the topmost visible message stays in place unless we follow the end.
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

  // Show another chat: from its end, or from an element if it would be above the visible part.
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

  // A scroll event caused by a change of size is not the reader's: stay at the end.
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
