// Times as shown on a person's phone. The sandbox has no time zones, so the page stores the zone.

import { recall, remember } from "./store.js";

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const WALL = { year: "numeric", month: "numeric", day: "numeric", ...CLOCK, second: "numeric" };

let zone = HERE;
let formats = formatsOf(zone);

function formatsOf(timeZone) {
  const format = (parts) => new Intl.DateTimeFormat("en-GB", { ...parts, timeZone });
  return {
    clock: format(CLOCK),
    seconds: format({ ...CLOCK, second: "2-digit" }),
    long: format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    short: format({ weekday: "short", day: "numeric", month: "short" }),
    full: format({ dateStyle: "full", timeStyle: "long" }),
    wall: format(WALL),
  };
}

export const clockTime = (moment) => formats.clock.format(moment);
export const clockSeconds = (moment) => formats.seconds.format(moment);
export const longDay = (moment) => formats.long.format(moment);
export const shortDay = (moment) => formats.short.format(moment);
export const fullMoment = (moment) => formats.full.format(moment);

export const zones = () => [...new Set([HERE, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
export const currentZone = () => zone;

// Every person has their own zone; the default is this machine's.
export function useZoneOf(person) {
  zone = recall(`zone-${person}`) ?? HERE;
  formats = formatsOf(zone);
}

export function moveTo(person, timeZone) {
  remember(`zone-${person}`, timeZone === HERE ? null : timeZone);
  useZoneOf(person);
}

// The moment tomorrow at which clocks in the zone show this hour.
export function tomorrowAt(now, hour, minute) {
  const { year, month, day } = wall(now);
  const wanted = Date.UTC(year, month - 1, day + 1, hour, minute);
  return new Date(wanted - ahead(wanted - ahead(wanted)));
}

function wall(moment) {
  return Object.fromEntries(formats.wall.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
}

// Milliseconds by which the zone is ahead of UTC.
function ahead(moment) {
  const { year, month, day, hour, minute, second } = wall(moment);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
}
