"""Note pain in the back, in the leg, and how far down it goes; each answer is saved at once."""

from bot.domain.dialogs import symptoms
from bot.domain.dialogs.conversation import (
    Again,
    Answer,
    Answers,
    ButtonAnswer,
    Dialog,
    DialogName,
    Finished,
    Next,
    ParserContext,
    Step,
    StepOutcome,
    TextAnswer,
)
from bot.domain.dialogs.effects import NoSymptoms, NotePain, Nothing
from bot.domain.dialogs.parsing import pain_scores
from bot.domain.dialogs.steps import NOT_A_CHOICE, keep, one_of, to
from bot.domain.pain.notes import Reach
from bot.domain.pain.safety_screen import jumped

SCORES = tuple(str(score) for score in range(11))
REACHES = tuple(reach.value for reach in Reach)
SKIP = "skip"
BACK, LEG, REACH, RECHECK = "score", "leg", "reach", "recheck"


def _back(answers: Answers, answer: Answer, _: ParserContext) -> StepOutcome:
    """The back, or back and leg in one text ("4 2")."""
    match answer:
        case ButtonAnswer("skip"):
            return Finished(Nothing())
        case ButtonAnswer(text) | TextAnswer(text):
            match pain_scores(text):
                case (back,):
                    return Next(
                        LEG, keep(answers, back=back), _note(keep(answers, back=back), grows=False)
                    )
                case (back, leg):
                    return _with_leg(keep(answers, back=back), leg, grows=False)
    return Again("again-pain")


def _leg(answers: Answers, answer: Answer, _: ParserContext) -> StepOutcome:
    match answer:
        case ButtonAnswer("skip"):
            return _end(answers, _note(answers, grows=True))
        case ButtonAnswer(text) | TextAnswer(text):
            match pain_scores(text):
                case (leg,):
                    return _with_leg(answers, leg, grows=True)
    return Again("again-pain")


def _with_leg(answers: Answers, leg: int, *, grows: bool) -> StepOutcome:
    known = keep(answers, leg=leg)
    note = _note(known, grows=grows)
    return Next(REACH, known, note) if leg else _end(known, note)


def _reach(answers: Answers, answer: Answer, _: ParserContext) -> StepOutcome:
    match answer:
        case ButtonAnswer("skip"):
            return _end(answers, _note(answers, grows=True))
        case ButtonAnswer(choice) if choice in REACHES:
            return _end(answers, _note(keep(answers, reach=choice), grows=True))
    return Again(NOT_A_CHOICE)


def _note(answers: Answers, *, grows: bool) -> NotePain:
    reach = answers.get("reach")
    return NotePain(
        back=answers.get("back"),
        leg=answers.get("leg"),
        reach=Reach(reach) if reach else None,
        session=answers.get("workout"),
        grows=grows,
    )


def _end(answers: Answers, note: NotePain) -> StepOutcome:
    """Repeat the safety questions once a week and after a jump in pain, with one tap for all."""
    if answers.get("due") or _jumps(answers, note):
        return Next(RECHECK, answers, note)
    return Finished(note)


def _jumps(answers: Answers, note: NotePain) -> bool:
    return jumped(((answers.get("last_back"), note.back), (answers.get("last_leg"), note.leg)))


def _scores(_: Answers) -> tuple[str, ...]:
    return (*SCORES, SKIP)


DIALOG = Dialog(
    DialogName("pain"),
    {
        BACK: Step(_back, _scores),
        LEG: Step(_leg, _scores),
        REACH: Step(_reach, lambda _: (*REACHES, SKIP)),
        RECHECK: one_of(nothing=lambda _: Finished(NoSymptoms()), something=to("list")),
        **symptoms.STEPS,
    },
)
