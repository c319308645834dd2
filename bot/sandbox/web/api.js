// The control door, as calls; and the stream of what happens.

export class Refused extends Error {}

async function call(method, path, body) {
  const isForm = body instanceof FormData;
  const answer = await fetch(path, {
    method,
    headers: body && !isForm ? { "content-type": "application/json" } : {},
    body: body && !isForm ? JSON.stringify(body) : body,
  });
  const value = await answer.json();
  if (!answer.ok) throw new Refused(value.error || `HTTP ${answer.status}`);
  return value;
}

const of = (person, rest) => `/sim/users/${person}/${rest}`;

export const api = {
  people: () => call("GET", "/sim/users"),
  bot: (language) => call("GET", `/sim/bot?language_code=${encodeURIComponent(language || "")}`),
  add: (person) => call("POST", "/sim/users", person),
  messages: (person) => call("GET", of(person, "messages")),
  pinned: (person) => call("GET", of(person, "pinned")),
  write: (person, text, reply_to) => call("POST", of(person, "text"), reply_to ? { text, reply_to } : { text }),
  press: (person, message_id, data) => call("POST", of(person, "press"), { message_id, data }),
  location: (person, latitude, longitude) => call("POST", of(person, "location"), { latitude, longitude }),
  block: (person) => call("POST", of(person, "block")),
  unblock: (person) => call("POST", of(person, "unblock")),
  clock: () => call("GET", "/sim/clock"),
  move: (how) => call("POST", "/sim/clock", how),
  fault: (fault) => call("POST", "/sim/faults", fault),
  calls: (after) => call("GET", `/sim/calls?after=${after}&newest=400`),
  media(person, file) {
    const form = new FormData();
    form.append("file", file);
    return call("POST", of(person, "media"), form);
  },
};

// `onEvent` gets every event; `onState` hears whether the line is up. Comes back by itself.
export function follow(onEvent, onState) {
  let source;
  const open = () => {
    source = new EventSource("/sim/events");
    source.onmessage = (event) => onEvent(JSON.parse(event.data));
    source.onerror = () => {
      onState(false);
      source.close();
      setTimeout(open, 1000);
    };
  };
  open();
  addEventListener("pagehide", () => source.close());
}
