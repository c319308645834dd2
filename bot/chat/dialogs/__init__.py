"""Dialogues: their questions, handlers and results."""
