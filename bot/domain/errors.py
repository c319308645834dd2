"""Exceptions for requests that Limber refuses. Any other exception is a bug."""


class Refusal(Exception):
    """A request that is refused. `text` is the key of the text that explains it to the person.

    A refusal that is handled in a way of its own has a type of its own.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class StaleButton(Refusal):
    """The button belongs to a question or a card that is no longer current."""

    def __init__(self) -> None:
        super().__init__("stale-button")


class NotJoined(Refusal):
    """The person has to finish onboarding first."""

    def __init__(self) -> None:
        super().__init__("not-joined")


class HeldBack(Refusal):
    """The person has a safety hold: they first have to say whether a doctor has seen them."""

    def __init__(self) -> None:
        super().__init__("held")


class TooManyDrawings(Refusal):
    """Too many charts and reports wait to be drawn."""

    def __init__(self) -> None:
        super().__init__("charts-busy")
