"""The card of the current exercise: picture, dose, steps, countdown, buttons."""

from bot.chat import callback_data
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Button, Keyboard, Message, lines, paragraphs, rows
from bot.chat.session.card_media import CardMedia
from bot.domain.pain.notes import Region
from bot.domain.people.person import Person
from bot.domain.plan.adjustments import PainKind
from bot.domain.routines.exercises import Caution, Exercise
from bot.domain.routines.routine import facts_of
from bot.domain.session.card_buttons import CardButton, CardPosition
from bot.domain.session.player import Frame
from bot.domain.session.session import Logged, Outcome, Session, Standstill
from bot.domain.session.timeline import WORK, Kind, Segment, Side
from bot.services.session.cards import CardView


def card(words: Localizer, view: CardView, frame: Frame, media: CardMedia) -> Message:
    """Return the card of the current exercise at this moment."""
    said = words.move(frame.item)
    easier = frame.item.easier
    title = words.say("card-title", title=said.title, position=frame.position + 1, all=frame.items)
    dose = words.say("card-dose", dose=words.dose(frame.item), easier="yes" if easier else "no")
    steps = _steps(words, frame) if _has_time_to_read(frame) else None
    notes = lines(
        words.say("card-easier", easier=said.easier) if easier else None,
        for_you(words, facts_of(frame.item, words.catalogue.exercises), view.person),
        words.say("card-feel", feel=said.feel),
        words.say("card-stop", stop=said.stop_if),
    )
    ask = words.say(f"card-sore-{view.asks.value}") if view.asks else None
    soft = words.say("card-flare") if view.is_flare and not frame.position else None
    text = paragraphs(f"{title}\n{dose}", soft, now(words, frame, media), ask, steps, notes)
    keys = keyboard(words, view.session, frame)
    if view.asks is not None:
        keys = _with_scores(keys, view.session, view.asks)
    return Message(text, keys, media.picture, silent=True)


def _with_scores(keys: Keyboard, session: Session, region: Region) -> Keyboard:
    """Add score buttons below "Go", so that people can also start without a score."""
    scores = rows((Button(str(n), callback_data.sore(session.id, region, n)) for n in range(11)), 6)
    return (keys[0], *scores, *keys[1:])


def _has_time_to_read(frame: Frame) -> bool:
    """Show steps before the work only: during it, picture and countdown must fit one screen."""
    return frame.segment.kind is Kind.READY or frame.still is not None


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
    return lines(line, bar(segment.hold - frame.left, segment.hold), _place(words, segment))


def _count(words: Localizer, frame: Frame) -> str:
    segment = frame.segment
    line = words.say(
        "player-count",
        count=frame.count,
        repetitions=segment.repetitions,
        what=_what(words, frame),
        hold=segment.hold,
    )
    return lines(line, bar(frame.count, segment.repetitions), _place(words, segment))


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
    return " · ".join(parts) or None


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


def keyboard(words: Localizer, session: Session, frame: Frame) -> Keyboard:
    """Return the buttons: the next step alone on top, then those for every problem."""
    if frame.still is Standstill.HURT:
        return _hurt_keyboard(words, session)

    def button(press: CardButton, *, exact: bool = False) -> Button:
        segment = session.segment if exact else None
        where = CardPosition(session.id, session.item, segment)
        return Button(words.say(f"press-{press.value}"), callback_data.card(press, where))

    if frame.still is not None:
        first, pause = button(CardButton.RESUME), None
    else:
        working = frame.segment.kind in WORK
        first, pause = (
            button(CardButton.DONE if working else CardButton.GO, exact=True),
            button(CardButton.PAUSE),
        )
    second = [each for each in (pause, button(CardButton.END)) if each is not None]
    return (
        (first,),
        (button(CardButton.BACK), button(CardButton.SKIP), button(CardButton.EASIER)),
        tuple(second),
        (
            button(CardButton.HURT),
            Button(words.say("press-symptoms"), callback_data.open_("symptoms")),
        ),
    )


def _hurt_keyboard(words: Localizer, session: Session) -> Keyboard:
    where = CardPosition(session.id, session.item)
    kinds = [
        Button(words.say(f"hurt-{each.value}"), callback_data.card(CardButton(each.value), where))
        for each in PainKind
    ]
    fine = Button(words.say("hurt-resume"), callback_data.card(CardButton.RESUME, where))
    return (*rows(kinds[:1], 1), *rows(kinds[1:], 2), (fine,))


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
