// Puts the parts together: who I am, what is said, what happens.

import { $ } from "./dom.js";
import { api, follow } from "./api.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { alertBox, setUpDialogs, showPicture, toast } from "./notices.js";
import { People, recall, remember } from "./people.js";
import { Calls, Clock, setUpDrawer, setUpTrouble } from "./tools.js";

const ACTIONS = {
  typing: "typing…",
  upload_photo: "sending a picture…",
  upload_video: "sending a film…",
  upload_document: "sending a file…",
  record_voice: "recording…",
  upload_voice: "sending a voice note…",
  find_location: "looking for a place…",
};
const FIRST_PERSON = "Alex";
const PRESS_SECONDS = 15;

const presses = new Map();
let actionTimer;
let bot = { name: "Limber", description: "" };

// What fails is said, once, and the page stays usable.
async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return null;
  }
}

const language = () => navigator.language.slice(0, 2).toLowerCase();
const addPerson = (first_name) => api.add({ first_name, language_code: language() });

const clock = new Clock();
const people = new People(() => attempt(showPerson), async (name) => {
  const person = await addPerson(name);
  people.put(person);
  return person;
});
const calls = new Calls((chat) => people.name(chat));
const conversation = new Conversation({
  botName: () => bot.name,
  command: (text) => attempt(() => api.write(people.id, text)),
  press: (message, button, element) => attempt(() => press(message, button, element)),
  show: showPicture,
});
const composer = new Composer({
  write: (text) => attempt(() => write(text)),
  location: (latitude, longitude) => attempt(() => api.location(people.id, latitude, longitude)),
  file: (file) => attempt(() => api.media(people.id, file)),
  start: () => attempt(start),
  unblock: () => attempt(() => api.unblock(people.id)),
});

async function start() {
  if (!people.me) {
    const person = await addPerson(FIRST_PERSON);
    people.put(person);
    people.choose(person.id);
  }
  await api.write(people.id, "/start");
}

async function write(text) {
  const asked = conversation.last((m) => m.reply_markup);
  const reply = asked?.reply_markup.force_reply ? asked.message_id : undefined;
  conversation.toBottom();
  await api.write(people.id, text, reply);
}

async function press(message, button, element) {
  if (button.copy_text) {
    await navigator.clipboard.writeText(button.copy_text.text);
    toast("Copied");
    return;
  }
  if (button.data === undefined) {
    toast("This kind of button does nothing here.");
    return;
  }
  element.classList.add("is-waiting");
  element.setAttribute("aria-busy", "true");
  const done = () => {
    element.classList.remove("is-waiting");
    element.removeAttribute("aria-busy");
  };
  setTimeout(done, PRESS_SECONDS * 1000);
  try {
    const { callback_query_id: id } = await api.press(people.id, message.message_id, button.data);
    presses.set(id, done);
  } catch (error) {
    done();
    throw error;
  }
}

function answered(answer) {
  presses.get(answer.callback_query_id)?.();
  presses.delete(answer.callback_query_id);
  if (!answer.text) return;
  if (answer.show_alert) alertBox(answer.text);
  else toast(answer.text);
}

async function showPerson() {
  const { id } = people;
  conversation.open(id);
  bot = await api.bot(people.me?.language_code);
  $("bot-name").textContent = bot.name;
  document.title = bot.name;
  const messages = id === null ? [] : await api.messages(id);
  if (conversation.chat !== id) return;
  conversation.load(messages);
  if (conversation.messages.size === 0) conversation.welcome(bot.name, bot.description);
  refresh();
  await showPinned();
}

function refresh() {
  const { me } = people;
  composer.show(me, conversation.messages.size > 0);
  composer.setMarkup(conversation.last((m) => m.reply_markup)?.reply_markup);
  $("block").textContent = me?.blocked ? "Unblock the bot" : "Block the bot";
  $("block").disabled = !me;
}

async function showPinned() {
  const pinned = people.me ? await api.pinned(people.id) : [];
  const id = pinned[pinned.length - 1];
  $("pinned").hidden = !id;
  $("pinned").textContent = id ? `Pinned: ${conversation.summary(id)}` : "";
  $("pinned").onclick = () => conversation.toMessage(id);
}

function status(text, busy = false) {
  $("status").textContent = text;
  $("status").classList.toggle("is-busy", busy);
}

function acting(action) {
  clearTimeout(actionTimer);
  if (action === "cancel") return status("bot");
  status(ACTIONS[action] ?? "busy…", true);
  actionTimer = setTimeout(() => status("bot"), 5000);
  return null;
}

function said(event) {
  if (event.person_id !== people.id) {
    if (event.message.from === "bot" && !event.message.edit_date) people.heard(event.person_id);
    return;
  }
  if (event.message.from === "bot") acting("cancel");
  const had = conversation.messages.size > 0;
  const before = conversation.find(event.message.message_id);
  conversation.apply(event.message);
  const empty = conversation.messages.size === 0;
  if (empty) conversation.welcome(bot.name, bot.description);
  if (!had || empty || event.message.reply_markup || before?.reply_markup) refresh();
}

async function loadAll() {
  people.load(await api.people());
  await Promise.all([showPerson(), clock.load(), calls.load()]);
  status("bot");
}

const mine = (event) => event.person_id === people.id;
const HEARD = {
  hello: () => attempt(loadAll),
  message: said,
  answer: (event) => mine(event) && answered(event.answer),
  action: (event) => mine(event) && acting(event.action),
  pinned: (event) => mine(event) && attempt(showPinned),
  call: (event) => calls.add(event.call),
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

$("block").addEventListener("click", () => attempt(() => (people.me.blocked ? api.unblock(people.id) : api.block(people.id))));

function setUpTheme() {
  const night = matchMedia("(prefers-color-scheme: dark)");
  const set = (theme) => {
    document.documentElement.dataset.theme = theme;
    $("theme").setAttribute("aria-pressed", String(theme === "night"));
  };
  const chosen = () => recall("pocket-telegram-theme") ?? (night.matches ? "night" : "day");
  night.addEventListener("change", () => set(chosen()));
  $("theme").addEventListener("click", () => {
    remember("pocket-telegram-theme", document.documentElement.dataset.theme === "night" ? "day" : "night");
    set(chosen());
  });
  set(chosen());
}

setUpTheme();
setUpDialogs();
setUpTrouble();
setUpDrawer();
follow((event) => HEARD[event.kind]?.(event), (up) => up || status("connecting…"));
