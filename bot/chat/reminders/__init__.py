"""Reminders and their buttons."""
