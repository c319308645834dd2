// Up to which message each person has read, kept over a reload.

import { api } from "./base/api.js";
import { recall, remember } from "./base/store.js";

const NAME = "read";

export const readUpTo = (person) => recall(NAME)?.[person];

export function markRead(person, message_id) {
  remember(NAME, { ...recall(NAME), [person]: message_id });
}

// How many messages of the bot wait for a person. Whom we never saw has nothing unread.
export async function countUnread(person) {
  const messages = (await api.messages(person)).filter((m) => !m.deleted);
  const read = readUpTo(person);
  if (read === undefined) markRead(person, Math.max(0, ...messages.map((m) => m.message_id)));
  return messages.filter((m) => m.from === "bot" && m.message_id > (read ?? Infinity)).length;
}
