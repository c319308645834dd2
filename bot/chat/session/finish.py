"""The end of a session: what was done, and the pain question."""

from bot.chat.dialogs.registry import keyboard
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Effect, Message, lines, paragraphs
from bot.chat.next_steps import start_keyboard, symptoms_keyboard
from bot.chat.session.cards import log_line
from bot.domain.session.session import Ending
from bot.services.progress.progress import Standing
from bot.services.session.cards import CardView


def finish(words: Localizer, view: CardView) -> Message:
    """Return the last message of a session: the summary and the pain question."""
    text = paragraphs(summary(words, view), _ask(words, view))
    effect = Effect.CONFETTI if view.milestone else None
    if view.asked is not None:
        return Message(text, keyboard(words, view.asked), effect=effect)
    if view.session.ending in {Ending.SYMPTOMS, Ending.UNWELL}:
        return Message(text, symptoms_keyboard(words))
    return Message(text, start_keyboard(words))


def summary(words: Localizer, view: CardView) -> str:
    """Return the headline, a line for each exercise, and the streak."""
    session = view.session
    logged = lines(*(log_line(words, line, session) for line in session.log))
    streak = view.standing.current
    days = words.say("streak-now", days=words.days_long(streak)) if streak else None
    counted = (days, milestone(words, view), frozen(words, view.standing)) if session.counts else ()
    return paragraphs(_headline(words, view), logged, lines(*counted))


def milestone(words: Localizer, view: CardView) -> SafeHtml | None:
    """Return the text of a milestone, or None."""
    return words.say("milestone", n=view.milestone) if view.milestone else None


def frozen(words: Localizer, standing: Standing) -> SafeHtml | None:
    """Return which days freezes covered since the last session, or None."""
    if not standing.just_frozen:
        return None
    covered = words.listed([words.date(day) for day in standing.just_frozen])
    return words.say("streak-frozen", days=covered, left=standing.freezes)


def _headline(words: Localizer, view: CardView) -> SafeHtml:
    session = view.session
    moves = words.say("moves", n=len(session.done))
    match session.ending:
        case Ending.LEFT | Ending.SYMPTOMS | Ending.UNWELL:
            return words.say(_ENDED[session.ending])
        case _ if not session.counts:
            return words.say("stopped-none")
        case Ending.STOPPED:
            return words.say("stopped-some", moves=moves)
        case _ if not view.praised:
            return words.say("finished-red", moves=moves)
        case _:
            spent = (session.ended_at or session.began_at) - session.began_at
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


def _ask(words: Localizer, view: CardView) -> SafeHtml | None:
    return words.say("finished-ask") if view.asked else None
