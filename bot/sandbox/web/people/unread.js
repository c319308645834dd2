// Up to which message each person has read each chat, kept over a reload.

import { api } from "../base/api.js";
import { recall, remember } from "../base/store.js";

const NAME = "read";

export const readUpTo = ({ key }) => recall(NAME)?.[key];

export function markRead({ key }, message_id) {
  remember(NAME, { ...recall(NAME), [key]: message_id });
}

// Whether a message is a person's own.
export const isBy = (message, person) => message.from === "user" && (message.sender_id ?? person) === person;

// How many messages wait for a person in a chat. Whom we never saw there has nothing unread.
export async function countUnread(place) {
  const messages = (await api.messages(place)).filter((m) => !m.deleted);
  const read = readUpTo(place);
  if (read === undefined) markRead(place, Math.max(0, ...messages.map((m) => m.message_id)));
  return messages.filter((m) => !isBy(m, place.person) && m.message_id > (read ?? Infinity)).length;
}
