// Puts the parts together: who is played, what is said, what happens.

import { $ } from "./base/dom.js";
import { api } from "./base/api.js";
import { setUpDialogs, showPicture, toast } from "./base/notices.js";
import { follow } from "./base/stream.js";
import { setUpTheme } from "./base/theme.js";
import { moveTo, useZoneOf } from "./base/time.js";
import { Calls } from "./bench/calls.js";
import { Clock } from "./bench/clock.js";
import { setUpDrawer } from "./bench/drawer.js";
import { Trouble } from "./bench/trouble.js";
import { Actions } from "./chat/actions.js";
import { announceArrival, announceEdit } from "./chat/announcer.js";
import { summary } from "./chat/bubble.js";
import { Conversation } from "./chat/conversation.js";
import { playEffect } from "./chat/effects.js";
import { Presses } from "./chat/presses.js";
import { Status } from "./chat/status.js";
import { People } from "./people.js";
import { countUnread, markRead, readUpTo } from "./unread.js";
import { setUpAttaching } from "./write/attach.js";
import { Commands } from "./write/commands.js";
import { Composer } from "./write/composer.js";
import { Keys } from "./write/keys.js";
import { openPlaces, setUpPlaces } from "./write/places.js";

const FIRST_PERSON = "Alex";

let bot = { name: "Limber", description: "" };
let wasConnected = false;

// What fails is said, once, and the page stays usable. Tells whether it was done.
async function attempt(work) {
  try {
    await work();
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

const status = new Status();
const presses = new Presses();
const clock = new Clock((zone) => inZone(zone));
const people = new People(
  () => attempt(showPerson),
  async (first_name, language_code) => {
    let person = null;
    await attempt(async () => (person = await api.add({ first_name, language_code })));
    return person;
  },
);
const calls = new Calls((chat) => people.name(chat));
const trouble = new Trouble(attempt);
const write = (text, reply_to) => attempt(() => api.write(people.id, text, reply_to));
const actions = new Actions({
  reply: (message) => composer.reply(message),
  edit: (message) => composer.edit(message),
  copy: (text) => attempt(() => navigator.clipboard.writeText(text)),
});
const conversation = new Conversation({
  botName: () => bot.name,
  command: (text) => send(text),
  press: (message, button, element) => attempt(() => presses.press(people.id, message, button, element)),
  show: showPicture,
  menu: (bubble) => actions.open(bubble),
  read: markRead,
  counted: (chat, unread) => people.count(chat, unread),
});
const commands = new Commands((text) => send(text));
const keys = new Keys({ write: (text) => send(text), location: openPlaces });
const composer = new Composer(
  { botName: () => bot.name, write: send, edit: (id, text) => attempt(() => api.edit(people.id, id, text)) },
  commands,
  () => conversation.last((m) => m.from === "user" && m.text),
);

// Who writes wants to see what comes of it.
function send(text, reply_to) {
  conversation.eye.toEnd();
  return write(text, reply_to);
}

async function start() {
  if (!people.me) {
    const person = await api.add({ first_name: FIRST_PERSON, language_code: navigator.language.slice(0, 2).toLowerCase() });
    people.put(person);
    people.choose(person.id);
    await api.write(person.id, "/start");
  } else await api.write(people.id, "/start");
}

function inZone(zone) {
  moveTo(people.id, zone);
  clock.showZone();
  conversation.redraw();
}

async function share(latitude, longitude, zone) {
  await api.location(people.id, latitude, longitude);
  if (!zone) return;
  inZone(zone);
  toast(`The phone's clock now shows ${zone}.`);
}

async function showPerson() {
  const { id } = people;
  useZoneOf(id);
  clock.showZone();
  if (conversation.chat !== id) conversation.open(id, readUpTo(id));
  composer.open(id);
  refresh();
  bot = await api.bot(people.me?.language_code);
  $("bot-name").textContent = bot.name;
  const messages = id === null ? [] : await api.messages(id);
  if (conversation.chat !== id) return;
  conversation.greet(bot.name, bot.description);
  conversation.load(messages);
  conversation.redraw();
  people.draw();
  refresh();
  await showPinned();
}

function refresh() {
  const { me } = people;
  const asked = conversation.last((m) => m.reply_markup);
  const markup = asked?.reply_markup;
  const isOpen = markup?.force_reply && conversation.last((m) => m.from === "user" || m === asked) === asked;
  composer.show(me, conversation.messages.size > 0);
  composer.expect(isOpen ? asked : null, markup?.input_field_placeholder);
  keys.set($("write").hidden ? null : markup ?? null);
  commands.set(me?.commands ?? []);
  $("block").textContent = me?.blocked ? "Unblock the bot" : "Block the bot";
  $("block").disabled = !me;
}

async function showPinned() {
  const { id } = people;
  const pinned = people.me ? await api.pinned(id) : [];
  if (conversation.chat !== id) return;
  const message = conversation.messages.get(pinned.at(-1));
  $("pinned").hidden = !message;
  $("pinned-words").textContent = message ? summary(message) : "";
  $("pinned").onclick = () => conversation.go(message.message_id);
}

function said({ person_id: person, message }) {
  if (person !== people.id) return saidToOthers(person, message);
  const before = conversation.messages.get(message.message_id);
  const isNew = conversation.apply(message);
  if (message.from === "bot" && isNew) arrived(message);
  else if (message.from === "bot" && before && !message.deleted) announceEdit(before, message);
  refresh();
  if (!$("pinned").hidden) attempt(showPinned);
  return null;
}

function arrived(message) {
  status.idle();
  announceArrival(message, bot.name);
  if (message.effect_id) playEffect(message.effect_id);
}

const newestElsewhere = new Map();

// An edit of what was heard before is nothing new.
function saidToOthers(person, message) {
  const isNew = message.message_id > (newestElsewhere.get(person) ?? readUpTo(person) ?? 0);
  if (message.from !== "bot" || message.deleted || message.edit_date || !isNew) return;
  newestElsewhere.set(person, message.message_id);
  people.heard(person);
}

async function loadAll() {
  people.load(await api.people());
  status.up();
  await Promise.all([showPerson(), clock.load(), calls.load(), trouble.load(), countOthers()]);
  if (people.me) await presses.catchUp(people.id, !wasConnected);
  wasConnected = true;
}

async function countOthers() {
  const others = [...people.all.keys()].filter((id) => id !== people.id);
  await Promise.all(others.map(async (id) => people.count(id, await countUnread(id))));
}

const mine = (event) => event.person_id === people.id;
const HEARD = {
  hello: () => attempt(loadAll),
  message: said,
  answer: (event) => mine(event) && presses.answered(event.answer),
  action: (event) => mine(event) && status.acting(event.action),
  pinned: (event) => mine(event) && attempt(showPinned),
  call: (event) => {
    calls.add(event.call);
    trouble.called();
  },
  clock: (event) => clock.set(event.now),
  person: (event) => {
    people.put(event.person);
    if (event.person.id === people.id) refresh();
  },
  commands: () => attempt(async () => {
    people.load(await api.people());
    refresh();
  }),
  profile: () => attempt(showPerson),
  reset: () => {
    calls.clear();
    attempt(loadAll);
  },
};

$("start").addEventListener("click", () => attempt(start));
$("unblock").addEventListener("click", () => attempt(() => api.unblock(people.id)));
$("block").addEventListener("click", () => attempt(() => (people.me.blocked ? api.unblock(people.id) : api.block(people.id))));
setUpTheme();
setUpDialogs();
setUpDrawer();
setUpPlaces((...place) => attempt(() => share(...place)));
setUpAttaching((file, kind, caption) => attempt(() => api.media(people.id, file, kind, caption)));
follow((event) => HEARD[event.kind]?.(event), () => status.lost());
