// The control door, as calls.

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

export const api = {
  people: () => call("GET", "/sim/users"),
  add: (person) => call("POST", "/sim/users", person),
  bot: (language) => call("GET", `/sim/bot?language_code=${encodeURIComponent(language || "")}`),
  messages: (person, after = 0) => call("GET", of(person, `messages?after=${after}`)),
  answers: (person, after) => call("GET", of(person, `answers?after=${after}`)),
  pinned: (person) => call("GET", of(person, "pinned")),
  write: (person, text, reply_to) => act(person, "text", reply_to ? { text, reply_to } : { text }),
  edit: (person, message_id, text) => act(person, "edit", { message_id, text }),
  press: (person, message_id, data) => act(person, "press", { message_id, data }),
  location: (person, latitude, longitude) => act(person, "location", { latitude, longitude }),
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
