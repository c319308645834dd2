// Sharing the person's phone number, which a bot can ask for.

import { $ } from "../base/dom.js";

// A number from a range reserved for fiction, different for each person.
export function openContact(person) {
  $("contact-number").value = `+44 20 7946 0${String(person % 1000).padStart(3, "0")}`;
  $("contact").showModal();
}

// `share(number)` resolves to true if it was sent.
export function setUpContact(share) {
  $("contact-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await share($("contact-number").value.replaceAll(" ", ""))) $("contact").close();
  });
}
