// The forms for new people and groups.

import { $, h } from "../base/dom.js";

const LANGUAGES = ["en", "de", "es", "fr", "pt", "ru"];

// `add(name, language)` and `gather(title, members)` create them and resolve to true on success.
export function setUpForms(people, { add, gather }) {
  const names = new Intl.DisplayNames("en", { type: "language" });
  const mine = navigator.language.slice(0, 2).toLowerCase();
  $("new-language").append(...[...new Set([mine, ...LANGUAGES])].map((code) => h("option", { value: code }, names.of(code))));
  $("new-person").addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = $("new-name").value.trim();
    if (name && (await add(name, $("new-language").value))) $("new-name").value = "";
  });
  $("new-group").addEventListener("toggle", () => $("group-members").replaceChildren(...[...people.all.values()].map((person) => member(person, people.id))));
  $("group-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const title = $("group-title").value.trim();
    const members = [...$("group-members").querySelectorAll(":checked")].map((box) => Number(box.value));
    // The creator of a group is listed first and always a member.
    if (!title || !(await gather(title, [people.id, ...members.filter((id) => id !== people.id)]))) return;
    $("group-title").value = "";
    $("new-group").open = false;
  });
}

const member = ({ id, first_name: name }, me) =>
  h("label", { class: "check" }, h("input", { type: "checkbox", value: id, checked: true, disabled: id === me }), name);
