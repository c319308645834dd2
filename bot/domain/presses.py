"""The buttons of an exercise card."""

from enum import StrEnum


class Press(StrEnum):
    """The buttons of a card."""

    GO = "go"
    DONE = "done"
    BACK = "back"
    SKIP = "skip"
    EASIER = "easier"
    HURT = "hurt"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    PULL = "pull"
    JOINT = "joint"
    SHARP = "sharp"
    LEG = "leg"
    NUMB = "numb"
    DIZZY = "dizzy"
