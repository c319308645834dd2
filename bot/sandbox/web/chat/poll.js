// A poll or a quiz: options before the vote, percentages after it.

import { h, hidden, icon } from "../base/dom.js";

// `picked` holds the ticked options of a poll with several answers; it survives redrawing.
// `acts` has me() and vote(message, options).
export function poll(message, picked, acts) {
  const { question, type, is_closed: closed, is_anonymous: anonymous, allows_multiple_answers: several } = message.poll;
  const kind = type === "quiz" ? "Quiz" : "Poll";
  const mine = message.votes?.[acts.me()] ?? [];
  const isOver = closed || mine.length > 0;
  return h(
    "div",
    { class: several ? "poll is-multiple" : "poll", role: "group", "aria-label": `${kind}: ${question}` },
    h("span", { class: "poll-question" }, question),
    h("span", { class: "muted" }, [anonymous ? `Anonymous ${kind.toLowerCase()}` : kind, closed && "closed"].filter(Boolean).join(" · ")),
    isOver ? shares(message.poll, mine) : choices(message, picked, acts),
    isOver && message.poll.explanation && h("span", { class: "poll-why" }, message.poll.explanation),
    !closed && mine.length > 0 && message.poll.allows_revoting !== false && button("Take the vote back", () => acts.vote(message, [])),
    h("span", { class: "muted" }, voters(message.poll.total_voter_count)),
  );
}

const voters = (count) => (count === 1 ? "1 vote" : `${count} votes`);
const button = (words, onclick, props = {}) => h("button", { class: "button", type: "button", onclick, ...props }, words);

function choices(message, picked, acts) {
  const { options, allows_multiple_answers: several } = message.poll;
  if (!several) return options.map(({ text }, place) => choice(text, { onclick: () => acts.vote(message, [place]) }));
  const send = button("Vote", () => acts.vote(message, [...picked]), { disabled: picked.size === 0 });
  const toggle = (event, place) => {
    if (!picked.delete(place)) picked.add(place);
    event.currentTarget.setAttribute("aria-pressed", String(picked.has(place)));
    send.disabled = picked.size === 0;
  };
  const rows = options.map(({ text }, place) => choice(text, { "aria-pressed": String(picked.has(place)), onclick: (event) => toggle(event, place) }));
  return [...rows, send];
}

const choice = (text, props) =>
  h("button", { class: "choice", type: "button", ...props }, h("span", { class: "choice-mark" }, icon("tick")), h("span", { class: "choice-words" }, text));

function shares({ options, total_voter_count: total, correct_option_ids: right }, mine) {
  return options.map(({ text, voter_count: votes }, place) => {
    const share = total ? Math.round((100 * votes) / total) : 0;
    const isMine = mine.includes(place);
    const isRight = right?.includes(place);
    const isWrong = right && isMine && !isRight;
    const bar = h("span", { class: "share-bar", "aria-hidden": "true" });
    bar.style.setProperty("--share", share);
    return h(
      "div",
      { class: isWrong ? "share is-wrong" : "share" },
      h("span", { class: "share-percent" }, `${share} %`),
      h("span", { class: "share-words" }, text, hidden(told(votes, isMine, isRight))),
      (isMine || isRight) && h("span", { class: "share-mark", "aria-hidden": "true" }, icon(isWrong ? "close" : "tick")),
      bar,
    );
  });
}

const told = (votes, isMine, isRight) => [`, ${voters(votes)}`, isMine && "your choice", isRight && "the right answer"].filter(Boolean).join(", ");
