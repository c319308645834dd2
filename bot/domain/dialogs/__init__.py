"""Dialogues: pure functions from an answer to the next question."""
