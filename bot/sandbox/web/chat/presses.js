// Pressed buttons that wait for the bot's answer.

import { api } from "../base/api.js";
import { alertBox, toast } from "../base/notices.js";

const PATIENCE_SECONDS = 15;

export class Presses {
  constructor() {
    this.waiting = new Map();
    this.heard = 0;
  }

  async press(place, message, button, element) {
    if (button.copy_text) {
      await navigator.clipboard.writeText(button.copy_text.text);
      toast("Copied");
    } else if (button.data === undefined) toast("This kind of button does nothing here.");
    else await this.ask(place, message, button, element);
  }

  async ask(place, message, button, element) {
    const done = wait(element);
    try {
      const { callback_query_id: id } = await api.press(place, message.message_id, button.data);
      this.waiting.set(id, done);
    } catch (error) {
      done();
      throw error;
    }
  }

  // Show the answers that came while the connection was lost; on the first load there are none.
  async catchUp(person, isFirst) {
    for (const answer of await api.answers(person, this.heard)) {
      if (isFirst) this.heard = answer.n;
      else this.answered(answer);
    }
  }

  answered(answer) {
    this.waiting.get(answer.callback_query_id)?.();
    this.waiting.delete(answer.callback_query_id);
    if (answer.n <= this.heard) return;
    this.heard = answer.n;
    if (answer.url) toast(`The bot opens ${answer.url}`);
    if (!answer.text) return;
    if (answer.show_alert) alertBox(answer.text);
    else toast(answer.text);
  }
}

function wait(element) {
  element.classList.add("is-waiting");
  element.setAttribute("aria-busy", "true");
  const done = () => {
    element.classList.remove("is-waiting");
    element.removeAttribute("aria-busy");
  };
  setTimeout(done, PATIENCE_SECONDS * 1000);
  return done;
}
