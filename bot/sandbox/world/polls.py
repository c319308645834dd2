"""Polls: the question, the votes, and how a poll appears in a message."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sandbox.world.values import Json


@dataclass(frozen=True, slots=True)
class Poll:
    """One poll in one message; `asked` is the Bot API Poll without its counts."""

    id: str
    chat_id: int
    message_id: int
    asked: Json
    votes: dict[int, tuple[int, ...]] = field(default_factory=dict)
    is_closed: bool = False
    # Unix seconds at which it closes automatically.
    closes_at: int | None = None

    def as_json(self) -> Json:
        """Return the poll as a Bot API Poll."""
        counts = [0] * len(self.asked["options"])
        for chosen in self.votes.values():
            for number in chosen:
                counts[number] += 1
        options = [
            {**option, "voter_count": count}
            for option, count in zip(self.asked["options"], counts, strict=True)
        ]
        voters = sum(bool(chosen) for chosen in self.votes.values())
        totals = {"total_voter_count": voters, "is_closed": self.is_closed}
        return {"id": self.id, **self.asked, "options": options, **totals}


def answer_view(poll: Poll, user: Json, chosen: tuple[int, ...]) -> Json:
    """Return a vote as a Bot API PollAnswer; an empty choice is a retracted vote."""
    ids = [poll.asked["options"][number]["persistent_id"] for number in chosen]
    return {
        "poll_id": poll.id,
        "user": user,
        "option_ids": list(chosen),
        "option_persistent_ids": ids,
    }


def poll_of(item: Json) -> Poll:
    """Restore the poll of a snapshot, whose votes are a list of pairs."""
    votes = {int(person_id): tuple(chosen) for person_id, chosen in item["votes"]}
    return Poll(**{**item, "votes": votes})
