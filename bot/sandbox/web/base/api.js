// The control API as functions.

export class Refused extends Error {}

async function call(method, path, body) {
  const isForm = body instanceof FormData;
  const answer = await fetched(path, {
    method,
    headers: body && !isForm ? { "content-type": "application/json" } : {},
    body: body && !isForm ? JSON.stringify(body) : body,
  });
  const value = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(value.error || `The sandbox answers ${answer.status}.`);
  return value;
}

async function fetched(path, request) {
  try {
    return await fetch(path, request);
  } catch {
    throw new Refused("The sandbox does not answer. Nothing was sent.");
  }
}

const of = (person, rest) => `/sim/users/${person}/${rest}`;
const act = (person, name, values) => call("POST", of(person, name), values);
// Actions of a person in a chat; `place` is {person, chat}.
const actIn = ({ person, chat }, name, values) => act(person, name, { ...values, chat_id: chat });
const chatOf = ({ person, chat }) => (chat === person ? of(person, "messages") : `/sim/groups/${-chat}/messages`);

export const api = {
  people: () => call("GET", "/sim/users"),
  add: (person) => call("POST", "/sim/users", person),
  groups: () => call("GET", "/sim/groups"),
  gather: (title, members) => call("POST", "/sim/groups", { title, members }),
  bot: (language) => call("GET", `/sim/bot?language_code=${encodeURIComponent(language || "")}`),
  messages: (place) => call("GET", chatOf(place)),
  answers: (person, after) => call("GET", of(person, `answers?after=${after}`)),
  pinned: (person) => call("GET", of(person, "pinned")),
  write: (place, text, reply_to) => actIn(place, "text", reply_to ? { text, reply_to } : { text }),
  edit: (place, message_id, text) => actIn(place, "edit", { message_id, text }),
  press: (place, message_id, data) => actIn(place, "press", { message_id, data }),
  vote: (place, message_id, options) => actIn(place, "vote", { message_id, options }),
  location: (place, latitude, longitude) => actIn(place, "location", { latitude, longitude }),
  contact: (person, phone_number) => act(person, "contact", { phone_number }),
  block: (person) => act(person, "block"),
  unblock: (person) => act(person, "unblock"),
  media(person, file, kind, caption) {
    const form = new FormData();
    form.append("kind", kind);
    form.append("caption", caption);
    form.append("file", file);
    return act(person, "media", form);
  },
  clock: () => call("GET", "/sim/clock"),
  move: (how) => call("POST", "/sim/clock", how),
  faults: () => call("GET", "/sim/faults"),
  fault: (fault) => call("POST", "/sim/faults", fault),
  noFaults: () => call("DELETE", "/sim/faults"),
  limits: () => call("GET", "/sim/limits"),
  limit: (limits) => call("POST", "/sim/limits", limits),
  calls: (after, newest) => call("GET", `/sim/calls?after=${after}&newest=${newest}`),
};
