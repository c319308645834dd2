"""The screen of a session: one card an exercise, kept up to date, and the finish."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from bot.chat.limits import Priority
from bot.chat.messages import cards, finish, staging
from bot.chat.messages.message import Message
from bot.chat.messages.staging import Staged
from bot.chat.outcomes import Missing
from bot.chat.sender import Sender
from bot.chat.words import Words
from bot.domain.people import PersonId
from bot.domain.player import Frame
from bot.domain.workouts import Workout, WorkoutId
from bot.services.bundle import Services
from bot.services.cards import View
from bot.services.ports import Gone, SendOutcome, Sent

MOST_KNOWN = 1000
"""Cards of which it is known what stands on them."""


@dataclass(slots=True)
class Screen:
    """Shows sessions. Whoever asks, it shows the state of the database at that moment."""

    services: Services
    sender: Sender
    words_for: Callable[[str], Words]
    _turns: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    _known: dict[WorkoutId, tuple[int, int, Message]] = field(default_factory=dict)
    """What stands on a card: the version of the session, the card, and what it says.

    Within a version only the time changes it, so another process cannot have shown another frame
    to which we would have to go back.
    """

    async def show(
        self, id: WorkoutId, priority: Priority = Priority.ANSWER, *, anew: bool = False
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
        latest = await self.services.workouts.latest(person)
        if latest is not None and latest.ending is not None:
            await self.show(latest.id)

    async def _show_card(self, view: View, frame: Frame, priority: Priority, *, anew: bool) -> None:
        workout, person, words = view.workout, view.person, self._words(view)
        staged = staging.staged(words.catalogue, view, frame)
        message = cards.card(words, view, frame, staged)
        if workout.card is not None and workout.shown_item == workout.item and not anew:
            if self._known.get(workout.id) == (workout.version, workout.card, message):
                return
            redraw = staged.name != workout.shown_picture
            # A new picture leads on: whoever lies on the floor must not wait behind a wave for it.
            urgency = Priority.ANSWER if redraw else priority
            outcome = await self.sender.edit(
                person.id, workout.card, message, urgency, redraw=redraw
            )
            if not isinstance(outcome, Missing):
                await self._note(view, outcome, staged if redraw else None)
                self._remember(workout, outcome, message)
                return
        await self._retire(view)
        sent = await self.sender.send(person.id, message, Priority.ANSWER)
        await self._note(view, sent, staged)
        self._remember(workout, sent, message)

    def _remember(self, workout: Workout, outcome: SendOutcome, message: Message) -> None:
        """Know what stands there now; after a failure nobody does."""
        self._known.pop(workout.id, None)
        if isinstance(outcome, Sent):
            self._known[workout.id] = (workout.version, outcome.message, message)
            if len(self._known) > MOST_KNOWN:
                del self._known[next(iter(self._known))]

    async def _show_end(self, view: View) -> None:
        self._known.pop(view.workout.id, None)
        await self._retire(view)
        sent = await self.sender.send(view.person.id, finish.finish(self._words(view), view))
        await self._note_loss(view, sent)
        if isinstance(sent, Sent):
            if view.asked is not None:
                await self.services.conversations.shown(view.asked, sent.message)
            await self.services.cards.end_shown(view.workout)

    async def _retire(self, view: View) -> None:
        """Turn the card of an exercise that is over into one line without buttons."""
        workout = view.workout
        if workout.card is None or workout.shown_item is None:
            return
        words, item = self._words(view), workout.shown_item
        still = staging.poster(words.catalogue, workout.items[item])
        message = cards.retired(words, workout, item, still)
        redraw = workout.shown_picture not in {None, still.name}
        await self.sender.edit(view.person.id, workout.card, message, redraw=redraw)

    async def _note(self, view: View, outcome: SendOutcome, new: Staged | None) -> None:
        """Remember what is shown now, where it is new, and whether it could be shown at all."""
        await self._note_loss(view, outcome)
        if isinstance(outcome, Sent) and new is not None:
            await self.services.cards.shown(
                view.workout, outcome.message, new.name, counts=new.counts
            )

    async def _note_loss(self, view: View, outcome: SendOutcome) -> None:
        if isinstance(outcome, Gone):
            await self.services.people.set_reachable(view.person.id, reachable=False)
            await self.services.workouts.give_up(view.workout.id)

    def _words(self, view: View) -> Words:
        return self.words_for(view.person.language)
