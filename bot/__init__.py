"""Limber: a Telegram bot that guides people with sciatica through a short daily stretch routine."""

__version__ = "0.1.0"
