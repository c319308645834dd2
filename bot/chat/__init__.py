"""The Telegram layer: receives updates and sends messages with python-telegram-bot."""
