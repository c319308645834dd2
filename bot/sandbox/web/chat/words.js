// One-line summaries of messages, and the texts of service messages.

import { saidWithMedia } from "./media.js";

export function summary(message) {
  if (message.text ?? message.caption) return (message.text ?? message.caption).split("\n")[0];
  if (message.poll) return `Poll: ${message.poll.question}`;
  if (message.contact) return `Contact: ${message.contact.first_name}`;
  if (message.venue) return message.venue.title;
  if (message.media) return saidWithMedia(message.media);
  return serviceWords(message) ?? "Location";
}

// The original author of a forwarded message; undefined for other messages.
export const originName = (origin) =>
  origin && (origin.sender_user?.first_name ?? origin.sender_user_name ?? origin.sender_chat?.title ?? origin.chat?.title);

// The text of a service message; null for other messages.
export function serviceWords(message) {
  const { new_chat_members: came, left_chat_member: left, forum_topic_created: topic } = message;
  if (came) return `${came.map((user) => user.first_name).join(", ")} joined the group`;
  if (left) return `${left.first_name} left the group`;
  if (topic) return `The topic “${topic.name}” was opened`;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "The group became a supergroup";
  return null;
}
