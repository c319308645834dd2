"""The library of exercises and ready-made routines."""

from bot.chat import callback_data
from bot.chat.learning.sources import source_list
from bot.chat.localizer import Localizer
from bot.chat.message import Button, Message, lines, paragraphs, rows
from bot.chat.reminders.texts import left_out, left_out_line
from bot.chat.session.cards import for_you
from bot.domain.people.person import Person
from bot.domain.routines.exercises import ExerciseId
from bot.domain.routines.routine import Item, LeftOut, Offer, RoutineId


def exercises(words: Localizer) -> Message:
    """List every exercise."""
    known = words.catalogue.exercises
    buttons = [
        Button(words.exercise(each).title, callback_data.open_("exercise", each)) for each in known
    ]
    first = Button(words.say("library-routines"), callback_data.open_("routines"))
    text = words.say("library", n=len(known), reviewed=words.catalogue.reviewed)
    return Message(text, (*rows(buttons, 2), (first,)))


def exercise(words: Localizer, person: Person, trial: Item, against: LeftOut | None) -> Message:
    """Return an exercise's page. `against` says why it does not suit the person, if so."""
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
            else (Button(words.say("library-try"), callback_data.open_("try", trial.exercise)),)
        ),
        Button(words.say("learn-sources"), callback_data.open_("backs", trial.exercise)),
        Button(words.say("library-back"), callback_data.open_("library")),
        Button(words.say("button-symptoms"), callback_data.open_("symptoms")),
    )
    return Message(
        paragraphs(title, steps, notes),
        rows(buttons, 1),
        words.catalogue.poster(trial.exercise),
        silent=True,
    )


def sources(words: Localizer, id: ExerciseId) -> Message:
    """Return the sources of an exercise, with links. Raises `KeyError` for an unknown one."""
    back = Button(words.say("learn-back"), callback_data.open_("exercise", id))
    return source_list(words, words.exercise(id).title, words.catalogue.sources[id], back)


def routines(words: Localizer) -> Message:
    """List every ready-made routine."""
    buttons = [
        Button(words.routine(each).title, callback_data.open_("routine", each))
        for each in words.catalogue.routines
    ]
    back = Button(words.say("library-exercises"), callback_data.open_("library"))
    return Message(words.say("library-routine-list"), (*rows(buttons, 2), (back,)))


def routine(words: Localizer, id: RoutineId, offer: Offer, minutes: int) -> Message:
    """Return a routine's page, as this person would get it."""
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
    start = Button(words.say("library-start-routine"), callback_data.open_("begin", id))
    back = Button(words.say("library-back-routines"), callback_data.open_("routines"))
    buttons = (start, back) if offer.items else (back,)
    return Message(paragraphs(text, moves, left_out(words, offer)), rows(buttons, 1))
