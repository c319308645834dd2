"""The screen of a session: one card an exercise, kept up to date, and the finish."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from bot.chat.localizer import Localizer
from bot.chat.message import Message
from bot.chat.outbound.rate_limits import Priority
from bot.chat.outbound.send_outcomes import Missing
from bot.chat.outbound.sender import Sender
from bot.chat.session import card_media, cards, finish
from bot.chat.session.card_media import CardMedia
from bot.domain.people.person import PersonId
from bot.domain.session.player import Frame
from bot.domain.session.session import Session, SessionId
from bot.services.container import Services
from bot.services.ports import Gone, SendOutcome, Sent
from bot.services.session.cards import CardView

MOST_KNOWN = 1000
"""Cards of which it is known what stands on them."""


@dataclass(slots=True)
class SessionView:
    """Shows sessions. Whoever asks, it shows the state of the database at that moment."""

    services: Services
    sender: Sender
    localizer_for: Callable[[str], Localizer]
    _turns: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    _known: dict[SessionId, tuple[int, int, Message]] = field(default_factory=dict)
    """What stands on a card: the version of the session, the card, and what it says.

    Within a version only the time changes it, so another process cannot have shown another frame
    to which we would have to go back.
    """

    async def show(
        self, id: SessionId, priority: Priority = Priority.ANSWER, *, anew: bool = False
    ) -> None:
        """Bring the card up to date; `anew` sends it again below what was said since.

        A tap and the clock may ask at once: one goes after the other, and each reads the state
        afresh, so an older frame never overwrites a newer one.
        """
        turn = self._turns.setdefault(id, asyncio.Lock())
        async with turn:
            view = await self.services.cards.view(id)
            if view is None:
                return
            if view.frame is None:
                await self._show_end(view)
            else:
                await self._show_card(view, view.frame, priority, anew=anew)

    async def end_of(self, person: PersonId) -> None:
        """Show the end of a session that something else has just ended (a red flag, say)."""
        latest = await self.services.sessions.latest(person)
        if latest is not None and latest.ending is not None:
            await self.show(latest.id)

    async def _show_card(
        self, view: CardView, frame: Frame, priority: Priority, *, anew: bool
    ) -> None:
        session, person, words = view.session, view.person, self._words(view)
        staged = card_media.card_media(words.catalogue, view, frame)
        message = cards.card(words, view, frame, staged)
        if session.card is not None and session.shown_item == session.item and not anew:
            if self._known.get(session.id) == (session.version, session.card, message):
                return
            redraw = staged.name != session.shown_picture
            # A new picture leads on: whoever lies on the floor must not wait behind a wave for it.
            urgency = Priority.ANSWER if redraw else priority
            outcome = await self.sender.edit(
                person.id, session.card, message, urgency, redraw=redraw
            )
            if not isinstance(outcome, Missing):
                await self._note(view, outcome, staged if redraw else None)
                self._remember(session, outcome, message)
                return
        await self._retire(view)
        sent = await self.sender.send(person.id, message, Priority.ANSWER)
        await self._note(view, sent, staged)
        self._remember(session, sent, message)

    def _remember(self, session: Session, outcome: SendOutcome, message: Message) -> None:
        """Know what stands there now; after a failure nobody does."""
        self._known.pop(session.id, None)
        if isinstance(outcome, Sent):
            self._known[session.id] = (session.version, outcome.message, message)
            if len(self._known) > MOST_KNOWN:
                del self._known[next(iter(self._known))]

    async def _show_end(self, view: CardView) -> None:
        self._known.pop(view.session.id, None)
        await self._retire(view)
        sent = await self.sender.send(view.person.id, finish.finish(self._words(view), view))
        await self._note_loss(view, sent)
        if isinstance(sent, Sent):
            if view.asked is not None:
                await self.services.conversations.shown(view.asked, sent.message)
            await self.services.cards.end_shown(view.session)

    async def _retire(self, view: CardView) -> None:
        """Turn the card of an exercise that is over into one line without buttons."""
        session = view.session
        if session.card is None or session.shown_item is None:
            return
        words, item = self._words(view), session.shown_item
        still = card_media.poster(words.catalogue, session.items[item])
        message = cards.collapsed_card(words, session, item, still)
        redraw = session.shown_picture not in {None, still.name}
        await self.sender.edit(view.person.id, session.card, message, redraw=redraw)

    async def _note(self, view: CardView, outcome: SendOutcome, new: CardMedia | None) -> None:
        """Remember what is shown now, where it is new, and whether it could be shown at all."""
        await self._note_loss(view, outcome)
        if isinstance(outcome, Sent) and new is not None:
            await self.services.cards.shown(
                view.session, outcome.message, new.name, counts=new.counts
            )

    async def _note_loss(self, view: CardView, outcome: SendOutcome) -> None:
        if isinstance(outcome, Gone):
            await self.services.people.set_reachable(view.person.id, reachable=False)
            await self.services.sessions.give_up(view.session.id)

    def _words(self, view: CardView) -> Localizer:
        return self.localizer_for(view.person.language)
