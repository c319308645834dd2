"""The Telegram edge: updates in, messages out. The only room that knows python-telegram-bot."""
