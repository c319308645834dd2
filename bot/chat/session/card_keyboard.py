"""The buttons of a card: the next step alone on top, then those for every problem."""

from bot.chat import callback_data
from bot.chat.localizer import Localizer
from bot.chat.message import Button, ButtonStyle, Keyboard, rows
from bot.domain.pain.notes import Region
from bot.domain.plan.exercise_adjustments import PainKind
from bot.domain.session.card_buttons import CardButton, CardPosition
from bot.domain.session.frame import Frame
from bot.domain.session.session import Session, Standstill
from bot.domain.session.timeline import WORK


def keyboard(words: Localizer, session: Session, frame: Frame) -> Keyboard:
    """Return the buttons: the next step alone on top, then those for every problem."""
    match frame.still:
        case Standstill.HURT:
            return _hurt_keyboard(words, session)
        case Standstill.HOW:
            first = _button(words, session, CardButton.RESUME, "press-go", ButtonStyle.MAIN)
            after = (CardButton.SKIP, CardButton.EASIER, CardButton.MORE)
        case Standstill.MORE:
            return _all_buttons(words, session, _main(words, session, frame), CardButton.LESS)
        case Standstill.PAUSED | Standstill.AWAY:
            first = _button(words, session, CardButton.RESUME, style=ButtonStyle.MAIN)
            return _all_buttons(words, session, first, CardButton.HURT)
        case _:
            first = _main(words, session, frame)
            after = (CardButton.PAUSE, CardButton.HURT, CardButton.MORE)
    return (first,), tuple(_button(words, session, each) for each in after)


def _main(words: Localizer, session: Session, frame: Frame) -> Button:
    """Return the button of the next step. Pressed twice by mistake, it does one step."""
    press = CardButton.DONE if frame.segment.kind in WORK else CardButton.GO
    where = CardPosition(session.id, session.item, session.segment)
    data = callback_data.card(press, where)
    return Button(words.say(f"press-{press.value}"), data, ButtonStyle.MAIN)


def _all_buttons(words: Localizer, session: Session, first: Button, last: CardButton) -> Keyboard:
    """Return every button: `first` for the next step, `last` at the end."""
    changes = (CardButton.BACK, CardButton.SKIP, CardButton.EASIER, CardButton.HOW)
    symptoms = Button(words.say("press-symptoms"), callback_data.open_("symptoms"))
    return (
        (first,),
        tuple(_button(words, session, each) for each in changes),
        (_button(words, session, CardButton.END), symptoms, _button(words, session, last)),
    )


def _button(
    words: Localizer,
    session: Session,
    press: CardButton,
    label: str = "",
    style: ButtonStyle | None = None,
) -> Button:
    data = callback_data.card(press, CardPosition(session.id, session.item))
    return Button(words.say(label or f"press-{press.value}"), data, style or _STYLES.get(press))


_STYLES = {CardButton.HURT: ButtonStyle.STOP, CardButton.END: ButtonStyle.STOP}


def _hurt_keyboard(words: Localizer, session: Session) -> Keyboard:
    first, *others = (
        _button(words, session, CardButton(each.value), f"hurt-{each.value}") for each in PainKind
    )
    fine = _button(words, session, CardButton.RESUME, "hurt-resume")
    return (first,), *rows((*others, fine), 3)


def score_keyboard(words: Localizer, session: Session, region: Region) -> Keyboard:
    """Return "Go" on top of the scores, so that people can also start without one."""
    start = _button(words, session, CardButton.NO_SCORE, style=ButtonStyle.MAIN)
    scores = (Button(str(n), callback_data.sore(session.id, region, n)) for n in range(11))
    return ((start,), *rows(scores, 6))
