"""The end of a session: what was done, and the pain question."""

from bot.chat import actions
from bot.chat.messages.cards import log_line
from bot.chat.messages.conclusions import start_keyboard
from bot.chat.messages.message import Button, Effect, Message, lines, paragraphs, rows
from bot.chat.messages.questions import keyboard
from bot.chat.words import Markup, Words
from bot.domain.workouts import Ending
from bot.services.cards import View
from bot.services.progress import Standing


def finish(words: Words, view: View) -> Message:
    """What was done, the streak, and how much it hurts now."""
    text = paragraphs(summary(words, view), _ask(words, view))
    effect = Effect.CONFETTI if view.milestone else None
    if view.asked is not None:
        return Message(text, keyboard(words, view.asked), effect=effect)
    if view.workout.ending in {Ending.SYMPTOMS, Ending.UNWELL}:
        symptoms = Button(words.say("button-symptoms"), actions.open_("symptoms"))
        return Message(text, rows((symptoms,), 1))
    return Message(text, start_keyboard(words))


def summary(words: Words, view: View) -> str:
    """The headline, a line an exercise, and the streak."""
    workout = view.workout
    logged = lines(*(log_line(words, line, workout) for line in workout.log))
    streak = view.standing.current
    days = words.say("streak-now", days=words.days_long(streak)) if streak else None
    counted = (days, milestone(words, view), frozen(words, view.standing)) if workout.counts else ()
    return paragraphs(_headline(words, view), logged, lines(*counted))


def milestone(words: Words, view: View) -> Markup | None:
    """A word about a day that is worth one."""
    return words.say("milestone", n=view.milestone) if view.milestone else None


def frozen(words: Words, standing: Standing) -> Markup | None:
    """Which days a freeze covered by itself since the last session."""
    if not standing.just_frozen:
        return None
    covered = words.listed([words.date(day) for day in standing.just_frozen])
    return words.say("streak-frozen", days=covered, left=standing.freezes)


def _headline(words: Words, view: View) -> Markup:
    workout = view.workout
    moves = words.say("moves", n=len(workout.done))
    match workout.ending:
        case Ending.LEFT | Ending.SYMPTOMS | Ending.UNWELL:
            return words.say(_ENDED[workout.ending])
        case _ if not workout.counts:
            return words.say("stopped-none")
        case Ending.STOPPED:
            return words.say("stopped-some", moves=moves)
        case _ if not view.praised:
            return words.say("finished-red", moves=moves)
        case _:
            spent = (workout.ended_at or workout.began_at) - workout.began_at
            minutes = max(1, round(spent.total_seconds() / 60))
            return words.say(
                "finished",
                name=view.person.first_name,
                moves=moves,
                minutes=words.minutes(minutes),
            )


_ENDED = {
    Ending.LEFT: "left",
    Ending.SYMPTOMS: "symptoms-stopped",
    Ending.UNWELL: "unwell",
}


def _ask(words: Words, view: View) -> Markup | None:
    return words.say("finished-ask") if view.asked else None
