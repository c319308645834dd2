"""Show a session: one card for each exercise, kept up to date, and the summary."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.chat.keyed_lock import KeyedLock
from bot.chat.localizer import Localizer
from bot.chat.message import Message
from bot.chat.outbound.rate_limits import Priority
from bot.chat.outbound.send_outcomes import Missing
from bot.chat.outbound.sender import Sender
from bot.chat.session import card_media, cards, finish
from bot.chat.session.card_media import CardMedia
from bot.domain.people.person import PersonId
from bot.domain.session.frame import Frame
from bot.domain.session.session import Session, SessionId
from bot.services.container import Services
from bot.services.ports import Gone, SendOutcome, Sent
from bot.services.session.cards import CardView

MOST_KNOWN = 1000
"""The most cards whose current content is remembered."""


@dataclass(slots=True)
class SessionView:
    """Shows sessions, always in their current state in the database."""

    services: Services
    sender: Sender
    localizer_for: Callable[[str], Localizer]
    _turns: KeyedLock[SessionId] = field(default_factory=KeyedLock)
    _known: dict[SessionId, tuple[int, int, Message]] = field(default_factory=dict)
    """Current content of cards: version of the session, message id, and message.

    Within one version only time changes the content, so another process may have shown a later
    frame, but never one that has to be reverted.
    """

    async def show(
        self, id: SessionId, priority: Priority = Priority.ANSWER, *, anew: bool = False
    ) -> None:
        """Update the card, or send it again below later messages if `anew`.

        A tap and the scheduler may call this at once. They run in turn and each loads the current
        state, so an older frame never overwrites a newer one.
        """
        async with self._turns[id]:
            view = await self.services.cards.view(id)
            if view is None:
                return
            if view.frame is None:
                await self._show_end(view)
            else:
                await self._show_card(view, view.frame, priority, anew=anew)

    async def end_of(self, person: PersonId) -> None:
        """Show the end of a session that something else has just ended, such as a red flag."""
        latest = await self.services.sessions.latest(person)
        if latest is not None and latest.ending is not None:
            await self.show(latest.id)

    async def _show_card(
        self, view: CardView, frame: Frame, priority: Priority, *, anew: bool
    ) -> None:
        session, person, words = view.session, view.person, self._words(view)
        media = card_media.card_media(words.catalogue, view, frame)
        message = cards.card(words, view, frame, media)
        if session.card is not None and session.shown_item == session.item and not anew:
            if self._known.get(session.id) == (session.version, session.card, message):
                return
            redraw = media.name != session.shown_picture
            # A new picture is the next step of a session, which must not wait behind reminders.
            urgency = Priority.ANSWER if redraw else priority
            outcome = await self.sender.edit(
                person.id, session.card, message, urgency, redraw=redraw
            )
            if not isinstance(outcome, Missing):
                await self._note(view, outcome, media if redraw else None)
                self._remember(session, outcome, message)
                return
        await self._collapse(view)
        sent = await self.sender.send(person.id, message, Priority.ANSWER)
        await self._note(view, sent, media)
        self._remember(session, sent, message)

    def _remember(self, session: Session, outcome: SendOutcome, message: Message) -> None:
        """Remember the current content. After a failure it is unknown."""
        self._known.pop(session.id, None)
        if isinstance(outcome, Sent):
            self._known[session.id] = (session.version, outcome.message, message)
            if len(self._known) > MOST_KNOWN:
                del self._known[next(iter(self._known))]

    async def _show_end(self, view: CardView) -> None:
        self._known.pop(view.session.id, None)
        await self._collapse(view)
        sent = await self.sender.send(view.person.id, finish.finish(self._words(view), view))
        await self._note_unreachable(view, sent)
        if isinstance(sent, Sent):
            if view.asked is not None:
                await self.services.conversations.shown(view.asked, sent.message)
            await self.services.cards.end_shown(view.session)

    async def _collapse(self, view: CardView) -> None:
        """Replace the card of a finished exercise by one line without buttons."""
        session = view.session
        if session.card is None or session.shown_item is None:
            return
        words, item = self._words(view), session.shown_item
        still = card_media.poster(words.catalogue, session.items[item])
        message = cards.collapsed_card(words, session, item, still)
        redraw = session.shown_picture not in {None, still.name}
        await self.sender.edit(view.person.id, session.card, message, redraw=redraw)

    async def _note(self, view: CardView, outcome: SendOutcome, new: CardMedia | None) -> None:
        """Store what is shown if it is new, and whether the person is reachable."""
        await self._note_unreachable(view, outcome)
        if isinstance(outcome, Sent) and new is not None:
            await self.services.cards.shown(
                view.session, outcome.message, new.name, counts=new.counts
            )

    async def _note_unreachable(self, view: CardView, outcome: SendOutcome) -> None:
        if isinstance(outcome, Gone):
            await self.services.people.set_reachable(view.person.id, reachable=False)
            await self.services.sessions.give_up(view.session.id)

    def _words(self, view: CardView) -> Localizer:
        return self.localizer_for(view.person.language)
