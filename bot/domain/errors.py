"""Exceptions for requests that Limber refuses. Any other exception is a bug."""


class Refusal(Exception):
    """A request that is refused. `text` is the key of the text that explains it to the person."""

    def __init__(self, text: str, **details: object) -> None:
        super().__init__(text)
        self.text = text
        self.details = details


class StaleButton(Refusal):
    """The button belongs to a question or a card that is no longer current."""

    def __init__(self) -> None:
        super().__init__("stale-button")
