"""The library: exercises and routines to look at, and to try."""

from bot.chat import actions
from bot.chat.messages.cards import for_you
from bot.chat.messages.message import Button, Message, lines, paragraphs, rows
from bot.chat.messages.reminders import left_out, left_out_line
from bot.chat.messages.sources import rests_on
from bot.chat.words import Words
from bot.domain.exercises import ExerciseId
from bot.domain.people import Person
from bot.domain.routines import Item, LeftOut, Offer, RoutineId


def exercises(words: Words) -> Message:
    """Every exercise, one button each."""
    known = words.catalogue.exercises
    buttons = [
        Button(words.exercise(each).title, actions.open_("exercise", each)) for each in known
    ]
    first = Button(words.say("library-routines"), actions.open_("routines"))
    text = words.say("library", n=len(known), reviewed=words.catalogue.reviewed)
    return Message(text, (*rows(buttons, 2), (first,)))


def exercise(words: Words, person: Person, trial: Item, against: LeftOut | None) -> Message:
    """One exercise with its picture and words; who it does not suit is told why, not to try it."""
    said, facts = words.exercise(trial.exercise), words.catalogue.exercises[trial.exercise]
    title = lines(f"<b>{words.listed([said.title])}</b>", words.dose(trial))
    steps = lines(
        *(f"{number}. {words.listed([step])}" for number, step in enumerate(said.steps, 1))
    )
    notes = lines(
        words.say("card-easier", easier=said.easier),
        for_you(words, facts, person),
        words.say("card-feel", feel=said.feel),
        words.say("card-stop", stop=said.stop_if),
        words.say("library-page", why=said.why),
        left_out_line(words, against) if against else None,
        words.say("library-reviewed", reviewed="yes" if facts.clinically_reviewed else "no"),
    )
    buttons = (
        *(
            ()
            if against
            else (Button(words.say("library-try"), actions.open_("try", trial.exercise)),)
        ),
        Button(words.say("learn-sources"), actions.open_("backs", trial.exercise)),
        Button(words.say("library-back"), actions.open_("library")),
        Button(words.say("button-symptoms"), actions.open_("symptoms")),
    )
    return Message(
        paragraphs(title, steps, notes),
        rows(buttons, 1),
        words.catalogue.poster(trial.exercise),
        silent=True,
    )


def sources(words: Words, id: ExerciseId) -> Message:
    """What an exercise rests on, with links. Raises `KeyError` for an unknown one."""
    back = Button(words.say("learn-back"), actions.open_("exercise", id))
    return rests_on(words, words.exercise(id).title, words.catalogue.sources[id], back)


def routines(words: Words) -> Message:
    """Every ready-made routine, one button each."""
    buttons = [
        Button(words.routine(each).title, actions.open_("routine", each))
        for each in words.catalogue.routines
    ]
    back = Button(words.say("library-exercises"), actions.open_("library"))
    return Message(words.say("library-routine-list"), (*rows(buttons, 2), (back,)))


def routine(words: Words, id: RoutineId, offer: Offer, minutes: int) -> Message:
    """What is in a routine, as this person would get it."""
    said = words.routine(id)
    text = words.say(
        "library-routine",
        title=said.title,
        minutes=words.minutes(minutes),
        description=said.description,
    )
    moves = lines(
        *(
            f"{number}. {words.listed([words.exercise(item.exercise).title])} · {words.dose(item)}"
            for number, item in enumerate(offer.items, 1)
        )
    )
    start = Button(words.say("library-start-routine"), actions.open_("begin", id))
    back = Button(words.say("library-back-routines"), actions.open_("routines"))
    buttons = (start, back) if offer.items else (back,)
    return Message(paragraphs(text, moves, left_out(words, offer)), rows(buttons, 1))
