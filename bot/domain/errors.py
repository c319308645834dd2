"""The ways in which Limber says no. A refusal is shown to the person; anything else is a bug."""


class Refusal(Exception):
    """We say no, kindly. `text` is the key of the sentence that explains it."""

    def __init__(self, text: str, **details: object) -> None:
        super().__init__(text)
        self.text = text
        self.details = details


class StaleButton(Refusal):
    """The button belongs to a question or a card that has moved on."""

    def __init__(self) -> None:
        super().__init__("stale-button")
