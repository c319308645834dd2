// Puts the parts together: who is played, what is said, what happens.

import { $ } from "./base/dom.js";
import { api } from "./base/api.js";
import { setUpDialogs, showPicture, toast } from "./base/notices.js";
import { follow } from "./base/stream.js";
import { setUpTheme } from "./base/theme.js";
import { moveTo } from "./base/time.js";
import { Calls } from "./bench/calls.js";
import { Clock } from "./bench/clock.js";
import { setUpDrawer } from "./bench/drawer.js";
import { Trouble } from "./bench/trouble.js";
import { Actions } from "./chat/actions.js";
import { Conversation } from "./chat/conversation.js";
import { Presses } from "./chat/presses.js";
import { Status } from "./chat/status.js";
import { setUpForms } from "./people/forms.js";
import { People } from "./people/people.js";
import { countUnread, markRead } from "./people/unread.js";
import { Room } from "./room.js";
import { setUpAttaching } from "./write/attach.js";
import { Commands } from "./write/commands.js";
import { Composer } from "./write/composer.js";
import { openContact, setUpContact } from "./write/contact.js";
import { Keys } from "./write/keys.js";
import { openPlaces, setUpPlaces } from "./write/places.js";

const FIRST_PERSON = "Alex";

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
const people = new People(() => attempt(() => room.show()));
const calls = new Calls((chat) => people.name(chat));
const trouble = new Trouble(attempt);
const actions = new Actions({
  reply: (message) => composer.reply(message),
  edit: (message) => composer.edit(message),
  copy: (text) => attempt(() => navigator.clipboard.writeText(text)),
});
const conversation = new Conversation({
  author: (message) => room.author(message),
  me: () => people.id,
  command: (text) => send(text),
  press: (message, button, element) => attempt(() => presses.press(people.here, message, button, element)),
  vote: (message, options) => attempt(() => api.vote(people.here, message.message_id, options)),
  show: showPicture,
  menu: (bubble) => actions.open(bubble),
  read: markRead,
  counted: (place, unread) => people.count(place.key, unread),
});
const commands = new Commands((text) => send(text));
const keys = new Keys({
  write: (text) => send(text),
  location: openPlaces,
  contact: () => openContact(people.id),
  nothing: () => toast("This kind of button does nothing here."),
});
const composer = new Composer(
  {
    author: (message) => room.author(message).name,
    write: send,
    edit: (id, text) => attempt(() => api.edit(people.here, id, text)),
  },
  commands,
  () => conversation.last((m) => room.author(m).isMe && m.text),
);
const room = new Room({ people, conversation, composer, keys, commands, clock, status }, attempt);

// Who writes wants to see what comes of it.
function send(text, reply_to) {
  conversation.eye.toEnd();
  return attempt(() => api.write(people.here, text, reply_to));
}

async function start() {
  if (!people.me) await add(FIRST_PERSON, navigator.language.slice(0, 2).toLowerCase());
  await api.write(people.here, "/start");
}

async function add(first_name, language_code) {
  const person = await api.add({ first_name, language_code });
  people.put(person);
  people.choose(people.find(person.id));
  people.fromAddress();
}

async function gather(title, members) {
  const group = await api.gather(title, members);
  await loadPeople();
  people.choose(people.find(people.id, group.id));
}

function inZone(zone) {
  moveTo(people.id, zone);
  clock.showZone();
  conversation.redraw();
}

async function share(latitude, longitude, zone) {
  await api.location(people.here, latitude, longitude);
  if (!zone) return;
  inZone(zone);
  toast(`The phone's clock now shows ${zone}.`);
}

async function loadPeople() {
  people.load(...(await Promise.all([api.people(), api.groups()])));
}

async function loadAll() {
  await loadPeople();
  status.up();
  await Promise.all([room.show(), clock.load(), calls.load(), trouble.load(), countOthers()]);
  if (people.me) await presses.catchUp(people.id, !wasConnected);
  wasConnected = true;
}

async function countOthers() {
  const others = people.places().filter(({ key }) => key !== people.here.key);
  await Promise.all(others.map(async (place) => people.count(place.key, await countUnread(place))));
}

const isHere = (event) => event.person_id === people.chat;
const HEARD = {
  hello: () => attempt(loadAll),
  message: (event) => room.said(event.person_id, event.message),
  answer: (event) => event.person_id === people.id && presses.answered(event.answer),
  action: (event) => isHere(event) && status.acting(event.action),
  draft: (event) => isHere(event) && conversation.draft.show(event),
  pinned: (event) => isHere(event) && attempt(() => room.showPinned()),
  call: (event) => {
    calls.add(event.call);
    trouble.called();
  },
  clock: (event) => clock.set(event.now),
  person: (event) => {
    people.put(event.person);
    if (event.person.id === people.id) room.refresh();
  },
  group: () => attempt(async () => {
    await loadPeople();
    room.title();
  }),
  commands: () => attempt(async () => {
    await loadPeople();
    room.refresh();
  }),
  profile: () => attempt(() => room.show()),
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
setUpForms(people, {
  add: (name, language) => attempt(() => add(name, language)),
  gather: (title, members) => attempt(() => gather(title, members)),
});
setUpPlaces((...place) => attempt(() => share(...place)));
setUpContact((number) => attempt(() => api.contact(people.id, number)));
setUpAttaching((file, kind, caption) => attempt(() => api.media(people.id, file, kind, caption)));
follow((event) => HEARD[event.kind]?.(event), () => status.lost());
