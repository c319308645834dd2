// Connects the parts: people, chat, input, tools and the event stream.

import { $ } from "./base/dom.js";
import { api } from "./base/api.js";
import { setUpDialogs, showPicture, toast } from "./base/notices.js";
import { follow } from "./base/event_stream.js";
import { setUpTheme } from "./base/theme.js";
import { moveTo } from "./base/time.js";
import { Calls } from "./tools/calls.js";
import { Clock } from "./tools/clock.js";
import { setUpDrawer } from "./tools/drawer.js";
import { Faults } from "./tools/faults.js";
import { Actions } from "./chat/actions.js";
import { Conversation } from "./chat/conversation.js";
import { Presses } from "./chat/presses.js";
import { Status } from "./chat/status.js";
import { setUpForms } from "./people/forms.js";
import { People } from "./people/people.js";
import { countUnread, markRead } from "./people/unread.js";
import { ChatView } from "./chat_view.js";
import { setUpAttaching } from "./write/attach.js";
import { Commands } from "./write/commands.js";
import { Composer } from "./write/composer.js";
import { openContact, setUpContact } from "./write/contact.js";
import { Keys } from "./write/keys.js";
import { openPlaces, setUpPlaces } from "./write/places.js";

const FIRST_PERSON = "Alex";

let wasConnected = false;

// Run something, and show its error as a toast. Returns whether it succeeded.
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
const people = new People(() => attempt(() => chatView.show()));
const calls = new Calls((chat) => people.name(chat));
const faults = new Faults(attempt);
const actions = new Actions({
  reply: (message) => composer.reply(message),
  edit: (message) => composer.edit(message),
  copy: (text) => attempt(() => navigator.clipboard.writeText(text)),
});
const conversation = new Conversation({
  author: (message) => chatView.author(message),
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
    author: (message) => chatView.author(message).name,
    write: send,
    edit: (id, text) => attempt(() => api.edit(people.here, id, text)),
  },
  commands,
  () => conversation.last((m) => chatView.author(m).isMe && m.text),
);
const chatView = new ChatView({ people, conversation, composer, keys, commands, clock, status }, attempt);

// Scroll to the end, to show the new message and the answer to it.
function send(text, reply_to) {
  conversation.scroll.toEnd();
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
  await Promise.all([chatView.show(), clock.load(), calls.load(), faults.load(), countOthers()]);
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
  message: (event) => chatView.said(event.person_id, event.message),
  answer: (event) => event.person_id === people.id && presses.answered(event.answer),
  action: (event) => isHere(event) && status.acting(event.action),
  draft: (event) => isHere(event) && conversation.draft.show(event),
  pinned: (event) => isHere(event) && attempt(() => chatView.showPinned()),
  call: (event) => {
    calls.add(event.call);
    faults.called();
  },
  clock: (event) => clock.set(event.now),
  person: (event) => {
    people.put(event.person);
    if (event.person.id === people.id) chatView.refresh();
  },
  group: () => attempt(async () => {
    await loadPeople();
    chatView.title();
  }),
  commands: () => attempt(async () => {
    await loadPeople();
    chatView.refresh();
  }),
  profile: () => attempt(() => chatView.show()),
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
