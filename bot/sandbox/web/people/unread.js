// The last message that each person has read in each chat; it survives a reload.

import { api } from "../base/api.js";
import { recall, remember } from "../base/store.js";

const NAME = "read";

export const readUpTo = ({ key }) => recall(NAME)?.[key];

export function markRead({ key }, message_id) {
  remember(NAME, { ...recall(NAME), [key]: message_id });
}

// Whether the person wrote the message.
export const isBy = (message, person) => message.from === "user" && (message.sender_id ?? person) === person;

// Count a person's unread messages in a chat. A chat that was never opened has none.
export async function countUnread(place) {
  const messages = (await api.messages(place)).filter((m) => !m.deleted);
  const read = readUpTo(place);
  if (read === undefined) markRead(place, Math.max(0, ...messages.map((m) => m.message_id)));
  return messages.filter((m) => !isBy(m, place.person) && m.message_id > (read ?? Infinity)).length;
}
