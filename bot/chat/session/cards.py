"""The card of the current exercise: picture, dose, steps, countdown, buttons."""

from collections.abc import Iterator

from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Message, lines
from bot.chat.session.card_keyboard import keyboard, score_keyboard
from bot.chat.session.card_media import CardMedia
from bot.domain.people.person import Person
from bot.domain.routines.exercises import Caution, Exercise
from bot.domain.routines.routine import facts_of
from bot.domain.session.card_buttons import CardButton
from bot.domain.session.frame import Frame
from bot.domain.session.session import Logged, Outcome, Session, Standstill
from bot.domain.session.timeline import Kind, Segment, Side
from bot.services.session.cards import CardView


def card(words: Localizer, view: CardView, frame: Frame, media: CardMedia) -> Message:
    """Return the card of the current exercise at this moment.

    Below the picture, a phone of 360 × 640 has room for eight lines and two rows of buttons, or for
    six lines and three rows; see `tests/stories/test_screens.py`.
    """
    if view.asks is not None:
        asked = words.say(f"card-sore-{view.asks.value}")
        scores = score_keyboard(words, view.session, view.asks)
        return Message(asked, scores, media.picture, silent=True)
    text = lines(*_texts(words, view, frame, media))
    return Message(text, keyboard(words, view.session, frame), media.picture, silent=True)


def _texts(
    words: Localizer, view: CardView, frame: Frame, media: CardMedia
) -> Iterator[str | None]:
    said = words.move(frame.item)
    yield words.say("card-title", title=said.title, position=frame.position + 1, all=frame.items)
    match frame.still:
        case Standstill.HOW:
            yield _steps(words, frame)
        case None if frame.segment.kind is Kind.READY:
            yield now(words, frame, media)
            easier = "yes" if frame.item.easier else "no"
            yield words.say("card-dose", dose=words.dose(frame.item), easier=easier)
            yield from _notes(words, view, frame)
        case None:
            yield now(words, frame, media)
            yield words.say("card-stop", stop=said.stop_if)
        case _:
            yield now(words, frame, media)


def _notes(words: Localizer, view: CardView, frame: Frame) -> Iterator[str | None]:
    """What this exercise should be like, as far as the person cannot know it yet."""
    said = words.move(frame.item)
    if view.is_flare and not frame.position:
        yield words.say("card-flare")
    elif frame.item.easier:
        yield words.say("card-easier", easier=said.easier)
    note = for_you(words, facts_of(frame.item, words.catalogue.exercises), view.person)
    yield note or words.say("card-feel", feel=said.feel)


def _steps(words: Localizer, frame: Frame) -> str:
    steps = words.move(frame.item).steps
    return lines(*(f"{number}. {words.listed([step])}" for number, step in enumerate(steps, 1)))


def for_you(words: Localizer, exercise: Exercise, person: Person) -> SafeHtml | None:
    """Return how to modify this exercise for the person's health filters, or None."""
    said = words.exercise(exercise.id)
    notes = [
        said.cautions[each]
        for each in sorted(person.profile.filters)
        if exercise.caution(frozenset({each})) is Caution.MODIFY and each in said.cautions
    ]
    return words.say("card-for-you", note=" ".join(dict.fromkeys(notes))) if notes else None


def now(words: Localizer, frame: Frame, media: CardMedia) -> str:
    """Return what to do at this moment, and for how long."""
    if frame.still is not None:
        return words.say(f"player-{frame.still.value}")
    if media.counts:
        return _counted_by_clip(words, frame)
    match frame.segment.kind:
        case Kind.HOLD:
            return _hold(words, frame)
        case Kind.COUNT:
            return _count(words, frame)
        case Kind.STEADY:
            return words.say("player-steady", left=_minutes_seconds(words, frame.left))
        case _:
            return _wait(words, frame)


def _counted_by_clip(words: Localizer, frame: Frame) -> str:
    """Return a text without a countdown, because the clip shows it and needs no edits."""
    segment = frame.segment
    match segment.kind:
        case Kind.HOLD:
            hold = words.say("film-hold", what=_what(words, frame), hold=segment.hold)
            return lines(hold, _place(words, segment))
        case Kind.SWITCH:
            return words.say("film-switch", side=_side(words, frame))
        case _ if segment.side is None:
            return words.say("film-ready", seconds=segment.seconds)
        case _:
            return words.say("film-ready-side", side=_side(words, frame), seconds=segment.seconds)


def _wait(words: Localizer, frame: Frame) -> str:
    segment = frame.segment
    match segment.kind:
        case Kind.SWITCH:
            return words.say("player-switch", side=_side(words, frame), left=frame.left)
        case Kind.AGAIN:
            again = words.say("player-again", left=frame.left)
            return lines(again, _place(words, segment))
        case Kind.REST:
            return words.say("player-rest", left=frame.left, set=segment.set, sets=segment.sets)
        case _:
            return _ready(words, frame)


def _ready(words: Localizer, frame: Frame) -> str:
    if frame.segment.side is None:
        return words.say("player-ready", left=frame.left)
    return words.say("player-ready-side", side=_side(words, frame), left=frame.left)


def _hold(words: Localizer, frame: Frame) -> str:
    segment, what = frame.segment, _what(words, frame)
    if frame.easing_in:
        line = words.say("player-ease-in", what=what, hold=segment.hold)
    else:
        line = words.say("player-hold", what=what, left=frame.left)
    progress = bar(segment.hold - frame.left, segment.hold)
    return lines(line, _joined(progress, _place(words, segment)))


def _count(words: Localizer, frame: Frame) -> str:
    segment = frame.segment
    line = words.say(
        "player-count",
        count=frame.count,
        repetitions=segment.repetitions,
        what=_what(words, frame),
        hold=segment.hold,
    )
    progress = bar(frame.count, segment.repetitions)
    return lines(line, _joined(progress, _place(words, segment)))


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _what(words: Localizer, frame: Frame) -> SafeHtml:
    segment = frame.segment
    if segment.part is not None:
        parts = words.move(frame.item).parts
        return words.say("player-what-part", part=parts[segment.part])
    if segment.side is not None:
        return words.say("player-what-side", side=_side(words, frame))
    return SafeHtml("")


def _place(words: Localizer, segment: Segment) -> str | None:
    """Like “Round 2 of 3 · set 1 of 2”, as far as there is more than one."""
    parts = []
    if segment.repetitions > 1 and segment.kind is not Kind.COUNT:
        numbers = {"repetition": segment.repetition, "repetitions": segment.repetitions}
        parts.append(words.say("player-repetition", **numbers))
    if segment.sets > 1:
        parts.append(words.say("player-set", set=segment.set, sets=segment.sets))
    return _joined(*parts) or None


def _side(words: Localizer, frame: Frame) -> SafeHtml:
    """Like “first leg”, or the exercise's own names of its sides."""
    side = frame.segment.side or Side.FIRST
    own = words.move(frame.item).sides
    if own is not None:
        return words.listed([own[side is Side.OTHER]])
    return words.say(f"side-{side.value}")


def bar(done: int, all_: int, cells: int = 10) -> str:
    """Return a progress bar: "▰▰▰▱▱▱▱▱▱▱". The text beside it says the same."""
    full = min(cells, max(0, round(cells * done / max(1, all_))))
    return "▰" * full + "▱" * (cells - full)


def _minutes_seconds(words: Localizer, left: int) -> SafeHtml:
    return words.say("clock-time", minutes=str(left // 60), seconds=f"{left % 60:02d}")


def word_for(words: Localizer, press: CardButton) -> SafeHtml | None:
    """Return the immediate advice about a kind of pain, or None."""
    key = f"hurt-word-{press.value}"
    return words.say(key) if words.has(key) else None


_COLLAPSED = {
    Outcome.DONE: "card-done",
    Outcome.EASIER: "card-easier-done",
    Outcome.SKIPPED: "card-skipped",
    Outcome.HURT: "card-hurt",
    Outcome.STOPPED: "card-stopped",
}


def collapsed_card(words: Localizer, session: Session, item: int, still: CardMedia) -> Message:
    """Return the card of a finished exercise: one line without buttons."""
    line = next((each for each in reversed(session.log) if each.position == item), None)
    key = _COLLAPSED[line.outcome] if line else "card-left"
    text = words.say(key, title=words.move(session.items[item]).title)
    hurt = words.say("hurt-word") if line and line.outcome is Outcome.HURT else None
    return Message(lines(text, hurt), picture=still.picture)


def log_line(words: Localizer, line: Logged, session: Session) -> SafeHtml:
    """Return the summary line of one exercise."""
    item = session.items[line.position]
    same = item.exercise == line.exercise
    title = (words.move(item) if same else words.exercise(line.exercise)).title
    return words.say(f"log-line-{line.outcome.value}", title=title, dose=words.dose(item))
