"""Pain scores: each answer is confirmed above the next question."""

from bot.chat.dialogs import symptoms
from bot.chat.dialogs.view import DialogView, StepView, key_of, last_alone, streak_line
from bot.chat.localizer import Localizer
from bot.chat.message import Message, paragraphs
from bot.chat.next_steps import start_keyboard, streak_keyboard, symptoms_keyboard
from bot.chat.pain import texts
from bot.domain.dialogs.conversation import Effect
from bot.domain.dialogs.effects import Cleared, NoSymptoms, NotePain, Nothing
from bot.domain.dialogs.pain_check import BACK, DIALOG, LEG, REACH, RECHECK
from bot.domain.pain.feedback import PainFeedback
from bot.domain.pain.safety_screen import Light
from bot.services.dialogs.dialog_states import DialogResult, Prompt
from bot.services.reminders.schedules import ReminderPlan


def _after_note(words: Localizer, asked: Prompt, _: ReminderPlan) -> str:
    saved = texts.pain_saved(words, asked.feedback) if asked.feedback else None
    return paragraphs(saved, words.say(key_of(asked)))


def _score_label(words: Localizer, _: Prompt, choice: str) -> str:
    return words.say("pain-skip") if choice == "skip" else choice


def _reach_label(words: Localizer, _: Prompt, choice: str) -> str:
    return words.say("pain-skip" if choice == "skip" else f"reach-{choice}")


def _noted(words: Localizer, done: DialogResult, effect: Effect) -> Message:
    if done.feedback is None:  # the data was deleted meanwhile
        return _skipped(words, done, effect)
    saved, after = texts.pain_saved(words, done.feedback), texts.aftermath(words, done.feedback)
    asked, skipped = texts.skipped(words, done.feedback)
    keys = (*texts.gentler_days_button(words, done.feedback), *streak_keyboard(words))
    if done.feedback.light is Light.RED:
        keys = (*keys, *symptoms_keyboard(words))
    return Message(paragraphs(saved, after, streak_line(words, done), asked), (*keys, *skipped))


def pain_advice(words: Localizer, feedback: PainFeedback) -> Message:
    """Return the advice of a red pain note, to be sent again."""
    said = paragraphs(texts.pain_saved(words, feedback), texts.aftermath(words, feedback))
    return Message(said, (*texts.gentler_days_button(words, feedback), *symptoms_keyboard(words)))


def _no_symptoms(words: Localizer, done: DialogResult, effect: Effect) -> Message:
    if done.feedback is None:
        return Message(words.say("no-symptoms"), start_keyboard(words))
    noted = _noted(words, done, effect)
    return Message(paragraphs(noted.text, words.say("no-symptoms")), noted.keyboard)


def _skipped(words: Localizer, done: DialogResult, _: Effect) -> Message:
    if done.conversation.answers.get("workout") is None:
        return Message(words.say("nothing-changed"), start_keyboard(words))
    return Message(words.say("pain-not-noted"), streak_keyboard(words))


VIEW = DialogView(
    DIALOG.name,
    {
        **symptoms.STEPS,
        BACK: StepView(label=_score_label, layout=last_alone(6)),
        LEG: StepView(_after_note, _score_label, last_alone(6)),
        REACH: StepView(_after_note, _reach_label, last_alone(5)),
        RECHECK: StepView(_after_note),
    },
    {
        NotePain: _noted,
        NoSymptoms: _no_symptoms,
        Nothing: _skipped,
        Cleared: symptoms.cleared,
    },
)
